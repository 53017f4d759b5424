package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// records are so many completion records of as many people, not kept yet.
func records(w *modeltest.World, n int) []models.CompletionRecord {
	cohort := w.Cohort(fmt.Sprintf("S%d", n), n)
	list := make([]models.CompletionRecord, n)
	for i := range list {
		ada := w.Person(fmt.Sprintf("ada%d-%d", n, i))
		e := w.Enrolled(ada, cohort, models.Completed)
		list[i] = models.CompletionRecord{
			ID: store.NewID(), Code: fmt.Sprintf("AB-%04d-%04d", n, i), EnrolmentID: e.ID, PersonID: ada.ID, CourseID: cohort.CourseID, CohortID: cohort.ID,
			CompletedOn: "2026-11-20", IssuedAt: w.Store.Now(), IssuedByID: ada.ID,
		}
	}
	return list
}

func TestEveryRecordHasAPlaceOfItsOwn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		list := records(w, 12)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.GiveStatus(ctx, list[:6]); err != nil {
				return err
			}
			return tx.Add(ctx, &list)
		})
		var group sync.WaitGroup
		given := make([]int, 2)
		for i := range given {
			group.Go(func() {
				err := w.Store.InTx(t.Context(), func(tx *store.Tx) error {
					n, err := tx.PlaceRecords(t.Context(), 3)
					given[i] = n
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if given[0]+given[1] != 6 {
			t.Errorf("two at once gave %d places, not 6", given)
		}
		places := map[int]bool{}
		sequence := true
		for i, r := range list {
			kept, err := w.Store.Record(t.Context(), r.ID)
			if err != nil || kept.StatusIndex == nil || *kept.StatusList != 1 || places[*kept.StatusIndex] {
				t.Fatalf("%+v (%v)", kept, err)
			}
			places[*kept.StatusIndex] = true
			sequence = sequence && *kept.StatusIndex == i
			if subject, err := w.Store.BadgeSubject(t.Context(), r.PersonID); err != nil || len(subject) != len("urn:uuid:")+36 {
				t.Errorf("subject %q (%v)", subject, err)
			}
		}
		if sequence {
			t.Error("places tell in which order records were issued")
		}
	})
}

func TestAListIsLeftHalfEmptyAndKnowsWhatWasWithdrawn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		list := records(w, 3)
		at := w.Store.Now().Add(time.Hour)
		list[0].RevokedAt, list[1].SupersededAt = &at, &at
		w.In(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.GiveStatus(ctx, list); err != nil {
				return err
			}
			return tx.Add(ctx, &list)
		})
		status, err := w.Store.StatusList(t.Context(), 1)
		if err != nil || !status.Known || len(status.Set) != 2 || !status.Changed.Equal(at) {
			t.Errorf("%+v (%v)", status, err)
		}
		if status, err := w.Store.StatusList(t.Context(), 2); err != nil || status.Known {
			t.Errorf("a list that is not there: %+v (%v)", status, err)
		}
		again := records(w, 4)
		full := make([]models.CompletionRecord, models.StatusListFull)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			copy(full, again)
			for i := range full {
				full[i].PersonID = again[0].PersonID
			}
			return tx.GiveStatus(ctx, full)
		})
		lists := map[int]int{}
		for _, r := range full {
			lists[*r.StatusList]++
		}
		if lists[1] != models.StatusListFull-3 || lists[2] != 3 {
			t.Errorf("places %v", lists)
		}
	})
}

func TestOfTwoThatBeginAtOnceOneMakesTheKeys(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				err := w.Store.InTx(t.Context(), func(tx *store.Tx) error {
					return tx.AddFirstKeys(t.Context(), []models.SigningKey{
						{ID: store.NewID(), Number: 1, Algorithm: models.ES256, Public: []byte{1}, Sealed: []byte{1}, MadeAt: tx.Now()},
						{ID: store.NewID(), Number: 1, Algorithm: models.Ed25519, Public: []byte{1}, Sealed: []byte{1}, MadeAt: tx.Now()},
					})
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if keys, err := w.Store.SigningKeys(t.Context()); err != nil || len(keys) != 2 || keys[0].Name() != "es256-1" {
			t.Errorf("%+v (%v)", keys, err)
		}
	})
}
