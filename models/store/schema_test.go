package store_test

import (
	"context"
	"testing"

	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestTheSchemaAndTheModelsAgree(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		differences, err := w.Store.Drift(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range differences {
			t.Errorf("%s: %s", d.Where, d.Problem)
		}
	})
}

func TestASecondMigrationHasNothingToDo(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		steps, err := w.Store.Migrate(t.Context())
		if err != nil || len(steps) != 0 {
			t.Errorf("took %v (%v), want no step", steps, err)
		}
		all, err := w.Store.Migrations(t.Context())
		if err != nil || len(all) < 3 {
			t.Fatalf("%d steps (%v)", len(all), err)
		}
		for _, step := range all {
			if !step.Applied {
				t.Errorf("%s is not applied", step.Name)
			}
		}
	})
}

func TestClearForgetsEverything(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.Enrolled(w.Learner("Ada"), w.Cohort("R1", 3), "placed")
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Clear(ctx) })
		if empty, err := w.Store.IsEmpty(t.Context()); !empty || err != nil {
			t.Errorf("somebody is left (%v)", err)
		}
	})
}

func TestNamesAreFoundHoweverTheyAreTyped(t *testing.T) {
	for text, want := range map[string]string{
		"Łukasz  Ångström": "lukasz angstrom", "SEÁN O’Brien": "sean o'brien", "Nguyễn": "nguyen", "Straße": "strasse", " Zoë ": "zoe",
	} {
		if got := store.Fold(text); got != want {
			t.Errorf("Fold(%q) is %q, want %q", text, got, want)
		}
	}
}
