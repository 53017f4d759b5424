package store

import (
	"context"
	"time"

	"trellis/models"
)

// LockCohortByCode is LockCohort for the code that people see.
func (tx *Tx) LockCohortByCode(ctx context.Context, code string) (models.Cohort, error) {
	var c models.Cohort
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("code = ?", code).Take(&c).Error
	return c, known(err)
}

// LastAsked is the latest turn that anybody has had on the cohort; the zero time when nobody asked yet.
func (r Reads) LastAsked(ctx context.Context, cohort models.ID) (time.Time, error) {
	var last []time.Time
	err := r.db.WithContext(ctx).Model(&models.Enrolment{}).Where("cohort_id = ?", cohort).
		Order("applied_at DESC").Limit(1).Pluck("applied_at", &last).Error
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].UTC(), nil
}

// FirstInLine are the first so many of the waiting list, in their order.
func (r Reads) FirstInLine(ctx context.Context, cohort models.ID, most int) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND state = ?", cohort, models.Waiting).
		Order("priority DESC, applied_at, id").Limit(most).Find(&list).Error
	return list, err
}

// Turns are the positions on their waiting lists, from 1, of those of the enrolments that wait.
func (r Reads) Turns(ctx context.Context, enrolments []models.ID) (map[models.ID]int, error) {
	var rows []struct {
		ID   models.ID
		Turn int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT id, turn FROM (
			SELECT id, row_number() OVER (PARTITION BY cohort_id ORDER BY priority DESC, applied_at, id) AS turn
			FROM enrolments WHERE state = ? AND cohort_id IN (SELECT cohort_id FROM enrolments WHERE id IN ? AND state = ?)
		) AS line WHERE id IN ?`, models.Waiting, enrolments, models.Waiting, enrolments).Scan(&rows).Error
	turns := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		turns[row.ID] = row.Turn
	}
	return turns, err
}

// Offer is one offer.
func (r Reads) Offer(ctx context.Context, id models.ID) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&o).Error
	return o, known(err)
}

// OfferByToken is the offer that a link opens.
func (r Reads) OfferByToken(ctx context.Context, token string) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("token = ?", token).Take(&o).Error
	return o, known(err)
}

// OpenOffers are the offers to the enrolments that nobody has answered.
func (r Reads) OpenOffers(ctx context.Context, enrolments []models.ID) ([]models.Offer, error) {
	var list []models.Offer
	err := r.db.WithContext(ctx).Where("enrolment_id IN ? AND closed_at IS NULL", enrolments).Find(&list).Error
	return list, err
}

// LastOffer is the newest offer to an enrolment, answered or not.
func (r Reads) LastOffer(ctx context.Context, enrolment models.ID) (models.Offer, error) {
	var o models.Offer
	err := r.db.WithContext(ctx).Where("enrolment_id = ?", enrolment).Order("made_at DESC, id DESC").Limit(1).Take(&o).Error
	return o, known(err)
}

// CloseOffer ends the open offer to the enrolment, if there is one.
func (tx *Tx) CloseOffer(ctx context.Context, enrolment models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Offer{}).Where("enrolment_id = ? AND closed_at IS NULL", enrolment).
		Update("closed_at", tx.now).Error
}

// PairOf is the pair in which the analyst comes to the cohort.
func (r Reads) PairOf(ctx context.Context, cohort, analyst models.ID) (models.Pair, error) {
	var p models.Pair
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND analyst_id = ?", cohort, analyst).Take(&p).Error
	return p, known(err)
}

// Unpair forgets with whom the analyst would have come to the cohort.
func (tx *Tx) Unpair(ctx context.Context, cohort, analyst models.ID) error {
	return tx.db.WithContext(ctx).Where("cohort_id = ? AND analyst_id = ?", cohort, analyst).Delete(&models.Pair{}).Error
}
