package plans_test

import (
	"errors"
	"testing"
	"time"

	"trellis/app/plans"
	"trellis/models"
	"trellis/models/modeltest"
)

// A template reaches those who lack it alone, and is taken back where nobody has touched it.
func TestATemplateIsGivenToThoseWhoLackItAndTakenBackWhileUntouched(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada, ben, cy := w.Person("Ada"), w.Person("Ben"), w.Person("Cy")
		mia := w.Manager("Mia", ada, ben, cy)
		stranger := w.Person("Sue")
		ada, ben = w.Again(ada), w.Again(ben)
		level := w.Assessed(cy, "TA1", 3, models.MostWeeks)
		in := plans.WriteTemplate{Name: "First year", Lines: []plans.WriteLine{
			{Kind: "reading", Title: "Read the guide", Days: "30"},
			{Kind: "work", Title: "Describe a ward", Skill: string(level.CompetencyID), To: "3", Days: "90"},
		}}
		id, err := s.SaveTemplate(ctx, mia, "", in)
		must(t, err)
		if _, err := s.Template(ctx, ben, id); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else opens the template: %v", err)
		}
		w.Clock.Advance(time.Hour)
		give := plans.Apply{People: []models.ID{ada.ID, ben.ID, cy.ID}, Revision: 1}
		if _, err := s.Apply(ctx, mia, id, plans.Apply{People: []models.ID{stranger.ID}, Revision: 1}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a stranger gets actions: %v", err)
		}
		done, err := s.Apply(ctx, mia, id, give)
		if err != nil || done.Added != 5 || done.Skipped != 1 || done.People != 3 {
			t.Fatalf("given: %+v (%v)", done, err)
		}
		if again, err := s.Apply(ctx, mia, id, give); err != nil || again.Added != 0 || again.Skipped != 6 {
			t.Errorf("given twice: %+v (%v)", again, err)
		}
		page, err := s.Mine(ctx, ada)
		must(t, err)
		must(t, s.Finish(ctx, ada, ada.ID, page.Actions[0].ID, plans.FinishAction{Revision: 1}))
		taken, err := s.UndoApply(ctx, mia, id, done.ID)
		if err != nil || taken != 4 {
			t.Errorf("%d actions taken back (%v), want all but the one that is done", taken, err)
		}
		in.Revision, in.Name = 7, "Second year"
		if _, err := s.SaveTemplate(ctx, mia, id, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("an earlier template is kept: %v", err)
		}
	})
}
