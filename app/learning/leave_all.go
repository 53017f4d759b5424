package learning

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// LeaveAll takes a person off the cohorts and the waiting lists that are not over, and offers what they held to the next in
// line. Nobody is told: the person asked to be forgotten. It locks the cohorts in the order of their ids.
func LeaveAll(ctx context.Context, tx *store.Tx, person models.ID, by *models.ID) error {
	ids, err := tx.UnsettledEnrolments(ctx, person)
	if err != nil {
		return err
	}
	for _, id := range ids { // a handful
		e, cohort, err := lockEnrolment(ctx, tx, id)
		if err != nil {
			return err
		}
		if !e.WithdrawableAt(cohort, tx.Now()) {
			continue
		}
		if _, err := leave(ctx, tx, cohort, e, parting{to: models.Withdrawn, by: by}); err != nil {
			return err
		}
	}
	return nil
}
