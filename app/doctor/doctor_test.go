package doctor_test

import (
	"strings"
	"testing"
	"time"

	"trellis/app/demo"
	"trellis/app/doctor"
	"trellis/app/generate"
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
			"events": "8 events are as kept, under 2 seals; 5 are not sealed yet", "references": " foreign keys, and what no foreign key can say",
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

func TestAGeneratedNetworkIsHealthy(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		in := generate.Options{People: 120, Seed: 7, AsOf: s.Today(), Hash: "hash"}
		if _, err := generate.Fill(t.Context(), s, in); err != nil {
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
