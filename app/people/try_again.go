package people

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TryAgain lets a job that failed run again now, as if it had never been tried. One that was done meanwhile, or that runs at
// this moment, stays as it is.
func (s *Service) TryAgain(ctx context.Context, actor models.Actor, id models.ID) error {
	if !policy.Scope(actor, policy.SeeOutbox).All {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		again, err := tx.RunAgain(ctx, id)
		if err != nil || !again {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "job.retried", Subject: "jobs", SubjectID: id})
	})
}
