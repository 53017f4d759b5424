package records_test

import (
	"errors"
	"strings"
	"testing"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestAStrangerLearnsLittleAndTheHolderAll(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &records.Service{Store: w.Store, BaseURL: "https://trellis.test"}
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		cohort := w.Cohort("R1", 5)
		e := w.Enrolled(ada, cohort, models.Completed)
		r := models.CompletionRecord{
			Code: "AB-2222-2222", EnrolmentID: e.ID, PersonID: ada.ID, CourseID: cohort.CourseID, CohortID: cohort.ID, PersonName: "Ada",
			OrganisationName: "Trust", CourseTitle: "Data", CompletedOn: "2026-11-20", ValidUntil: "2026-11-23", IssuedAt: w.Store.Now(), IssuedByID: ben.ID, IssuedBy: "Ben",
		}
		w.Keep(&r)
		w.Keep(&models.RecordOutcome{CompletionRecordID: r.ID, Position: 2, CompetencyName: "Second"}, &models.RecordOutcome{CompletionRecordID: r.ID, Position: 1, CompetencyName: "First"})
		check, err := s.Check(t.Context(), r.Code, "192.0.2.1")
		if err != nil || check.State != models.Genuine || check.Record.PersonName+check.Record.OrganisationName+check.Record.IssuedBy != "" {
			t.Errorf("a stranger learns %+v (%v)", check.Record, err)
		}
		if len(check.Outcomes) != 2 || check.Outcomes[0].CompetencyName != "First" {
			t.Errorf("outcomes %+v", check.Outcomes)
		}
		own, err := s.Own(t.Context(), ada, r.Code)
		if err != nil || own.Record.PersonName != "Ada" || own.CheckURL != "https://trellis.test/verify/AB-2222-2222" {
			t.Errorf("the holder learns %+v (%v)", own, err)
		}
		if _, err := s.Own(t.Context(), ben, r.Code); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("another: %v", err)
		}
		if err := s.Share(t.Context(), ben, records.Share{Code: r.Code, Shared: true}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("another shares: %v", err)
		}
		if err := s.Share(t.Context(), ada, records.Share{Code: r.Code, Shared: true}); err != nil {
			t.Error(err)
		}
		if check, err = s.Check(t.Context(), r.Code, "192.0.2.1"); err != nil || check.Record.PersonName != "Ada" {
			t.Errorf("the name is not shared (%v)", err)
		}
		if lines, err := s.List(t.Context(), ada); err != nil || len(lines) != 1 || lines[0].State != models.Genuine {
			t.Errorf("%+v (%v)", lines, err)
		}
		if got := strings.Join(w.Events(), " "); got != "record.shared" {
			t.Errorf("events %s", got)
		}
	})
}
