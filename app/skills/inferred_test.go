package skills_test

import (
	"reflect"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestWhatIsHeldInAnotherFrameworkInformsAndNeverCounts(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		w.Elsewhere()
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada)
		ada = w.Again(ada)
		before, err := s.Standing(ctx, ada)
		if err != nil {
			t.Fatal(err)
		}
		w.Compared("TA1", "E1", models.ExactMatch)
		w.Compared("E2", "TA2", models.BroaderMatch)
		w.Confirmed(mia, w.Assessed(ada, "E1", 4, models.MostWeeks))
		w.Assessed(ada, "E2", 2, models.NotAtAll)

		page, err := s.One(ctx, ada, "describing-data")
		if err != nil || len(page.Inferred) != 1 || page.Skill.Assessed || page.Counted.Why != models.NothingCounts {
			t.Fatalf("%+v (%v)", page.Standpoint, err)
		}
		if i := page.Inferred[0]; i.Here != "Practitioner" || i.There != "Good" || i.Framework != "Framework of elsewhere" || !i.Confirmed || i.Strength != models.ExactMatch {
			t.Errorf("%+v", i)
		}
		page, err = s.One(ctx, ada, "inference")
		if err != nil || len(page.Inferred) != 1 || page.Inferred[0].Here != "" || page.Inferred[0].Strength != models.NarrowerMatch {
			t.Errorf("a part of it says nothing of a level: %+v (%v)", page.Inferred, err)
		}
		page, err = s.One(ctx, ada, "asking-questions")
		if err != nil || len(page.Inferred) != 0 {
			t.Errorf("nothing is inferred from what is not held: %+v (%v)", page.Inferred, err)
		}
		history, err := s.TeamPersonSkill(ctx, mia, ada.ID, "describing-data")
		if err != nil || len(history.Inferred) != 1 {
			t.Errorf("the manager: %+v (%v)", history.Inferred, err)
		}
		if after, err := s.Standing(ctx, ada); err != nil || !reflect.DeepEqual(after, before) {
			t.Errorf("what the role asks for stands otherwise than before: %+v, %+v (%v)", before, after, err)
		}

		// An assessment here stands beside it.
		w.Clock.Advance(24 * time.Hour)
		w.Assessed(ada, "TA1", 1, models.MostWeeks)
		page, err = s.One(ctx, ada, "describing-data")
		if err != nil || page.Skill.Held != 1 || len(page.Inferred) != 1 || len(page.Voices) != 1 {
			t.Errorf("%+v (%v)", page.Standpoint, err)
		}
	})
}
