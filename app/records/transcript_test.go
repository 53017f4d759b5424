package records_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestATranscriptIsShownByALinkUntilItEnds(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx := t.Context()
		s := &records.Service{Store: w.Store, BaseURL: "https://trellis.test"}
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		w.Keep(&models.LogEntry{PersonID: ada.ID, Title: "Read", Minutes: 75, LearnedOn: "2026-05-01", Kind: models.Reading, CreatedAt: w.Store.Now(), ChangedAt: w.Store.Now()},
			&models.PastCompletion{PersonID: &ada.ID, Email: "a@old.example.org", EmailKey: "a@old.example.org", Name: "Ada", CourseTitle: "Charts", Provider: "Elsewhere", CompletedOn: "2020-02-03", FileName: "past.csv", AddedAt: w.Store.Now()})
		own, err := s.Transcript(ctx, ada)
		if err != nil || len(own.Past) != 1 || len(own.Years) != 1 || own.Years[0].Title() != "2026 to 2027" || own.Years[0].OwnStudy() != 75 {
			t.Fatalf("%+v (%v)", own, err)
		}
		var invalid models.Invalid
		for _, in := range []records.ShareTranscript{{Days: "30"}, {Label: "X"}, {Label: "X", Days: "until", Until: "2020-01-01"}, {Label: "X", Days: "until", Until: "2030-01-01"}} {
			if _, _, err := s.ShareTranscript(ctx, ada, in); !errors.As(err, &invalid) {
				t.Errorf("%+v: %v", in, err)
			}
		}
		address, link, err := s.ShareTranscript(ctx, ada, records.ShareTranscript{Label: "An interview", Days: "30"})
		token, found := strings.CutPrefix(address, "https://trellis.test/transcripts/")
		if err != nil || !found || strings.Contains(link.TokenHash, token) {
			t.Fatalf("%s (%v)", address, err)
		}
		for _, who := range []models.Actor{{}, ben, ada} {
			shown, err := s.SharedTranscript(ctx, who, token, "192.0.2.1")
			if err != nil || shown.Name != "Ada" || len(shown.Years) != 0 || shown.Past[0].Email+shown.Past[0].FileName != "" {
				t.Errorf("%+v (%v)", shown, err)
			}
		}
		for range 2 { // flushed twice, it is counted once
			if err := s.FlushUses(ctx); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = s.SharedTranscript(ctx, models.Actor{}, token, "192.0.2.1")
		if err := s.FlushUses(ctx); err != nil {
			t.Fatal(err)
		}
		page, err := s.TranscriptPage(ctx, ada)
		if err != nil || len(page.Links) != 1 || len(page.Links[0].Uses) != 1 || page.Links[0].Uses[0].Times != 3 {
			t.Errorf("uses %+v (%v)", page.Links, err)
		}
		if _, err := s.SharedTranscript(ctx, ben, "another", "192.0.2.1"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("another token: %v", err)
		}
		if err := s.EndTranscriptLink(ctx, ben, link.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("another ends it: %v", err)
		}
		for range 2 {
			if err := s.EndTranscriptLink(ctx, ada, link.ID); err != nil {
				t.Error(err)
			}
		}
		if _, err := s.SharedTranscript(ctx, models.Actor{}, token, "192.0.2.1"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an ended link: %v", err)
		}
		if events := w.Events(); !slices.Equal(events, []string{"transcript.shared", "transcript.ended"}) {
			t.Errorf("events %v", events)
		}
	})
}

func TestALinkOpensThroughItsLastDayAndNeverForSomebodyErased(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx := t.Context()
		s := &records.Service{Store: w.Store, BaseURL: "https://trellis.test"}
		ada := w.Learner("Ada")
		address, link, err := s.ShareTranscript(ctx, ada, records.ShareTranscript{Label: "X", Days: "until", Until: string(w.Store.Today())})
		if err != nil || !link.OpenAt(link.ExpiresAt.Add(-time.Second)) || link.OpenAt(link.ExpiresAt) || models.DateOf(link.ExpiresAt) != w.Store.Today().AddDays(1) {
			t.Errorf("opens until %s (%v)", link.ExpiresAt, err)
		}
		modeltest.Plant(t, w.Store, "UPDATE people SET erased_at = '2026-11-23 09:00:00' WHERE id = '"+string(ada.ID)+"'")
		if _, err := s.SharedTranscript(ctx, models.Actor{}, address[strings.LastIndex(address, "/")+1:], "192.0.2.1"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody erased: %v", err)
		}
	})
}
