package store

import (
	"context"
	"time"

	"trellis/models"
)

// Enrolment is one enrolment.
func (r Reads) Enrolment(ctx context.Context, id models.ID) (models.Enrolment, error) {
	var e models.Enrolment
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&e).Error
	return e, known(err)
}

// LiveEnrolment is where the person stands on the cohort now; models.ErrNotFound when they are neither on it nor in line.
func (r Reads) LiveEnrolment(ctx context.Context, cohort, person models.ID) (models.Enrolment, error) {
	var e models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND person_id = ?", cohort, person).
		Where("state IN ?", statesWhere(models.EnrolmentState.Live)).Take(&e).Error
	return e, known(err)
}

// CountEnrolled counts the places held (taken and on offer) and the people waiting, on a cohort.
func (r Reads) CountEnrolled(ctx context.Context, cohort models.ID) (held, waiting int, err error) {
	var rows []struct {
		State models.EnrolmentState
		N     int
	}
	err = r.db.WithContext(ctx).Table("enrolments").Select("state, count(*) AS n").
		Where("cohort_id = ?", cohort).Group("state").Scan(&rows).Error
	for _, row := range rows {
		switch {
		case row.State.HoldsPlace():
			held += row.N
		case row.State.InLine():
			waiting += row.N
		}
	}
	return held, waiting, err
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

// AddEnrolment keeps a new enrolment, with its first change of state.
func (tx *Tx) AddEnrolment(ctx context.Context, e *models.Enrolment, by models.ID, reason string) error {
	if err := tx.Add(ctx, e); err != nil {
		return err
	}
	return tx.change(ctx, *e, "", &by, reason)
}

// MoveEnrolment keeps an enrolment's new state, with who moved it and why; nobody when the calendar did. It fails with
// models.ErrStale when the enrolment is no longer in the state it was moved from.
func (tx *Tx) MoveEnrolment(ctx context.Context, e models.Enrolment, from models.EnrolmentState, by *models.ID, reason string) error {
	result := tx.db.WithContext(ctx).Model(&models.Enrolment{}).Where("id = ? AND state = ?", e.ID, from).
		Updates(map[string]any{"state": e.State, "changed_at": e.ChangedAt})
	if result.Error != nil {
		return known(result.Error)
	}
	if result.RowsAffected == 0 {
		return models.ErrStale
	}
	return tx.change(ctx, e, from, by, reason)
}

func (tx *Tx) change(ctx context.Context, e models.Enrolment, from models.EnrolmentState, by *models.ID, reason string) error {
	return tx.Add(ctx, &models.EnrolmentChange{EnrolmentID: e.ID, FromState: from, ToState: e.State, ByID: by, Reason: reason, ChangedAt: tx.now})
}

// statesWhere lists the states of an enrolment that have the property.
func statesWhere(has func(models.EnrolmentState) bool) []models.EnrolmentState {
	var list []models.EnrolmentState
	for _, s := range models.EnrolmentStates() {
		if has(s) {
			list = append(list, s)
		}
	}
	return list
}
