package privacy_test

import (
	"testing"
	"time"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAFileNobodyLooksAtIsForgottenAfterAWeek(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &privacy.Service{Store: w.Store}
		c, tess := w.Cohort("R1", 5), w.Learner("Tess")
		now := w.Store.Now()
		w.Keep(&models.AttendanceReport{CohortID: c.ID, FileName: "old.csv", Content: []byte("old"), ByID: tess.ID, UploadedAt: now.Add(-8 * 24 * time.Hour)},
			&models.AttendanceReport{CohortID: c.ID, FileName: "new.csv", Content: []byte("new"), ByID: tess.ID, UploadedAt: now.Add(-6 * 24 * time.Hour)})
		for range 2 {
			if err := s.ForgetAttendanceFiles(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		left, err := w.Store.AttendanceReports(t.Context(), c.ID)
		if err != nil || len(left) != 1 || left[0].FileName != "new.csv" {
			t.Errorf("%+v (%v)", left, err)
		}
		if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM attendance_reports WHERE length(content) > 0"); n != 1 {
			t.Errorf("%d files hold something", n)
		}
		if got := w.Events(); len(got) != 1 || got[0] != "attendance.forgotten" {
			t.Errorf("events %v", got)
		}
	})
}
