package learning

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// lockInLine locks the cohort for those who keep its waiting list, and reads where one of its enrolments stands. For an
// enrolment of another cohort it answers models.ErrNotFound.
func lockInLine(ctx context.Context, tx *store.Tx, actor models.Actor, code string, enrolment models.ID) (models.Cohort, models.Enrolment, error) {
	cohort, err := lockLine(ctx, tx, actor, code)
	if err != nil {
		return cohort, models.Enrolment{}, err
	}
	e, err := tx.Enrolment(ctx, enrolment)
	if err == nil && e.CohortID != cohort.ID {
		err = models.ErrNotFound
	}
	return cohort, e, err
}

// lockLine locks the cohort for those who keep its waiting list.
func lockLine(ctx context.Context, tx *store.Tx, actor models.Actor, code string) (models.Cohort, error) {
	cohort, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return cohort, err
	}
	return cohort, policy.Allows(actor, policy.KeepLine, cohort)
}

// togetherWith are those of a party who stand where one of them stands, the one among them; alone where they come with nobody.
func togetherWith(ctx context.Context, tx *store.Tx, e models.Enrolment) (models.Party, error) {
	if e.PartyID == nil {
		return models.Party{e}, nil
	}
	all, err := tx.PartyOf(ctx, *e.PartyID)
	return slices.DeleteFunc(all, func(other models.Enrolment) bool { return other.State != e.State }), err
}
