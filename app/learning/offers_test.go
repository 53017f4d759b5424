package learning_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAWithdrawnPlaceIsOfferedToTheFirstInLineAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), w.Cohort("R1", 1)
		enrol := func(name string) (models.Actor, models.Enrolment) {
			a := w.Learner(name)
			e, err := s.Enrol(t.Context(), a, learning.Enrol{Cohort: cohort.Code})
			if err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Minute)
			return a, e
		}
		ada, place := enrol("Ada")
		_, first := enrol("Ben")
		_, second := enrol("Cleo")
		jobs(t, w)
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID, Reason: "On leave"}); err != nil {
			t.Fatal(err)
		}
		if a, b, c := state(t, w, place), state(t, w, first), state(t, w, second); a != models.Withdrawn || b != models.Offered || c != models.Waiting {
			t.Fatalf("Ada %s, Ben %s, Cleo %s", a, b, c)
		}
		if kinds, _ := jobs(t, w); !slices.Equal(kinds, []string{"enrolment.calendar", "mail.offered", "mail.withdrawn"}) {
			t.Errorf("owed now: %v", kinds)
		}
		changes, err := w.Store.ChangesOf(t.Context(), place.ID)
		if err != nil || len(changes) != 2 || changes[0].Reason != "On leave" || changes[0].ByID == nil || *changes[0].ByID != ada.ID {
			t.Errorf("the change does not say who and why: %+v (%v)", changes, err)
		}
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID}); err != nil {
			t.Errorf("withdrawing twice: %v", err)
		}
		newcomer, e := enrol("Dan")
		if e.State != models.Waiting {
			t.Errorf("%s jumped the queue", newcomer.Name)
		}
		w.Clock.Advance(48 * time.Hour)
		_, due := jobs(t, w)
		due = slices.DeleteFunc(due, func(j models.Job) bool { return j.Kind != models.LapseOffer })
		if len(due) != 1 {
			t.Fatalf("%d offers are to lapse, want 1", len(due))
		}
		for range 2 { // a job is done at least once
			if err := s.Lapse(t.Context(), due[0].SubjectID); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := state(t, w, first), state(t, w, second); a != models.Lapsed || b != models.Offered {
			t.Errorf("after the offer ran out: Ben %s, Cleo %s", a, b)
		}
		if got := w.Events()[3:]; !slices.Equal(got, []string{"enrolment.withdrawn", "enrolment.offered", "enrolment.waiting", "enrolment.lapsed", "enrolment.offered"}) {
			t.Errorf("events %v", got)
		}
	})
}

// offered is somebody who holds the offer of the only place of a cohort, with the token of its link, and the next in line.
func offered(t *testing.T, w *modeltest.World) (s *learning.Service, ben models.Actor, e models.Enrolment, token string, next models.Enrolment) {
	t.Helper()
	s = over(w)
	cohort, ada := w.Cohort("R1", 1), w.Learner("Ada")
	ben = w.Learner("Ben")
	place := w.Enrolled(ada, cohort, models.Placed)
	w.Clock.Advance(time.Minute)
	e = w.Enrolled(ben, cohort, models.Waiting)
	w.Clock.Advance(time.Minute)
	next = w.Enrolled(w.Learner("Cleo"), cohort, models.Waiting)
	if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID}); err != nil {
		t.Fatal(err)
	}
	letter, err := s.LetterFor(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	token, found := strings.CutPrefix(letter.OfferURL, "http://trellis.test/offers/")
	if !found || len(token) < 26 {
		t.Fatalf("the letter's link is %q", letter.OfferURL)
	}
	return s, ben, e, token, next
}

func TestAnOfferIsTakenByItsLinkWithoutASignIn(t *testing.T) {
	w := modeltest.New(t)
	s, ben, e, token, next := offered(t, w)
	for range 2 { // looking uses nothing up
		if page, err := s.OfferPage(t.Context(), token); err != nil || !page.Open {
			t.Fatalf("the page is not open: %+v (%v)", page, err)
		}
	}
	for range 2 {
		if got, err := s.AcceptOffer(t.Context(), models.Actor{}, token); err != nil || got.State != models.Placed {
			t.Fatalf("got %s (%v)", got.State, err)
		}
	}
	var invalid models.Invalid
	if _, err := s.DeclineOffer(t.Context(), ben, token); !errors.As(err, &invalid) {
		t.Errorf("a taken offer was declined: %v", err)
	}
	if state(t, w, e) != models.Placed || state(t, w, next) != models.Waiting {
		t.Errorf("Ben %s, next %s", state(t, w, e), state(t, w, next))
	}
	changes, err := w.Store.ChangesOf(t.Context(), e.ID)
	if err != nil || changes[0].ByID != nil {
		t.Errorf("a link is somebody: %+v (%v)", changes[0], err)
	}
	if got := w.Events(); got[len(got)-1] != "enrolment.placed" {
		t.Errorf("events %v", got)
	}
	if _, err := s.OfferPage(t.Context(), "AAAAAAAAAAAAAAAAAAAAAAAAAA"); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("another token: %v", err)
	}
}

func TestADeclinedOfferPassesOn(t *testing.T) {
	w := modeltest.New(t)
	s, ben, e, token, next := offered(t, w)
	for range 2 {
		if got, err := s.DeclineOffer(t.Context(), ben, token); err != nil || got.State != models.Declined {
			t.Fatalf("got %s (%v)", got.State, err)
		}
	}
	if state(t, w, next) != models.Offered {
		t.Errorf("next is %s", state(t, w, next))
	}
	var invalid models.Invalid
	if _, err := s.AcceptOffer(t.Context(), ben, token); !errors.As(err, &invalid) {
		t.Errorf("a declined offer was taken: %v", err)
	}
	if again, err := s.Enrol(t.Context(), ben, learning.Enrol{Cohort: "R1-1"}); err != nil || again.ID == e.ID || again.State != models.Waiting {
		t.Errorf("who declined may ask again, at the end: %+v (%v)", again, err)
	}
}

func TestWhoIsOfferedAPlaceAndWithdrawsPassesItOn(t *testing.T) {
	w := modeltest.New(t)
	s, ben, e, token, next := offered(t, w)
	if _, err := s.Withdraw(t.Context(), ben, learning.Withdraw{Enrolment: e.ID}); err != nil {
		t.Fatal(err)
	}
	if state(t, w, next) != models.Offered {
		t.Errorf("next is %s", state(t, w, next))
	}
	if page, err := s.OfferPage(t.Context(), token); err != nil || page.Open {
		t.Errorf("the old offer is open (%v)", err)
	}
}

func TestAnOfferThatRanOutIsNotTaken(t *testing.T) {
	w := modeltest.New(t)
	s, ben, e, token, _ := offered(t, w)
	w.Clock.Advance(49 * time.Hour)
	var invalid models.Invalid
	if _, err := s.AcceptOffer(t.Context(), ben, token); !errors.As(err, &invalid) || invalid["answer"] == "" {
		t.Errorf("got %v", err)
	}
	if state(t, w, e) != models.Offered {
		t.Error("only the job ends it")
	}
}

func TestNobodyWithdrawsAnother(t *testing.T) {
	w := modeltest.New(t)
	s, _, e, _, _ := offered(t, w)
	dan := w.Administrator("Dan")
	if _, err := s.Withdraw(t.Context(), dan, learning.Withdraw{Enrolment: e.ID}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Enrolment(t.Context(), dan, e.ID); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("page: got %v", err)
	}
}

func TestAfterTheStartPlacesAreNotOffered(t *testing.T) {
	w := modeltest.New(t)
	s, cohort, ada := over(w), w.Cohort("R1", 1), w.Learner("Ada")
	place := w.Enrolled(ada, cohort, models.Placed)
	waiting := w.Enrolled(w.Learner("Ben"), cohort, models.Waiting)
	w.Clock.Set(cohort.Starts)
	if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: place.ID, Reason: "Ill"}); err != nil {
		t.Fatal(err)
	}
	if state(t, w, waiting) != models.Waiting {
		t.Errorf("Ben is %s", state(t, w, waiting))
	}
	w.Clock.Set(cohort.Ends.Add(time.Second))
	var invalid models.Invalid
	if _, err := s.Withdraw(t.Context(), w.Learner("Cleo"), learning.Withdraw{Enrolment: w.Enrolled(w.Again(ada), cohort, models.Placed).ID}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("another's: %v", err)
	}
	live, err := w.Store.LiveEnrolment(t.Context(), cohort.ID, ada.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: live.ID}); !errors.As(err, &invalid) {
		t.Errorf("after the end: %v", err)
	}
}

func TestPlacesGivenBackAtOnceAreEachOfferedOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), w.Cohort("R1", 5)
		var placed, line []models.Enrolment
		var holders []models.Actor
		for i := range 5 {
			holders = append(holders, w.Person(fmt.Sprintf("h%d Holder", i)))
			placed = append(placed, w.Enrolled(holders[i], cohort, models.Placed))
		}
		for i := range 8 {
			w.Clock.Advance(time.Second)
			line = append(line, w.Enrolled(w.Person(fmt.Sprintf("w%d Waiting", i)), cohort, models.Waiting))
		}
		newcomer := w.Person("Newcomer")
		var group sync.WaitGroup
		for i, who := range holders {
			group.Go(func() {
				if _, err := s.Withdraw(t.Context(), who, learning.Withdraw{Enrolment: placed[i].ID}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Go(func() {
			if e, err := s.Enrol(t.Context(), newcomer, learning.Enrol{Cohort: cohort.Code}); err != nil || e.State != models.Waiting {
				t.Errorf("the newcomer is %s (%v)", e.State, err)
			}
		})
		group.Wait()
		count(t, w, cohort, 5, 4)
		for i, e := range line {
			want := models.Waiting
			if i < 5 {
				want = models.Offered
			}
			if got := state(t, w, e); got != want {
				t.Errorf("the %d. in line is %s", i+1, got)
			}
		}
	})
}
