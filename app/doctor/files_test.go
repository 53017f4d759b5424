package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"trellis/app/doctor"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/modeltest"
)

// TestFilesAreAllOnTheShelf plants what can be wrong between the rows and the bytes.
func TestFilesAreAllOnTheShelf(t *testing.T) {
	for _, c := range []struct {
		name  string
		plant func(w *modeltest.World, shelf *files.Memory)
		found int
		says  string
	}{
		{"all is there", func(*modeltest.World, *files.Memory) {}, 0, "All that was uploaded is there: 2 files."},
		{"bytes are gone", func(w *modeltest.World, shelf *files.Memory) { _ = shelf.Remove(w.T.Context(), "one") }, 1, "its bytes are not on the shelf under one"},
		{"half is there", func(w *modeltest.World, shelf *files.Memory) {
			_ = shelf.Put(w.T.Context(), "one", []byte("o"))
		}, 1, "it has 3 bytes, on the shelf there are 1"},
		{"just put", func(w *modeltest.World, shelf *files.Memory) { _ = shelf.Put(w.T.Context(), "new", []byte("x")) }, 0, "2 files."},
		{"of no row, for days", func(w *modeltest.World, shelf *files.Memory) {
			shelf.Now = func() time.Time { return w.Store.Now().Add(-72 * time.Hour) }
			_ = shelf.Put(w.T.Context(), "stray", []byte("x"))
		}, 1, "no file names it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := modeltest.New(t)
			n := sound(w)
			shelf := &files.Memory{Now: w.Store.Now}
			_ = shelf.Put(t.Context(), "one", []byte("one"))
			n.Keep(
				&models.File{Name: "a.txt", Type: "text/plain", Size: 3, Data: []byte{}, ShelfKey: "one", ByID: n.ada.ID, AddedAt: n.Store.Now()},
				&models.File{Name: "b.txt", Type: "text/plain", Size: 3, Data: []byte("row"), ByID: n.ada.ID, AddedAt: n.Store.Now()}, // from before
			)
			c.plant(w, shelf)
			report := examineWith(t, n.Store, shelf)
			got := check(t, report, "files")
			want := doctor.OK
			if c.found > 0 {
				want = doctor.Warning
			}
			if said := got.Summary + fmt.Sprint(got.Examples); got.Status != want || got.Found != c.found || !strings.Contains(said, c.says) || !report.Healthy {
				t.Errorf("%s: %d, %s", got.Status, got.Found, said)
			}
		})
	}
}

// away is a shelf that does not answer.
type away struct{ files.Memory }

func (*away) Lying(context.Context) ([]files.Lying, error) {
	return nil, errors.New("no route to host")
}

func TestAShelfThatDoesNotAnswerIsAFault(t *testing.T) {
	w := modeltest.New(t)
	got := check(t, examineWith(t, sound(w).Store, &away{}), "files")
	if got.Status != doctor.Fault || !strings.Contains(got.Summary, "no route to host") {
		t.Errorf("%+v", got)
	}
}
