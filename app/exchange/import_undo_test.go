package exchange_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// brought is an import whose file was taken and checked.
func brought(t *testing.T, s *exchange.Service, by models.Actor, in exchange.BeginImport) models.Import {
	t.Helper()
	of, err := s.BeginImport(t.Context(), by, in)
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.Store.Import(t.Context(), of.ID)
	if err != nil {
		t.Fatal(err)
	}
	return found.Import
}

func people(text string) exchange.BeginImport {
	return exchange.BeginImport{Kind: models.ImportOfPeople, FileName: "people.csv", Content: []byte(text)}
}

// confirmed confirms what was looked at.
func confirmed(t *testing.T, s *exchange.Service, by models.Actor, of models.Import) {
	t.Helper()
	page, err := s.Import(t.Context(), by, of.ID, "", models.PageAt{})
	if err == nil {
		err = s.ConfirmImport(t.Context(), by, exchange.ConfirmImport{ID: of.ID, Fingerprint: page.Report.Fingerprint, Sure: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	if found, err := s.Store.Import(t.Context(), of.ID); err != nil || found.State != models.ImportKept {
		t.Fatalf("it is %s (%v): %s", found.State, err, found.Report)
	}
}

// picture is everything in the tables that an import can change, and what is counted of it.
func picture(t *testing.T, db *sql.DB, s *store.Store) string {
	t.Helper()
	rows := modeltest.Rows(t, db, "people", "posts", "organisations", "links", "grants", "former_emails", "enrolments", "devices")
	tallies, err := s.Tallies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, table := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintln(&text, table, strings.Join(rows[table], "\n"))
	}
	for _, tally := range tallies {
		fmt.Fprintln(&text, tally.OrganisationID, tally.CompetencyID, tally.Tally)
	}
	return text.String()
}

// peopleOfAll adds, changes, and lets somebody leave.
const peopleOfAll = "email,name,organisation,job_title,role_profile,manager_email,started,ended\n" +
	"bea@example.org,Bea,TRU,Analyst,analyst,,2025-11-23,\n" +
	"ada@example.org,Ada Byron,TRU,Lead,leader,new@example.org,2025-11-23,\n" +
	"new@example.org,New,TRU,Head,analyst,,2026-01-01,\n" +
	"new@example.org,New,SYS,Adviser,leader,bea@example.org,2026-02-01,\n" +
	"none@example.org,None,,,,,,\n"

func TestAnUndoneImportLeavesEverythingAsItWas(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, db := &exchange.Service{Store: w.Store}, modeltest.SQL(t, w.Store)
		bea := w.Administrator("Bea")
		w.Learner("Ada")
		ben := w.Learner("Ben")
		before := picture(t, db, w.Store)
		in := people(peopleOfAll)
		in.Leavers, in.LeaveOn = exchange.EndLeavers, "2026-11-22"
		of := brought(t, s, bea, in)
		if picture(t, db, w.Store) != before {
			t.Fatal("a check changes something")
		}
		confirmed(t, s, bea, of)
		if posts, err := w.Store.AllPosts(t.Context(), ben.ID); err != nil || posts[0].Ended != "2026-11-22" {
			t.Errorf("Ben's posts are %+v (%v)", posts, err)
		}
		if picture(t, db, w.Store) == before {
			t.Fatal("the import changes nothing")
		}
		rightTallies(t, w)
		var presses sync.WaitGroup
		for range 2 {
			presses.Go(func() {
				if reasons, err := s.UndoImport(t.Context(), bea, of.ID); err != nil || len(reasons) > 0 {
					t.Errorf("undo answers %q (%v)", reasons, err)
				}
			})
		}
		presses.Wait()
		if after := picture(t, db, w.Store); after != before {
			t.Errorf("it was\n%s\nand is\n%s", before, after)
		}
		rightTallies(t, w)
		if events := w.Events(); !slices.Equal(events, []string{"import.begun", "people.imported", "import.undone"}) {
			t.Errorf("events %q", events)
		}
		if data, err := w.Store.ImportData(t.Context(), of.ID); err != nil || len(data) > 0 {
			t.Errorf("the file is still there, %d bytes (%v)", len(data), err)
		}
	})
}

func rightTallies(t *testing.T, w *modeltest.World) {
	t.Helper()
	kept, err := w.Store.Tallies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counted, err := w.Store.Standing(t.Context(), w.Store.Today())
	if err != nil || len(kept) != len(counted) {
		t.Fatalf("%d tallies are kept, %d counted (%v)", len(kept), len(counted), err)
	}
	for i := range kept {
		if kept[i].Tally != counted[i].Tally {
			t.Errorf("kept %+v, counted %+v", kept[i], counted[i])
		}
	}
}

func TestWhatSomebodyDependsOnIsNotUndone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, db := &exchange.Service{Store: w.Store}, modeltest.SQL(t, w.Store)
		bea := w.Administrator("Bea")
		w.Learner("Ada")
		cohort := w.Cohort("R1", 10)
		number := 0
		for says, act := range map[string]func(models.Person){
			"New has signed in since": func(p models.Person) {
				w.Keep(&models.Device{PersonID: p.ID, Way: models.ByPassword, BegunAt: w.Store.Now(), SeenOn: w.Store.Today()})
			},
			"New has asked to join a course since": func(p models.Person) { w.Enrolled(models.Actor{Person: p}, cohort, models.Placed) },
			"New has a role since": func(p models.Person) {
				w.Grant(models.Actor{Person: p}, models.Trainer, models.OneCohort, cohort.ID)
			},
			"New has another post since, or is somebody's manager": func(p models.Person) { w.Post(models.Actor{Person: p}, &w.Analyst, nil) },
			"New has been changed since": func(p models.Person) {
				w.In(func(ctx context.Context, tx *store.Tx) error {
					p.Name, p.NameKey = "Newer", "newer"
					return tx.ChangePeople(ctx, []models.Person{p})
				})
			},
			"A post of New has been changed since": func(p models.Person) {
				w.In(func(ctx context.Context, tx *store.Tx) error {
					posts, err := tx.EveryPostOf(ctx, []models.ID{p.ID})
					if err != nil {
						return err
					}
					posts[0].Band = "9"
					return tx.ChangePosts(ctx, posts[:1])
				})
			},
			"New has done something since, or something was done for them": func(p models.Person) {
				w.In(func(ctx context.Context, tx *store.Tx) error {
					return tx.Publish(ctx, models.Event{Act: "person.welcomed", Subject: "people", SubjectID: p.ID})
				})
			},
		} {
			number++
			email := fmt.Sprintf("new%d@example.org", number)
			of := brought(t, s, bea, people(strings.ReplaceAll(peopleOfAll, "new@example.org", email)))
			confirmed(t, s, bea, of)
			added, err := w.Store.PersonByEmail(t.Context(), email)
			if err != nil {
				t.Fatal(err)
			}
			act(added)
			before := picture(t, db, w.Store)
			reasons, err := s.UndoImport(t.Context(), bea, of.ID)
			if err != nil || !slices.ContainsFunc(reasons, func(r string) bool { return strings.HasPrefix(r, says) }) {
				t.Errorf("%s: undo answers %q (%v)", says, reasons, err)
			}
			if picture(t, db, w.Store) != before {
				t.Errorf("%s: a refused undo changes something", says)
			}
		}
	})
}

func TestTwoTabsImportOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &exchange.Service{Store: w.Store}
		bea := w.Administrator("Bea")
		of := brought(t, s, bea, people("email,name,organisation\nnew@example.org,New,TRU\n"))
		page, err := s.Import(t.Context(), bea, of.ID, "", models.PageAt{})
		if err != nil {
			t.Fatal(err)
		}
		var tabs sync.WaitGroup
		for range 3 {
			tabs.Go(func() {
				if err := s.ConfirmImport(t.Context(), bea, exchange.ConfirmImport{ID: of.ID, Fingerprint: page.Report.Fingerprint}); err != nil {
					t.Error(err)
				}
				if err := s.KeepImport(t.Context(), of.ID); err != nil { // the worker, who takes over
					t.Error(err)
				}
			})
		}
		tabs.Wait()
		if events := w.Events(); !slices.Equal(events, []string{"import.begun", "people.imported"}) {
			t.Errorf("events %q", events)
		}
		if posts := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM posts JOIN people ON people.id = posts.person_id WHERE email = 'new@example.org'"); posts != 1 {
			t.Errorf("%d posts", posts)
		}
	})
}

func TestAFormerAddressMeansThePersonWhoHadIt(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, bo := w.Learner("Ada"), w.Learner("Bo")
		w.Keep(&models.FormerEmail{EmailKey: "once@example.org", PersonID: ada.ID, LeftAt: w.Store.Now()})
		const header = "email,name,organisation,job_title,manager_email\n"
		report := importPeople(t, w.Store, header+"Once@example.org,Ada B,TRU,Lead,\nbo@example.org,Bo,TRU,Analyst,once@example.org\n")
		counts(t, report, 0, 2, 0, 0)
		if len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "an address that somebody had before") {
			t.Errorf("warned of %q", report.Warnings)
		}
		if got := w.Again(ada); got.Name != "Ada B" || got.Email != "ada@example.org" {
			t.Errorf("she is %s, %s", got.Name, got.Email)
		}
		if posts, err := w.Store.NamedPosts(t.Context(), bo.ID, w.Store.Today()); err != nil || posts[0].ManagerName != "Ada B" {
			t.Errorf("Bo's posts are %+v (%v)", posts, err)
		}
		refusal{header + "ada@example.org,Ada B,TRU,Lead,\nonce@example.org,Ada B,SYS,Lead,\n", 3, 1, "email", "once@example.org", "line 2 is about this person already"}.
			among(t, importPeople(t, w.Store, header+"ada@example.org,Ada B,TRU,Lead,\nonce@example.org,Ada B,SYS,Lead,\n"))
		refusal{header + "ada@example.org,Ada B,TRU,Lead,once@example.org\n", 2, 32, "manager_email", "once@example.org", "nobody is their own manager"}.
			among(t, importPeople(t, w.Store, header+"ada@example.org,Ada B,TRU,Lead,once@example.org\n"))
	})
}

func TestADeadWorkersImportIsTakenOver(t *testing.T) {
	w := modeltest.New(t)
	s := &exchange.Service{Store: w.Store}
	bea := w.Administrator("Bea")
	text := "email,name,organisation\n" + strings.Repeat("p@example.org,P,\n", 2_100)
	of := brought(t, s, bea, people(text))
	if of.State != models.ImportChecking {
		t.Fatalf("a large file is %s at once", of.State)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if err := s.CheckImport(gone, of.ID); err == nil {
		t.Error("a check ends well without time")
	}
	if err := s.CheckImport(t.Context(), of.ID); err != nil {
		t.Error(err)
	}
	if err := s.CheckImport(t.Context(), of.ID); err != nil { // once more does nothing
		t.Error(err)
	}
	if got, err := w.Store.Import(t.Context(), of.ID); err != nil || got.State != models.ImportChecked {
		t.Errorf("it is %s (%v)", got.State, err)
	}
	other := brought(t, s, bea, people(text))
	if err := s.FailImport(t.Context(), other.ID); err != nil {
		t.Error(err)
	}
	if got, err := w.Store.Import(t.Context(), other.ID); err != nil || got.State != models.ImportFailed {
		t.Errorf("it is %s (%v)", got.State, err)
	}
}
