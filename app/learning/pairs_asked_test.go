package learning_test

import (
	"errors"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestWhoIsAskedToComeAsAPairFindsItSignedInAndAnswersThere(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.PairedWay, 2, nil)
		ada, joan, e, _ := askedPair(t, w, s, cohort)
		asked, err := s.PairsAsked(t.Context(), joan.ID)
		if err != nil || len(asked) != 1 || asked[0].By != ada.Name || asked[0].Cohort.ID != cohort.ID || asked[0].Course.ID != cohort.CourseID {
			t.Fatalf("Joan finds %+v (%v)", asked, err)
		}
		if own, err := s.PairsAsked(t.Context(), ada.ID); err != nil || len(own) != 0 {
			t.Errorf("who asked finds %+v (%v)", own, err)
		}
		answer := learning.AnswerPair{Pair: asked[0].ID}
		if _, err := s.PairPage(t.Context(), w.Learner("Zoe"), answer); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else looks: %v", err)
		}
		_, err = s.AcceptPair(t.Context(), joan, answer)
		sure(t, err)
		if a, b := state(t, w, e), live(t, w, cohort, joan).State; a != models.Placed || b != models.Placed {
			t.Errorf("Ada %s, Joan %s", a, b)
		}
		if asked, err = s.PairsAsked(t.Context(), joan.ID); err != nil || len(asked) != 0 {
			t.Errorf("still asked: %+v (%v)", asked, err)
		}
	})
}
