package store_test

import (
	"context"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestALookAtSomebodyWhoIsGoneKeepsNoOtherFromBeingWritten(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		today := w.Store.Today()
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddLooks(ctx, []models.Look{
				{ViewerID: ada.ID, PersonID: "gone", Day: today}, {ViewerID: "gone", PersonID: ben.ID, Day: today}, {ViewerID: ada.ID, PersonID: ben.ID, Day: today},
			})
		})
		seen, err := w.Store.LooksAt(t.Context(), ben.ID, today, 10)
		if err != nil || len(seen) != 1 || seen[0].Viewer != "Ada" {
			t.Errorf("seen by %+v (%v)", seen, err)
		}
	})
}
