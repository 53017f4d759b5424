package attendance_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// lastSave is the newest save of the cohort's registers that is not undone.
func lastSave(t *testing.T, w *modeltest.World, c models.Cohort) store.NamedSave {
	t.Helper()
	saves, err := w.Store.SavesOn(t.Context(), c.ID, 20)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(saves, func(s store.NamedSave) bool { return s.UndoneAt == nil })
	if at < 0 {
		t.Fatal("there is no save to undo")
	}
	return saves[at]
}

func TestAnUndoPutsBackWhatNobodyChangedSince(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, ada, ben, tess, tom := begun(w)
		save := func(by models.Actor, version int, marks, was map[string]string) models.ID {
			t.Helper()
			in := attendance.SaveRegister{Cohort: c.Code, Session: 1, Version: version, Marks: marks, Was: was, Notes: map[string]string{}}
			if _, err := s.SaveRegister(t.Context(), by, in); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Minute)
			return lastSave(t, w, c).ID
		}
		undo := func(id models.ID) attendance.UndoneSave {
			t.Helper()
			undone, err := s.UndoSave(t.Context(), tom, attendance.UndoSave{Cohort: c.Code, Save: id})
			if err != nil {
				t.Fatal(err)
			}
			return undone
		}
		first := save(tess, 0, textMarks(textMark(ada, "attended"), textMark(ben, "attended")), textMarks(textMark(ada, ""), textMark(ben, "")))
		second := save(tom, 1, textMarks(textMark(ada, "attended"), textMark(ben, "missed")), textMarks(textMark(ada, "attended"), textMark(ben, "attended")))
		if got := undo(first); got.Restored != 1 || !slices.Equal(got.Left, []string{"Ben"}) {
			t.Errorf("the first undone: %+v", got)
		}
		if got := entries(t, w, c); len(got) != 1 || got[ben.ID].Mark != models.Missed {
			t.Errorf("after the first is undone: %+v", got)
		}
		if got := undo(first); !got.Before || got.Restored != 0 {
			t.Errorf("undone twice: %+v", got)
		}
		if got := undo(second); got.Restored != 1 || len(got.Left) != 0 {
			t.Errorf("the second undone: %+v", got)
		}
		if got := entries(t, w, c); len(got) != 1 || got[ben.ID].Mark != models.Attended {
			t.Errorf("after the second is undone: %+v", got)
		}
		third := save(tess, 4, textMark(ben, "missed"), textMark(ben, "attended"))
		save(tom, 5, textMark(ben, "attended"), textMark(ben, "missed"))
		save(tom, 6, textMark(ben, "missed"), textMark(ben, "attended"))
		if got := undo(third); got.Restored != 0 || !slices.Equal(got.Left, []string{"Ben"}) {
			t.Errorf("changed and changed back by another: %+v", got)
		}
		una := w.Trainer("Una", w.Cohort("SQL1", 5))
		if _, err := s.UndoSave(t.Context(), una, attendance.UndoSave{Cohort: c.Code, Save: third}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a trainer of another cohort: %v", err)
		}
		if _, err := s.UndoSave(t.Context(), una, attendance.UndoSave{Cohort: "SQL1-1", Save: third}); !errors.Is(err, models.ErrNotFound) && !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the save of another cohort: %v", err)
		}
	})
}

// textMark is a mark as a form has it.
func textMark(e models.Enrolment, text string) map[string]string {
	return map[string]string{string(e.ID): text}
}

func textMarks(one, two map[string]string) map[string]string {
	maps.Copy(one, two)
	return one
}
