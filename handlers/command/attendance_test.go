package command_test

import (
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
)

func TestAttendanceComesInFromAFile(t *testing.T) {
	w := modeltest.New(t)
	s := &shell{t: t, store: w.Store}
	c := w.CohortOf(w.Course("R1"), "R1-1", 5, w.Store.Now().AddDate(0, 0, -1))
	ada, ben := w.Enrolled(w.Learner("Ada"), c, models.Placed), w.Enrolled(w.Learner("Ben"), c, models.Placed)
	w.Trainer("Tess", c)
	file := written(t, "who.csv", "email,minutes\nada@example.org,120\nben@example.org,30\n")
	marks := func() map[models.ID]models.Attendance {
		list, err := w.Store.AttendancesOf(t.Context(), []models.ID{ada.ID, ben.ID})
		if err != nil {
			t.Fatal(err)
		}
		by := map[models.ID]models.Attendance{}
		for _, a := range list {
			by[a.EnrolmentID] = a
		}
		return by
	}
	out, _ := s.run(0, "import", "attendance", file, "--cohort", "R1-1", "--session", "1", "--dry-run")
	says(t, out, "added      2", "Dry run: nothing was changed.")
	if kept := marks(); len(kept) != 0 || len(w.Events()) != 0 {
		t.Fatalf("a dry run kept %v", kept)
	}
	out, _ = s.run(0, "import", "attendance", file, "--cohort", "R1-1", "--session", "1")
	says(t, out, "attendance from "+file, "added      2", "refused    0")
	if kept := marks(); kept[ada.ID].Mark != models.Attended || kept[ben.ID].Mark != models.Part || kept[ben.ID].MinutesOf(120) != 30 {
		t.Errorf("kept %v", kept)
	}
	out, _ = s.run(0, "import", "attendance", file, "--cohort", "R1-1", "--session", "1")
	says(t, out, "added      0", "unchanged  2")
	out, _ = s.run(1, "import", "attendance", written(t, "bad.csv", "email,minutes\nnobody@example.org,9\n"), "--cohort", "R1-1", "--session", "1")
	says(t, out, "nobody@example.org")
}
