package privacy_test

import (
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
)

func TestAccessNeedsAreForgottenOnTheDayAfterTheLastSession(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := service(w)
		coming := w.CohortOf(w.Course("R1"), "R1-1", 9, w.Store.Now().AddDate(0, 0, 7))
		hal := w.Learner("Hal")
		w.Keep(&models.Hold{PersonID: hal.ID, Reason: "A dispute", PlacedAt: w.Store.Now()})
		for name, state := range map[string]models.EnrolmentState{"Ada": models.Placed, "Wim": models.Waiting, "Wanda": models.Withdrawn, "Rolf": models.Refused} {
			w.Enrolled(w.Learner(name), coming, state)
		}
		w.Enrolled(hal, coming, models.Withdrawn)
		modeltest.Plant(t, w.Store, "UPDATE enrolments SET needs = 'A chair'")
		left := func() int {
			return modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM enrolments WHERE needs <> ''")
		}
		last := models.DateOf(coming.Ends)
		for _, night := range []struct {
			day  models.Date
			left int
		}{
			{w.Store.Today().AddDays(1), 3}, // those without a place
			{last, 3},                       // the last session is to be
			{last.AddDays(1), 1},            // all but who is on hold
		} {
			w.Clock.Set(night.day.Time().Add(time.Minute))
			for range 2 {
				if err := s.CatchUp(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if got := left(); got != night.left {
				t.Errorf("on %s the needs of %d are left, want %d", night.day, got, night.left)
			}
		}
		if n := count(w.Events(), "needs.forgotten"); n != 4 {
			t.Errorf("%d events: %v", n, w.Events())
		}
	})
}

func TestWhatWasTakenOutOfASessionIsDeletedAtMidnight(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := service(w)
		cohort := w.CohortOf(w.Course("R1"), "R1-1", 9, w.Store.Now().AddDate(0, 0, 7))
		sessions, err := w.Store.Sessions(t.Context(), cohort.ID)
		if err != nil {
			t.Fatal(err)
		}
		tess := w.Trainer("Tess", cohort)
		if err := s.CatchUp(t.Context()); err != nil { // of today
			t.Fatal(err)
		}
		for n := range 2 {
			file := models.File{Name: "a.txt", Type: "text/plain", Size: 1, Data: []byte("a"), ByID: tess.ID, AddedAt: w.Store.Now()}
			w.Keep(&file)
			w.Keep(&models.Material{SessionID: sessions[0].ID, Number: n, Title: "a", FileID: &file.ID, AddedAt: w.Store.Now()})
		}
		for day, want := range []int{2, 1} {
			w.Clock.Set(w.Store.Today().AddDays(day).Time().Add(time.Minute))
			if err := s.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			db := modeltest.SQL(t, w.Store)
			if m, f := modeltest.Count(t, db, "SELECT count(*) FROM materials"), modeltest.Count(t, db, "SELECT count(*) FROM files"); m != want || f != want {
				t.Errorf("%d days later there are %d materials and %d files", day, m, f)
			}
		}
	})
}
