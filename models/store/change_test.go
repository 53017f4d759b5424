package store_test

import (
	"context"
	"errors"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestABulkIsKeptWholeOrNotAtAll(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, failed := t.Context(), errors.New("failed")
		people := func(from, to int) []models.Person {
			var list []models.Person
			for i := from; i < to; i++ {
				key := "p" + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
				list = append(list, models.Person{Email: key, EmailKey: key, Name: key, NameKey: key})
			}
			return list
		}
		keep := func(list []models.Person, end error) error {
			return w.Store.InBulk(ctx, func(tx *store.Tx) error { return errors.Join(tx.Add(ctx, &list), end) })
		}
		if err := keep(people(0, 1_200), nil); err != nil {
			t.Fatal(err)
		}
		if err := keep(people(1_200, 1_300), failed); !errors.Is(err, failed) {
			t.Errorf("got %v", err)
		}
		if err := keep(people(1_199, 1_300), nil); !errors.Is(err, models.ErrTaken) {
			t.Errorf("an address that is taken: %v", err)
		}
		if n, err := w.Store.CountPeople(ctx, store.PeopleSearch{Today: w.Store.Today()}); n != 1_200 || err != nil {
			t.Errorf("%d people are kept (%v)", n, err)
		}
	})
}

func TestWhatIsChangedTogetherKeepsTheRest(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx := t.Context()
		ada, bo := w.Person("Ada"), w.Person("Bo")
		change := func(a, b models.Person) error {
			return w.Store.InTx(ctx, func(tx *store.Tx) error { return tx.ChangePeople(ctx, []models.Person{a, b}) })
		}
		a, b := ada.Person, bo.Person
		a.Name, a.NameKey, a.WelcomedAt = "Åda", "ada", nil
		if err := change(a, b); err != nil {
			t.Fatal(err)
		}
		if now := w.Again(ada); now.Name != "Åda" || now.WelcomedAt == nil || w.Again(bo).Name != "Bo" {
			t.Errorf("kept %+v", now.Person)
		}
		b.Email, b.EmailKey = a.Email, a.EmailKey
		if err := change(a, b); !errors.Is(err, models.ErrTaken) {
			t.Errorf("two people of one address: %v", err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(tx.ChangePeople(ctx, nil), tx.DropLinks(ctx, nil))
		})
	})
}
