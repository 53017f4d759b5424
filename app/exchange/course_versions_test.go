package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
)

func TestACohortKeepsTheVersionItBeganWithWhenAFileChangesTheCourse(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service, text := bakery(t, w.Store), testFile(t, "programme.json")
		courses(t, service, text)
		c := courseContent(t, service)
		cohort := w.CohortOf(c.Courses[0], "B1-1", 5, w.Store.Now().AddDate(0, 0, 28))
		planned := w.CohortOf(c.Courses[0], "B1-2", 5, w.Store.Now().AddDate(0, 0, 28))
		modeltest.Plant(t, w.Store, "UPDATE cohorts SET state = 'draft' WHERE code = 'B1-2'",
			"UPDATE sessions SET unit_id = (SELECT units.id FROM units JOIN cohorts ON cohorts.course_id = units.course_id WHERE cohorts.id = sessions.cohort_id AND units.position = sessions.number)")
		learner := w.Enrolled(w.Learner("Ada"), cohort, models.Placed)
		w.Keep(&models.Pass{EnrolmentID: learner.ID, UnitID: c.Units[2].ID, ByID: learner.PersonID, PassedAt: w.Store.Now()})

		fewer := strings.NewReplacer(`, {"number": 2, "title": "Oven", "minutes": 60}`, ``, `"a loaf, shown"`, `"none"`).Replace(text)
		counts(t, courses(t, service, text), 0, 0, 3, 0)
		counts(t, courses(t, service, fewer), 0, 1, 2, 0)
		counts(t, courses(t, service, fewer), 0, 0, 3, 0)
		cohort, err := w.Store.Cohort(t.Context(), cohort.ID)
		if err != nil || cohort.Content() == cohort.CourseID {
			t.Fatalf("the cohort goes on with the new version: %+v (%v)", cohort, err)
		}
		old, err := w.Store.CourseParts(t.Context(), cohort.Content())
		if err != nil || old.Course.Code != "B1 version 1" || old.Course.Slug != c.Courses[0].Slug+"-version-1" || old.Course.Title != c.Courses[0].Title ||
			len(old.Units) != 3 || old.Units[2].ID != c.Units[2].ID || len(old.Outcomes) != 1 {
			t.Errorf("it keeps %+v (%v)", old, err)
		}
		now := courseContent(t, service)
		if len(now.Courses) != len(c.Courses) || now.Courses[0].ID != c.Courses[0].ID || now.Courses[0].Version != 2 || now.Courses[0].Slug != c.Courses[0].Slug {
			t.Errorf("now there is %+v", now.Courses)
		}
		if planned, err = w.Store.Cohort(t.Context(), planned.ID); err != nil || planned.ContentID != nil {
			t.Errorf("a draft of a cohort keeps the old version: %+v (%v)", planned, err)
		}
		sessions, err := w.Store.Sessions(t.Context(), planned.ID)
		if err != nil || sessions[0].UnitID == nil || *sessions[0].UnitID != now.Units[0].ID || sessions[1].UnitID != nil {
			t.Errorf("its sessions are %+v (%v)", sessions, err)
		}
		found, err := w.Store.Misplaced(t.Context(), 10)
		for _, f := range found {
			if err != nil || f.Count > 0 {
				t.Errorf("broken: %+v (%v)", f, err)
			}
		}
		if got := w.Events(); !slices.Equal(got[len(got)-2:], []string{"courses.imported", "course.published"}) {
			t.Errorf("events %v", got)
		}
	})
}

func TestADraftIsNoPartOfAFileAndKeepsItsCode(t *testing.T) {
	w := modeltest.New(t)
	service, text := bakery(t, w.Store), testFile(t, "programme.json")
	draft := models.Course{Code: "B2", Slug: "second-loaf", State: models.CourseDraft, WayIn: models.FirstCome, Version: 1, Title: "Draft", Capacity: 1}
	w.Keep(&draft)
	if out := exportedCourses(t, service); strings.Contains(out, "Draft") {
		t.Errorf("exported %s", out)
	}
	if report := courses(t, service, text); !refusedWith(report, "B2", "publish it or drop it first") {
		t.Errorf("refused %+v", report.Refused)
	}
}
