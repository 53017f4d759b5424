package store_test

import (
	"context"
	"errors"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestAFailedTransactionKeepsNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		refused := errors.New("refused")
		err := w.Store.InTx(t.Context(), func(tx *store.Tx) error {
			if err := tx.Publish(t.Context(), models.Event{Act: "test", Subject: "people"}, models.Job{Kind: "mail.test"}); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatalf("got %v", err)
		}
		jobs, err := w.Store.ClaimJobs(t.Context(), 10, 0)
		if err != nil || len(jobs) != 0 || len(w.Events()) != 0 {
			t.Errorf("%d jobs and %d events are kept (%v)", len(jobs), len(w.Events()), err)
		}
	})
}

func TestNobodyIsKnownByTwoPeople(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.Person("Ada Lovelace")
		twin := models.Person{Email: "ADA@example.org", EmailKey: store.Fold("ADA@example.org"), Name: "Ada", CreatedAt: w.Store.Now()}
		err := w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.Add(t.Context(), &twin) })
		if !errors.Is(err, models.ErrTaken) {
			t.Errorf("got %v, want %v", err, models.ErrTaken)
		}
	})
}

func TestAPlaceIsHeldOnceAndAForeignKeyHolds(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, cohort := w.Learner("Ada"), w.Cohort("R1", 5)
		w.Enrolled(ada, cohort, models.Placed)
		add := func(e models.Enrolment) error {
			return w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.Add(t.Context(), &e) })
		}
		e := models.Enrolment{CohortID: cohort.ID, PersonID: ada.ID, State: models.Waiting, AppliedAt: w.Store.Now(), ChangedAt: w.Store.Now()}
		if err := add(e); !errors.Is(err, models.ErrTaken) {
			t.Errorf("a second place: got %v", err)
		}
		e.State = models.Withdrawn
		if err := add(e); err != nil {
			t.Errorf("an enrolment that ended is in the way: %v", err)
		}
		e.PersonID, e.State = "nobody", models.Placed
		if err := add(e); err == nil {
			t.Error("a place for nobody was kept")
		}
	})
}

func TestAJobIsClaimedOnceAndAgainWhenItsLeaseRanOut(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Publish(ctx, models.Event{Act: "test.done", Subject: "tests"}, models.Job{Kind: "test"})
		})
		claim := func() []models.Job {
			jobs, err := w.Store.ClaimJobs(t.Context(), 10, 60e9)
			if err != nil {
				t.Fatal(err)
			}
			return jobs
		}
		first := claim()
		if len(first) != 1 || len(claim()) != 0 {
			t.Fatalf("%d jobs, want 1 and then none", len(first))
		}
		w.Clock.Advance(61e9)
		second := claim()
		if len(second) != 1 || second[0].Attempt != 2 {
			t.Fatalf("after the lease: %+v", second)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.FinishJob(ctx, first[0]) })
		w.Clock.Advance(61e9)
		if len(claim()) != 1 {
			t.Error("a worker that lost its lease finished the job of another")
		}
	})
}
