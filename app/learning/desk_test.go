package learning_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestTheDeskSaysAtWhichLevelsPeopleComeToTheirTrainersAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		var looked []models.ID
		s := &learning.Service{Store: w.Store, Looked: func(_ models.ID, people []models.ID) { looked = append(looked, people...) }}
		cohort := w.Cohort("R1", 12) // builds TA1 to level 3
		var people []models.Actor
		for i, level := range []int{0, 2, 2, 3, 4} {
			people = append(people, w.Learner(fmt.Sprintf("P%d", i)))
			w.Enrolled(people[i], cohort, models.Placed)
			judged := w.Assessed(people[i], "TA1", level, models.MostWeeks)
			w.Assessed(people[i], "CS1", 4, models.MostWeeks) // is none of this cohort's
			if i == 1 {
				w.Confirmed(w.Manager("Mia", people[i]), judged)
			}
		}
		w.Enrolled(w.Learner("Una"), cohort, models.Placed) // never assessed
		waits := w.Learner("Wes")
		w.Enrolled(waits, cohort, models.Waiting)
		w.Assessed(waits, "TA1", 1, models.MostWeeks)
		trainer := w.Trainer("Tess", cohort)

		page, err := s.TaughtPeople(t.Context(), trainer, cohort.Code, "")
		if err != nil {
			t.Fatal(err)
		}
		if len(page.People) != 6 || len(page.Outcomes) != 1 || !page.SeesLevels || !page.MayKeep {
			t.Fatalf("%d people, %d outcomes", len(page.People), len(page.Outcomes))
		}
		o := page.Outcomes[0]
		counts := map[int]int{}
		for _, l := range o.Levels {
			counts[l.Value] = l.People
		}
		if counts[0] != 1 || counts[1] != 0 || counts[2] != 2 || counts[3] != 1 || counts[4] != 1 || o.Unknown != 1 || o.There() != 2 || o.Below() != 3 || o.Confirmed != 1 {
			t.Errorf("levels %v, unknown %d, there %d, below %d, confirmed %d", counts, o.Unknown, o.There(), o.Below(), o.Confirmed)
		}
		if len(looked) != 6 || slices.Contains(looked, waits.ID) {
			t.Errorf("looked at %d people", len(looked))
		}
		if got := page.People[1]; got.Name != "P1" || len(got.Levels) != 1 || !got.Levels[0].Confirmed || got.Levels[0].Reached || got.System != "Testshire" {
			t.Errorf("P1 stands at %+v in %s", got.Levels, got.System)
		}
		seers, err := w.Store.Seers(t.Context(), people[0].ID, w.Store.Today())
		if err != nil || !slices.ContainsFunc(seers, func(s store.Seer) bool { return s.ID == trainer.ID && s.Why == store.SeesAsTrainer }) {
			t.Errorf("the person is not told that the trainer sees them: %+v (%v)", seers, err)
		}
		if seers, err := w.Store.Seers(t.Context(), waits.ID, w.Store.Today()); err != nil || len(seers) != 0 {
			t.Errorf("who waits is seen by %+v (%v)", seers, err)
		}

		looked = nil
		all, err := s.TaughtPeople(t.Context(), w.Administrator("Ann"), cohort.Code, "")
		if err != nil || len(all.People) != 6 || len(all.Outcomes) != 0 || all.SeesLevels || len(looked) != 0 {
			t.Errorf("an administrator sees %d skills (%v)", len(all.Outcomes), err)
		}
		if _, err := s.TaughtPeople(t.Context(), w.Trainer("Tom", w.Cohort("R2", 3)), cohort.Code, ""); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a trainer of another cohort gets %v", err)
		}
		w.Clock.Set(cohort.Ends.AddDate(0, 0, 1))
		over, err := s.TaughtPeople(t.Context(), trainer, cohort.Code, "")
		if err != nil || over.SeesLevels || len(over.Outcomes) != 0 {
			t.Errorf("once it is over the trainer still sees %d skills (%v)", len(over.Outcomes), err)
		}
	})
}

func TestTheDeskSaysWhatATrainerShouldKnow(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1")
		cohort, before := w.CohortOf(course, "R1-1", 5, now.AddDate(0, 0, 7)), w.CohortOf(course, "R1-0", 5, now.AddDate(0, -3, 0))
		long := w.CohortOf(course, "R1-X", 5, now.AddDate(-4, 0, 0))
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		e := w.Enrolled(ada, cohort, models.Placed)
		w.Enrolled(ben, cohort, models.Placed)
		mark(w, sessionsOf(w, before)[0], models.Missed, w.Enrolled(ada, before, models.NotCompleted))
		mark(w, sessionsOf(w, long)[0], models.Missed, w.Enrolled(ada, long, models.NotCompleted)) // too long ago
		install, read := models.Preparation{CohortID: cohort.ID, Number: 1, Title: "Install R"}, models.Preparation{CohortID: cohort.ID, Number: 2, Title: "Read"}
		w.Keep(&install, &read)
		w.Keep(&models.PreparationAnswer{PreparationID: install.ID, EnrolmentID: e.ID, State: models.PreparationBlocked, Says: "IT says no", AnsweredAt: now},
			&models.PreparationAnswer{PreparationID: read.ID, EnrolmentID: e.ID, State: models.PreparationDone, AnsweredAt: now},
			&models.Apology{SessionID: sessionsOf(w, cohort)[0].ID, EnrolmentID: e.ID, Reason: "Leave", SentAt: now})
		trainer := w.Trainer("Tess", cohort)
		page, err := s.TaughtPeople(t.Context(), trainer, cohort.Code, learning.ByOrganisation)
		if err != nil {
			t.Fatal(err)
		}
		if p := page.People[0]; p.Name != "Ada" || len(p.Blocked) != 1 || p.Done != 1 || len(p.Apologies) != 1 || p.Missed != 1 {
			t.Errorf("of Ada it says %+v", p)
		}
		if p := page.People[1]; len(p.Blocked)+p.Done+len(p.Apologies)+p.Missed != 0 {
			t.Errorf("of Ben it says %+v", p)
		}
		overview, err := s.Taught(t.Context(), trainer, cohort.Code)
		if err != nil || overview.Blocked != 1 || overview.Missing != 1 || len(overview.Systems) != 1 || overview.Systems[0].Held != 2 {
			t.Errorf("overview %+v (%v)", overview.Systems, err)
		}
	})
}
