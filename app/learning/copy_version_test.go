package learning_test

import (
	"context"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestEachSessionIsOfTheVersionThatItsCohortTeaches wants of a cohort that began with an earlier version that its dates are those
// of that version, and of its copy that it teaches what is taught now.
func TestEachSessionIsOfTheVersionThatItsCohortTeaches(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		first, err := s.PlanCohort(t.Context(), ann, planOf(course))
		if err != nil {
			t.Fatal(err)
		}
		in := planOf(course)
		in.Dates, in.From, in.To, in.Sessions, in.Minimum, in.Code = "later", "2027-03", "2027-05", nil, "0", "R1-LATER"
		later, err := s.PlanCohort(t.Context(), ann, in)
		if err != nil {
			t.Fatal(err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error {
			next, err := tx.CourseParts(ctx, course.ID)
			if err != nil {
				return err
			}
			next.Course.Version, next.Units[0].Title = 2, "Another beginning"
			return tx.PublishCourse(ctx, course, next)
		})
		dates := learning.Schedule{Place: "Room 2", Repeats: "1", Sessions: []learning.PlanSession{{Title: "First", Date: "2027-05-25", Starts: "10:00", Ends: "12:00"}, {Title: "Second"}}}
		if _, err := s.Schedule(t.Context(), ann, later.Code, dates); err != nil {
			t.Fatal(err)
		}
		copies := learning.CopyYear{Year: string(models.TrainingYear(models.DateOf(first.Starts))), Chosen: []string{first.Code}}
		page, err := s.CopyYearPage(t.Context(), ann, copies)
		if err != nil {
			t.Fatal(err)
		}
		copies.Digest = page.Digest
		if copied, err := s.CopyYear(t.Context(), ann, copies); err != nil || len(copied) != 1 {
			t.Fatalf("%+v, %v", copied, err)
		}
		db := modeltest.SQL(t, w.Store)
		const joined = "SELECT count(*) FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id JOIN units ON units.id = sessions.unit_id"
		if n := modeltest.Count(t, db, joined); n != 6 {
			t.Errorf("%d sessions are of a unit", n)
		}
		if n := modeltest.Count(t, db, joined+" WHERE units.course_id <> COALESCE(cohorts.content_id, cohorts.course_id)"); n != 0 {
			t.Errorf("%d sessions are of another version than their cohort", n)
		}
	})
}
