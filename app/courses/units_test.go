package courses_test

import (
	"testing"

	"trellis/app/courses"
	"trellis/models"
)

func TestWhatAUnitAsksIsPartOfTheVersion(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		begun := a.CohortOf(a.Course("R2"), "R2-1", 5, a.Store.Now())
		a.save(a.lead, "R2", func(in *courses.WriteCourse) {
			in.Units = append(in.Units, courses.WriteUnit{Kind: models.SelfStudyUnit, Title: "Read", Minutes: "30", Says: " Read it.\r\nTry it. ", URL: " https://example.org/a "})
		})
		if in := a.form(a.lead, "R2"); in.Units[2].Says != "Read it.\nTry it." || in.Units[2].URL != "https://example.org/a" {
			t.Errorf("the draft has %+v", in.Units[2])
		}
		course := a.publish(a.lead, "R2")
		if is, err := a.Store.CourseParts(t.Context(), course.ID); err != nil || is.Units[2].URL != "https://example.org/a" || is.Units[2].Says != "Read it.\nTry it." {
			t.Errorf("published %+v (%v)", is.Units, err)
		}
		a.save(a.lead, "R2", func(in *courses.WriteCourse) { in.Units[2].URL = "https://example.org/b" })
		again := a.publish(a.lead, "R2")
		if again.Version != course.Version+1 {
			t.Errorf("another address makes version %d", again.Version)
		}
		cohort, err := a.Store.Cohort(t.Context(), begun.ID)
		if err != nil {
			t.Fatal(err)
		}
		if units, err := a.Store.Units(t.Context(), cohort.Content()); err != nil || len(units) != 2 {
			t.Errorf("the cohort that began before has %+v (%v)", units, err)
		}
		a.sound()
	})
}
