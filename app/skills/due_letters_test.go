package skills_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

// told is how many letters about skills that are due were owed to each, by name, by as many events.
func told(w *modeltest.World) []string {
	w.T.Helper()
	rows, err := modeltest.SQL(w.T, w.Store).QueryContext(w.T.Context(), `SELECT people.name, count(*), (SELECT count(*) FROM events WHERE events.subject_id = people.id AND act = 'skills.due_told')
		FROM jobs JOIN people ON people.id = jobs.subject_id WHERE jobs.kind = 'mail.skills_due' GROUP BY people.id, people.name ORDER BY people.name`)
	if err != nil {
		w.T.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	list := []string{}
	for rows.Next() {
		var name string
		var letters, events int
		if err := rows.Scan(&name, &letters, &events); err != nil {
			w.T.Fatal(err)
		}
		if letters != events {
			w.T.Errorf("%s: %d letters, %d events", name, letters, events)
		}
		list = append(list, fmt.Sprintf("%s %d", name, letters))
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	return list
}

// tell lets the clock stand at a time, and tells in two processes at once, twice.
func tell(w *modeltest.World, s *skills.Service, now time.Time) []string {
	w.T.Helper()
	w.Clock.Set(now)
	for range 2 {
		var both sync.WaitGroup
		var errs [2]error
		for i := range errs {
			both.Go(func() { errs[i] = s.TellWhatIsDue(w.T.Context()) })
		}
		both.Wait()
		if errs[0] != nil || errs[1] != nil {
			w.T.Fatal(errs)
		}
	}
	return told(w)
}

func TestBetweenRoundsWhatIsDueIsToldOnceAMonth(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store, BaseURL: "https://trellis.test"}
		ada, ben, cleo, dora := w.Learner("Ada"), w.Learner("Ben"), w.Learner("Cleo"), w.Learner("Dora")
		w.Learner("Nobody") // who has said nothing
		first := w.Store.Today()
		for _, who := range []models.Actor{ada, ben, cleo} {
			w.Assessed(who, "TA1", 2, models.MostWeeks)
		}
		w.Assessed(dora, "DS2", 2, models.MostWeeks) // asked for by no role of hers
		due := models.HoldsUntil(w.Store.Now(), 12).AddDays(1)
		w.Keep(&models.Leave{PersonID: cleo.ID, FromDay: due.AddDays(-3), UntilDay: due.AddDays(4)})

		if got := tell(w, s, at(string(due.AddDays(-1)), 12, 0)); len(got) > 0 {
			t.Errorf("on the last day on which they stand: %q", got)
		}
		if got := tell(w, s, at(string(due), 6, 30)); len(got) > 0 {
			t.Errorf("before the hour: %q", got)
		}
		w.Assessed(ben, "TA1", 2, models.MostWeeks) // in time
		if got := tell(w, s, at(string(due), 12, 0)); !slices.Equal(got, []string{"Ada 1"}) {
			t.Fatalf("on the day after: %q", got)
		}
		letter, err := s.DueLetterFor(t.Context(), ada.ID)
		if err != nil || len(letter.Skills) != 1 || letter.Skills[0].Name != "Describing data" || models.DateOf(letter.Skills[0].AssessedAt) != first ||
			letter.Where(letter.Skills[0]) != "https://trellis.test/skills/describing-data" || !strings.HasSuffix(letter.Away, "/account/leave") {
			t.Errorf("the letter: %+v %v", letter, err)
		}
		for _, who := range []models.Actor{ben, cleo, dora} { // in time, away, not asked
			if _, err := s.DueLetterFor(t.Context(), who.ID); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s would get a letter: %v", who.Name, err)
			}
		}
		if got := tell(w, s, at(string(due.AddDays(5)), 12, 0)); !slices.Equal(got, []string{"Ada 1", "Cleo 1"}) {
			t.Errorf("back from leave: %q", got)
		}
		if got := tell(w, s, at(string(due.AddMonths(1).AddDays(-1)), 12, 0)); !slices.Equal(got, []string{"Ada 1", "Cleo 1"}) {
			t.Errorf("within the month: %q", got)
		}
		if got := tell(w, s, at(string(due.AddMonths(1).AddDays(1)), 12, 0)); !slices.Equal(got, []string{"Ada 2", "Cleo 1"}) {
			t.Errorf("a month later: %q", got)
		}
		today := w.Store.Today()
		w.Keep(&models.Round{Slug: "r", Name: "Round", Opens: today.AddDays(20), Closes: today.AddDays(80)})
		if got := tell(w, s, at(string(today.AddDays(40)), 12, 0)); !slices.Equal(got, []string{"Ada 2", "Cleo 1"}) {
			t.Errorf("while a round asks: %q", got)
		}
		if _, err := s.DueLetterFor(t.Context(), ada.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a letter goes out while a round asks: %v", err)
		}
		if got := tell(w, s, at(string(today.AddDays(81)), 12, 0)); !slices.Equal(got, []string{"Ada 3", "Cleo 2"}) {
			t.Errorf("after the round: %q", got)
		}
	})
}

func TestACompetencySaysHowLongItHolds(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store}
		modeltest.Plant(t, w.Store, "UPDATE competencies SET holds_months = 3 WHERE code = 'TA1'")
		for i := range 3 {
			w.Assessed(w.Learner(fmt.Sprintf("p%d", i)), "TA1", 2, models.MostWeeks)
		}
		due := models.HoldsUntil(w.Store.Now(), 3).AddDays(1)
		w.Clock.Set(at(string(due.AddDays(-1)), 12, 0))
		if err := s.TellInRunsOf(t.Context(), 2); err != nil || len(told(w)) > 0 {
			t.Errorf("too early: %q %v", told(w), err)
		}
		w.Clock.Set(at(string(due), 12, 0))
		if err := s.TellInRunsOf(t.Context(), 2); err != nil || len(told(w)) != 3 {
			t.Errorf("in runs: %q %v", told(w), err)
		}
	})
}
