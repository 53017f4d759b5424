package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// NoReply is why an offer ends that nobody answered.
const NoReply = "no reply in time"

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
		reason := NoReply
		if o.AcceptedAt != nil { // of a pair: the other has not taken theirs
			reason = OtherNotComing
		}
		_, err = leave(ctx, tx, cohort, e, parting{to: models.Lapsed, reason: reason, letter: models.MailLapsed})
		return err
	})
}
