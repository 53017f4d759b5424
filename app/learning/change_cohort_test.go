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

// statesOf are the states of the enrolments, in their order.
func statesOf(t *testing.T, w *modeltest.World, list ...models.Enrolment) (states []models.EnrolmentState) {
	t.Helper()
	for _, e := range list {
		now, err := w.Store.Enrolment(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, now.State)
	}
	return states
}

// change is the form of the cohort as it stands.
func change(t *testing.T, s *learning.Service, a models.Actor, code string) learning.ChangeCohort {
	t.Helper()
	page, err := s.ChangeCohortPage(t.Context(), a, code)
	if err != nil {
		t.Fatal(err)
	}
	return page.Now
}

func TestMorePlacesAreOfferedInOrderAndFewerThanAreHeldAreRefused(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann := over(w), w.Administrator("Ann")
		cohort := w.Cohort("R1", 1)
		placed := w.Enrolled(w.Learner("Pia"), cohort, models.Placed)
		w.Clock.Advance(1e9)
		first := w.Enrolled(w.Learner("Fay"), cohort, models.Waiting)
		w.Clock.Advance(1e9)
		second := w.Enrolled(w.Learner("Sam"), cohort, models.Waiting)
		w.Clock.Advance(1e9)
		third := w.Enrolled(w.Learner("Tim"), cohort, models.Waiting)
		in, stale := change(t, s, ann, cohort.Code), change(t, s, ann, cohort.Code)
		in.Capacity = "3"
		if _, err := s.ChangeCohort(t.Context(), ann, cohort.Code, in); err != nil {
			t.Fatal(err)
		}
		want := []models.EnrolmentState{models.Placed, models.Offered, models.Offered, models.Waiting}
		if got := statesOf(t, w, placed, first, second, third); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		if _, err := s.ChangeCohort(t.Context(), ann, cohort.Code, stale); !errors.Is(err, models.ErrStale) {
			t.Errorf("a stale form: %v", err)
		}
		in = change(t, s, ann, cohort.Code)
		in.Capacity = "2"
		_, err := s.ChangeCohort(t.Context(), ann, cohort.Code, in)
		refusedAt(t, err, "capacity", "3 places are taken, on offer or reserved")
		in.Capacity, in.WayIn = "3", string(models.Application)
		_, err = s.ChangeCohort(t.Context(), ann, cohort.Code, in)
		refusedAt(t, err, "way_in", "the way in stays")
		if _, err = s.ChangeCohort(t.Context(), w.Learner("Lea"), cohort.Code, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
	})
}

func TestACohortThatIsCalledOffTellsEverybodyOnceAndOffersNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann := over(w), w.Administrator("Ann")
		cohort := w.Cohort("R1", 1)
		list := []models.Enrolment{
			w.Enrolled(w.Learner("Pia"), cohort, models.Placed), w.Enrolled(w.Learner("Fay"), cohort, models.Waiting), w.Enrolled(w.Learner("Abe"), cohort, models.Applied),
		}
		_, err := s.CallOff(t.Context(), ann, cohort.Code, learning.CallOff{})
		refusedAt(t, err, "reason", "Say why")
		if _, err = s.CallOff(t.Context(), ann, cohort.Code, learning.CallOff{Reason: "The trainer is ill"}); err != nil {
			t.Fatal(err)
		}
		want := []models.EnrolmentState{models.Cancelled, models.Cancelled, models.Cancelled}
		if got := statesOf(t, w, list...); !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		_, err = s.CallOff(t.Context(), ann, cohort.Code, learning.CallOff{Reason: "Again"})
		refusedAt(t, err, "cohort", "called off")
		told := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM jobs WHERE kind = '"+models.MailCalledOff+"'")
		if told != 3 {
			t.Errorf("%d are told", told)
		}
	})
}

func TestTheDatesOfACohortAreSetAndItsPlacesOfferedInOrder(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		in := planOf(course)
		in.Dates, in.From, in.To, in.Sessions, in.Capacity, in.Minimum = "later", "2027-03", "2027-05", nil, "1", "0"
		cohort, err := s.PlanCohort(t.Context(), ann, in)
		if err != nil || !cohort.Unscheduled {
			t.Fatalf("%+v, %v", cohort, err)
		}
		fay, err := s.Enrol(t.Context(), w.Learner("Fay"), learning.Enrol{Cohort: cohort.Code})
		if err != nil || fay.State != models.Waiting {
			t.Fatalf("%s, %v", fay.State, err)
		}
		w.Clock.Advance(1e9)
		sam, err := s.Enrol(t.Context(), w.Learner("Sam"), learning.Enrol{Cohort: cohort.Code})
		if err != nil {
			t.Fatal(err)
		}
		dates := learning.Schedule{Place: "Room 2", Repeats: "1", Sessions: []learning.PlanSession{{Title: "First", Date: "2027-03-23", Starts: "10:00", Ends: "12:00"}, {Title: "Second"}}}
		if cohort, err = s.Schedule(t.Context(), ann, cohort.Code, dates); err != nil {
			t.Fatal(err)
		}
		if got := statesOf(t, w, fay, sam); !slices.Equal(got, []models.EnrolmentState{models.Offered, models.Waiting}) {
			t.Errorf("%v", got)
		}
		sessions, err := w.Store.Sessions(t.Context(), cohort.ID)
		if err != nil || len(sessions) != 2 || sessions[1].When() != "30 March 2027, 10am to midday" { // the clocks went forward
			t.Errorf("%+v, %v", sessions, err)
		}
		_, err = s.Schedule(t.Context(), ann, cohort.Code, dates)
		refusedAt(t, err, "cohort", "set already")
	})
}

func TestAYearIsCopiedExactlyAsItWasPreviewed(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		first := w.CohortOf(course, "R1-A", 5, models.Date("2027-01-12").Time().Add(10*3600*1e9))
		w.CohortOf(course, "R1-B", 5, models.Date("2027-02-09").Time().Add(10*3600*1e9))
		in := learning.CopyYear{Year: "2026-04-01", Courses: []string{"R1"}}
		page, err := s.CopyYearPage(t.Context(), ann, in)
		if err != nil || len(page.Rows) != 2 || page.Rows[0].Sessions[0].When() != "11 January 2028, 10am to midday" {
			t.Fatalf("%+v, %v", page.Rows, err)
		}
		in.Chosen, in.Digest = []string{first.Code}, "another"
		if _, err = s.CopyYear(t.Context(), ann, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("another preview: %v", err)
		}
		in.Digest = page.Digest
		copied, err := s.CopyYear(t.Context(), ann, in)
		if err != nil || len(copied) != 1 || copied[0].State != models.CohortDraft || *copied[0].CopiedFromID != first.ID {
			t.Errorf("%+v, %v", copied, err)
		}
	})
}

// TestACopyAcrossTheOctoberClockChangeKeepsTheTimesOfDay copies one cohort over the Sunday on which the clocks go back.
func TestACopyAcrossTheOctoberClockChangeKeepsTheTimesOfDay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		first := w.CohortOf(course, "R1-A", 5, models.Date("2027-01-12").Time().Add(10*3600*1e9)) // in winter time
		page, err := s.NewCohort(t.Context(), ann, learning.NewCohort{From: first.Code, First: "2027-10-26"})
		if err != nil {
			t.Fatal(err)
		}
		page.Plan.Code, page.Plan.Sessions[0].Date = "", "2027-10-26"
		for i, day := range []string{"2027-10-26", "2027-11-02"} { // the clocks go back on 31 October
			if got := page.Plan.Sessions[i]; got.Date != day || got.Starts != "10:00" {
				t.Errorf("session %d is on %s at %s, want %s at 10:00", i+1, got.Date, got.Starts, day)
			}
		}
		copied, err := s.PlanCohort(t.Context(), ann, page.Plan)
		if err != nil {
			t.Fatal(err)
		}
		sessions, err := w.Store.Sessions(t.Context(), copied.ID)
		if err != nil || len(sessions) != 2 {
			t.Fatalf("%+v, %v", sessions, err)
		}
		if a, b := sessions[0].Starts.UTC().Hour(), sessions[1].Starts.UTC().Hour(); a != 9 || b != 10 {
			t.Errorf("in UTC they begin at %d and %d, want 9 and 10", a, b)
		}
	})
}

// TestTwoCopiesAtOneTimeNameTheCourse copies two cohorts of one trainer that are at the same time.
func TestTwoCopiesAtOneTimeNameTheCourse(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, tom := over(w), w.Administrator("Ann"), w.Learner("Tom")
		at := models.Date("2027-01-12").Time().Add(10 * 3600 * 1e9)
		for _, code := range []string{"R1", "SQL1"} {
			cohort := w.CohortOf(w.Course(code), code+"-A", 5, at)
			w.Grant(tom, models.Trainer, models.OneCohort, cohort.ID)
		}
		page, err := s.CopyYearPage(t.Context(), ann, learning.CopyYear{Year: "2026-04-01"})
		if err != nil || len(page.Rows) != 2 || len(page.Rows[1].Problems) == 0 {
			t.Fatalf("%+v, %v", page.Rows, err)
		}
		if title := page.Title(page.Rows[0].From.CourseID); !strings.Contains(page.Rows[1].Problems[0], title) {
			t.Errorf("%q does not name %s", page.Rows[1].Problems[0], title)
		}
	})
}

func TestASessionThatMovesRaisesItsSequenceAndMovesItsCohort(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, cohort := over(w), w.Administrator("Ann"), w.Cohort("R1", 5)
		page, err := s.ChangeSessionPage(t.Context(), ann, cohort.Code, 1)
		if err != nil {
			t.Fatal(err)
		}
		in := page.Now
		in.Date = "2027-02-02" // after the second
		moved, err := s.ChangeSession(t.Context(), ann, cohort.Code, 1, in)
		if err != nil || moved.Sequence != 1 {
			t.Fatalf("%+v, %v", moved, err)
		}
		sessions, _ := w.Store.Sessions(t.Context(), cohort.ID)
		after, err := w.Store.Cohort(t.Context(), cohort.ID)
		if err != nil || sessions[1].ID != moved.ID || !after.Starts.Equal(sessions[0].Starts) || !after.Ends.Equal(moved.Ends) {
			t.Errorf("%+v, %+v, %v", sessions, after, err)
		}
		if _, err = s.ChangeSession(t.Context(), ann, cohort.Code, 2, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("a stale form: %v", err)
		}
	})
}
