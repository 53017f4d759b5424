package store_test

import (
	"context"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestOfTwoUnsentAnswersTheNewerIsCarried(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, round, now := w.Person("Ada"), w.Round("autumn"), w.Store.Now()
		answer := func(code string, level int, example string, at time.Time) models.Answer {
			return models.Answer{PersonID: ada.ID, RoundID: round.ID, CompetencyID: w.Competencies[code].ID, Level: level, Use: models.MostWeeks, Example: example, SavedAt: at}
		}
		follows := map[models.ID][]models.ID{
			w.Competencies["TA1"].ID: {w.Competencies["CS1"].ID}, w.Competencies["TA2"].ID: {w.Competencies["DS1"].ID}, w.Competencies["DS2"].ID: nil,
		}
		w.In(func(ctx context.Context, tx *store.Tx) error {
			err := tx.KeepAnswers(ctx,
				answer("TA1", 3, "the newer", now), answer("CS1", 1, "the older", now.Add(-time.Millisecond)),
				answer("TA2", 1, "the older", now.Add(-time.Hour)), answer("DS1", 3, "the newer", now))
			if err != nil {
				return err
			}
			return tx.CarryWishes(ctx, []models.ID{ada.ID}, nil, nil, follows, nil)
		})
		answers, err := w.Store.Answers(t.Context(), ada.ID, round.ID)
		if err != nil || len(answers) != 2 {
			t.Fatalf("%+v %v", answers, err)
		}
		for _, a := range answers {
			if a.Level != 3 || a.Example != "the newer" || !a.SavedAt.Equal(now) {
				t.Errorf("kept %+v", a)
			}
		}
	})
}
