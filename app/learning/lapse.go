package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Lapse ends an offer that has run out, and offers the place to the next in line. An offer that was answered, or that has
// time left, stays as it is.
func (s *Service) Lapse(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		o, err := tx.Offer(ctx, id)
		if err != nil {
			return err
		}
		e, cohort, err := lockEnrolment(ctx, tx, o.EnrolmentID)
		if err != nil {
			return err
		}
		if o, err = tx.Offer(ctx, id); err != nil {
			return err
		}
		if o.ClosedAt != nil || o.OpenAt(tx.Now()) || e.State != models.Offered {
			return nil
		}
		return lapse(ctx, tx, cohort, models.Party{e}, parting{to: models.Lapsed, reason: "no reply in time", letter: models.MailLapsed})
	})
}

// lapse ends the offers of those who come together, and then offers what they held to the next in line.
func lapse(ctx context.Context, tx *store.Tx, cohort models.Cohort, party models.Party, p parting) error {
	for _, e := range party { // a handful
		if _, err := leave(ctx, tx, cohort, e, p); err != nil {
			return err
		}
	}
	return nil
}
