package records_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app"
	"trellis/app/files"
	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
	"trellis/views/mail"
)

// crowd puts so many people on a cohort who came to everything.
func crowd(w *modeltest.World, c models.Cohort, by models.Actor, n int) []models.Enrolment {
	w.T.Helper()
	sessions, err := w.Store.Sessions(w.T.Context(), c.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	people, enrolments, marks := make([]models.Person, n), make([]models.Enrolment, n), []models.Attendance{}
	now := w.Store.Now()
	for i := range people {
		email := fmt.Sprintf("p%04d@example.org", i)
		people[i] = models.Person{Email: email, EmailKey: email, Name: email, NameKey: email, CreatedAt: now}
	}
	w.Keep(&people)
	for i, p := range people {
		enrolments[i] = models.Enrolment{CohortID: c.ID, PersonID: p.ID, State: models.Placed, AppliedAt: now, ChangedAt: now}
	}
	w.Keep(&enrolments)
	for _, e := range enrolments {
		for _, session := range sessions {
			marks = append(marks, models.Attendance{SessionID: session.ID, EnrolmentID: e.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: by.ID, MarkedAt: now})
		}
	}
	w.Keep(&marks)
	return enrolments
}

// each checks that everybody has one live record, with an event and a letter of its own, and that all lines say so.
func each(t *testing.T, w *modeltest.World, c models.Cohort, n int) {
	t.Helper()
	list, err := w.Store.CohortRecords(t.Context(), c.ID)
	people := map[models.ID]bool{}
	for _, r := range list {
		people[r.PersonID] = true
	}
	if err != nil || len(list) != n || len(people) != n {
		t.Errorf("%d records of %d people, want %d (%v)", len(list), len(people), n, err)
	}
	db := modeltest.SQL(t, w.Store)
	for what, query := range map[string]string{
		"letters":      "SELECT count(*) FROM jobs WHERE kind = 'mail.record_issued'",
		"events":       "SELECT count(*) FROM events WHERE act = 'record.issued'",
		"lines":        "SELECT count(*) FROM issuance_lines WHERE state = 'issued' AND completion_record_id IS NOT NULL",
		"requirements": "SELECT count(*) / 2 FROM record_requirements",
		"enrolments":   "SELECT count(*) FROM enrolments WHERE state = 'completed'",
		"changes":      "SELECT count(*) FROM enrolment_changes WHERE to_state = 'completed'",
		"assessments":  "SELECT count(*) FROM assessments WHERE kind = 'course'",
	} {
		if got := modeltest.Count(t, db, query); got != n {
			t.Errorf("%d %s, want %d", got, what, n)
		}
	}
}

func TestAThousandRecordsAreIssuedInOneActionWithProgress(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		c, tess := finished(w, "R1")
		people := crowd(w, c, tess, 1000)
		s := over(w)
		s.Patience = -1 // the job does it all
		began := time.Now()
		issued, err := s.Issue(t.Context(), tess, shown(people...))
		if err != nil || issued.Waiting != 1000 || issued.Records != 0 {
			t.Fatalf("%+v (%v)", issued, err)
		}
		last, turns := 0, 0
		for {
			turn, err := s.IssueNext(t.Context(), issued.Issuance)
			if err != nil {
				t.Fatal(err)
			}
			page, err := s.IssuancePage(t.Context(), tess, c.Code, issued.Issuance)
			if err != nil || page.Issuance.Issued <= last || page.Issuance.All() != 1000 {
				t.Fatalf("after %d records %+v (%v)", last, page.Issuance, err)
			}
			last, turns = page.Issuance.Issued, turns+1
			if turn.Waiting == 0 {
				break
			}
		}
		took := time.Since(began)
		each(t, w, c, 1000)
		t.Logf("1,000 records in %s, in %d steps, with the page of each step", took, turns)
		if took > time.Minute {
			t.Errorf("1,000 records take %s", took)
		}
		if err := s.IssueRest(t.Context(), issued.Issuance); err != nil {
			t.Error(err)
		}
		each(t, w, c, 1000)
	})
}

// dies names, in the environment of a process of its own, the store in which it issues records until it is killed.
const dies = "TRELLIS_ISSUES_UNTIL_KILLED"

// TestIssuesUntilKilled is not a test but the process that the next one kills.
func TestIssuesUntilKilled(t *testing.T) {
	address, id, named := strings.Cut(os.Getenv(dies), " ")
	if !named {
		t.Skip("a part of another test")
	}
	s, err := store.Open(context.Background(), address, func() time.Time { return modeltest.Start })
	if err != nil {
		t.Fatal(err)
	}
	if err := (&records.Service{Store: s}).IssueRest(context.Background(), models.ID(id)); err != nil {
		t.Fatal(err)
	}
}

// TestAProcessThatIsKilledHalfWayIssuesEachOnce kills processes in the middle of it, and lets the worker do the rest.
func TestAProcessThatIsKilledHalfWayIssuesEachOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		c, tess := finished(w, "R1")
		people := crowd(w, c, tess, 1000)
		s := over(w)
		s.Patience = -1
		issued, err := s.Issue(t.Context(), tess, shown(people...))
		if err != nil {
			t.Fatal(err)
		}
		done := func() int {
			n, err := w.Store.LiveRecordsOn(t.Context(), []models.ID{c.ID})
			if err != nil {
				t.Fatal(err)
			}
			return n[c.ID]
		}
		for _, until := range []int{150, 450} {
			process := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestIssuesUntilKilled$")
			process.Env = append(os.Environ(), dies+"="+modeltest.Address(w.Store)+" "+string(issued.Issuance))
			if err := process.Start(); err != nil {
				t.Fatal(err)
			}
			for waited := time.Now(); done() < until && time.Since(waited) < time.Minute; {
				time.Sleep(2 * time.Millisecond)
			}
			if err := process.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = process.Wait()
			n := done()
			t.Logf("killed at %d records", n)
			if n < until || n == 1000 {
				t.Fatalf("killed at %d records: the proof proves nothing", n)
			}
		}
		again, err := s.Issue(t.Context(), tess, shown(people...)) // somebody presses once more: everybody has a record, or is being given one
		if err != nil || again != (records.Issued{}) {
			t.Errorf("again %+v (%v)", again, err)
		}
		w.Clock.Advance(3 * time.Minute)
		a := app.New(w.Store, app.Config{BaseURL: "https://trellis.test", Secret: "secret"}, mail.Letters{}, nil, &files.Memory{})
		for done() < 1000 {
			if n, err := a.Outbox.Once(t.Context()); n == 0 || err != nil {
				t.Fatalf("%d jobs (%v) at %d records", n, err, done())
			}
		}
		each(t, w, c, 1000)
		page, err := s.IssuancePage(t.Context(), tess, c.Code, issued.Issuance)
		if err != nil || page.Issuance.FinishedAt == nil || page.Issuance.Issued != 1000 {
			t.Errorf("%+v (%v)", page.Issuance, err)
		}
	})
}

// TestTwoHousesIssueTheSameAtOnce lets two stores over one database issue to the same people at the same time.
func TestTwoHousesIssueTheSameAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		c, tess := finished(w, "R1")
		people := crowd(w, c, tess, 120)
		other, err := store.Open(t.Context(), modeltest.Address(w.Store), w.Clock.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		services := []*records.Service{over(w), {Store: other}, over(w), {Store: other}}
		var all sync.WaitGroup
		problems, total := make([]error, len(services)), make([]records.Issued, len(services))
		for i, s := range services {
			all.Go(func() {
				total[i], problems[i] = s.Issue(t.Context(), tess, shown(people...))
				if problems[i] == nil && total[i].Issuance != "" {
					problems[i] = s.IssueRest(t.Context(), total[i].Issuance)
				}
			})
		}
		all.Wait()
		for _, err := range problems {
			if err != nil {
				t.Error(err)
			}
		}
		each(t, w, c, 120)
	})
}

func TestWhoNoLongerCompletesWhenTheirTurnComesGetsNone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		c, tess := finished(w, "R1")
		s := over(w)
		s.Patience = -1
		ada, bob, cem := attended(w, w.Learner("Ada"), c, models.Attended, models.Attended), attended(w, w.Learner("Bob"), c, models.Attended, models.Attended), attended(w, w.Learner("Cem"), c, models.Attended, models.Attended)
		issued, err := s.Issue(t.Context(), tess, shown(ada, bob, cem))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Decide(t.Context(), tess, records.Decide{Cohort: c.Code, Enrolment: bob.ID, Answer: records.DoesNot, Reason: "Was there for somebody else"}); err != nil {
			t.Fatal(err)
		}
		if err := s.IssueRest(t.Context(), issued.Issuance); err != nil {
			t.Fatal(err)
		}
		page, err := s.IssuancePage(t.Context(), tess, c.Code, issued.Issuance)
		if err != nil || len(page.Given()) != 2 || len(page.Refused()) != 1 || page.Refused()[0].Name != "Bob" || !strings.Contains(page.Refused()[0].Problem, "decided") || page.Issuance.FinishedAt == nil {
			t.Errorf("%+v (%v)", page, err)
		}
		if _, err := s.IssuancePage(t.Context(), w.Learner("Lea"), c.Code, issued.Issuance); err == nil {
			t.Error("a learner sees it")
		}
	})
}
