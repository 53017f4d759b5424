package store

import (
	"context"
	"time"

	"trellis/models"
)

// PlacesHeld are how the places of a cohort stand: those held for systems, and those held by people of each, "" for none, with
// what is reserved for teams.
type PlacesHeld struct{ Shares, Held map[models.ID]int }

// PlacesAmong are how the places of the cohorts stand.
func (r Reads) PlacesAmong(ctx context.Context, cohorts []models.ID) (map[models.ID]PlacesHeld, error) {
	var rows []struct {
		CohortID models.ID
		Share    bool
		System   models.ID
		N        int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT cohort_id, false AS share, coalesce(system_id, '') AS system, count(*) AS n FROM enrolments
			WHERE cohort_id IN @cohorts AND state IN @holding GROUP BY cohort_id, system_id
		UNION ALL SELECT cohort_id, false, coalesce(system_id, ''), sum(places - named) FROM reservations
			WHERE cohort_id IN @cohorts AND ended_at IS NULL GROUP BY cohort_id, system_id
		UNION ALL SELECT cohort_id, true, organisation_id, places FROM shares WHERE cohort_id IN @cohorts`,
		map[string]any{"cohorts": cohorts, "holding": statesWhere(models.EnrolmentState.HoldsPlace)}).Scan(&rows).Error
	all := make(map[models.ID]PlacesHeld, len(cohorts))
	for _, id := range cohorts {
		all[id] = PlacesHeld{Shares: map[models.ID]int{}, Held: map[models.ID]int{}}
	}
	for _, row := range rows {
		if row.Share {
			all[row.CohortID].Shares[row.System] = row.N
		} else {
			all[row.CohortID].Held[row.System] += row.N
		}
	}
	return all, err
}

// WaitingAmong are all who wait on the cohorts, each cohort's in their order.
func (r Reads) WaitingAmong(ctx context.Context, cohorts []models.ID) (map[models.ID][]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id IN ? AND state = ?", cohorts, models.Waiting).
		Order("cohort_id, priority DESC, applied_at, id").Find(&list).Error
	lines := map[models.ID][]models.Enrolment{}
	for _, e := range list {
		lines[e.CohortID] = append(lines[e.CohortID], e)
	}
	return lines, err
}

// Prioritise gives somebody in line another priority, with who gave it and why.
func (tx *Tx) Prioritise(ctx context.Context, e models.Enrolment, by models.ID, reason string) error {
	if err := tx.update(ctx, &e, "Priority"); err != nil {
		return err
	}
	return tx.Add(ctx, &models.EnrolmentChange{
		EnrolmentID: e.ID, FromState: e.State, ToState: e.State, ByID: &by, Reason: reason, Priority: &e.Priority, ChangedAt: tx.now,
	})
}

// PriorityReason is why somebody in line has the priority that they have.
type PriorityReason struct {
	EnrolmentID models.ID
	Reason      string
	By          string
	ChangedAt   time.Time
}

// PriorityReasons are those of everybody who waits on the cohort, or asked to join, and whose priority was changed.
func (r Reads) PriorityReasons(ctx context.Context, cohort models.ID) (map[models.ID]PriorityReason, error) {
	var rows []PriorityReason
	err := r.db.WithContext(ctx).Raw(`SELECT enrolment_changes.enrolment_id, enrolment_changes.reason, enrolment_changes.changed_at, coalesce(people.name, '') AS "by"
		FROM enrolment_changes JOIN enrolments ON enrolments.id = enrolment_changes.enrolment_id
		LEFT JOIN people ON people.id = enrolment_changes.by_id
		WHERE enrolments.cohort_id = ? AND enrolments.state IN ? AND enrolment_changes.priority IS NOT NULL
		ORDER BY enrolment_changes.changed_at, enrolment_changes.id`, cohort, statesWhere(models.EnrolmentState.InLine)).Scan(&rows).Error
	reasons := make(map[models.ID]PriorityReason, len(rows))
	for _, row := range rows { // the latest stays
		reasons[row.EnrolmentID] = row
	}
	return reasons, err
}

// PartyOf are all of a party that are in line, in their order.
func (r Reads) PartyOf(ctx context.Context, party models.ID) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("party_id = ?", party).Order("applied_at, id").Find(&list).Error
	return list, err
}

// LinesBefore counts who has waited on the cohorts of a course that have started, and who of them got a place.
func (r Reads) LinesBefore(ctx context.Context, course models.ID, now time.Time) (waited, got int, err error) {
	var row struct{ Waited, Got int }
	err = r.db.WithContext(ctx).Raw(`SELECT count(*) AS waited, coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM enrolment_changes AS placed
				WHERE placed.enrolment_id = enrolments.id AND placed.to_state = @placed) THEN 1 ELSE 0 END), 0) AS got
		FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
		WHERE cohorts.course_id = @course AND cohorts.state <> @cancelled AND cohorts.starts <= @now
			AND EXISTS (SELECT 1 FROM enrolment_changes WHERE enrolment_changes.enrolment_id = enrolments.id AND enrolment_changes.to_state = @waiting)`,
		map[string]any{"course": course, "now": now, "placed": models.Placed, "waiting": models.Waiting, "cancelled": models.CohortCancelled}).Scan(&row).Error
	return row.Waited, row.Got, err
}
