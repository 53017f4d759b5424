package progress_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// studied is a cohort under way with a unit of self-study that is required, an assignment, and a learner on it.
func studied(w *modeltest.World) (s *progress.Service, ada models.Actor, e models.Enrolment, unit models.Unit) {
	course := w.Course("R1")
	unit = models.Unit{CourseID: course.ID, Kind: models.SelfStudyUnit, Position: 3, Title: "Read", Minutes: 30, Required: true}
	w.Keep(&unit, &models.Unit{CourseID: course.ID, Kind: models.AssignmentUnit, Position: 4, Title: "Work"})
	ada = w.Learner("Ada")
	e = w.Enrolled(ada, w.CohortOf(course, "R1-1", 5, w.Store.Now().AddDate(0, 0, -3)), models.Placed)
	return &progress.Service{Store: w.Store}, ada, e, unit
}

func done(e models.Enrolment, u models.Unit) progress.DoSelfStudy {
	return progress.DoSelfStudy{Enrolment: e.ID, Unit: u.ID, Minutes: 45, On: "2026-11-20", Reflection: "Use it"}
}

// log counts the entries of the learner's log, and the units they have met.
func counted(t *testing.T, w *modeltest.World, e models.Enrolment) (entries, passes int) {
	t.Helper()
	list, err := w.Store.LogEntries(t.Context(), e.PersonID, models.PageAt{})
	if err != nil {
		t.Fatal(err)
	}
	met, err := w.Store.PassesOn(t.Context(), []models.ID{e.CohortID})
	if err != nil {
		t.Fatal(err)
	}
	return len(list.Rows), len(met)
}

func TestSelfStudyIsDoneChangedAndTakenBack(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, e, unit := studied(w)
		ctx := t.Context()
		page, err := s.SelfStudy(ctx, ada, e.ID, unit.ID)
		if err != nil || page.Accepted || page.Entry != nil || !page.Open {
			t.Fatalf("%+v (%v)", page, err)
		}
		for range 2 { // a second click is the same entry
			if err := s.DoSelfStudy(ctx, ada, done(e, unit)); err != nil {
				t.Fatal(err)
			}
		}
		if entries, passes := counted(t, w, e); entries != 1 || passes != 1 {
			t.Errorf("%d entries, %d passes", entries, passes)
		}
		path, err := s.Path(ctx, ada, e.ID)
		if err != nil || path.Steps[2].State != models.PathDone || path.Steps[2].Entry.Minutes != 45 || path.Steps[path.Next].Unit.Title != "Second" {
			t.Errorf("path %+v (%v)", path.Steps, err)
		}
		other := done(e, unit)
		other.Minutes = 60
		if err := s.DoSelfStudy(ctx, ada, other); !errors.Is(err, models.ErrStale) {
			t.Errorf("from a page on which it was not done: %v", err)
		}
		other.Version = 1
		if err := s.DoSelfStudy(ctx, ada, other); err != nil {
			t.Error(err)
		}
		back := progress.TakeBackSelfStudy{Enrolment: e.ID, Unit: unit.ID, Version: 1}
		if err := s.TakeBackSelfStudy(ctx, ada, back); !errors.Is(err, models.ErrStale) {
			t.Errorf("taken back as it was: %v", err)
		}
		back.Version = 2
		for range 2 {
			if err := s.TakeBackSelfStudy(ctx, ada, back); err != nil {
				t.Error(err)
			}
		}
		if entries, passes := counted(t, w, e); entries != 0 || passes != 0 {
			t.Errorf("%d entries, %d passes after taking back", entries, passes)
		}
		if err := s.DoSelfStudy(ctx, ada, other); !errors.Is(err, models.ErrStale) {
			t.Errorf("a change of what was taken back: %v", err)
		}
		if got := strings.Join(w.Events(), " "); got != "self_study.done self_study.changed self_study.taken_back" {
			t.Errorf("events %s", got)
		}
	})
}

func TestWhatATrainerHasAcceptedStaysAccepted(t *testing.T) {
	w := modeltest.New(t)
	s, ada, e, unit := studied(w)
	tess := w.Learner("Tess")
	w.Keep(&models.Pass{EnrolmentID: e.ID, UnitID: unit.ID, ByID: tess.ID, PassedAt: w.Store.Now()})
	if err := s.DoSelfStudy(t.Context(), ada, done(e, unit)); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeBackSelfStudy(t.Context(), ada, progress.TakeBackSelfStudy{Enrolment: e.ID, Unit: unit.ID, Version: 1}); err != nil {
		t.Fatal(err)
	}
	if entries, passes := counted(t, w, e); entries != 0 || passes != 1 {
		t.Errorf("%d entries, %d passes", entries, passes)
	}
}

func TestWhoDoesWhichUnits(t *testing.T) {
	w := modeltest.New(t)
	s, ada, e, unit := studied(w)
	ben := w.Learner("Ben")
	waiting := w.Enrolled(ben, models.Cohort{ID: e.CohortID}, models.Waiting)
	units, err := w.Store.Units(t.Context(), unit.CourseID)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := models.Unit{CourseID: w.Course("R2").ID, Kind: models.SelfStudyUnit, Position: 3, Title: "Other"}
	w.Keep(&elsewhere)
	for name, c := range map[string]struct {
		as   models.Actor
		e    models.Enrolment
		unit models.Unit
		want error
	}{
		"somebody else":      {ben, e, unit, models.ErrForbidden},
		"who only waits":     {ben, waiting, unit, models.ErrNotFound},
		"a session":          {ada, e, units[0], models.ErrNotFound},
		"an assignment":      {ada, e, units[3], models.ErrNotFound},
		"of another course":  {ada, e, elsewhere, models.ErrNotFound},
		"an enrolment never": {ada, models.Enrolment{ID: "none"}, unit, models.ErrNotFound},
	} {
		if err := s.DoSelfStudy(t.Context(), c.as, done(c.e, c.unit)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if _, err := s.SelfStudy(t.Context(), c.as, c.e.ID, c.unit.ID); !errors.Is(err, c.want) {
			t.Errorf("%s, the page: %v, want %v", name, err, c.want)
		}
	}
	if len(w.Events()) != 0 {
		t.Error("something was kept")
	}
}

func TestNothingChangesOnceCompletionIsDecided(t *testing.T) {
	w := modeltest.New(t)
	s, _, e, unit := studied(w)
	ben := w.Learner("Ben")
	over := w.Enrolled(ben, models.Cohort{ID: e.CohortID}, models.Completed)
	var invalid models.Invalid
	if err := s.DoSelfStudy(t.Context(), ben, done(over, unit)); !errors.As(err, &invalid) {
		t.Errorf("%v", err)
	}
	if err := s.TakeBackSelfStudy(t.Context(), ben, progress.TakeBackSelfStudy{Enrolment: over.ID, Unit: unit.ID}); !errors.As(err, &invalid) {
		t.Errorf("%v", err)
	}
	page, err := s.Path(t.Context(), ben, over.ID)
	if err != nil || page.Next != -1 {
		t.Errorf("next %d (%v)", page.Next, err)
	}
}

func TestSelfStudyIsDoneOnceWhoeverAsksAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada, e, unit := studied(w)
		var all sync.WaitGroup
		for n := range 6 {
			all.Go(func() {
				in := done(e, unit)
				in.Minutes += n % 2
				if err := s.DoSelfStudy(t.Context(), ada, in); err != nil && !errors.Is(err, models.ErrStale) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if entries, passes := counted(t, w, e); entries != 1 || passes != 1 {
			t.Errorf("%d entries, %d passes", entries, passes)
		}
	})
}

func TestThePathOfACohortWithoutDates(t *testing.T) {
	w := modeltest.New(t)
	s := &progress.Service{Store: w.Store}
	course, now := w.Course("R1"), w.Store.Now()
	cohort := models.Cohort{
		Code: "R1-LATER", CourseID: course.ID, Name: "Later", State: models.CohortOpen, WayIn: models.FirstCome, Unscheduled: true, Capacity: 5,
		Opens: now, Closes: now.AddDate(0, 3, 0), OfferHours: 48, Starts: now.AddDate(0, 4, 0), Ends: now.AddDate(0, 6, 0), CreatedAt: now,
	}
	w.Keep(&cohort)
	ada := w.Learner("Ada")
	e := w.Enrolled(ada, cohort, models.Placed)
	page, err := s.Path(t.Context(), ada, e.ID)
	if err != nil || len(page.Steps) != 2 || page.Next != -1 || page.Steps[0].State != models.PathLater {
		t.Errorf("%+v (%v)", page, err)
	}
}
