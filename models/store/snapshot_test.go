package store_test

import (
	"errors"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestASnapshotIsOnePictureWhateverIsWrittenMeanwhile(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		w.Course("R1")
		wrong := errors.New("wrong")
		err := w.Store.Snapshot(t.Context(), func(r store.Reads) error {
			before, err := r.CourseContent(t.Context())
			if err != nil {
				return err
			}
			w.Course("R2")
			after, err := r.CourseContent(t.Context())
			if err != nil {
				return err
			}
			if len(before.Courses) != 1 || len(after.Courses) != 1 || len(after.Units) != 2 {
				t.Errorf("%d courses became %d", len(before.Courses), len(after.Courses))
			}
			return wrong
		})
		if !errors.Is(err, wrong) {
			t.Errorf("it answers %v", err)
		}
		if c, err := w.Store.CourseContent(t.Context()); err != nil || len(c.Courses) != 2 {
			t.Errorf("%d courses afterwards (%v)", len(c.Courses), err)
		}
		if _, err := w.Store.FrameworkContents(t.Context(), []models.ID{w.Version.ID, store.NewID()}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a version that is not there: %v", err)
		}
	})
}
