package demo

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// keepMonths keeps how the network stood at the end of each month of the last year.
func keepMonths(ctx context.Context, tx *store.Tx) error {
	day := tx.Today()
	for range 12 {
		day = models.EndOfMonthBefore(day)
		if _, err := tx.KeepMonth(ctx, day); err != nil {
			return err
		}
	}
	return nil
}
