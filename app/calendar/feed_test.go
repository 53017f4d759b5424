package calendar_test

import (
	"errors"
	"path"
	"strings"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAPersonalCalendarHoldsWhereOneHasAPlaceAndWhereOneTeaches(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		taught, other := w.Cohort("T1", 3), w.Cohort("O1", 3)
		h, tess, cohort := over(w), w.Trainer("Tess", taught), w.Cohort("R1", 3)
		old := w.CohortOf(w.Course("OLD"), "OLD-1", 3, w.Store.Now().AddDate(0, -6, 0))
		w.Enrolled(tess, old, models.Completed)
		modeltest.Plant(t, w.Store, "UPDATE sessions SET join_url = 'https://meet.example/secret'")
		address, err := h.Calendar.Make(t.Context(), tess)
		if err != nil || !strings.HasPrefix(address, "https://trellis.test/calendar/") {
			t.Fatal(address, err)
		}
		token := strings.TrimSuffix(path.Base(address), ".ics")
		open := func() (text, mark string) {
			feed, err := h.Calendar.Open(t.Context(), token, "here")
			if err != nil {
				t.Fatal(err)
			}
			return feed.Text, feed.Mark
		}
		text, first := open()
		if n := strings.Count(text, "BEGIN:VEVENT"); n != 2 || strings.Contains(text, other.Code) || strings.Contains(text, "METHOD") || strings.Contains(text, "meet.example") {
			t.Errorf("%d sessions, of what they teach alone:\n%s", n, text)
		}
		w.Clock.Advance(time.Hour)
		if _, mark := open(); mark != first {
			t.Error("the mark changes by itself")
		}
		place := h.enrol(tess, cohort.Code)
		text, second := open()
		if strings.Count(text, "BEGIN:VEVENT") != 4 || second == first {
			t.Error("the new place is not in it, or its mark is the same")
		}
		if _, err := h.Learning.Withdraw(t.Context(), tess, learning.Withdraw{Enrolment: place.ID}); err != nil {
			t.Fatal(err)
		}
		if _, mark := open(); mark != first {
			t.Error("the place that was given back is in it")
		}
		if _, err := h.Calendar.Make(t.Context(), tess); err != nil { // another address
			t.Fatal(err)
		}
		if _, err := h.Calendar.Open(t.Context(), token, "here"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the address before opens still: %v", err)
		}
		for range 70 {
			_, err = h.Calendar.Open(t.Context(), "none", "there")
		}
		if !errors.Is(err, models.ErrThrottled) {
			t.Errorf("guessing goes on: %v", err)
		}
		if err := h.Calendar.End(t.Context(), tess); err != nil {
			t.Fatal(err)
		}
		if mine, err := h.Calendar.Mine(t.Context(), tess); mine != nil || err != nil {
			t.Errorf("it is there still: %v (%v)", mine, err)
		}
	})
}
