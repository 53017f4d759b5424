package doctor_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"trellis/app/demo"
	"trellis/app/doctor"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// healthy fails for whatever is found.
func healthy(t *testing.T, report doctor.Report) {
	t.Helper()
	for _, c := range report.Checks {
		if c.Status != doctor.OK || c.Found != 0 || len(c.Examples) != 0 || !strings.HasSuffix(c.Summary, ".") {
			t.Errorf("%s %s: %s %+v", c.Status, c.Name, c.Summary, c.Examples)
		}
	}
	if !report.Healthy {
		t.Error("it is not healthy")
	}
}

func TestASoundNetworkIsHealthy(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := sound(w)
		report := examine(t, n.Store)
		healthy(t, report)
		for name, want := range map[string]string{
			"tallies": "4 tallies, as kept for 2026-11-23", "skills": "3 skills equal", "cohorts": "2 cohorts run", "enrolments": "4 enrolments stand",
			"events": "8 events are as kept, under 2 seals; 5 are not sealed yet", "references": "87 foreign keys",
		} {
			if c := check(t, report, name); !strings.Contains(c.Summary, want) {
				t.Errorf("%s says %q, want %q", name, c.Summary, want)
			}
		}
	})
}

func TestTheDemonstrationIsHealthy(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		if err := demo.Fill(t.Context(), s, "hash"); err != nil {
			t.Fatal(err)
		}
		healthy(t, examine(t, s))
	})
}

func TestAnEmptyDatabaseIsHealthy(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		report := examine(t, s)
		healthy(t, report)
		if c := check(t, report, "tallies"); !strings.Contains(c.Summary, "Nothing was counted yet") {
			t.Errorf("tallies says %q", c.Summary)
		}
	})
}

// planted is a fault that somebody wrote into the database, and what is to be found of it.
type planted struct {
	name   string
	plant  func(n *network) []string // statements
	check  string
	status doctor.Status
	found  int
	where  func(n *network) string // of the first example
	how    string
	both   bool // tried on both engines: they answer the same questions, so one of each kind is enough
}

func row(table string, of func(n *network) models.ID) func(n *network) string {
	return func(n *network) string { return table + " " + string(of(n)) }
}

func finds(t *testing.T, faults []planted) {
	for _, p := range faults {
		t.Run(p.name, func(t *testing.T) {
			look := func(t *testing.T, w *modeltest.World) {
				n := sound(w)
				modeltest.Plant(t, n.Store, p.plant(n)...)
				report := examine(t, n.Store)
				for _, c := range report.Checks {
					if c.Name != p.check && c.Status != doctor.OK {
						t.Errorf("beside it, %s says %s: %s %+v", c.Name, c.Status, c.Summary, c.Examples)
					}
				}
				c := check(t, report, p.check)
				if c.Status != p.status || c.Found != p.found || report.Healthy != (p.status != doctor.Fault) {
					t.Fatalf("%s, %d found, want %s, %d: %s %+v", c.Status, c.Found, p.status, p.found, c.Summary, c.Examples)
				}
				if e := c.Examples[0]; p.where != nil && e.Where != p.where(n) || !strings.Contains(e.Problem, p.how) {
					t.Errorf("it says of %s: %s; want %s", e.Where, e.Problem, p.how)
				}
			}
			if p.both {
				modeltest.EachEngine(t, look)
				return
			}
			look(t, modeltest.New(t))
		})
	}
}

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

func TestASummaryThatIsOffIsFound(t *testing.T) {
	adas := func(n *network) string { return "person_id = '" + string(n.ada.ID) + "'" }
	skill := func(n *network) string {
		return "skills " + string(n.ada.ID) + ", " + string(n.Competencies["TA1"].ID)
	}
	finds(t, []planted{
		{
			name: "one too many at target", both: true, check: "tallies", status: doctor.Fault, found: 1, how: "at_target is kept as 2 and counted as 1",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("UPDATE organisation_tallies SET at_target = at_target + 1 WHERE competency_id = '%s'", n.Competencies["TA1"].ID)}
			},
			where: func(*network) string { return "organisation_tallies TRU, TA1" },
		},
		{
			name: "a tally that is gone", check: "tallies", status: doctor.Fault, found: 1, how: "asked is kept as 0 and counted as 4",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("DELETE FROM organisation_tallies WHERE competency_id = '%s'", n.Competencies["DS1"].ID)}
			},
		},
		{
			name: "a tally of nothing", check: "tallies", status: doctor.Fault, found: 1, how: "assessed is kept as 3 and counted as 0",
			plant: func(n *network) []string {
				return []string{fmt.Sprintf("INSERT INTO organisation_tallies VALUES ('%s', '%s', 0, 3, 0, 0, 0, 0, 1)", n.System.ID, n.Competencies["DS2"].ID)}
			},
			where: func(*network) string { return "organisation_tallies SYS, DS2" },
		},
		{
			name: "tallies of days ago", check: "tallies", status: doctor.Warning, found: 1, how: "the tallies stand for 2026-11-21",
			plant: func(*network) []string { return []string{"UPDATE summary_days SET day = '2026-11-21'"} },
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
				return []string{"DROP INDEX completion_records_live", "UPDATE completion_records SET superseded_at = NULL, successor_id = NULL"}
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

// What is looked at stays as it is at one moment, whatever is written meanwhile.
func TestASnapshotSeesOneMoment(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		err := w.Store.Snapshot(t.Context(), func(r store.Reads) error {
			for range 2 {
				differences, differ, compared, err := r.TallyDifferences(t.Context(), w.Store.Today(), 20)
				if err != nil || differ != 0 || len(differences) != 0 || compared != 4 {
					t.Errorf("%d of %d differ: %+v (%v)", differ, compared, differences, err)
				}
				before, err := r.Tallies(t.Context())
				if err != nil || before[0].Assessed != 0 {
					t.Errorf("the moment moves on: %+v (%v)", before, err)
				}
				w.Assessed(ada, "TA1", 3, models.MostWeeks)
				w.Clock.Advance(time.Minute)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
