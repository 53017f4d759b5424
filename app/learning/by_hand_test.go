package learning_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/modeltest"
)

// queue is a cohort of one place that Ada has, for which Ben, Cleo and Dan wait in this order.
func queue(t *testing.T, w *modeltest.World) (s *learning.Service, cohort models.Cohort, tess, ada models.Actor, all []models.Enrolment) {
	t.Helper()
	s, cohort = over(w), w.Cohort("R1", 1)
	tess, ada = w.Trainer("Tess", cohort), w.Learner("Ada")
	all = append(all, w.Enrolled(ada, cohort, models.Placed))
	for _, name := range []string{"Ben", "Cleo", "Dan"} {
		w.Clock.Advance(time.Minute)
		all = append(all, w.Enrolled(w.Learner(name), cohort, models.Waiting))
	}
	return s, cohort, tess, ada, all
}

// refused wants a problem at the field.
func refused(t *testing.T, err error, field string) {
	t.Helper()
	var invalid models.Invalid
	if !errors.As(err, &invalid) || invalid[field] == "" {
		t.Errorf("got %v, not a problem of %s", err, field)
	}
}

func TestAPriorityIsChangedWithAReasonThatThoseBehindSee(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort, tess, ada, all := queue(t, w)
		in := learning.Prioritise{Cohort: cohort.Code, Enrolment: all[3].ID, Priority: "1"}
		_, err := s.Prioritise(t.Context(), tess, in)
		refused(t, err, "reason")
		in.Reason = "943 476 5919 asks for it"
		_, err = s.Prioritise(t.Context(), tess, in)
		refused(t, err, "reason")
		in.Reason = "They missed the last one"
		if _, err := s.Prioritise(t.Context(), ada, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner changes the order: %v", err)
		}
		if _, err := s.Prioritise(t.Context(), tess, in); err != nil {
			t.Fatal(err)
		}
		_, err = s.Prioritise(t.Context(), tess, in)
		refused(t, err, "priority")
		ben := w.Again(models.Actor{Person: models.Person{ID: all[1].PersonID}})
		page, err := s.Enrolment(t.Context(), ben, all[1].ID)
		if err != nil || page.Position != 2 || page.Wait.Cause != models.WaitFull || len(page.Wait.First) != 1 || page.Wait.First[0] != (learning.PriorityAhead{People: 1, Reason: in.Reason}) {
			t.Errorf("Ben is %d and sees %+v (%v)", page.Position, page.Wait, err)
		}
		letter, err := s.LineLetter(t.Context(), all[3].ID)
		if err != nil || letter.By != "Tess" || letter.Reason != in.Reason || letter.Position != 1 {
			t.Errorf("the letter says %+v (%v)", letter, err)
		}
		if kinds, _ := jobs(t, w); !slices.Equal(kinds, []string{"mail.priority"}) {
			t.Errorf("owed: %v", kinds)
		}
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: all[0].ID}); err != nil {
			t.Fatal(err)
		}
		if state(t, w, all[3]) != models.Offered || state(t, w, all[1]) != models.Waiting {
			t.Errorf("Dan is %s, Ben %s", state(t, w, all[3]), state(t, w, all[1]))
		}
	})
}

func TestAPlaceIsOfferedByHandInTheQuietHours(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort, tess, ada, all := queue(t, w)
		modeltest.Plant(t, w.Store, "UPDATE cohorts SET quiet_hours = 24 WHERE code = 'R1-1'")
		_, err := s.OfferByHand(t.Context(), tess, learning.OfferByHand{Cohort: cohort.Code})
		refused(t, err, "offer") // no place is free
		w.Clock.Set(cohort.Starts.Add(-20 * time.Hour))
		if _, err := s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: all[0].ID, Reason: "Ill"}); err != nil {
			t.Fatal(err)
		}
		if state(t, w, all[1]) != models.Waiting {
			t.Error("a place was offered in the quiet hours")
		}
		list, err := s.WaitingList(t.Context(), tess, cohort.Code)
		if err != nil || list.Next == nil || list.Next.Name != "Ben" || !list.Quiet || list.Free != 1 || !list.Line[2].Could {
			t.Errorf("the trainer sees %+v (%v)", list, err)
		}
		in := learning.OfferByHand{Cohort: cohort.Code, Enrolment: all[3].ID, Hours: "0"}
		_, err = s.OfferByHand(t.Context(), tess, in)
		refused(t, err, "hours")
		in.Hours = "48"
		_, err = s.OfferByHand(t.Context(), tess, in)
		refused(t, err, "reason") // Dan is not the next
		if _, err := s.OfferByHand(t.Context(), tess, learning.OfferByHand{Cohort: cohort.Code, Hours: "3"}); err != nil {
			t.Fatal(err)
		}
		o, err := w.Store.LastOffer(t.Context(), all[1].ID)
		if err != nil || state(t, w, all[1]) != models.Offered || !o.ExpiresAt.Equal(w.Store.Now().Add(3*time.Hour)) || o.MadeByID == nil || *o.MadeByID != tess.ID {
			t.Errorf("the offer is %+v (%v)", o, err)
		}
		in.Reason = "Needed there"
		_, err = s.OfferByHand(t.Context(), tess, in)
		refused(t, err, "offer") // the only place is on offer
	})
}

func TestAnUnansweredOfferIsTakenBackWithAReason(t *testing.T) {
	w := modeltest.New(t)
	s, _, e, _, next := offered(t, w)
	bea := w.Administrator("Bea")
	in := learning.TakeBack{Cohort: "R1-1", Enrolment: e.ID}
	_, err := s.TakeBack(t.Context(), bea, in)
	refused(t, err, "reason")
	in.Reason = "Offered by mistake"
	if _, err := s.TakeBack(t.Context(), bea, in); err != nil || state(t, w, e) != models.Lapsed || state(t, w, next) != models.Offered {
		t.Errorf("Ben is %s, next %s (%v)", state(t, w, e), state(t, w, next), err)
	}
	letter, err := s.LineLetter(t.Context(), e.ID)
	if err != nil || letter.By != "Bea" || letter.Reason != in.Reason {
		t.Errorf("the letter says %+v (%v)", letter, err)
	}
	_, err = s.TakeBack(t.Context(), bea, in)
	refused(t, err, "offer")
	in.Cohort = w.Cohort("R2", 1).Code
	if _, err := s.TakeBack(t.Context(), bea, in); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("of another cohort: %v", err)
	}
}

func TestHowListsHaveGoneBeforeIsToldOfEnoughPeople(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort, _, _, all := queue(t, w)
		ben := w.Again(models.Actor{Person: models.Person{ID: all[1].PersonID}})
		course, err := w.Store.Course(t.Context(), cohort.CourseID)
		if err != nil {
			t.Fatal(err)
		}
		before := w.CohortOf(course, "OLD", 20, w.Store.Now().AddDate(0, -2, 0))
		for i := range 12 {
			if i == 4 {
				if page, err := s.Enrolment(t.Context(), ben, all[1].ID); err != nil || page.Wait.Gone.Kind != disclosure.Hidden {
					t.Errorf("of four is told %+v (%v)", page.Wait.Gone, err)
				}
			}
			e := w.Enrolled(w.Person(string(rune('a'+i))+" Learner"), before, models.Completed)
			changes := []models.EnrolmentState{models.Waiting, models.Offered, models.Placed, models.Completed}
			if i >= 7 {
				changes = changes[:2]
			}
			for _, to := range changes {
				w.Keep(&models.EnrolmentChange{EnrolmentID: e.ID, ToState: to, ChangedAt: w.Store.Now()})
			}
		}
		page, err := s.Enrolment(t.Context(), ben, all[1].ID)
		if want := (disclosure.Shown{Kind: disclosure.Exact, AtTarget: 7, Base: 12}); err != nil || page.Wait.Gone != want {
			t.Errorf("told %+v (%v)", page.Wait.Gone, err)
		}
	})
}
