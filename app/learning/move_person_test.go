package learning_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestSomebodyMovesToAnotherCohortWithTheirAnswers(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1")
		from, to := w.CohortOf(course, "R1-1", 2, now.AddDate(0, 0, 28)), w.CohortOf(course, "R1-2", 2, now.AddDate(0, 0, 60))
		ada, wes, joan := w.Learner("Ada"), w.Learner("Wes"), w.Person("Joan")
		e := models.Enrolment{CohortID: from.ID, PersonID: ada.ID, OrganisationID: &w.Trust.ID, State: models.Placed, AppliedAt: now, ChangedAt: now, Needs: "Captions", PostID: &ada.Posts[0].ID}
		w.Keep(&e)
		w.Enrolled(w.Learner("Bea"), from, models.Placed)
		waiting := w.Enrolled(wes, from, models.Waiting)
		asks := []models.Question{{CohortID: from.ID, Number: 1, Asks: "Why?"}, {CohortID: from.ID, Number: 2, Asks: "Only here?"}, {CohortID: to.ID, Number: 1, Asks: "Why?"}}
		w.Keep(&asks)
		w.Keep(&models.QuestionAnswer{QuestionID: asks[0].ID, EnrolmentID: e.ID, Says: "Because"}, &models.QuestionAnswer{QuestionID: asks[1].ID, EnrolmentID: e.ID, Says: "Yes"},
			&models.Pair{CohortID: from.ID, AnalystID: ada.ID, DecisionMakerID: joan.ID, State: models.PairAccepted})
		trainer := w.Grant(w.Learner("Tess"), models.Trainer, models.OneCourse, course.ID)

		page, err := s.MovePage(t.Context(), trainer, from.Code, e.ID)
		if err != nil || len(page.To) != 1 || page.To[0].Free != 2 {
			t.Fatalf("targets %+v (%v)", page.To, err)
		}
		moved, err := s.MovePerson(t.Context(), trainer, learning.MovePerson{Cohort: from.Code, Enrolment: e.ID, To: to.Code})
		if err != nil || moved.ID != to.ID {
			t.Fatal(err)
		}
		there, err := w.Store.LiveEnrolment(t.Context(), to.ID, ada.ID)
		if err != nil || there.State != models.Placed || there.Needs != "Captions" || !models.SameID(there.PostID, e.PostID) {
			t.Errorf("there: %+v (%v)", there, err)
		}
		if left, err := w.Store.Enrolment(t.Context(), e.ID); err != nil || left.State != models.Withdrawn {
			t.Errorf("here: %+v (%v)", left, err)
		}
		if next, err := w.Store.Enrolment(t.Context(), waiting.ID); err != nil || next.State != models.Offered {
			t.Errorf("the place went to nobody: %+v (%v)", next, err)
		}
		if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM question_answers WHERE enrolment_id = '"+string(there.ID)+"' AND says = 'Because'"); n != 1 {
			t.Errorf("%d answers went along", n)
		}
		if pair, err := w.Store.PairOf(t.Context(), to.ID, ada.ID); err != nil || pair.DecisionMakerID != joan.ID {
			t.Errorf("the pair %+v (%v)", pair, err)
		}
		if !slices.Contains(w.Events(), "enrolment.moved") {
			t.Errorf("events %v", w.Events())
		}
		var invalid models.Invalid
		if _, err := s.MovePerson(t.Context(), trainer, learning.MovePerson{Cohort: from.Code, Enrolment: e.ID, To: to.Code}); !errors.As(err, &invalid) {
			t.Errorf("a second time: %v", err)
		}
	})
}

func TestNobodyMovesWhereThereIsNoPlaceOrPastTheLine(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1")
		from, full, other := w.CohortOf(course, "R1-1", 5, now.AddDate(0, 0, 28)), w.CohortOf(course, "R1-2", 1, now.AddDate(0, 0, 60)), w.Cohort("R9", 5)
		ada := w.Enrolled(w.Learner("Ada"), from, models.Placed)
		waits := w.Enrolled(w.Learner("Wes"), from, models.Waiting)
		w.Enrolled(w.Learner("Bea"), full, models.Placed)
		trainer := w.Grant(w.Learner("Tess"), models.Trainer, models.OneCourse, course.ID)
		for name, in := range map[string]learning.MovePerson{
			"full":              {Enrolment: ada.ID, To: full.Code},
			"another course":    {Enrolment: ada.ID, To: other.Code},
			"the same":          {Enrolment: ada.ID, To: from.Code},
			"none":              {Enrolment: ada.ID, To: "NONE"},
			"who has no place":  {Enrolment: waits.ID, To: full.Code},
			"nothing is chosen": {Enrolment: ada.ID},
		} {
			in.Cohort = from.Code
			var invalid models.Invalid
			if _, err := s.MovePerson(t.Context(), trainer, in); !errors.As(err, &invalid) || invalid["to"] == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.MovePerson(t.Context(), w.Trainer("Tom", other), learning.MovePerson{Cohort: from.Code, Enrolment: ada.ID, To: full.Code}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a trainer of another cohort: %v", err)
		}
		if e, err := w.Store.Enrolment(t.Context(), ada.ID); err != nil || e.State != models.Placed {
			t.Errorf("a refusal left %+v (%v)", e, err)
		}
	})
}

// Two trainers move people at once, from either cohort to the other and onto the last place: nobody blocks the other, and no
// place is given twice.
func TestMovesRace(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1")
		a, b := w.CohortOf(course, "R1-A", 5, now.AddDate(0, 0, 28)), w.CohortOf(course, "R1-B", 5, now.AddDate(0, 0, 60))
		trainer := w.Grant(w.Learner("Tess"), models.Trainer, models.OneCourse, course.ID)
		var moves []learning.MovePerson
		for i := range 4 { // each has one place left
			moves = append(moves,
				learning.MovePerson{Cohort: a.Code, To: b.Code, Enrolment: w.Enrolled(w.Person(fmt.Sprintf("A%d", i)), a, models.Placed).ID},
				learning.MovePerson{Cohort: b.Code, To: a.Code, Enrolment: w.Enrolled(w.Person(fmt.Sprintf("B%d", i)), b, models.Placed).ID})
		}
		var all sync.WaitGroup
		for _, in := range moves {
			all.Go(func() {
				var invalid models.Invalid
				if _, err := s.MovePerson(t.Context(), trainer, in); err != nil && !errors.As(err, &invalid) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		total := 0
		for _, c := range []models.Cohort{a, b} {
			held, _, err := w.Store.CountEnrolled(t.Context(), c.ID)
			if err != nil || held > c.Places() {
				t.Errorf("%s holds %d (%v)", c.Code, held, err)
			}
			total += held
		}
		if total != 8 {
			t.Errorf("%d people are left of 8", total)
		}
	})
}

func TestSomebodyIsTakenOffWithAReasonThatTheyAreTold(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		cohort := w.Cohort("R1", 1)
		e, wes := w.Enrolled(w.Learner("Ada"), cohort, models.Placed), w.Enrolled(w.Learner("Wes"), cohort, models.Waiting)
		trainer := w.Trainer("Tess", cohort)
		var invalid models.Invalid
		if _, err := s.RemovePerson(t.Context(), trainer, learning.RemovePerson{Cohort: cohort.Code, Enrolment: e.ID}); !errors.As(err, &invalid) || invalid["reason"] == "" {
			t.Errorf("without a reason: %v", err)
		}
		for range 2 {
			if off, err := s.RemovePerson(t.Context(), trainer, learning.RemovePerson{Cohort: cohort.Code, Enrolment: e.ID, Reason: "Left the network"}); err != nil || off.State != models.Withdrawn {
				t.Fatalf("%+v (%v)", off, err)
			}
		}
		if next, err := w.Store.Enrolment(t.Context(), wes.ID); err != nil || next.State != models.Offered {
			t.Errorf("the next is %+v (%v)", next, err)
		}
		letter, err := s.RemovedLetter(t.Context(), e.ID)
		if err != nil || letter.Reason != "Left the network" || letter.By != "Tess" {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		if n := len(slices.DeleteFunc(w.Events(), func(act string) bool { return act != "enrolment.removed" })); n != 1 {
			t.Errorf("%d events", n)
		}
		if _, err := s.RemovePerson(t.Context(), w.Trainer("Tom", w.Cohort("R2", 1)), learning.RemovePerson{Cohort: cohort.Code, Enrolment: wes.ID, Reason: "x"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a trainer of another cohort: %v", err)
		}
	})
}
