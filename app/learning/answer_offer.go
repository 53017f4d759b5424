package learning

import (
	"context"
	"errors"

	"trellis/models"
	"trellis/models/store"
)

// AcceptOffer takes the place that a link offers. Whoever has the link may: no sign-in is asked. Who has taken it already
// gets the same enrolment again. Of a pair both must take theirs: the first to do so keeps the offer until the other has.
func (s *Service) AcceptOffer(ctx context.Context, actor models.Actor, token string) (e models.Enrolment, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var o models.Offer
		if o, e, _, err = lockOffer(ctx, tx, token); err != nil || o.ClosedAt != nil && e.State == models.Placed {
			return err
		}
		if err := answerable(tx, o, e); err != nil || o.AcceptedAt != nil {
			return err
		}
		by := themselves(actor, e)
		other, waits, err := otherOffer(ctx, tx, e)
		if err != nil {
			return err
		}
		if waits {
			if err := tx.AcceptOffer(ctx, o.ID); err != nil {
				return err
			}
			return tx.Publish(ctx, happened("offer.accepted", e, by))
		}
		if e, err = take(ctx, tx, e, by); err != nil || other.ID == "" {
			return err
		}
		_, err = take(ctx, tx, other, &other.PersonID)
		return err
	})
	return e, err
}

// otherOffer is the other of a pair who is offered a place too, if any, and whether their answer is still to come.
func otherOffer(ctx context.Context, tx *store.Tx, e models.Enrolment) (other models.Enrolment, waits bool, err error) {
	other, err = tx.PairedWith(ctx, e)
	if errors.Is(err, models.ErrNotFound) || err == nil && other.State != models.Offered {
		return models.Enrolment{}, false, nil
	}
	if err != nil {
		return other, false, err
	}
	o, err := tx.LastOffer(ctx, other.ID)
	return other, o.AcceptedAt == nil, err
}

// take gives somebody the place that they were offered.
func take(ctx context.Context, tx *store.Tx, e models.Enrolment, by *models.ID) (models.Enrolment, error) {
	placed, err := e.To(models.Placed, tx.Now())
	if err != nil {
		return e, err
	}
	if err := tx.MoveEnrolment(ctx, placed, e.State, by, "took the offer"); err != nil {
		return e, err
	}
	if err := tx.CloseOffer(ctx, e.ID); err != nil {
		return e, err
	}
	return placed, tx.Publish(ctx, happened("enrolment.placed", placed, by), owed(models.MailPlaced, placed))
}

// DeclineOffer turns down the place that a link offers, and offers it to the next in line.
func (s *Service) DeclineOffer(ctx context.Context, actor models.Actor, token string) (e models.Enrolment, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var o models.Offer
		var cohort models.Cohort
		if o, e, cohort, err = lockOffer(ctx, tx, token); err != nil || e.State == models.Declined {
			return err
		}
		if err := answerable(tx, o, e); err != nil {
			return err
		}
		e, err = leave(ctx, tx, cohort, e, parting{to: models.Declined, by: themselves(actor, e), reason: "turned the offer down", letter: models.MailWithdrawn})
		return err
	})
	return e, err
}

// lockOffer finds what a link offers, locks the cohort, and then reads where the offer and its enrolment stand.
func lockOffer(ctx context.Context, tx *store.Tx, token string) (models.Offer, models.Enrolment, models.Cohort, error) {
	o, err := tx.OfferByToken(ctx, token)
	if err != nil {
		return o, models.Enrolment{}, models.Cohort{}, err
	}
	e, cohort, err := lockEnrolment(ctx, tx, o.EnrolmentID)
	if err != nil {
		return o, e, cohort, err
	}
	o, err = tx.Offer(ctx, o.ID)
	return o, e, cohort, err
}

func answerable(tx *store.Tx, o models.Offer, e models.Enrolment) error {
	if !o.OpenAt(tx.Now()) || e.State != models.Offered {
		return models.Invalid{"answer": "This offer is closed, so nothing was changed"}
	}
	return nil
}

// themselves is the person of the enrolment when it is they who act, signed in; nobody when a link did.
func themselves(actor models.Actor, e models.Enrolment) *models.ID {
	if actor.ID == e.PersonID {
		return &actor.ID
	}
	return nil
}
