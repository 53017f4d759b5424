package settings_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"trellis/app/settings"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func change(name string, version int) settings.Change {
	return settings.Change{
		Version: version, Name: name, Colour: models.UsualColour, SystemWord: "system", SystemsWord: "systems", HalfFrom: "5", ShareFrom: "10", HoldsMonths: "12",
		SecondFactor: models.RequiredOfAdministrators,
	}
}

func TestANetworkWithoutANameGetsACodeOfItsOwn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		bea := w.Administrator("Bea")
		w.In(func(ctx context.Context, tx *store.Tx) error { // the network of the world is a region now
			network, err := tx.LockNetworkOrganisation(ctx)
			network.Kind = models.Region
			return errors.Join(err, tx.ChangeOrganisations(ctx, []models.Organisation{network}))
		})
		w.Keep(&models.Organisation{Code: "NORTHERN-NETWORK", Name: "Another", Kind: models.Provider})
		s := &settings.Service{Store: w.Store}
		if err := s.Change(t.Context(), bea, change("Northern network", 0)); err != nil {
			t.Fatal(err)
		}
		network, err := w.Store.NetworkOrganisation(t.Context())
		if err != nil || network.Code != "NORTHERN-NETWORK-2" || network.Name != "Northern network" {
			t.Errorf("the network is %+v (%v)", network, err)
		}
		if err := s.Change(t.Context(), bea, change("東京", 1)); err != nil {
			t.Fatal(err)
		}
	})
}

// Of many who save the same version at once, one is kept, and all others are told.
func TestOfManyWhoSaveAtOnceOneIsKept(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		bea := w.Administrator("Bea")
		s := &settings.Service{Store: w.Store}
		for version := range 2 { // the first row, and the one that follows it
			var kept, stale atomic.Int32
			var savers sync.WaitGroup
			for range 6 {
				savers.Go(func() {
					err := s.Change(t.Context(), bea, change("Northern network", version))
					switch {
					case err == nil:
						kept.Add(1)
					case errors.Is(err, models.ErrStale):
						stale.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			savers.Wait()
			if kept.Load() != 1 || stale.Load() != 5 {
				t.Errorf("%d kept, %d stale", kept.Load(), stale.Load())
			}
		}
	})
}

func TestSettingsAreForAdministratorsOfTheNetwork(t *testing.T) {
	w := modeltest.New(t)
	s := &settings.Service{Store: w.Store}
	for _, a := range []models.Actor{
		{}, w.Learner("Ada"), w.Grant(w.Learner("Loc"), models.Administrator, models.OneOrganisation, w.Trust.ID), w.Grant(w.Learner("Lea"), models.Lead, models.WholeNetwork, ""),
	} {
		if _, err := s.Page(t.Context(), a); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s sees them (%v)", a.Name, err)
		}
		if err := s.Change(t.Context(), a, change("Mine", 0)); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s changes them (%v)", a.Name, err)
		}
		if err := s.EndFirstDay(t.Context(), a); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s puts the list away (%v)", a.Name, err)
		}
		if list, err := s.FirstDay(t.Context(), a, models.DefaultSettings()); err != nil || list.Shows() {
			t.Errorf("%s sees the list (%v)", a.Name, err)
		}
	}
	if len(w.Events()) != 0 {
		t.Errorf("events %v", w.Events())
	}
}
