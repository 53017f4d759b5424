package learning_test

import (
	"errors"
	"testing"
	"time"

	"trellis/app/attendance"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestALateWithdrawalNeedsAReasonAndShows(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, _, ada, e, tess := soon(w)
		modeltest.Plant(t, w.Store, "UPDATE cohorts SET cutoff_hours = 24")
		early := w.Person("Eve")
		place := w.Enrolled(early, c, models.Placed)
		w.Clock.Set(c.Starts.Add(-24*time.Hour - time.Second))
		if _, err := s.Withdraw(t.Context(), early, learning.Withdraw{Enrolment: place.ID}); err != nil {
			t.Errorf("before the cutoff: %v", err)
		}
		w.Clock.Set(c.Starts.Add(-24 * time.Hour))
		if page := must[learning.EnrolmentPage](t)(s.Enrolment(t.Context(), ada, e.ID)); !page.Late {
			t.Error("the page does not say that it is late")
		}
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: e.ID, Reason: " "}); !isProblem(err, "reason") {
			t.Errorf("late, and without a reason: %v", err)
		}
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: e.ID, Reason: "I am ill"}); err != nil {
			t.Errorf("late, with a reason: %v", err)
		}
		late := map[string]bool{}
		for _, gone := range must[learning.TaughtPeoplePage](t)(s.TaughtPeople(t.Context(), tess, c.Code, "")).Cancelled {
			late[gone.Name] = gone.LateIn(c24(c))
		}
		if !late["Ada Lovelace"] || late["Eve"] || len(late) != 2 {
			t.Errorf("late are %v", late)
		}
	})
}

func registers(w *modeltest.World) *attendance.Service { return &attendance.Service{Store: w.Store} }

func c24(c models.Cohort) models.Cohort {
	c.CutoffHours = 24
	return c
}

func TestNeedsAreForTheTrainerAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, ada, e, tess := soon(w)
		change := func(who models.Actor, needs string) error {
			return s.ChangeNeeds(t.Context(), who, learning.ChangeNeeds{Enrolment: e.ID, Needs: needs})
		}
		if err := change(ada, "A hearing loop"); err != nil {
			t.Fatal(err)
		}
		for name, who := range map[string]models.Actor{"signed out": {}, "somebody else": w.Person("Eve"), "the trainer": tess} {
			if err := change(who, "x"); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := change(ada, "like 943 476 5919"); !isProblem(err, "needs") {
			t.Errorf("an NHS number: %v", err)
		}
		for name, want := range map[string]string{"tess": "A hearing loop", "bea": ""} {
			who := tess
			if name == "bea" {
				who = w.Administrator("Bea")
			}
			if page := must[attendance.RegisterPage](t)(registers(w).Register(t.Context(), who, c.Code, 1)); page.Lines[0].Needs != want {
				t.Errorf("the register shows %s %q", name, page.Lines[0].Needs)
			}
		}
		w.Clock.Set(models.DateOf(sessions[1].Ends).AddDays(1).Time())
		if err := change(ada, "x"); !isProblem(err, "enrolment") {
			t.Errorf("after the course: %v", err)
		}
	})
}

func TestWhoSentApologiesIsMarkedSo(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, ada, e, tess := soon(w)
		ben, cy := w.Enrolled(w.Person("Ben"), c, models.Placed), w.Person("Cy")
		marked := w.Enrolled(cy, c, models.Placed)
		for _, who := range []models.Actor{ada, cy} {
			if err := s.Apologise(t.Context(), who, learning.Apologise{Session: sessions[0].ID, Reason: "Ill"}); err != nil {
				t.Fatal(err)
			}
		}
		if page := must[attendance.RegisterPage](t)(registers(w).Register(t.Context(), tess, c.Code, 1)); page.Marked() != 0 || page.Lines[0].Apology == nil {
			t.Errorf("before the session %d are marked, %+v", page.Marked(), page.Lines[0])
		}
		w.Clock.Set(sessions[0].Starts)
		// Cy came all the same: what is saved wins.
		if _, err := registers(w).SaveRegister(t.Context(), tess, attendance.SaveRegister{Cohort: c.Code, Session: 1, Marks: map[string]string{string(marked.ID): string(models.Attended)}}); err != nil {
			t.Fatal(err)
		}
		page := must[attendance.RegisterPage](t)(registers(w).Register(t.Context(), tess, c.Code, 1))
		want := map[models.ID]models.Mark{e.ID: models.Apologies, ben.ID: "", marked.ID: models.Attended}
		for _, l := range page.Lines {
			if l.Entry.Mark != want[l.ID] || l.Saved.Mark == models.Apologies {
				t.Errorf("%s is shown as %q", l.Name, l.Entry.Mark)
			}
		}
		saved := must[attendance.SavedRegister](t)(registers(w).SaveRegister(t.Context(), tess, attendance.SaveRegister{Cohort: c.Code, Session: 1, Version: 1, Rest: "attended"}))
		if len(saved.Rest) != 1 || saved.Rest[0] != "Ben" {
			t.Errorf("the rest are %v", saved.Rest)
		}
		want[ben.ID] = models.Attended
		for _, l := range must[attendance.RegisterPage](t)(registers(w).Register(t.Context(), tess, c.Code, 1)).Lines {
			if l.Saved.Mark != want[l.ID] {
				t.Errorf("%s is marked %q, want %q", l.Name, l.Saved.Mark, want[l.ID])
			}
		}
	})
}
