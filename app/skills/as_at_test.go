package skills_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// Before people were moved to another version the original stands, and from then on what was carried over: never both.
func TestAnEarlierDayShowsTheOriginalOrWhatWasCarriedOver(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		said := w.Assessed(ada, "TA1", 2, models.MostWeeks)
		first := w.Store.Today()
		w.Clock.Advance(10 * 24 * time.Hour)
		copied := said.Carry(w.Competencies["TA2"].ID)
		copied.ID = store.NewID()
		w.In(func(ctx context.Context, tx *store.Tx) error {
			move := models.VersionMove{ID: store.NewID(), FromVersionID: w.Version.ID, ToVersionID: w.Version.ID, State: models.VersionMoved, ByID: ada.ID, BegunAt: tx.Now()}
			if err := tx.Add(ctx, &move); err != nil {
				return err
			}
			return tx.AddAssessments(ctx, []models.Assessment{copied})
		})
		moved := w.Store.Today()
		w.Clock.Advance(10 * 24 * time.Hour)
		s := &skills.Service{Store: w.Store}
		for day, want := range map[models.Date][]string{first: {"TA1"}, moved.AddDays(-1): {"TA1"}, moved: {"TA2"}, w.Store.Today(): {"TA2"}, first.AddDays(-1): nil} {
			page, err := s.AsAt(t.Context(), ada, string(day))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, k := range page.Mine.All() {
				if k.Assessed {
					got = append(got, codeOf(w, k.CompetencyID))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("as at %s: %q, want %q", day, got, want)
			}
		}
	})
}

func codeOf(w *modeltest.World, id models.ID) string {
	for code, k := range w.Competencies {
		if k.ID == id {
			return code
		}
	}
	return ""
}
