package learning_test

import (
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestTheTeachingHomeSaysWhatWaitsAndWhatIsAhead(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1")
		soon, later := w.CohortOf(course, "R1-1", 3, now.AddDate(0, 0, 25)), w.CohortOf(course, "R1-2", 3, now.AddDate(0, 2, 0))
		w.Keep(&models.Enrolment{CohortID: soon.ID, PersonID: w.Learner("App").ID, State: models.Applied, Awaits: models.AwaitsTrainer, AppliedAt: now, ChangedAt: now},
			&models.Enrolment{CohortID: soon.ID, PersonID: w.Learner("Man").ID, State: models.Applied, Awaits: models.AwaitsManager, AppliedAt: now, ChangedAt: now})
		offered := w.Enrolled(w.Learner("Ona"), soon, models.Offered)
		e := w.Enrolled(w.Learner("Ada"), soon, models.Placed)
		p := models.Preparation{CohortID: soon.ID, Number: 1, Title: "Install R"}
		w.Keep(&p, &models.Offer{EnrolmentID: offered.ID, Token: "t", MadeAt: now, ExpiresAt: now.Add(time.Hour)})
		w.Keep(&models.PreparationAnswer{PreparationID: p.ID, EnrolmentID: e.ID, State: models.PreparationBlocked, AnsweredAt: now})
		page, err := s.Teaching(t.Context(), w.Grant(w.Person("Tess"), models.Trainer, models.OneCourse, course.ID))
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Waits) != 1 || page.Waits[0].Code != soon.Code || page.Waits[0].Applied != 1 || page.Waits[0].Offers != 1 || page.Waits[0].Blocked != 1 || page.Waits[0].FreeSoon != 1 {
			t.Errorf("waits %+v", page.Waits)
		}
		if len(page.Ahead) != 1 || page.Ahead[0].CohortID != soon.ID {
			t.Errorf("ahead %+v, not those of %s", page.Ahead, later.Code)
		}
	})
}
