package privacy

import (
	"context"
	"errors"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// Hold says why nothing of somebody may be forgotten for now.
type Hold struct {
	Reason string `form:"reason" validate:"required,max=500" problem:"required=Enter why nothing may be forgotten|max=Use 500 characters or fewer"`
}

// HoldPage is what is known of the holds on a person.
type HoldPage struct {
	Person models.Person
	Holds  []models.Hold // the newest first
}

// On tells whether one of them holds.
func (p HoldPage) On() bool { return len(p.Holds) > 0 && p.Holds[0].LiftedAt == nil }

// HoldPage gathers the page of a hold.
func (s *Service) HoldPage(ctx context.Context, actor models.Actor, id models.ID) (HoldPage, error) {
	person, err := s.forgettable(ctx, s.Store.Reads, actor, id)
	if err != nil {
		return HoldPage{}, err
	}
	holds, err := s.Store.HoldsOf(ctx, id)
	return HoldPage{Person: person, Holds: holds}, err
}

// PlaceHold keeps everything of a person, whatever the rules say, until it is lifted. Who is held already stays so.
func (s *Service) PlaceHold(ctx context.Context, actor models.Actor, id models.ID, in Hold) error {
	in.Reason = input.Tidy(in.Reason)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		person, err := s.lockForgettable(ctx, tx, actor, id)
		if err != nil {
			return err
		}
		if person.ErasedAt != nil {
			return models.Invalid{"reason": "This person was erased: there is nothing left to hold"}
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if on, err := onHold(ctx, tx.Reads, id); err != nil || on {
			return err
		}
		hold := models.Hold{PersonID: id, Reason: in.Reason, PlacedByID: &actor.ID, PlacedAt: tx.Now()}
		if err := tx.Add(ctx, &hold); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("hold.placed", &actor.ID, id))
	})
}

// LiftHold lets the rules act on a person again.
func (s *Service) LiftHold(ctx context.Context, actor models.Actor, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := s.lockForgettable(ctx, tx, actor, id); err != nil {
			return err
		}
		if on, err := onHold(ctx, tx.Reads, id); err != nil || !on {
			return err
		}
		if err := tx.LiftHolds(ctx, id, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("hold.lifted", &actor.ID, id))
	})
}

func (s *Service) lockForgettable(ctx context.Context, tx *store.Tx, actor models.Actor, id models.ID) (models.Person, error) {
	if err := tx.LockPeople(ctx, []models.ID{id}); err != nil {
		return models.Person{}, err
	}
	return s.forgettable(ctx, tx.Reads, actor, id)
}

func onHold(ctx context.Context, reads store.Reads, id models.ID) (bool, error) {
	_, err := reads.HoldOf(ctx, id)
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
