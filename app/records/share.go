package records

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Share says whether the check page of a record may show the name.
type Share struct {
	Code   string `form:"-"`
	Shared bool   `form:"shared"`
}

// Share lets the check page of the actor's own record show the name, or not. Asking for what is so already changes
// nothing.
func (s *Service) Share(ctx context.Context, actor models.Actor, in Share) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		record, err := tx.LockRecord(ctx, in.Code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.ShareRecord, record); err != nil {
			return err
		}
		if record.Shared == in.Shared {
			return nil
		}
		record.Shared = in.Shared
		if err := tx.ShareRecord(ctx, record); err != nil {
			return err
		}
		return tx.Publish(ctx, shared(record, actor))
	})
}

func shared(r models.CompletionRecord, actor models.Actor) models.Event {
	if r.Shared {
		return happened("record.shared", r, actor.ID)
	}
	return happened("record.unshared", r, actor.ID)
}
