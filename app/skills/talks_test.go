package skills_test

import (
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

// What a person says to a manager whom they no longer have goes to the manager of today.
func TestAFormerManagerHearsNoMore(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada := w.Person("Ada")
		mia, noor := w.Manager("Mia", ada), w.Learner("Noor")
		ada = w.Again(ada)
		sent := w.Sent(ada, w.Round("autumn"), "TA1", 3, models.MostWeeks)
		must(t, s.Say(ctx, mia, sent.ID, skills.Say{Says: "Show me"}))
		modeltest.Plant(t, w.Store, "UPDATE posts SET manager_id = '"+string(noor.ID)+"' WHERE person_id = '"+string(ada.ID)+"'")
		w.Clock.Advance(time.Hour)
		must(t, s.Say(ctx, w.Again(ada), sent.ID, skills.Say{Says: "I was ill that week"}))
		page, err := s.Talk(ctx, ada, sent.ID)
		must(t, err)
		if letter, err := s.RemarkLetterFor(ctx, page.Remarks[1].ID); err != nil || letter.Person.ID != noor.ID {
			t.Errorf("it goes to %s (%v)", letter.Person.Name, err)
		}
	})
}

// A comment without a level is not dropped when another answer is kept.
func TestACommentWithoutALevelIsNotLost(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada)
		round := w.Round("autumn")
		one, other := w.Sent(ada, round, "TA1", 3, models.MostWeeks), w.Sent(ada, round, "TA2", 2, models.MostWeeks)
		in := skills.ConfirmAnswers{Levels: map[string]string{string(one.ID): "3"}, Comments: map[string]string{string(other.ID): "Let us talk"}}
		if n, err := s.Confirm(ctx, mia, ada.ID, in); n != 0 || !problem(err, skills.LevelField(other.ID)) {
			t.Errorf("%d answered (%v)", n, err)
		}
		in.Comments[string(other.ID)] = " "
		if n, err := s.Confirm(ctx, mia, ada.ID, in); n != 1 || err != nil {
			t.Errorf("%d answered (%v)", n, err)
		}
	})
}
