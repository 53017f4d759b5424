package plans

import (
	"context"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// remindedAtOnce is how many people are reminded of plans in one transaction.
const remindedAtOnce = 500

// KeepReminding reminds people of what is due in their plans, and managers of what is in those of their people, each morning until
// the context ends.
func (s *Service) KeepReminding(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.Remind(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "people were not reminded of plans", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// Remind owes the letters of a morning, one in a week at most to each. Who is away is found on the day after.
func (s *Service) Remind(ctx context.Context) error {
	day := models.RemindsOn(s.Store.Now())
	if day == "" {
		return nil
	}
	since := day.AddDays(-6).Time().UTC() // a letter on a Monday is followed by one on the next
	for _, side := range []models.Side{models.PersonSide, models.ManagerSide} {
		for {
			due, err := s.Store.UnremindedOfPlans(ctx, side, day, since, remindedAtOnce)
			if err != nil {
				return err
			}
			if len(due) == 0 {
				break
			}
			if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return remindSome(ctx, tx, side, day, since) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func remindSome(ctx context.Context, tx *store.Tx, side models.Side, day models.Date, since time.Time) error {
	due, err := tx.UnremindedOfPlans(ctx, side, day, since, remindedAtOnce)
	if err != nil || len(due) == 0 {
		return err
	}
	if err := tx.LockPeople(ctx, due); err != nil {
		return err
	}
	still, err := tx.UnremindedOfPlans(ctx, side, day, since, remindedAtOnce) // several processes may do so at once
	if err != nil || len(still) == 0 {
		return err
	}
	return tx.RemindOfPlans(ctx, side, still)
}

// DueLetter is what a reminder of plans says.
type DueLetter struct {
	Person  models.Person
	Overdue []models.PlanAction
	Soon    []models.PlanAction
	Review  models.Date // within a week; empty for none
	People  []TeamRow   // of a manager's: those with something due
	URL     string
	Away    string // where somebody says when they are away
}

// DueLetterFor gathers what is due in the plan of a person by now; models.ErrNotFound where nothing is.
func (s *Service) DueLetterFor(ctx context.Context, person models.ID) (letter DueLetter, err error) {
	letter.URL, letter.Away = s.BaseURL+paths.Plan, s.BaseURL+paths.OwnLeave
	if letter.Person, err = s.Store.Person(ctx, person); err != nil {
		return letter, err
	}
	plan, err := s.Store.PlanOf(ctx, person)
	if err != nil {
		return letter, err
	}
	actions, err := s.Store.ActionsOfPlans(ctx, []models.ID{plan.ID})
	if err != nil {
		return letter, err
	}
	letter.sort(plan.ReviewOn, actions[plan.ID], s.Store.Today())
	if letter.Person.ErasedAt != nil || len(letter.Overdue)+len(letter.Soon) == 0 && letter.Review == "" {
		return letter, models.ErrNotFound
	}
	return letter, nil
}

func (l *DueLetter) sort(review models.Date, actions []models.PlanAction, today models.Date) {
	if review != "" && review <= today.AddDays(7) {
		l.Review = review
	}
	for _, a := range actions {
		switch {
		case a.Overdue(today):
			l.Overdue = append(l.Overdue, a)
		case a.State == models.ActionOpen && a.DueOn <= today.AddDays(7):
			l.Soon = append(l.Soon, a)
		}
	}
}

// TeamDueLetterFor gathers what is due in the plans of a manager's people by now; models.ErrNotFound where nothing is.
func (s *Service) TeamDueLetterFor(ctx context.Context, manager models.ID) (letter DueLetter, err error) {
	letter.URL, letter.Away = s.BaseURL+paths.TeamPlans, s.BaseURL+paths.OwnLeave
	actor, err := s.Store.Actor(ctx, manager, s.Store.Today())
	if err != nil {
		return letter, err
	}
	letter.Person = actor.Person
	page, err := s.Team(ctx, actor, ByOverdue)
	if err != nil {
		return letter, err
	}
	for _, r := range page.Rows {
		if r.Overdue > 0 || r.ReviewOn != "" && r.ReviewOn <= page.Today.AddDays(7) {
			letter.People = append(letter.People, r)
		}
	}
	if letter.Person.ErasedAt != nil || len(letter.People) == 0 {
		return letter, models.ErrNotFound
	}
	return letter, nil
}
