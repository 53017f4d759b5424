package store

import (
	"context"
	"time"

	"trellis/models"
)

// AppliedOn counts on each of the cohorts those who wait for a trainer's answer.
func (r Reads) AppliedOn(ctx context.Context, cohorts []models.ID) (map[models.ID]int, error) {
	var rows []struct {
		CohortID models.ID
		N        int
	}
	err := r.db.WithContext(ctx).Table("enrolments").Select("cohort_id, count(*) AS n").
		Where("cohort_id IN ? AND state = ? AND awaits = ?", cohorts, models.Applied, models.AwaitsTrainer).Group("cohort_id").Scan(&rows).Error
	counts := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		counts[row.CohortID] = row.N
	}
	return counts, err
}

// RunningOut is an open offer on a cohort.
type RunningOut struct {
	CohortID  models.ID
	ExpiresAt time.Time
}

// RunningOut are the open offers on the cohorts that run out before the time, the soonest first.
func (r Reads) RunningOut(ctx context.Context, cohorts []models.ID, before time.Time) ([]RunningOut, error) {
	var list []RunningOut
	err := r.db.WithContext(ctx).Table("enrolments").Select("enrolments.cohort_id, offers.expires_at").
		Joins("JOIN offers ON offers.enrolment_id = enrolments.id AND offers.closed_at IS NULL AND offers.expires_at < ?", before).
		Where("enrolments.cohort_id IN ? AND enrolments.state = ?", cohorts, models.Offered).Order("offers.expires_at, offers.id").Scan(&list).Error
	return list, err
}
