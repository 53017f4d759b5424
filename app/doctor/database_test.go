package doctor_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/doctor"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestADatabaseOfAnotherVersionIsFound(t *testing.T) {
	for _, c := range []struct{ name, plant, where, summary string }{
		{"pending", "DELETE FROM goose_db_version WHERE version_id = 4", "00004_real_size.sql", "trellis migrate brings it up to date"},
		{"never migrated", "DROP TABLE goose_db_version", "00001_people.sql", "trellis migrate brings it up to date"},
		{"newer", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)", "step 99", "newer than the program"},
	} {
		t.Run(c.name, func(t *testing.T) {
			modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
				modeltest.Plant(t, w.Store, c.plant)
				report := examine(t, w.Store)
				schema := check(t, report, "schema")
				if report.Healthy || schema.Status != doctor.Fault || schema.Examples[0].Where != c.where || !strings.Contains(schema.Summary, c.summary) {
					t.Errorf("schema: %+v", schema)
				}
				if skills := check(t, report, "skills"); skills.Status != doctor.Warning || !strings.HasPrefix(skills.Summary, "Not looked at") {
					t.Errorf("skills are looked at all the same: %+v", skills)
				}
				if steps, err := w.Store.Migrations(t.Context()); c.name == "pending" && (err != nil || steps[3].Applied) {
					t.Errorf("the step was taken: %+v (%v)", steps, err)
				}
			})
		})
	}
}

func TestTablesThatOthersChangedAreFound(t *testing.T) {
	for _, c := range []struct {
		name, plant, where, how string
		status                  doctor.Status
	}{
		{"a column more", "ALTER TABLE people ADD COLUMN nickname text", "people.nickname", "knows no such column", doctor.Fault},
		{"a column less", "ALTER TABLE posts DROP COLUMN band", "posts.band", "is not in the database", doctor.Fault},
		{"a table less", "DROP TABLE throttles", "throttles", "is not in the database", doctor.Fault},
		{"a table more", "CREATE TABLE mine (id integer)", "mine", "knows no such table", doctor.Warning},
	} {
		t.Run(c.name, func(t *testing.T) {
			modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
				modeltest.Plant(t, w.Store, c.plant)
				report := examine(t, w.Store)
				schema := check(t, report, "schema")
				if schema.Status != c.status || schema.Found != 1 || schema.Examples[0].Where != c.where || !strings.Contains(schema.Examples[0].Problem, c.how) {
					t.Errorf("schema: %+v", schema)
				}
				if report.Healthy != (c.status == doctor.Warning) {
					t.Errorf("healthy: %v", report.Healthy)
				}
			})
		})
	}
}

// look looks over the installation at an address.
func look(t *testing.T, address string) doctor.Report {
	t.Helper()
	d := doctor.Doctor{Settings: doctor.Settings{DatabaseURL: address, BaseURL: "http://localhost", Addr: "localhost:80"}, Open: func(ctx context.Context) (*store.Store, error) {
		return store.OpenReadOnly(ctx, address, time.Now)
	}}
	report, err := d.Examine(t.Context(), func(doctor.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestWhatIsNoDatabaseIsSaidInWords(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{"empty.db": "", "short.db": "SQLite", "text.db": strings.Repeat("This is no database.\n", 1000)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for address, want := range map[string]string{
		"sqlite:" + folder + "/none.db":                 "It is missing: there is no file " + folder + "/none.db.",
		"sqlite:" + folder + "/no/folder/none.db":       "there is no file",
		"sqlite:" + folder + "/empty.db":                "It is missing: the file " + folder + "/empty.db is empty.",
		"sqlite:" + folder + "/short.db":                "is no SQLite database",
		"sqlite:" + folder + "/text.db":                 "is no SQLite database",
		"sqlite:" + folder:                              "is a directory",
		"mysql://there":                                 "want sqlite:PATH or postgres://",
		"postgres://me:hidden@127.0.0.1:1/none?connect": "It cannot be opened",
	} {
		report := look(t, address)
		c := check(t, report, "database")
		if report.Healthy || c.Status != doctor.Fault || !strings.Contains(c.Summary, want) || strings.Contains(c.Summary, "hidden") || strings.Contains(c.Summary, "\n") {
			t.Errorf("%s: %s", address, c.Summary)
		}
		if len(report.Checks) != 3 {
			t.Errorf("%s: %d checks", address, len(report.Checks))
		}
	}
	if left := listed(t, folder); !slices.Equal(left, []string{"empty.db", "short.db", "text.db"}) {
		t.Errorf("something was made: %v", left)
	}
}

func listed(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// sums are the digests of all files of a folder.
func sums(t *testing.T, folder string) map[string][32]byte {
	t.Helper()
	all := map[string][32]byte{}
	for _, name := range listed(t, folder) {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if name != filepath.Base(name) || !strings.HasSuffix(name, "-shm") { // that one only says who reads
			all[name] = sha256.Sum256(content)
		}
	}
	return all
}

func TestALookLeavesTheFileAsItWas(t *testing.T) {
	for _, c := range []struct {
		name  string
		still func(n *network) string // brings it to rest, and answers the file
	}{
		{"served", func(n *network) string { return n.Store.Path() }},
		{"closed", func(n *network) string {
			if err := n.Store.Close(); err != nil {
				t.Fatal(err)
			}
			return n.Store.Path()
		}},
		{"left by a crash", func(n *network) string {
			folder := t.TempDir()
			for _, ending := range []string{"", "-wal"} {
				content, err := os.ReadFile(n.Store.Path() + ending)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, "trellis.db"+ending), content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			return filepath.Join(folder, "trellis.db")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := sound(modeltest.New(t))
			path := c.still(n)
			before := sums(t, filepath.Dir(path))
			report := look(t, "sqlite:"+path)
			if after := sums(t, filepath.Dir(path)); len(after) != len(before) {
				t.Errorf("beside the file are %v, before %v", after, before)
			} else {
				for name, sum := range before {
					if after[name] != sum {
						t.Errorf("%s was changed", name)
					}
				}
			}
			if c := check(t, report, "enrolments"); c.Status != doctor.OK || !strings.HasPrefix(c.Summary, "4 enrolments") {
				t.Errorf("%s: %+v", c.Name, c)
			}
		})
	}
}

func TestNothingCanBeWrittenThroughALook(t *testing.T) {
	w := modeltest.New(t)
	s, err := store.OpenReadOnly(t.Context(), modeltest.Address(w.Store), w.Store.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.InTx(t.Context(), func(tx *store.Tx) error { return tx.Add(t.Context(), &models.Framework{Code: "X"}) }); err == nil {
		t.Error("something was written")
	}
	if _, err := store.OpenReadOnly(t.Context(), "sqlite:"+w.Store.Path()+"x", w.Store.Now); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestADamagedFileIsFound(t *testing.T) {
	n := sound(modeltest.New(t))
	path := filepath.Join(t.TempDir(), "copy.db")
	modeltest.Plant(t, n.Store, "VACUUM INTO '"+path+"'")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	report := look(t, "sqlite:"+path)
	c := check(t, report, "database")
	if !report.Healthy || c.Status != doctor.Warning || c.Found != 2 { // others may read it, and it has no write-ahead log
		t.Errorf("a copy: %+v", c)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]int{"in what the tables hold": len(whole) - 40*4096, "in what says which tables there are": 100} {
		content := slices.Clone(whole)
		for i := from; i < from+4096; i++ {
			content[i] ^= 0x5a
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		report := look(t, "sqlite:"+path)
		if c := check(t, report, "database"); report.Healthy || c.Status != doctor.Fault || !strings.Contains(c.Summary, "damaged") || !strings.Contains(c.Summary, "backup") {
			t.Errorf("a copy damaged %s: %+v", name, c)
		}
	}
}

// Whatever single row of the summary is changed, added or taken away, it is found.
func TestAnyChangeOfOneTallyIsFound(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := sound(w)
		codes := []string{"TA1", "TA2", "CS1", "DS1"}
		columns := []string{"asked", "assessed", "at_target", "confirmed", "used", "use_asked"}
		rapid.Check(t, func(rt *rapid.T) {
			code := rapid.SampledFrom(codes).Draw(rt, "competency")
			column := rapid.SampledFrom(columns).Draw(rt, "column")
			by := rapid.SampledFrom([]string{"+ 1", "- 1", "+ 1000", "- 1000", "+ 7"}).Draw(rt, "by")
			of := " WHERE competency_id = '" + string(n.Competencies[code].ID) + "'"
			statement := rapid.SampledFrom([]string{
				"UPDATE role_tallies SET " + column + " = " + column + " " + by + of,
				"DELETE FROM role_tallies" + of,
				"UPDATE role_tallies SET organisation_id = '" + string(n.System.ID) + "'" + of,
			}).Draw(rt, "statement")
			modeltest.Plant(t, n.Store, statement)
			list, differ, _, err := n.Store.TallyDifferences(t.Context(), n.Store.Today(), 20)
			if err != nil || differ == 0 || len(list) != differ || list[0].Competency != code {
				rt.Fatalf("%d differ: %+v (%v)", differ, list, err)
			}
			n.In(func(ctx context.Context, tx *store.Tx) error { return tx.Recount(ctx) })
			if _, differ, _, err := n.Store.TallyDifferences(t.Context(), n.Store.Today(), 20); err != nil || differ != 0 {
				rt.Fatalf("%d differ after a recount (%v)", differ, err)
			}
		})
	})
}

// People who go on working make no faults.
func TestALookBesideWorkFindsNoFault(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := sound(w)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := 0; ctx.Err() == nil && i < 300; i++ {
				err := n.Store.InTx(t.Context(), func(tx *store.Tx) error {
					a := models.Assessment{PersonID: n.ada.ID, ByID: n.ada.ID, Kind: models.BySelf, Level: i % 5, CompetencyID: n.Competencies["TA1"].ID, AssessedAt: tx.Now().Add(time.Duration(i) * time.Second)}
					if err := tx.AddAssessments(t.Context(), []models.Assessment{a}); err != nil {
						return err
					}
					if err := tx.PublishAll(t.Context(), make([]models.Event, 3), nil); err != nil {
						return err
					}
					_, err := tx.Seal(t.Context(), time.Now())
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		}()
		for range 2 {
			healthy(t, examine(t, n.Store))
		}
		stop()
		<-done
		if now, err := n.Store.EventsAfter(t.Context(), "", 100); err != nil || len(now) == len(n.events) {
			t.Errorf("nobody worked beside it (%v)", err)
		}
	})
}
