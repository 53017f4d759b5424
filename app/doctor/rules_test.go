package doctor_test

import (
	"fmt"
	"testing"

	"trellis/app/doctor"
	"trellis/models"
)

func TestASummaryThatIsOffIsFound(t *testing.T) {
	adas := func(n *network) string { return "person_id = '" + string(n.ada.ID) + "'" }
	skill := func(n *network) string {
		return "skills " + string(n.ada.ID) + ", " + string(n.Competencies["TA1"].ID)
	}
	finds(t, []planted{
		{
			name: "one too many at target", both: true, check: "tallies", status: doctor.Fault, found: 1, how: "at_target is kept as 2 and counted as 1",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE role_tallies SET at_target = at_target + 1 WHERE competency_id = '%s'", n.Competencies["TA1"].ID)}
			},
			where: func(*network) string { return "role_tallies TRU, TA1, analyst" },
		},
		{
			name: "a tally that is gone", check: "tallies", status: doctor.Fault, found: 1, how: "asked is kept as 0 and counted as 4",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("DELETE FROM role_tallies WHERE competency_id = '%s'", n.Competencies["DS1"].ID)}
			},
		},
		{
			name: "a tally of nothing", check: "tallies", status: doctor.Fault, found: 1, how: "assessed is kept as 3 and counted as 0",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("INSERT INTO role_tallies VALUES ('%s', '%s', '%s', 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)", n.System.ID, n.Analyst.ID, n.Competencies["DS2"].ID)}
			},
			where: func(*network) string { return "role_tallies SYS, DS2, analyst" },
		},
		{
			name: "tallies of days ago", check: "tallies", status: doctor.Warning, found: 1, how: "the tallies stand for 2026-11-21",
			plant: func(*network) []string { return []string{"UPDATE summary_days SET day = '2026-11-21'"} },
		},
		{
			name: "tallies of no day", both: true, check: "tallies", status: doctor.Fault, found: 1, how: "the day is gone for which they stand",
			plant: func(*network) []string { return []string{"DELETE FROM summary_days"} },
		},
		{
			name: "tallies of tomorrow", check: "tallies", status: doctor.Fault, found: 1, how: "which is still to come",
			plant: func(*network) []string { return []string{"UPDATE summary_days SET day = '2026-11-24'"} },
		},
		{
			name: "a level that nobody gave", both: true, check: "skills", status: doctor.Fault, found: 1, how: `suggested is kept as "4", assessments say ""`, where: skill,
			plant: func(n *network) []string { return []string{"UPDATE skills SET suggested = 4 WHERE " + adas(n)} },
		},
		{
			name: "no skill is kept", check: "skills", status: doctor.Fault, found: 1, how: "there are assessments, and no skill is kept",
			plant: func(n *network) []string {
				return []string{"DELETE FROM skills WHERE person_id = '" + string(n.cem.ID) + "'"}
			},
		},
		{
			name: "a skill of nobody's saying", check: "skills", status: doctor.Fault, found: 1, how: "it is kept, and there is no assessment",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf(`INSERT INTO skills (person_id, competency_id, level, confirmed, "use") VALUES ('%s', '%s', 4, false, '')`, n.mia.ID, n.Competencies["DS2"].ID)}
			},
		},
		{
			name: "other dates than the sessions'", both: true, check: "cohorts", status: doctor.Fault, found: 1, how: "R1-1: it says 2026-12-21T09:00:00Z to 2026-12-29T11:00:00Z, its sessions say 2026-12-21T09:00:00Z to 2026-12-28T11:00:00Z",
			plant: func(n *network) []string {
				return []string{"UPDATE cohorts SET ends = '2026-12-29 11:00:00+00:00' WHERE code = 'R1-1'"}
			},
			where: row("cohorts", func(n *network) models.ID { return n.cohort.ID }),
		},
	})
}

func TestABrokenRuleIsFound(t *testing.T) {
	finds(t, []planted{
		{
			name: "more people than places", both: true, check: "cohorts", status: doctor.Fault, found: 1, how: "R1-1: 2 are placed or offered, of 1 places",
			plant: func(*network) []string { return []string{"UPDATE cohorts SET capacity = 1 WHERE code = 'R1-1'"} },
			where: row("cohorts", func(n *network) models.ID { return n.cohort.ID }),
		},
		{
			name: "offered without an offer", check: "enrolments", status: doctor.Fault, found: 1, how: "it says that a place is offered, and no offer is open",
			plant: func(*network) []string { return []string{"UPDATE offers SET closed_at = expires_at"} },
			where: row("enrolments", func(n *network) models.ID { return n.offered.ID }),
		},
		{
			name: "an offer for somebody who is placed", check: "enrolments", status: doctor.Fault, found: 1, how: "it is open, and its enrolment",
			plant: func(n *network) []string {
				return []string{
					"UPDATE enrolments SET state = 'placed' WHERE id = '" + string(n.offered.ID) + "'",
					"UPDATE enrolment_changes SET to_state = 'placed' WHERE enrolment_id = '" + string(n.offered.ID) + "' AND from_state = 'waiting'",
				}
			},
			where: row("offers", func(n *network) models.ID { return n.offer.ID }),
		},
		{
			name: "two open offers", both: true, check: "enrolments", status: doctor.Fault, found: 1, how: "has another open offer",
			plant: func(*network) []string {
				return []string{"DROP INDEX offers_open", "INSERT INTO offers (id, enrolment_id, token, made_at, expires_at) SELECT 'zz', enrolment_id, 'zz', made_at, expires_at FROM offers"}
			},
			where: func(*network) string { return "offers zz" },
		},
		{
			name: "a state that no change led to", both: true, check: "enrolments", status: doctor.Fault, found: 1, how: "it says withdrawn, its last change says placed",
			plant: func(n *network) []string {
				return []string{"UPDATE enrolments SET state = 'withdrawn' WHERE id = '" + string(n.placed.ID) + "'"}
			},
			where: row("enrolments", func(n *network) models.ID { return n.placed.ID }),
		},
		{
			name: "no change at all", check: "enrolments", status: doctor.Fault, found: 1, how: "it says placed, and no change says how that came",
			plant: func(n *network) []string {
				return []string{"DELETE FROM enrolment_changes WHERE enrolment_id = '" + string(n.placed.ID) + "'"}
			},
		},
		{
			name: "somebody on a cohort twice", check: "enrolments", status: doctor.Fault, found: 1, how: "or in line for it, already",
			plant: func(n *network) []string {
				return []string{
					"DROP INDEX enrolments_live",
					"UPDATE enrolments SET person_id = '" + string(n.ada.ID) + "' WHERE state = 'waiting'",
				}
			},
		},
		{
			name: "superseded by nothing", both: true, check: "records", status: doctor.Fault, found: 1, how: "SP-3WQD-8HNE is superseded, and has no successor",
			plant: func(*network) []string { return []string{"UPDATE completion_records SET successor_id = NULL"} },
			where: row("completion_records", func(n *network) models.ID { return n.record.ID }),
		},
		{
			name: "two live records", check: "records", status: doctor.Fault, found: 1, how: "is live, and so is another record of its enrolment",
			plant: func(*network) []string {
				return []string{"DROP INDEX completion_records_live", "DROP INDEX completion_records_one", "UPDATE completion_records SET superseded_at = NULL, successor_id = NULL"}
			},
		},
		{
			name: "a successor of what is not superseded", check: "records", status: doctor.Fault, found: 1, how: "and is not superseded",
			plant: func(*network) []string {
				return []string{"UPDATE completion_records SET superseded_at = NULL, revoked_at = issued_at WHERE successor_id IS NOT NULL"}
			},
		},
		{
			name: "its own successor", check: "records", status: doctor.Fault, found: 1, how: "SP-3WQD-8HNE is its own successor",
			plant: func(*network) []string {
				return []string{"UPDATE completion_records SET successor_id = id WHERE successor_id IS NOT NULL"}
			},
		},
		{
			name: "two records of a person and cohort", both: true, check: "records", status: doctor.Fault, found: 1, how: "is live, and so is another record of its person and cohort",
			plant: func(n *network) []string {
				again := models.Enrolment{CohortID: n.held.ID, PersonID: n.ada.ID, State: models.Withdrawn, AppliedAt: n.held.Opens, ChangedAt: n.held.Ends}
				n.Keep(&again)
				n.Keep(&models.EnrolmentChange{EnrolmentID: again.ID, ToState: models.Withdrawn, ByID: &n.ada.ID, Reason: "brought over", ChangedAt: again.ChangedAt})
				return []string{
					"DROP INDEX completion_records_one",
					"UPDATE completion_records SET superseded_at = NULL, successor_id = NULL, enrolment_id = '" + string(again.ID) + "' WHERE id = '" + string(n.record.ID) + "'",
				}
			},
		},
		{
			name: "something required that nobody met", both: true, check: "records", status: doctor.Fault, found: 1, how: "GK-7M4T-X2RB says of something required neither how it was met", plant: func(n *network) []string {
				n.Keep(&models.RecordRequirement{CompletionRecordID: n.successor.ID, Position: 1, Asks: "Attend 2 sessions"})
				return nil
			},
			where: row("completion_records", func(n *network) models.ID { return n.successor.ID }),
		},
		{
			name: "the rule of another course", both: true, check: "records", status: doctor.Fault, found: 1, how: "which is one of another course",
			plant: func(n *network) []string {
				change := models.RuleChange{CourseID: n.cohort.CourseID, CourseVersion: 1, AppliesFrom: "2026-01-01", MinimumSessions: 1, Reason: "Two were too many", MadeByID: n.mia.ID, MadeAt: n.Store.Now()}
				n.Keep(&change)
				return []string{"UPDATE completion_records SET rule_change_id = '" + string(change.ID) + "' WHERE id = '" + string(n.successor.ID) + "'"}
			},
			where: row("completion_records", func(n *network) models.ID { return n.successor.ID }),
		},
		{
			name: "a job that was given up", both: true, check: "jobs", status: doctor.Warning, found: 1, how: "mail.placed was given up: the server is away",
			plant: func(*network) []string {
				return []string{"UPDATE jobs SET state = 'dead', last_error = 'the server is away' WHERE kind = 'mail.placed'"}
			},
		},
		{
			name: "a job that nobody does", check: "jobs", status: doctor.Warning, found: 1, how: "mail.placed is overdue",
			plant: func(*network) []string {
				return []string{"UPDATE jobs SET run_at = '2026-11-23 07:30:00+00:00' WHERE kind = 'mail.placed'"}
			},
		},
		{
			name: "a message that was not sent", check: "jobs", status: doctor.Warning, found: 1, how: "it was not sent: no such mailbox",
			plant: func(*network) []string {
				return []string{"UPDATE messages SET state = 'failed', problem = 'no such mailbox'"}
			},
		},
	})
}
