package store

import (
	"context"

	"trellis/models"
)

// SystemOfOrganisation is the system to which the organisation belongs on the day; nil for one of none, or of several. Who comes
// to a cohort that holds places for systems is counted there.
func (r Reads) SystemOfOrganisation(ctx context.Context, organisation models.ID, day models.Date) (*models.ID, error) {
	organisations, links, err := r.Structure(ctx, day)
	if err != nil {
		return nil, err
	}
	if system := models.SystemOf(organisations, links)[organisation]; system.Known() {
		return &system, nil
	}
	return nil, nil //nolint:nilnil // no system is an answer
}

// Shares are the places of a cohort that are held for systems.
func (r Reads) Shares(ctx context.Context, cohort models.ID) ([]models.Share, error) {
	var list []models.Share
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("organisation_id").Find(&list).Error
	return list, err
}

// KeepShares holds these places of a locked cohort for systems, in place of those that were held before. Everybody on it, and
// what is reserved on it, is counted where they belong on the day.
func (tx *Tx) KeepShares(ctx context.Context, cohort models.ID, shares []models.Share) error {
	if err := tx.db.WithContext(ctx).Where("cohort_id = ?", cohort).Delete(&models.Share{}).Error; err != nil {
		return err
	}
	for i := range shares {
		shares[i].CohortID = cohort
	}
	if err := tx.Add(ctx, &shares); err != nil {
		return err
	}
	served, args, err := tx.served(ctx, tx.Today())
	if err != nil {
		return err
	}
	args["cohort"], args["live"] = cohort, statesWhere(models.EnrolmentState.Live)
	for _, of := range []string{"enrolments", "reservations"} {
		which := " AND ended_at IS NULL"
		if of == "enrolments" {
			which = " AND state IN @live"
		}
		err := tx.db.WithContext(ctx).Exec(`WITH served (organisation_id, system_id) AS (VALUES `+served+`)
			UPDATE `+of+` SET system_id = (SELECT served.system_id FROM served WHERE served.organisation_id = `+of+`.organisation_id)
			WHERE cohort_id = @cohort`+which, args).Error
		if err != nil {
			return err
		}
	}
	return nil
}
