package store_test

import (
	"context"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// An event reads back as it was kept, to the last detail of its digest, whatever its time zone and precision were.
func TestAnEventAgreesWithItsDigest(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		at := time.Date(2026, 3, 29, 1, 59, 59, 123456789, time.FixedZone("", 3600))
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddEvents(ctx, []models.Event{
				{ActorID: &ada.ID, Act: "enrolled", Subject: "enrolments", SubjectID: "e1", PersonID: &ada.ID, At: at},
				{Act: "lapsed", Subject: "offers", SubjectID: "o1", At: w.Store.Now()},
			})
		})
		events, err := w.Store.Events(t.Context())
		if err != nil || len(events) != 2 {
			t.Fatalf("%d events: %v", len(events), err)
		}
		for _, e := range events {
			if e.Digest == "" || e.Edited() {
				t.Errorf("%+v does not agree with its digest", e)
			}
			e.Act += "!"
			if !e.Edited() {
				t.Error("an edited act still agrees with the digest")
			}
		}
	})
}

// Seals go on where the last one ended, and each covers the one before.
func TestSealsCoverEveryEventOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		seal := func(before time.Time, want int) {
			w.In(func(ctx context.Context, tx *store.Tx) error {
				sealed, err := tx.Seal(ctx, before)
				if sealed != want {
					t.Errorf("%d events are sealed: want %d", sealed, want)
				}
				return err
			})
		}
		add := func(n int) {
			w.In(func(ctx context.Context, tx *store.Tx) error {
				return tx.AddEvents(ctx, make([]models.Event, n))
			})
		}
		later := time.Now().Add(time.Hour)
		seal(later, 0)
		add(3)
		seal(time.Now().Add(-time.Hour), 0)
		seal(later, 3)
		seal(later, 0)
		add(2)
		seal(later, 2)
		seals, err := w.Store.Seals(t.Context())
		if err != nil || len(seals) != 2 {
			t.Fatalf("%d seals: %v", len(seals), err)
		}
		events, err := w.Store.EventsAfter(t.Context(), "", 10)
		if err != nil || len(events) != 5 {
			t.Fatalf("%d events: %v", len(events), err)
		}
		var sealed models.Seal
		for _, s := range seals {
			sealed = sealed.Next()
			for _, e := range events[:s.Events] {
				sealed.Covers(e)
			}
			events = events[s.Events:]
			if sealed.Digest != s.Digest || sealed.LastID != s.LastID {
				t.Errorf("seal %d is %s up to %s, its events say %s up to %s", s.Number, s.Digest, s.LastID, sealed.Digest, sealed.LastID)
			}
		}
	})
}
