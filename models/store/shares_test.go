package store_test

import (
	"context"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestEverybodyOnACohortIsCountedForTheirSystemOnceItHasShares(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		cohort := w.Cohort("R1", 5)
		placed, gone := w.Enrolled(w.Learner("Ada"), cohort, models.Placed), w.Enrolled(w.Learner("Ben"), cohort, models.Withdrawn)
		lost := w.Enrolled(w.Person("Cat"), cohort, models.Waiting)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.KeepShares(ctx, cohort.ID, []models.Share{{OrganisationID: w.System.ID, Places: 2}})
		})
		for _, test := range []struct {
			e    models.Enrolment
			want models.ID
		}{{placed, w.System.ID}, {gone, ""}, {lost, w.System.ID}} {
			e, err := w.Store.Enrolment(t.Context(), test.e.ID)
			if err != nil || e.System() != test.want {
				t.Errorf("%s is counted for %q, not %q (%v)", e.State, e.System(), test.want, err)
			}
		}
		shares, _, _, err := w.Store.PlacesOn(t.Context(), cohort.ID)
		if err != nil || len(shares) != 1 || shares[w.System.ID] != 2 {
			t.Errorf("shares %v (%v)", shares, err)
		}
		for organisation, want := range map[models.ID]models.ID{w.Trust.ID: w.System.ID, w.System.ID: w.System.ID, store.NewID(): ""} {
			system, err := w.Store.SystemOfOrganisation(t.Context(), organisation, w.Store.Today())
			if got := (models.Enrolment{SystemID: system}).System(); err != nil || got != want {
				t.Errorf("%s belongs to %q, not %q (%v)", organisation, got, want, err)
			}
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.KeepShares(ctx, cohort.ID, nil) })
		if shares, _, _, err = w.Store.PlacesOn(t.Context(), cohort.ID); err != nil || len(shares) != 0 {
			t.Errorf("shares %v (%v)", shares, err)
		}
	})
}
