package learning_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// planOf is a plan without a problem: two sessions in January.
func planOf(course models.Course) learning.PlanCohort {
	return learning.PlanCohort{
		Course: course.Code, CohortTerms: learning.CohortTerms{Capacity: "12", Minimum: "4", Place: "Room 2", Opens: "2026-11-23", OfferHours: "48"},
		Sessions: []learning.PlanSession{
			{Title: "First", Date: "2027-01-12", Starts: "10:00", Ends: "12:00"},
			{Title: "Second", Date: "2027-01-19", Starts: "10:00", Ends: "12:00"},
		},
	}
}

func TestWhoPlansACohortTeachesItWithThoseTheyName(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		course := w.Course("R1")
		trainer := w.Grant(w.Person("Tess"), models.Trainer, models.OneCourse, course.ID)
		other := w.Person("Otto")
		in := planOf(course)
		in.Trainers = "OTTO@example.org, tess@example.org"
		cohort, err := s.PlanCohort(t.Context(), trainer, in)
		if err != nil {
			t.Fatal(err)
		}
		if cohort.Code != "R1-2027-01" || cohort.Name != "January 2027 cohort" {
			t.Errorf("code %q, name %q", cohort.Code, cohort.Name)
		}
		for _, a := range []models.Actor{trainer, other} {
			if a = w.Again(a); !a.HoldsFor(models.Trainer, models.OneCohort, cohort.ID) {
				t.Errorf("%s does not teach it", a.Name)
			}
		}
		sessions, err := w.Store.Sessions(t.Context(), cohort.ID)
		if err != nil || len(sessions) != 2 || sessions[0].UnitID == nil || !sessions[1].Ends.Equal(cohort.Ends) {
			t.Errorf("sessions %+v (%v)", sessions, err)
		}
		if got := w.Events(); !slices.Equal(got, []string{"cohort.planned", "grant.given", "grant.given"}) {
			t.Errorf("events %v", got)
		}
	})
}

func TestWhoIsNamedInAPlanIsGivenARoleAsWheneverOneIs(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, course := &learning.Service{Store: w.Store}, w.Course("R1")
		tess, otto := w.Person("Tess"), w.Person("Otto")
		end := w.Store.Today().AddDays(7)
		w.Keep(&models.Grant{PersonID: tess.ID, Role: models.Trainer, ScopeKind: models.OneCourse, ScopeID: course.ID, Started: "2026-01-01", Ended: end})
		for _, a := range []models.Actor{tess, otto} {
			w.Keep(&models.Device{PersonID: a.ID, Way: models.ByPassword, Browser: "Firefox", BegunAt: w.Store.Now(), SeenOn: w.Store.Today()})
		}
		in := planOf(course)
		in.Trainers = "otto@example.org"
		cohort, err := s.PlanCohort(t.Context(), w.Again(tess), in)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []models.Actor{tess, otto} {
			devices, err := w.Store.DevicesOf(t.Context(), a.ID)
			if signedIn := len(devices) == 1; err != nil || signedIn != (a.ID == tess.ID) {
				t.Errorf("%s is signed in: %v (%v)", a.Name, signedIn, err)
			}
			for _, g := range w.Again(a).Grants {
				if g.ScopeID == cohort.ID && g.Ended != end {
					t.Errorf("%s trains it until %q", a.Name, g.Ended)
				}
			}
		}
	})
}

func TestACohortIsPlannedByTrainersOfTheCourseAndAdministratorsAlone(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	course, another := w.Course("R1"), w.Course("SQL1")
	cohort := w.CohortOf(course, "R1-1", 5, w.Store.Now())
	for _, test := range []struct {
		actor models.Actor
		may   bool
	}{
		{w.Learner("Lea"), false},
		{w.Trainer("Carl", cohort), false},
		{w.Grant(w.Learner("Nora"), models.Trainer, models.OneCourse, another.ID), false},
		{w.Grant(w.Learner("Tess"), models.Trainer, models.OneCourse, course.ID), true},
		{w.Administrator("Ann"), true},
	} {
		_, err := s.PlanCohort(t.Context(), test.actor, planOf(course))
		if test.may != (err == nil) || !test.may && !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s: %v", test.actor.Name, err)
		}
	}
}

func TestTwoCohortsOfAMonthHaveDifferentCodes(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	course := w.Course("R1")
	first, err := s.PlanCohort(t.Context(), w.Administrator("Ann"), planOf(course))
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.PlanCohort(t.Context(), w.Administrator("Bea"), planOf(course))
	if err != nil || second.Code != first.Code+"-2" {
		t.Errorf("second code %q (%v)", second.Code, err)
	}
	in := planOf(course)
	in.Code = "r1-2027-01"
	_, err = s.PlanCohort(t.Context(), w.Administrator("Cat"), in)
	refusedAt(t, err, "code", "Another cohort has this code")
	in.Code = "new"
	_, err = s.PlanCohort(t.Context(), w.Administrator("Dot"), in)
	refusedAt(t, err, "code", "letters and digits")
}

func TestATrainerIsNotPlannedInTwoPlacesAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		course := w.Course("R1")
		taught := w.CohortOf(w.Course("SQL1"), "SQL1-1", 5, models.Date("2027-01-12").Time().Add(11*60*60*1e9))
		trainer := w.Grant(w.Trainer("Tess", taught), models.Trainer, models.OneCourse, course.ID)
		_, err := s.PlanCohort(t.Context(), trainer, planOf(course))
		refusedAt(t, err, "sessions[0].date", "You teach Course SQL1, session 1, at that time: 12 January 2027, 11am to 1pm")
		refusedAt(t, err, "sessions[1].date", "You teach Course SQL1, session 2")

		other := w.Grant(w.Learner("Nora"), models.Trainer, models.OneCourse, course.ID)
		in := planOf(course)
		in.Trainers = "tess@example.org"
		_, err = s.PlanCohort(t.Context(), other, in)
		refusedAt(t, err, "sessions[0].date", "Tess teaches Course SQL1")

		in.Sessions[0].Starts, in.Sessions[0].Ends = "09:00", "11:00" // ends as the other begins
		in.Sessions[1].Starts, in.Sessions[1].Ends = "13:00", "15:00"
		if _, err = s.PlanCohort(t.Context(), other, in); err != nil {
			t.Error(err)
		}
	})
}

func TestEveryTrainerNamedMustBeKnown(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	in := planOf(w.Course("R1"))
	in.Trainers = "ann@example.org, nobody@example.org"
	_, err := s.PlanCohort(t.Context(), w.Administrator("Ann"), in)
	refusedAt(t, err, "trainers", "We do not know nobody@example.org")
	if len(w.Events()) != 0 {
		t.Errorf("events %v", w.Events())
	}
}

func refusedAt(t *testing.T, err error, field, says string) {
	t.Helper()
	var invalid models.Invalid
	if !errors.As(err, &invalid) || !strings.Contains(invalid[field], says) {
		t.Errorf("got %v, want %q at %s", err, says, field)
	}
}
