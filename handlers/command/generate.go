package command

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"trellis/app"
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
		in := generate.Options{
			People: g.People, Seed: g.Seed, Competencies: g.Competencies, AsOf: models.Date(g.AsOf), Progress: progress(r.err, g.People),
		}
		made, err := a.Generate(ctx, in, g.Password)
		if err != nil {
			return err
		}
		return r.introduce(g, made)
	})
}

// progress shows how many people are done, where somebody watches; nil where nobody does.
func progress(w io.Writer, people int) func(done int) {
	if !isTerminal(w) {
		return nil
	}
	return func(done int) {
		_, _ = fmt.Fprintf(w, "\r%d of %d people", done, people) // nobody misses a line of progress
		if done == people {
			_, _ = fmt.Fprintln(w)
		}
	}
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// wayIn is how a program signs in.
type wayIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// introduce names who can sign in.
func (r *run) introduce(g generateCommand, made app.Generated) error {
	guests := []struct{ name, email string }{
		{"learner", made.Learner}, {"trainer", made.Trainer}, {"manager", made.Manager}, {"system_lead", made.SystemLead}, {"network", made.Network},
	}
	if !g.JSON {
		text := fmt.Sprintf("%d people, all invented. The password is %s for everybody:\n\n", g.People, made.Password)
		for _, guest := range guests {
			text += fmt.Sprintf("  %-12s %s\n", guest.name, guest.email)
		}
		_, err := fmt.Fprintf(r.out, "%s\nThe cohort %s takes enrolments.\n", text, made.OpenCohort)
		return err
	}
	waysIn := map[string]wayIn{}
	for _, guest := range guests {
		waysIn[guest.name] = wayIn{guest.email, made.Password}
	}
	encoder := json.NewEncoder(r.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		People     int              `json:"people"`
		SignIns    map[string]wayIn `json:"sign_ins"`
		OpenCohort string           `json:"open_cohort"`
	}{g.People, waysIn, made.OpenCohort})
}
