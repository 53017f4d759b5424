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
		case row.State == models.Waiting:
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

// WaitingOn are all who wait on a cohort, in their order.
func (r Reads) WaitingOn(ctx context.Context, cohort models.ID) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND state = ?", cohort, models.Waiting).Order("priority DESC, applied_at, id").Find(&list).Error
	return list, err
}

// PlacesOn are the places of a cohort: those held for systems and those held by people of each, "" for none, with what is
// reserved for teams; and how many people wait.
func (r Reads) PlacesOn(ctx context.Context, cohort models.ID) (shares, held map[models.ID]int, waiting int, err error) {
	var rows []struct {
		What   string
		System models.ID
		N      int
	}
	err = r.db.WithContext(ctx).Raw(`SELECT 'held' AS what, coalesce(system_id, '') AS system, count(*) AS n FROM enrolments WHERE cohort_id = @cohort AND state IN @holding GROUP BY 2
		UNION ALL SELECT 'waiting', '', count(*) FROM enrolments WHERE cohort_id = @cohort AND state = @waiting
		UNION ALL SELECT 'held', coalesce(system_id, ''), sum(places - named) FROM reservations WHERE cohort_id = @cohort AND ended_at IS NULL GROUP BY 2
		UNION ALL SELECT 'share', organisation_id, places FROM shares WHERE cohort_id = @cohort`,
		map[string]any{"cohort": cohort, "holding": statesWhere(models.EnrolmentState.HoldsPlace), "waiting": models.Waiting}).Scan(&rows).Error
	shares, held = map[models.ID]int{}, map[models.ID]int{}
	for _, row := range rows {
		switch row.What {
		case "held":
			held[row.System] += row.N
		case "share":
			shares[row.System] = row.N
		default:
			waiting = row.N
		}
	}
	return shares, held, waiting, err
}

// Turns are the positions on their waiting lists, from 1, of those of the enrolments that wait. Who comes together stands
// together, at the turn of the first of them.
func (r Reads) Turns(ctx context.Context, enrolments []models.ID) (map[models.ID]int, error) {
	var rows []struct {
		ID   models.ID
		Turn int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT id, turn FROM (
			SELECT id, row_number() OVER (PARTITION BY cohort_id ORDER BY priority DESC, asked, applied_at, id) AS turn FROM (
				SELECT id, cohort_id, priority, applied_at, min(applied_at) OVER (PARTITION BY cohort_id, coalesce(party_id, id)) AS asked
				FROM enrolments WHERE state = ? AND cohort_id IN (SELECT cohort_id FROM enrolments WHERE id IN ? AND state = ?)) AS parties
		) AS line WHERE id IN ?`, models.Waiting, enrolments, models.Waiting, enrolments).Scan(&rows).Error
	turns := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		turns[row.ID] = row.Turn
	}
	return turns, err
}

// AddEnrolment keeps a new enrolment, with its first change of state. It fails with models.ErrStale for a state in which
// nobody begins.
func (tx *Tx) AddEnrolment(ctx context.Context, e *models.Enrolment, by models.ID, reason string) error {
	if !models.EnrolmentState("").MayBecome(e.State) {
		return models.ErrStale
	}
	if err := tx.Add(ctx, e); err != nil {
		return err
	}
	return tx.change(ctx, *e, "", &by, reason)
}

// MoveEnrolment keeps an enrolment's new state, with who moved it and why; nobody when the calendar did. It fails with
// models.ErrStale when the enrolment is no longer in the state it was moved from, or when no way leads from that to the new one.
func (tx *Tx) MoveEnrolment(ctx context.Context, e models.Enrolment, from models.EnrolmentState, by *models.ID, reason string) error {
	if !from.MayBecome(e.State) {
		return models.ErrStale
	}
	if e.State != models.Applied {
		e.Awaits = models.NobodyAwaited
	}
	return tx.stand(ctx, e, from, by, reason)
}

// AwaitAnother keeps of whom an answer is awaited next, before an application becomes a place or a turn.
func (tx *Tx) AwaitAnother(ctx context.Context, e models.Enrolment, by *models.ID, reason string) error {
	if e.State != models.Applied {
		return models.ErrStale
	}
	return tx.stand(ctx, e, models.Applied, by, reason)
}

func (tx *Tx) stand(ctx context.Context, e models.Enrolment, from models.EnrolmentState, by *models.ID, reason string) error {
	result := tx.db.WithContext(ctx).Model(&models.Enrolment{}).Where("id = ? AND state = ?", e.ID, from).
		Updates(map[string]any{"state": e.State, "awaits": e.Awaits, "changed_at": e.ChangedAt})
	if result.Error != nil {
		return known(result.Error)
	}
	if result.RowsAffected == 0 {
		return models.ErrStale
	}
	return tx.change(ctx, e, from, by, reason)
}

// change keeps a change of state. Every change comes by here, so that none forgets the calendar of the person, or the copy that
// they asked for.
func (tx *Tx) change(ctx context.Context, e models.Enrolment, from models.EnrolmentState, by *models.ID, reason string) error {
	err := tx.Add(ctx, &models.EnrolmentChange{EnrolmentID: e.ID, FromState: from, ToState: e.State, ByID: by, Reason: reason, ChangedAt: tx.now})
	if err == nil && e.CopyManager && e.State.Copied() {
		err = tx.copyManager(ctx, e)
	}
	if err != nil || from.OnCalendar() == e.State.OnCalendar() {
		return err
	}
	return tx.Owe(ctx, []models.Job{{Kind: models.KeepCalendar, SubjectID: e.ID}})
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
