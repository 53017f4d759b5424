package store

import (
	"context"
	"time"

	"trellis/models"
)

// Overfull are the cohorts on which more people hold a place, or an offer of one, than there are places.
func (r Reads) Overfull(ctx context.Context, most int) ([]Found, error) {
	return r.broken(ctx, most, rule{
		table: "cohorts", how: "{a} are placed or offered, of {b} places",
		query: `SELECT cohorts.id, cohorts.code || ': ' || CAST(count(*) AS text) AS a, CAST(cohorts.capacity + cohorts.overbook AS text) AS b
			FROM cohorts JOIN enrolments ON enrolments.cohort_id = cohorts.id AND enrolments.state IN @held
			GROUP BY cohorts.id, cohorts.code, cohorts.capacity, cohorts.overbook HAVING count(*) > cohorts.capacity + cohorts.overbook`,
		args: map[string]any{"held": statesWhere(models.EnrolmentState.HoldsPlace)},
	})
}

// OffersAmiss are the enrolments that say offered without an open offer, and the open offers to those that do not say so.
func (r Reads) OffersAmiss(ctx context.Context, most int) ([]Found, error) {
	offered := map[string]any{"offered": models.Offered}
	return r.broken(ctx, most,
		rule{
			table: "enrolments", how: "it says that a place is offered, and no offer is open", args: offered,
			query: `SELECT id, '' AS a, '' AS b FROM enrolments WHERE state = @offered
				AND NOT EXISTS (SELECT 1 FROM offers WHERE offers.enrolment_id = enrolments.id AND offers.closed_at IS NULL)`,
		},
		rule{
			table: "offers", how: "it is open, and its enrolment {b} says {a}", args: offered,
			query: `SELECT offers.id, enrolments.state AS a, enrolments.id AS b FROM offers JOIN enrolments ON enrolments.id = offers.enrolment_id
				WHERE offers.closed_at IS NULL AND enrolments.state <> @offered`,
		},
		rule{
			table: "offers", how: "its enrolment {a} has another open offer",
			query: `SELECT id, enrolment_id AS a, '' AS b FROM offers WHERE closed_at IS NULL AND EXISTS (SELECT 1 FROM offers others
				WHERE others.enrolment_id = offers.enrolment_id AND others.closed_at IS NULL AND others.id < offers.id)`,
		})
}

// RecordsAmiss are the completion records beside another live one of the same enrolment, and those of which only one of
// being superseded and having a successor is true.
func (r Reads) RecordsAmiss(ctx context.Context, most int) ([]Found, error) {
	return r.broken(ctx, most,
		rule{
			table: "completion_records", how: "{a} is live, and so is another record of its enrolment {b}",
			query: `SELECT id, code AS a, enrolment_id AS b FROM completion_records WHERE revoked_at IS NULL AND superseded_at IS NULL
				AND EXISTS (SELECT 1 FROM completion_records others WHERE others.enrolment_id = completion_records.enrolment_id
					AND others.revoked_at IS NULL AND others.superseded_at IS NULL AND others.id < completion_records.id)`,
		},
		rule{
			table: "completion_records", how: "{a} is superseded, and has no successor",
			query: `SELECT id, code AS a, '' AS b FROM completion_records WHERE superseded_at IS NOT NULL AND successor_id IS NULL`,
		},
		rule{
			table: "completion_records", how: "{a} has a successor, {b}, and is not superseded",
			query: `SELECT id, code AS a, successor_id AS b FROM completion_records WHERE superseded_at IS NULL AND successor_id IS NOT NULL`,
		},
		rule{
			table: "completion_records", how: "{a} is its own successor",
			query: `SELECT id, code AS a, '' AS b FROM completion_records WHERE successor_id = id`,
		},
		rule{
			table: "completion_records", how: "{a} is live, and so is another record of its person and cohort {b}",
			query: `SELECT id, code AS a, cohort_id AS b FROM completion_records WHERE revoked_at IS NULL AND superseded_at IS NULL
				AND EXISTS (SELECT 1 FROM completion_records others WHERE others.person_id = completion_records.person_id AND others.cohort_id = completion_records.cohort_id
					AND others.enrolment_id <> completion_records.enrolment_id AND others.revoked_at IS NULL AND others.superseded_at IS NULL AND others.id < completion_records.id)`,
		},
		rule{
			table: "completion_records", how: "{a} says of something required neither how it was met nor that one part was enough nor that it was decided: {b}",
			query: `SELECT completion_records.id, code AS a, min(asks) AS b FROM completion_records
				JOIN record_requirements ON record_requirements.completion_record_id = completion_records.id
				WHERE decision_reason = '' AND person_name <> @erased AND met = '' AND rule NOT LIKE 'One of these%' GROUP BY completion_records.id, code`,
			args: map[string]any{"erased": models.NameErased},
		},
		rule{
			table: "completion_records", how: "{a} was issued by the rule change {b}, which is one of another course",
			query: `SELECT completion_records.id, code AS a, rule_changes.id AS b FROM completion_records JOIN rule_changes ON rule_changes.id = completion_records.rule_change_id
				WHERE rule_changes.course_id <> completion_records.course_id OR rule_changes.course_version <> completion_records.course_version`,
		})
}

// EnrolledTwice are the enrolments of people who are on a cohort, or in line for it, already.
func (r Reads) EnrolledTwice(ctx context.Context, most int) ([]Found, error) {
	return r.broken(ctx, most, rule{
		table: "enrolments", how: "person {a} is on cohort {b}, or in line for it, already",
		query: `SELECT id, person_id AS a, cohort_id AS b FROM enrolments WHERE state IN @live AND EXISTS (SELECT 1 FROM enrolments others
			WHERE others.cohort_id = enrolments.cohort_id AND others.person_id = enrolments.person_id AND others.state IN @live AND others.id < enrolments.id)`,
		args: map[string]any{"live": statesWhere(models.EnrolmentState.Live)},
	})
}

// JobsAmiss are the jobs that were given up, and those that nobody has begun though they have been due since the time.
func (r Reads) JobsAmiss(ctx context.Context, dueBefore time.Time, most int) ([]Found, error) {
	return r.broken(ctx, most,
		rule{
			table: "jobs", how: "{a} was given up: {b}", args: map[string]any{"dead": models.JobDead},
			query: "SELECT id, kind AS a, last_error AS b FROM jobs WHERE state = @dead",
		},
		rule{
			table: "jobs", how: "{a} is overdue{b}", args: map[string]any{"ready": models.JobReady, "due": dueBefore},
			query: `SELECT id, kind AS a, CASE WHEN last_error = '' THEN '' ELSE ', and failed: ' || last_error END AS b FROM jobs
				WHERE state = @ready AND run_at < @due AND (lease_until IS NULL OR lease_until < @due)`,
		},
		rule{
			table: "messages", how: "it was not sent: {a}", args: map[string]any{"failed": models.MessageFailed},
			query: "SELECT id, problem AS a, '' AS b FROM messages WHERE state = @failed",
		})
}
