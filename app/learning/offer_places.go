package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// OfferPlaces offers what became free on a cohort by the calendar: the shares that are released.
func (s *Service) OfferPlaces(ctx context.Context, id models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohort(ctx, id)
		if err != nil {
			return err
		}
		return OfferFreed(ctx, tx, cohort)
	})
}
