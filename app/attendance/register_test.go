package attendance_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func over(w *modeltest.World) *attendance.Service { return &attendance.Service{Store: w.Store} }

// begun is a cohort whose first session has begun an hour ago, with two people on it and two trainers.
func begun(w *modeltest.World) (c models.Cohort, ada, ben models.Enrolment, tess, tom models.Actor) {
	c = w.CohortOf(w.Course("R1"), "R1-1", 5, w.Store.Now().Add(-time.Hour))
	ada, ben = w.Enrolled(w.Learner("Ada"), c, models.Placed), w.Enrolled(w.Learner("Ben"), c, models.Placed)
	return c, ada, ben, w.Trainer("Tess", c), w.Trainer("Tom", c)
}

// sheet is a register as a page sends it that was opened while nobody was marked.
func sheet(version int, marks map[models.ID]models.Mark) attendance.SaveRegister {
	in := attendance.SaveRegister{Cohort: "R1-1", Session: 1, Version: version, Marks: map[string]string{}, Was: map[string]string{}}
	for id, mark := range marks {
		in.Was[string(id)] = ""
		if mark != "" {
			in.Marks[string(id)] = string(mark)
		}
	}
	return in
}

func entries(t *testing.T, w *modeltest.World, c models.Cohort) map[models.ID]models.Entry {
	t.Helper()
	session, err := w.Store.SessionNumbered(t.Context(), c.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	marks, err := w.Store.MarksOf(t.Context(), session.ID)
	if err != nil {
		t.Fatal(err)
	}
	list := map[models.ID]models.Entry{}
	for _, m := range marks {
		list[m.EnrolmentID] = models.EntryOf(m)
	}
	return list
}

func TestOfTwoTrainersWhoSaveAtOnceOneLooksAgain(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, ada, ben, tess, tom := begun(w)
		for round := range 10 {
			session, err := w.Store.SessionNumbered(t.Context(), c.ID, 1)
			if err != nil {
				t.Fatal(err)
			}
			forms := []attendance.SaveRegister{
				sheet(session.RegisterVersion, map[models.ID]models.Mark{ada.ID: models.Attended, ben.ID: models.Missed}),
				sheet(session.RegisterVersion, map[models.ID]models.Mark{ada.ID: models.Apologies, ben.ID: models.Part}),
			}
			forms[0].Minutes = map[string]string{string(ben.ID): fmt.Sprint(round + 1)} // not kept beside Missed
			forms[1].Minutes = map[string]string{string(ben.ID): fmt.Sprint(round + 1)}
			problems := make([]error, 2)
			var both sync.WaitGroup
			for i, trainer := range []models.Actor{tess, tom} {
				both.Go(func() { _, problems[i] = s.SaveRegister(t.Context(), trainer, forms[i]) })
			}
			both.Wait()
			winner := slices.Index(problems, nil)
			if winner < 0 || !errors.Is(problems[1-winner], models.ErrStale) {
				t.Fatalf("round %d: %v", round, problems)
			}
			want := []map[models.ID]models.Entry{
				{ada.ID: {Mark: models.Attended}, ben.ID: {Mark: models.Missed}},
				{ada.ID: {Mark: models.Apologies}, ben.ID: {Mark: models.Part, Minutes: round + 1}},
			}[winner]
			if got := entries(t, w, c); got[ada.ID] != want[ada.ID] || got[ben.ID] != want[ben.ID] {
				t.Fatalf("round %d: kept %+v, want %+v", round, got, want)
			}
			w.In(func(ctx context.Context, tx *store.Tx) error { // the next round begins with nobody marked
				session.RegisterVersion++
				return tx.KeepRegisters(ctx, []store.KeptRegister{{Session: session, Cleared: []models.ID{ada.ID, ben.ID}}})
			})
		}
		if got := len(w.Events()); got != 10 {
			t.Errorf("%d events, want one for each register saved", got)
		}
	})
}

func TestARegisterIsSavedClearedAndCorrected(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, ada, ben, tess, tom := begun(w)
		gone := w.Enrolled(w.Learner("Gil"), c, models.Withdrawn)
		saved, err := s.SaveRegister(t.Context(), tess, sheet(0, map[models.ID]models.Mark{ada.ID: models.Attended, ben.ID: "", gone.ID: models.Attended}))
		if err != nil || saved.Marked != 1 || saved.People != 2 {
			t.Fatalf("%+v (%v)", saved, err)
		}
		if got := entries(t, w, c); len(got) != 1 {
			t.Errorf("who is not on the cohort is marked: %+v", got)
		}
		again := sheet(0, map[models.ID]models.Mark{ada.ID: models.Attended, ben.ID: ""})
		if _, err := s.SaveRegister(t.Context(), tess, again); err != nil {
			t.Errorf("the same sent twice: %v", err)
		}
		rest := sheet(1, map[models.ID]models.Mark{ada.ID: "", ben.ID: ""})
		rest.Rest = "attended"
		rest.Marks[string(ada.ID)] = "part"
		rest.Minutes = map[string]string{string(ada.ID): "45"}
		if saved, err = s.SaveRegister(t.Context(), tom, rest); err != nil || !slices.Equal(saved.Rest, []string{"Ben"}) {
			t.Fatalf("%+v (%v)", saved, err)
		}
		if got := entries(t, w, c); got[ada.ID] != (models.Entry{Mark: models.Part, Minutes: 45}) || got[ben.ID].Mark != models.Attended {
			t.Errorf("kept %+v", got)
		}
		if _, err = s.SaveRegister(t.Context(), tess, sheet(2, map[models.ID]models.Mark{ben.ID: ""})); err != nil {
			t.Fatal(err)
		}
		if got := entries(t, w, c); len(got) != 1 || got[ada.ID].Minutes != 45 {
			t.Errorf("after one is cleared: %+v", got)
		}
		if got := len(w.Events()); got != 3 {
			t.Errorf("events %v", w.Events())
		}
	})
}

func TestWhatARegisterRefusesIsNotKept(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c, ada, _, tess, _ := begun(w)
	wrong := sheet(0, map[models.ID]models.Mark{ada.ID: models.Part})
	wrong.Minutes = map[string]string{string(ada.ID): "121"}
	var invalid models.Invalid
	if _, err := s.SaveRegister(t.Context(), tess, wrong); !errors.As(err, &invalid) || invalid[attendance.MinutesField(ada.ID)] == "" {
		t.Errorf("too many minutes: %v", err)
	}
	later := sheet(0, map[models.ID]models.Mark{ada.ID: models.Attended})
	later.Session = 2
	if _, err := s.SaveRegister(t.Context(), tess, later); !errors.As(err, &invalid) || invalid["session"] == "" {
		t.Errorf("a session to come: %v", err)
	}
	later.Session = 3
	if _, err := s.SaveRegister(t.Context(), tess, later); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("no such session: %v", err)
	}
	other := w.Trainer("Una", w.CohortOf(w.Course("SQL1"), "SQL1-1", 5, w.Store.Now()))
	if _, err := s.SaveRegister(t.Context(), other, sheet(0, map[models.ID]models.Mark{ada.ID: models.Attended})); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a trainer of another cohort: %v", err)
	}
	if got := entries(t, w, c); len(got) != 0 || len(w.Events()) != 0 {
		t.Errorf("kept %+v, events %v", got, w.Events())
	}
}

func TestTheRegisterDueIsThatOfTodayOrTheLast(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c := w.Cohort("R1", 5)
	tess := w.Trainer("Tess", c)
	for _, test := range []struct {
		at   time.Time
		want int
	}{{c.Starts.AddDate(0, 0, -3), 1}, {c.Starts, 1}, {c.Starts.AddDate(0, 0, 6), 1}, {c.Starts.AddDate(0, 0, 7).Add(-time.Hour), 2}, {c.Starts.AddDate(0, 1, 0), 2}} {
		w.Clock.Set(test.at)
		if got, err := s.DueSession(t.Context(), tess, c.Code); err != nil || got != test.want {
			t.Errorf("at %s: session %d (%v), want %d", test.at, got, err, test.want)
		}
	}
}
