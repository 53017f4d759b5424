package skills

import (
	"cmp"
	"context"
	"strconv"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// RoundCount is a round with how many are asked, have begun, and have sent.
type RoundCount = store.RoundCount

// RoundsPage is all rounds, as they stand today.
type RoundsPage struct {
	Coming, Open, Past []store.RoundCount
}

// Table is the rounds as a file.
func (p RoundsPage) Table() [][]string {
	rows := [][]string{{"Round", "Opens", "Closes", "State", "Asked", "Begun", "Sent"}}
	add := func(state string, list []store.RoundCount) {
		for _, r := range list {
			rows = append(rows, []string{r.Name, string(r.Opens), string(r.Closes), state, strconv.Itoa(r.Asked), strconv.Itoa(r.Begun), strconv.Itoa(r.Sent)})
		}
	}
	add("coming", p.Coming)
	add("open", p.Open)
	add("past", p.Past)
	return rows
}

// Rounds shows all rounds to those who set them.
func (s *Service) Rounds(ctx context.Context, actor models.Actor) (page RoundsPage, err error) {
	if !policy.Scope(actor, policy.KeepRounds).All {
		return page, models.ErrForbidden
	}
	today := s.Store.Today()
	list, err := s.Store.RoundCounts(ctx, today)
	for _, r := range list {
		switch {
		case r.OpenOn(today):
			page.Open = append(page.Open, r)
		case r.Opens > today:
			page.Coming = append(page.Coming, r)
		default:
			page.Past = append(page.Past, r)
		}
	}
	return page, err
}

// WriteRound is what somebody writes of a round, as it was typed.
type WriteRound struct {
	Name         string `form:"name" validate:"required,max=100" problem:"required=Enter the name of the round|max=Use 100 characters or fewer for the name"`
	Opens        string `form:"opens" validate:"required,datetime=2006-01-02" problem:"required=Enter the first day|datetime=Enter the first day as a date, such as 2027-01-11"`
	Closes       string `form:"closes" validate:"required,datetime=2006-01-02" problem:"required=Enter the last day|datetime=Enter the last day as a date, such as 2027-02-19"`
	Says         string `form:"says" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for what the round is for"`
	NotNHSNumber bool   `form:"not_nhs_number"`
	Revision     int    `form:"revision"` // of the round that was opened
}

// WriteOfRound is what the round says, as the form shows it.
func WriteOfRound(r models.Round) WriteRound {
	return WriteRound{Name: r.Name, Opens: string(r.Opens), Closes: string(r.Closes), Says: r.Says, Revision: r.Revision}
}

// RoundPage is one round, to change it until it has closed.
type RoundPage struct {
	Round models.Round
	Over  bool
	Open  bool
}

// Round is that page; of a new round where there is no address.
func (s *Service) Round(ctx context.Context, actor models.Actor, slug string) (page RoundPage, err error) {
	if !policy.Scope(actor, policy.KeepRounds).All {
		return page, models.ErrForbidden
	}
	if slug == "" {
		return page, nil
	}
	page.Round, err = s.Store.RoundBySlug(ctx, slug)
	today := s.Store.Today()
	page.Over, page.Open = page.Round.Closes < today, page.Round.OpenOn(today)
	return page, err
}

// AddRound keeps a new round, at an address that its name gives.
func (s *Service) AddRound(ctx context.Context, actor models.Actor, in WriteRound) (models.Round, error) {
	var round models.Round
	err := s.keepRound(ctx, actor, func(tx *store.Tx, rounds []models.Round) error {
		round = models.Round{ID: store.NewID(), Revision: 1, Slug: freeSlug(in.Name, rounds)}
		if err := in.onto(&round, rounds, tx); err != nil {
			return err
		}
		if err := tx.Add(ctx, &round); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutRound("round.added", actor, round.ID))
	})
	return round, err
}

// ChangeRound keeps what the form says of a round that has not closed. It answers models.ErrStale when somebody changed it after
// the form was opened.
func (s *Service) ChangeRound(ctx context.Context, actor models.Actor, slug string, in WriteRound) (models.Round, error) {
	var round models.Round
	err := s.keepRound(ctx, actor, func(tx *store.Tx, rounds []models.Round) error {
		was, err := tx.RoundBySlug(ctx, slug)
		if err != nil {
			return err
		}
		if round = was; was.Revision != in.Revision {
			return models.ErrStale
		}
		if was.Closes < models.DateOf(tx.Now()) {
			return models.Invalid{"closes": "This round is over. Add a new one"}
		}
		if err := in.onto(&round, rounds, tx); err != nil || round == was {
			return err
		}
		if err := tx.KeepRound(ctx, round); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutRound("round.changed", actor, round.ID))
	})
	return round, err
}

func (s *Service) keepRound(ctx context.Context, actor models.Actor, keep func(*store.Tx, []models.Round) error) error {
	if !policy.Scope(actor, policy.KeepRounds).All {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		rounds, err := tx.LockRounds(ctx)
		if err != nil {
			return err
		}
		return keep(tx, rounds)
	})
}

// onto writes what was typed over a round, and answers what is wrong with it beside the others.
func (in WriteRound) onto(round *models.Round, rounds []models.Round, tx *store.Tx) error {
	in.Name, in.Says = input.Line(in.Name), input.Tidy(in.Says)
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "says", Text: in.Says}))
	next, today := *round, models.DateOf(tx.Now())
	next.Name, next.Says, next.Opens, next.Closes = in.Name, in.Says, models.Date(in.Opens), models.Date(in.Closes)
	if problems["opens"] == "" && problems["closes"] == "" {
		problems.Add(wrongDays(*round, next, rounds, today))
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	*round = next
	return nil
}

// wrongDays are the problems of the days of a round, which were others before where it is no new one.
func wrongDays(was, next models.Round, rounds []models.Round, today models.Date) models.Invalid {
	switch {
	case next.Closes < next.Opens:
		return models.Invalid{"closes": "Enter a last day that is on or after the first day"}
	case next.Closes < today:
		return models.Invalid{"closes": "Enter a last day that is today or later"}
	case was.Opens != "" && was.Opens <= today && next.Opens != was.Opens:
		return models.Invalid{"opens": "The round is open: its first day stays " + day(was.Opens)}
	case was.Opens != next.Opens && next.Opens < today:
		return models.Invalid{"opens": "Enter a first day that is today or later"}
	}
	for _, other := range rounds {
		if other.ID != next.ID && next.Overlaps(other) {
			return models.Invalid{"opens": "Two rounds cannot be open at once. " + other.Name + " is open from " + day(other.Opens) + " to " + day(other.Closes) + ": choose other days"}
		}
	}
	return nil
}

// day is a day in words.
func day(d models.Date) string { return d.Time().Format("2 January 2006") }

// freeSlug is an address for a round of the name that none of the rounds has.
func freeSlug(name string, rounds []models.Round) string {
	taken := map[string]bool{"new": true, Current: true} // which are addresses of their own
	for _, r := range rounds {
		taken[r.Slug] = true
	}
	base := cmp.Or(models.Slug(store.Fold(input.Line(name))), "round")
	slug := base
	for n := 2; taken[slug]; n++ {
		slug = base + "-" + strconv.Itoa(n)
	}
	return slug
}

func aboutRound(act string, actor models.Actor, id models.ID) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "rounds", SubjectID: id}
}
