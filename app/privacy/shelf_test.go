package privacy_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"trellis/app/files"
	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/modeltest"
)

// lying are the keys of all that lies on a shelf.
func lying(t *testing.T, shelf files.Shelf) string {
	t.Helper()
	list, err := shelf.Lying(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, l := range list {
		keys = append(keys, l.Key)
	}
	return strings.Join(keys, " ")
}

// tired is a shelf that takes so many files, and then no more.
type tired struct {
	*files.Memory
	left int
}

func (s *tired) Put(ctx context.Context, key string, content []byte) error {
	if s.left--; s.left < 0 {
		return errors.New("the disk is full")
	}
	return s.Memory.Put(ctx, key, content)
}

func TestAtNightOldFilesMoveToTheShelfAndStraysGo(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, now := w.Person("Ada"), w.Store.Now()
		shelf := &files.Memory{Now: w.Store.Now}
		s := service(w)
		s.Shelf = &tired{Memory: shelf, left: 7}
		for range 12 {
			w.Keep(&models.File{Name: "old.txt", Type: "text/plain", Size: 3, Data: []byte("old"), ByID: ada.ID, AddedAt: now})
		}
		w.Keep(&models.File{Name: "new.txt", Type: "text/plain", Size: 1, Data: []byte{}, ShelfKey: "named", ByID: ada.ID, AddedAt: now})
		for _, key := range []string{"named", "stray"} {
			if err := shelf.Put(t.Context(), key, []byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		db := modeltest.SQL(t, w.Store)
		inRows := func(want int) {
			t.Helper()
			if n := modeltest.Count(t, db, "SELECT count(*) FROM files WHERE shelf_key = ''"); n != want {
				t.Errorf("%d files lie in their rows, want %d", n, want)
			}
		}
		night := func(days int) error {
			w.Clock.Set(models.DateOf(now).AddDays(days).Time().Add(time.Minute))
			return s.KeepShelf(t.Context())
		}
		if err := night(1); err == nil || !strings.Contains(err.Error(), "the disk is full") {
			t.Errorf("a full shelf says %v", err)
		}
		inRows(5)
		if err := night(1); err != nil { // it was this night already
			t.Fatal(err)
		}
		inRows(5)
		s.Shelf = shelf
		w.Clock.Set(models.DateOf(now).AddDays(1).Time().Add(time.Hour))
		if err := shelf.Put(t.Context(), "arriving", []byte("x")); err != nil {
			t.Fatal(err)
		}
		if err := night(2); err != nil {
			t.Fatal(err)
		}
		inRows(0)
		if got := lying(t, shelf); strings.Contains(got, "stray") || !strings.Contains(got, "named") || !strings.Contains(got, "arriving") {
			t.Errorf("there lie %s", got)
		}
		list, err := w.Store.FilesAfter(t.Context(), "", 100)
		if err != nil || len(list) != 13 {
			t.Fatalf("%v (%v)", list, err)
		}
		for _, at := range list[:12] {
			file, err := w.Store.File(t.Context(), at.ID)
			if err != nil || len(file.Data) != 0 {
				t.Fatalf("%+v (%v)", file, err)
			}
			if got, err := files.Read(t.Context(), shelf, file); err != nil || string(got) != "old" {
				t.Errorf("%q (%v)", got, err)
			}
		}
	})
}

// TestWhatAnErasedPersonHandedInIsGone and what they added to a session stays, as that of nobody.
func TestWhatAnErasedPersonHandedInIsGone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := service(w), w.Cohort("R1", 9)
		ada, bea := w.Person("Ada"), w.Administrator("Bea")
		e := w.Enrolled(ada, cohort, models.Placed)
		sessions, err := w.Store.Sessions(t.Context(), cohort.ID)
		if err != nil {
			t.Fatal(err)
		}
		unit := models.Unit{CourseID: cohort.CourseID, Kind: models.AssignmentUnit, Position: 9, Title: "Essay"}
		w.Keep(&unit)
		work := models.Submission{EnrolmentID: e.ID, UnitID: unit.ID, Attempt: 1, State: models.SubmissionDraft, Says: "Mine", SavedAt: w.Store.Now()}
		own := models.File{Name: "essay.txt", Type: "text/plain", Size: 3, Data: []byte{}, ShelfKey: "essay", ByID: ada.ID, AddedAt: w.Store.Now()}
		taught := models.File{Name: "Ada's slides.txt", Type: "text/plain", Size: 3, Data: []byte{}, ShelfKey: "slides", ByID: ada.ID, AddedAt: w.Store.Now()}
		w.Keep(&work, &own, &taught)
		w.Keep(&models.SubmissionFile{SubmissionID: work.ID, FileID: own.ID, Number: 1}, &models.Material{SessionID: sessions[0].ID, Number: 1, FileID: &taught.ID, AddedAt: w.Store.Now()})
		for _, key := range []string{"essay", "slides", "other"} {
			if err := s.Shelf.Put(t.Context(), key, []byte("abc")); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Erase(t.Context(), bea, ada.ID, privacy.Erase{Name: "Ada"}); err != nil {
			t.Fatal(err)
		}
		if got := lying(t, s.Shelf); got != "other slides" {
			t.Errorf("there lie %s", got)
		}
		db := modeltest.SQL(t, w.Store)
		if n := modeltest.Count(t, db, "SELECT count(*) FROM submission_files"); n != 0 {
			t.Errorf("%d files are still named", n)
		}
		if n := modeltest.Count(t, db, "SELECT count(*) FROM files WHERE name = 'Erased' AND shelf_key = 'slides'"); n != 1 || modeltest.Count(t, db, "SELECT count(*) FROM files") != 1 {
			t.Error("the file of the session did not stay alone, without its name")
		}
	})
}
