package command

import (
	"context"
	"fmt"

	"trellis/app"
	"trellis/app/exchange"
	"trellis/app/generate"
	"trellis/models"
)

type generateCommand struct {
	People       int    `required:"" placeholder:"N" help:"How many people the network has: 20 or more."`
	Seed         uint64 `default:"1" placeholder:"S" help:"Another number makes another network; the same number the same one."`
	Password     string `placeholder:"TEXT" help:"What everybody signs in with. Absent: the demonstration's."`
	Competencies int    `placeholder:"K" help:"How many competencies the framework has. Absent: the 45 of the starter framework."`
	AsOf         string `name:"as-of" placeholder:"DATE" help:"The day around which everything happens, such as 2026-11-23. Absent: today."`
	JSON         bool   `name:"json" help:"Print who can sign in as JSON."`
}

// Validate refuses what is no network before the database is opened.
func (g generateCommand) Validate() error {
	if g.People < generate.FewestPeople || g.People > generate.MostPeople {
		return fmt.Errorf("--people %d: want from %d to %d", g.People, generate.FewestPeople, generate.MostPeople)
	}
	if g.Competencies < 0 || g.Competencies > generate.MostCompetencies {
		return fmt.Errorf("--competencies %d: want at most %d", g.Competencies, generate.MostCompetencies)
	}
	if _, err := models.ParseDate(g.AsOf); err != nil {
		return fmt.Errorf("--as-of: %w", err)
	}
	return nil
}

// Run fills the database and says who can sign in.
func (g generateCommand) Run(ctx context.Context, r *run) error {
	return r.opened(ctx, func(a *app.App) error {
		in := generate.Options{People: g.People, Seed: g.Seed, Competencies: g.Competencies, AsOf: models.Date(g.AsOf)}
		show, end := r.progress()
		if show != nil {
			in.Progress = func(done int) { show(exchange.Progress{Doing: "people", Done: done, Of: g.People}) }
		}
		made, err := a.Generate(ctx, in, g.Password)
		end()
		if err != nil {
			return err
		}
		return r.introduce(g, made)
	})
}

// wayIn is how a program signs in.
type wayIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// generated is what programs read.
type generated struct {
	People  int `json:"people"`
	SignIns struct {
		Learner    wayIn `json:"learner"`
		Trainer    wayIn `json:"trainer"`
		Manager    wayIn `json:"manager"`
		SystemLead wayIn `json:"system_lead"`
		Network    wayIn `json:"network"`
	} `json:"sign_ins"`
	OpenCohort string `json:"open_cohort"`
}

// introduce names who can sign in.
func (r *run) introduce(g generateCommand, made app.Generated) error {
	if !g.JSON {
		_, err := fmt.Fprintf(r.out, `%d people, all invented. The password is %s for everybody:

  learner       %s
  trainer       %s
  manager       %s
  system lead   %s
  network       %s

The cohort %s takes enrolments.
`, g.People, made.Password, made.Learner, made.Trainer, made.Manager, made.SystemLead, made.Network, made.OpenCohort)
		return err
	}
	with := func(email string) wayIn { return wayIn{email, made.Password} }
	out := generated{People: g.People, OpenCohort: made.OpenCohort}
	out.SignIns.Learner, out.SignIns.Trainer, out.SignIns.Manager = with(made.Learner), with(made.Trainer), with(made.Manager)
	out.SignIns.SystemLead, out.SignIns.Network = with(made.SystemLead), with(made.Network)
	return r.printJSON(out)
}
