package learning_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"trellis/app/files"
	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func over(w *modeltest.World) *learning.Service {
	return &learning.Service{Store: w.Store, BaseURL: "http://trellis.test", Shelf: &files.Memory{}}
}

func TestAHundredPeopleForTenPlacesAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), w.Cohort("R1", 10)
		people := make([]models.Actor, 100)
		for i := range people {
			people[i] = w.Person(fmt.Sprintf("p%03d Learner", i))
		}
		began := time.Now()
		var group sync.WaitGroup
		problems := make(chan error, len(people))
		for _, p := range people {
			group.Go(func() {
				if _, err := s.Enrol(t.Context(), p, learning.Enrol{Cohort: cohort.Code}); err != nil {
					problems <- err
				}
			})
		}
		group.Wait()
		close(problems)
		for err := range problems {
			t.Errorf("somebody was turned away: %v", err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %s", took)
		}
		count(t, w, cohort, 10, 90)
		line, err := w.Store.WaitingOn(t.Context(), cohort.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(line, func(a, b models.Enrolment) int { return a.AppliedAt.Compare(b.AppliedAt) }) {
			t.Error("the line is not in the order of asking")
		}
		latest := latestPlaced(t, w, people)
		for i, e := range line {
			if !e.AppliedAt.After(latest) {
				t.Errorf("the %d. in line asked before somebody who has a place", i+1)
			}
			if turns, err := w.Store.Turns(t.Context(), []models.ID{e.ID}); err != nil || turns[e.ID] != i+1 {
				t.Errorf("the %d. in line is told %d (%v)", i+1, turns[e.ID], err)
			}
		}
	})
}

func latestPlaced(t *testing.T, w *modeltest.World, people []models.Actor) time.Time {
	t.Helper()
	var latest time.Time
	for _, p := range people {
		mine, err := w.Store.EnrolmentsOf(t.Context(), p.ID)
		if err != nil || len(mine) != 1 {
			t.Fatalf("%s has %d enrolments (%v)", p.Name, len(mine), err)
		}
		if mine[0].State == models.Placed && mine[0].AppliedAt.After(latest) {
			latest = mine[0].AppliedAt
		}
	}
	return latest
}

func count(t *testing.T, w *modeltest.World, c models.Cohort, held, waiting int) {
	t.Helper()
	h, n, err := w.Store.CountEnrolled(t.Context(), c.ID)
	if err != nil || h != held || n != waiting {
		t.Errorf("%d held and %d wait, want %d and %d (%v)", h, n, held, waiting, err)
	}
}

func TestAskingTwiceAnswersTheSameEnrolment(t *testing.T) {
	w := modeltest.New(t)
	s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 1)
	first, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, Needs: "A hearing loop"})
	if err != nil {
		t.Fatal(err)
	}
	if first.State != models.Placed || first.OrganisationID == nil || *first.OrganisationID != w.Trust.ID || first.Needs != "A hearing loop" {
		t.Errorf("got %+v", first)
	}
	again, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
	if err != nil || again.ID != first.ID {
		t.Errorf("got %s, want %s (%v)", again.ID, first.ID, err)
	}
	if got := w.Events(); !slices.Equal(got, []string{"enrolment.placed"}) {
		t.Errorf("events %v", got)
	}
	count(t, w, cohort, 1, 0)
}

func TestNobodyIsEnrolledOnAClosedCohort(t *testing.T) {
	w := modeltest.New(t)
	s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 1)
	w.Clock.Set(cohort.Closes)
	_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
	var invalid models.Invalid
	if !errors.As(err, &invalid) || invalid["cohort"] == "" {
		t.Errorf("got %v", err)
	}
	if len(w.Events()) != 0 {
		t.Error("a refusal left an event")
	}
}

func TestADraftCohortDoesNotExistForALearner(t *testing.T) {
	w := modeltest.New(t)
	s, ada, course := over(w), w.Learner("Ada"), w.Course("R1")
	now := w.Store.Now()
	draft := models.Cohort{
		WayIn: models.FirstCome,
		Code:  "D", CourseID: course.ID, Name: "Draft", State: models.CohortDraft, Capacity: 3, Opens: now, Closes: now.Add(time.Hour),
		OfferHours: 48, Starts: now.Add(time.Hour), Ends: now.Add(2 * time.Hour), CreatedAt: now,
	}
	w.Keep(&draft)
	if _, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: "D"}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("enrol: got %v", err)
	}
	if _, err := s.Cohort(t.Context(), ada, "D"); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("page: got %v", err)
	}
}

func TestAPairIsSomebodyWeKnow(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 3)
		joanna := w.Post(w.Person("Joanna"), &w.Leader, nil)
		enrol := func(email string) (models.Enrolment, error) {
			return s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, DecisionMaker: email})
		}
		for _, email := range []string{"nobody@example.org", "not an address", "ADA@example.org"} {
			var invalid models.Invalid
			if _, err := enrol(email); !errors.As(err, &invalid) || invalid["decision_maker"] == "" {
				t.Errorf("%s: got %v", email, err)
			}
		}
		count(t, w, cohort, 0, 0)
		e, err := enrol("Joanna@Example.org")
		if err != nil || e.State != models.Applied || e.Awaits != models.AwaitsPartner {
			t.Fatalf("got %s, awaits %s (%v)", e.State, e.Awaits, err)
		}
		pair, err := w.Store.OpenPair(t.Context(), cohort.ID, ada.ID)
		if err != nil || pair.DecisionMakerID != joanna.ID || pair.State != models.PairAsked {
			t.Errorf("got %+v (%v)", pair, err)
		}
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: e.ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Store.OpenPair(t.Context(), cohort.ID, ada.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a pair is left behind: %v", err)
		}
	})
}

func TestWhoWasPromisedAPlaceIsAskedBeforeTheyWait(t *testing.T) {
	w := modeltest.New(t)
	s, cohort := over(w), w.Cohort("R1", 1)
	ada, ben := w.Learner("Ada"), w.Learner("Ben")
	for _, p := range []models.Actor{ada, ben} {
		_, err := s.Enrol(t.Context(), p, learning.Enrol{Cohort: cohort.Code, Expects: "place"})
		var invalid models.Invalid
		if refused := errors.As(err, &invalid); refused != (p.ID == ben.ID) {
			t.Errorf("%s: got %v", p.Name, err)
		}
	}
	e, err := s.Enrol(t.Context(), ben, learning.Enrol{Cohort: cohort.Code})
	if err != nil || e.State != models.Waiting {
		t.Errorf("got %s (%v)", e.State, err)
	}
}

func TestAnNHSNumberIsRefusedUntilThePersonSaysItIsNone(t *testing.T) {
	w := modeltest.New(t)
	s, ada, cohort := over(w), w.Learner("Ada"), w.Cohort("R1", 1)
	in := learning.Enrol{Cohort: cohort.Code, Needs: "Ask about 943 476 5919"}
	var invalid models.Invalid
	if _, err := s.Enrol(t.Context(), ada, in); !errors.As(err, &invalid) || invalid["needs"] != models.NHSNumberProblem {
		t.Errorf("got %v", err)
	}
	in.NotNHSNumber = true
	if _, err := s.Enrol(t.Context(), ada, in); err != nil {
		t.Error(err)
	}
}

// state reads an enrolment anew.
func state(t *testing.T, w *modeltest.World, e models.Enrolment) models.EnrolmentState {
	t.Helper()
	now, err := w.Store.Enrolment(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return now.State
}

// jobs are the kinds of the jobs due now, sorted.
func jobs(t *testing.T, w *modeltest.World) (kinds []string, due []models.Job) {
	t.Helper()
	due, err := w.Store.ClaimJobs(t.Context(), 100, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(due, func(a, b models.Job) int { return cmp.Compare(a.Kind, b.Kind) })
	for _, job := range due {
		kinds = append(kinds, job.Kind)
	}
	return kinds, due
}
