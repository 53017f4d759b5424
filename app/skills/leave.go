package skills

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// mostLeaves is how many times somebody may say ahead.
const mostLeaves = 20

// SayLeave says when somebody is away, as it was typed.
type SayLeave struct {
	From  string `form:"from" validate:"required,datetime=2006-01-02" problem:"required=Enter the first day that you are away|datetime=Enter the first day as a date, such as 2027-01-11"`
	Until string `form:"until" validate:"required,datetime=2006-01-02" problem:"required=Enter the last day that you are away|datetime=Enter the last day as a date, such as 2027-01-22"`
}

// LeavePage is when somebody is away, what is over left out.
type LeavePage struct {
	Leaves []models.Leave
	Today  models.Date
}

// Leave shows the actor when they have said that they are away.
func (s *Service) Leave(ctx context.Context, actor models.Actor) (page LeavePage, err error) {
	page.Today = s.Store.Today()
	page.Leaves, err = s.Store.Leaves(ctx, actor.ID, page.Today)
	return page, err
}

// SayLeave keeps a time in which the actor is away: no reminder of a round reaches them.
func (s *Service) SayLeave(ctx context.Context, actor models.Actor, in SayLeave) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	return s.changeLeave(ctx, actor, "leave.said", func(tx *store.Tx) error {
		today := models.DateOf(tx.Now())
		said, err := tx.Leaves(ctx, actor.ID, today)
		if err != nil {
			return err
		}
		next := models.Leave{PersonID: actor.ID, FromDay: models.Date(in.From), UntilDay: models.Date(in.Until), SaidAt: tx.Now()}
		if len(problems) == 0 {
			problems.Add(wrongLeave(next, said, today))
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		return tx.Add(ctx, &next)
	})
}

func wrongLeave(next models.Leave, said []models.Leave, today models.Date) models.Invalid {
	switch {
	case next.UntilDay < next.FromDay:
		return models.Invalid{"until": "Enter a last day that is on or after the first day"}
	case next.UntilDay < today:
		return models.Invalid{"until": "Enter a last day that is today or later"}
	case next.UntilDay > today.AddMonths(24):
		return models.Invalid{"until": "Enter a last day within two years"}
	case len(said) >= mostLeaves:
		return models.Invalid{"from": "You have said 20 times already: remove one first"}
	}
	for _, l := range said {
		if l.FromDay <= next.UntilDay && next.FromDay <= l.UntilDay {
			return models.Invalid{"from": "You have said some of these days already: remove that time first, or choose other days"}
		}
	}
	return nil
}

// EndLeave takes back a time of the actor's: reminders go out again.
func (s *Service) EndLeave(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.changeLeave(ctx, actor, "leave.ended", func(tx *store.Tx) error { return tx.EndLeave(ctx, actor.ID, id) })
}

func (s *Service) changeLeave(ctx context.Context, actor models.Actor, act string, change func(*store.Tx) error) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson(act, &actor.ID, actor.ID))
	})
}
