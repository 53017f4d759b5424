package doctor_test

import (
	"fmt"
	"testing"

	"trellis/app/doctor"
	"trellis/models"
)

func TestADanglingReferenceIsFound(t *testing.T) {
	adas := func(n *network) models.ID { return n.ada.ID }
	post := func(n *network) string { return "UPDATE posts SET %s WHERE person_id = '" + string(n.cem.ID) + "'" }
	finds(t, []planted{
		{
			name: "a post of nobody", both: true, check: "references", status: doctor.Fault, found: 1, how: "person_id names nobody, which is not among people",
			plant: func(n *network) []string {
				return []string{"INSERT INTO posts (id, person_id, organisation_id, team, title, band, started, manager_unknown) VALUES ('p1', 'nobody', '" +
					string(n.Trust.ID) + "', '', '', '', '2026-01-01', false)"}
			},
			where: func(*network) string { return "posts p1" },
		},
		{
			name: "a manager who is not there", check: "references", status: doctor.Fault, found: 1, how: "manager_id names nobody, which is not among people",
			plant: func(n *network) []string { return []string{fmt.Sprintf(post(n), "manager_id = 'nobody'")} },
		},
		{
			name: "a mark in no session", both: true, check: "references", status: doctor.Fault, found: 1, how: "session_id names gone, which is not among sessions",
			plant: func(*network) []string { return []string{"UPDATE attendances SET session_id = 'gone'"} },
		},
		{
			name: "a grant of a cohort that is gone", both: true, check: "references", status: doctor.Fault, found: 1, how: "its scope is cohort gone, which is not there",
			plant: func(*network) []string {
				return []string{"UPDATE grants SET scope_id = 'gone' WHERE scope_kind = 'cohort'"}
			},
		},
		{
			name: "an event about nobody", check: "references", status: doctor.Fault, found: 1, how: "it is about nobody in people, which is not there",
			plant: func(n *network) []string {
				e := models.Event{ID: "ffffffff-0000", Act: "person.welcomed", Subject: "people", SubjectID: "nobody", At: n.Store.Now()}
				return []string{fmt.Sprintf("INSERT INTO events (id, act, subject, subject_id, at, digest) VALUES ('%s', '%s', 'people', 'nobody', '%s', '%s')",
					e.ID, e.Act, e.At.Format("2006-01-02 15:04:05.999999"), e.Fingerprint())}
			},
			where: func(*network) string { return "events ffffffff-0000" },
		},
		{
			name: "a job about no enrolment", check: "references", status: doctor.Fault, found: 1, how: "mail.placed is owed about gone, which is not there",
			plant: func(*network) []string {
				return []string{"UPDATE jobs SET subject_id = 'gone' WHERE kind = 'mail.placed'"}
			},
		},
		{
			name: "sessions of another course's unit", check: "references", status: doctor.Fault, found: 2, how: "is not one of the cohort's course",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE sessions SET unit_id = (SELECT id FROM units WHERE course_id = '%s' AND position = 1) WHERE cohort_id = '%s'", n.held.CourseID, n.cohort.ID)}
			},
		},
		{
			name: "a mark in another cohort's session", check: "references", status: doctor.Fault, found: 1, how: "the session is of cohort",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE attendances SET session_id = (SELECT id FROM sessions WHERE cohort_id = '%s' AND number = 1)", n.cohort.ID)}
			},
		},
		{
			name: "a unit of another course is met", check: "references", status: doctor.Fault, found: 1, how: "the unit is of course",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE passes SET unit_id = (SELECT id FROM units WHERE course_id = '%s' AND position = 1)", n.cohort.CourseID)}
			},
		},
		{
			name: "a record of somebody else", check: "references", status: doctor.Fault, found: 1, how: "GK-7M4T-X2RB is not for the person",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE completion_records SET person_id = '%s' WHERE id = '%s'", n.ben.ID, n.successor.ID)}
			},
			where: row("completion_records", func(n *network) models.ID { return n.successor.ID }),
		},
		{
			name: "posts of a draft", check: "references", status: doctor.Fault, found: 4, how: "its role profile analyst is of a framework version that is draft",
			plant: func(*network) []string { return []string{"UPDATE framework_versions SET state = 'draft'"} },
		},
		{
			name: "an organisation within itself", check: "references", status: doctor.Fault, found: 2, how: "is part of itself, by way of others",
			plant: func(*network) []string { return []string{"UPDATE links SET ended = NULL"} },
		},
		{
			name: "a competency under itself", both: true, check: "references", status: doctor.Fault, found: 2, how: "TA1 is part of itself, by way of others",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE competencies SET parent_id = '%s' WHERE code = 'TA1'", n.Competencies["TA2"].ID)}
			},
			where: row("competencies", func(n *network) models.ID { return n.Competencies["TA1"].ID }),
		},
		{
			name: "competencies of another version", check: "references", status: doctor.Fault, found: 4, how: "role profile analyst and competency TA2 are of different framework versions",
			plant: func(n *network) []string {
				return []string{
					"INSERT INTO framework_versions (id, framework_id, version, state, language, licence, description, notes, content_hash, created_at) SELECT 'v2', framework_id, '2', 'published', '', '', '', '', '', created_at FROM framework_versions",
					"INSERT INTO domains (id, framework_version_id, code, name, description, position) VALUES ('d2', 'v2', 'D2', '', '', 1)",
					"UPDATE competencies SET framework_version_id = 'v2' WHERE code = 'TA2'", // its requirement, its domain and its parent are of the first
					"UPDATE competencies SET domain_id = 'd2' WHERE code = 'DS2'",
				}
			},
		},
		{
			name: "everything of a person", check: "references", status: doctor.Fault, found: 1, how: "person_id names",
			plant: func(n *network) []string {
				return []string{
					"UPDATE looks SET person_id = 'x' WHERE person_id = '" + string(adas(n)) + "'",
				}
			},
			where: func(n *network) string { return "looks " + string(n.mia.ID) + ", x, 2026-11-23" },
		},
	})
}
