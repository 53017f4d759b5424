package exchange

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// drafting keeps the framework of bakers as a draft, and answers it with its text.
func drafting(t *testing.T, s *store.Store) (text string, v models.FrameworkVersion) {
	t.Helper()
	content, err := os.ReadFile("testdata/framework.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := importDraft(t, s, string(content), nil); err != nil {
		t.Fatal(err)
	}
	return string(content), theDraft(t, s)
}

func theDraft(t *testing.T, s *store.Store) models.FrameworkVersion {
	t.Helper()
	v, err := s.VersionNamed(t.Context(), "BAKE", "1.0")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func importDraft(t *testing.T, s *store.Store, text string, over *models.FrameworkVersion) (Report, error) {
	t.Helper()
	in := ImportFramework{Files: []File{{Name: "framework.json", Content: strings.NewReader(text)}}, Draft: true, over: over}
	return (&Service{Store: s}).ImportFramework(t.Context(), in)
}

func TestAFileWaitsForAnEditorWhoSavesTheSameDraft(t *testing.T) {
	for name, seen := range map[string]bool{"as somebody saw it": true, "whatever is there": false} {
		t.Run(name, func(t *testing.T) {
			modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
				text, found := drafting(t, s)
				over := &found
				if !seen {
					over = nil
				}
				done := make(chan error, 1)
				err := s.InTx(t.Context(), func(tx *store.Tx) error {
					v, err := tx.LockVersion(t.Context(), found.ID)
					if err != nil {
						return err
					}
					go func() {
						_, err := importDraft(t, s, strings.Replace(text, "Waits.", "Waits well.", 1), over)
						done <- err
					}()
					time.Sleep(500 * time.Millisecond) // it reads what it can
					return tx.Rewritten(t.Context(), &v)
				})
				if err != nil {
					t.Fatal(err)
				}
				err, now := <-done, theDraft(t, s)
				if seen && (!errors.Is(err, models.ErrStale) || now.Revision != found.Revision+1 || now.ContentHash != "") {
					t.Errorf("the editor's save is lost: %v, %+v", err, now)
				}
				if !seen && (err != nil || now.Revision != found.Revision+2) {
					t.Errorf("a revision is there twice: %v, %d after %d", err, now.Revision, found.Revision)
				}
			})
		})
	}
}

func TestADraftInReviewStaysSoWhenAFileChangesIt(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text, v := drafting(t, s)
		v.State = models.InReview
		if err := s.InTx(t.Context(), func(tx *store.Tx) error { return tx.KeepState(t.Context(), v) }); err != nil {
			t.Fatal(err)
		}
		report, err := importDraft(t, s, strings.Replace(text, "Waits.", "Waits well.", 1), nil)
		if now := theDraft(t, s); err != nil || report.Changed != 1 || now.State != models.InReview || now.Revision != v.Revision+1 {
			t.Errorf("%+v, %v: %+v", report, err, now)
		}
	})
}
