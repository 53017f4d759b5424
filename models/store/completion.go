package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// CohortRecords are the completion records of the cohort, by the name on them and then the newest first.
func (r Reads) CohortRecords(ctx context.Context, cohort models.ID) ([]models.CompletionRecord, error) {
	var list []models.CompletionRecord
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("person_name, issued_at DESC, id DESC").Find(&list).Error
	return list, err
}

// LiveRecordsOn counts the live completion records of each of the cohorts.
func (r Reads) LiveRecordsOn(ctx context.Context, cohorts []models.ID) (map[models.ID]int, error) {
	var rows []struct {
		CohortID models.ID
		Records  int
	}
	err := r.db.WithContext(ctx).Model(&models.CompletionRecord{}).Select("cohort_id, count(*) AS records").
		Where("cohort_id IN ? AND revoked_at IS NULL AND superseded_at IS NULL", cohorts).Group("cohort_id").Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.CohortID] = row.Records
	}
	return counts, err
}

// NetworkName is the name of the organisation that runs this installation; empty when none is known.
func (r Reads) NetworkName(ctx context.Context) (string, error) {
	var names []string
	err := r.db.WithContext(ctx).Model(&models.Organisation{}).Where("kind = ?", models.Network).Order("code").Limit(1).Pluck("name", &names).Error
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// CodesInUse are those of the record numbers that a record has already.
func (r Reads) CodesInUse(ctx context.Context, codes []string) ([]string, error) {
	var used []string
	err := r.db.WithContext(ctx).Model(&models.CompletionRecord{}).Where("code IN ?", codes).Pluck("code", &used).Error
	return used, err
}

// Record is one completion record.
func (r Reads) Record(ctx context.Context, id models.ID) (models.CompletionRecord, error) {
	var record models.CompletionRecord
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&record).Error
	return record, known(err)
}

// MoveEnrolments is MoveEnrolment for many at once that go to one state. It fails with models.ErrStale, and the
// transaction with it, when one of them is no longer in the state it was read in.
func (tx *Tx) MoveEnrolments(ctx context.Context, list []models.Enrolment, to models.EnrolmentState, by models.ID, reason string) error {
	from := map[models.EnrolmentState][]models.ID{}
	changes := make([]models.EnrolmentChange, len(list))
	for i, e := range list {
		from[e.State] = append(from[e.State], e.ID)
		changes[i] = models.EnrolmentChange{EnrolmentID: e.ID, FromState: e.State, ToState: to, ByID: &by, Reason: reason, ChangedAt: tx.now}
	}
	for state, ids := range from {
		if !state.MayBecome(to) {
			return models.ErrStale
		}
		result := tx.db.WithContext(ctx).Model(&models.Enrolment{}).Where("id IN ? AND state = ?", ids, state).
			Updates(map[string]any{"state": to, "changed_at": tx.now})
		if result.Error != nil {
			return known(result.Error)
		}
		if int(result.RowsAffected) < len(ids) {
			return models.ErrStale
		}
	}
	return tx.Add(ctx, &changes)
}

// RevokeRecord keeps that a record was withdrawn, by whom and why.
func (tx *Tx) RevokeRecord(ctx context.Context, record models.CompletionRecord) error {
	return tx.update(ctx, &record, "RevokedAt", "RevokedByID", "RevokedReason")
}

// KeepPasses keeps which units people have met, and forgets which they have not.
func (tx *Tx) KeepPasses(ctx context.Context, met, unmet []models.Pass) error {
	if len(met) > 0 {
		if err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&met).Error; err != nil {
			return known(err)
		}
	}
	units := map[models.ID][]models.ID{}
	for _, p := range unmet {
		units[p.UnitID] = append(units[p.UnitID], p.EnrolmentID)
	}
	for unit, enrolments := range units { // a course has few units
		err := tx.db.WithContext(ctx).Where("unit_id = ? AND enrolment_id IN ?", unit, enrolments).Delete(&models.Pass{}).Error
		if err != nil {
			return err
		}
	}
	return nil
}
