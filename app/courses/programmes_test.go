package courses_test

import (
	"errors"
	"slices"
	"testing"

	"trellis/app/courses"
	"trellis/models"
)

func TestAProgrammeIsWrittenAndFollowed(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		ctx := t.Context()
		r1, r2, r3, r4 := a.Course("R1"), a.Course("R2"), a.Course("R3"), a.Course("R4")
		in := courses.WriteProgramme{Code: "P1", Title: "First year", Sets: []courses.WriteSet{
			{Rule: models.AllOfSet, Courses: []models.ID{r2.ID, r1.ID, ""}}, {}, {Title: "Choose", Rule: models.AtLeastOfSet, AtLeast: "1", Courses: []models.ID{r3.ID, r4.ID}},
		}}
		if _, err := a.s.AddProgramme(ctx, a.Person("Ben"), in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner adds a programme: %v", err)
		}
		if _, err := a.s.AddProgramme(ctx, a.lead, in); err != nil {
			t.Fatal(err)
		}
		if _, err := a.s.AddProgramme(ctx, a.lead, in); invalid(err)["code"] == "" {
			t.Errorf("a second of the code: %v", err)
		}
		form, err := a.s.ProgrammeForm(ctx, a.lead, "P1")
		if err != nil {
			t.Fatal(err)
		}
		change := courses.WriteOf(form.Now)
		change.Do = "up-0-1"
		if _, err := a.s.ChangeProgramme(ctx, a.lead, "P1", change); err != nil {
			t.Fatal(err)
		}
		if _, err := a.s.ChangeProgramme(ctx, a.lead, "P1", change); !errors.Is(err, models.ErrStale) {
			t.Errorf("a stale save: %v", err)
		}
		ada := a.Learner("Ada")
		a.Enrolled(ada, a.CohortOf(r1, "R1-1", 5, a.Store.Now().AddDate(0, -2, 0)), models.Completed)
		a.Enrolled(ada, a.CohortOf(r2, "R2-1", 5, a.Store.Now().AddDate(0, 1, 0)), models.Placed)
		page, err := a.s.Programme(ctx, ada, "P1")
		if err != nil {
			t.Fatal(err)
		}
		if page.Progress.Counts != 1 || page.Progress.Needs != 3 || page.MayWrite || len(page.Next) != 0 {
			t.Errorf("she is at %+v, next %+v", page.Progress, page.Next)
		}
		var titles []string
		for _, set := range page.Sets {
			for _, c := range set.Courses {
				titles = append(titles, c.Title)
			}
		}
		if !slices.Equal(titles, []string{"Course R1", "Course R2", "Course R3", "Course R4"}) || !page.Sets[0].Courses[0].Done || !page.Sets[0].Courses[1].On {
			t.Errorf("the path is %+v", page.Sets)
		}
		a.Enrolled(ada, a.CohortOf(r2, "R2-0", 5, a.Store.Now().AddDate(0, -2, 0)), models.Completed)
		if page, err = a.s.Programme(ctx, ada, "P1"); err != nil || len(page.Next) != 2 {
			t.Errorf("next is %+v (%v)", page.Next, err)
		}
		if list, err := a.s.Programmes(ctx, ada); err != nil || len(list.Programmes) != 1 || list.Programmes[0].Progress.Counts != 2 {
			t.Errorf("programmes %+v (%v)", list, err)
		}
		if got := a.Events(); !slices.Equal(got, []string{"programme.added", "programme.changed"}) {
			t.Errorf("events %v", got)
		}
		a.sound()
	})
}

func TestWhatAProgrammeSaysIsChecked(t *testing.T) {
	eachEngine(t, func(t *testing.T, a *area) {
		r1, r2 := a.Course("R1"), a.Course("R2")
		a.save(a.lead, "R1", func(in *courses.WriteCourse) { in.Title = "A draft" })
		draft, err := a.Store.DraftOf(t.Context(), r1.ID)
		if err != nil {
			t.Fatal(err)
		}
		set := func(rule models.SetRule, least string, ids ...models.ID) []courses.WriteSet {
			return []courses.WriteSet{{Rule: rule, AtLeast: least, Courses: ids}}
		}
		for field, in := range map[string]courses.WriteProgramme{
			"title":            {Code: "P1", Sets: set(models.AllOfSet, "", r1.ID)},
			"code":             {Code: "P 1", Title: "A", Sets: set(models.AllOfSet, "", r1.ID)},
			"sets":             {Code: "P1", Title: "A", Sets: set(models.AllOfSet, "", "")},
			"sets[0].rule":     {Code: "P1", Title: "A", Sets: set("some", "", r1.ID)},
			"sets[0].at_least": {Code: "P1", Title: "A", Sets: set(models.AtLeastOfSet, "3", r1.ID, r2.ID)},
			"sets[0].courses":  {Code: "P1", Title: "A", Sets: set(models.AllOfSet, "", r1.ID, r1.ID)},
			"sets[1].courses":  {Code: "P1", Title: "A", Sets: append(set(models.AllOfSet, "", r1.ID), set(models.AnyOfSet, "", draft.ID)...)},
			"summary":          {Code: "P1", Title: "A", Summary: "943 476 5919", Sets: set(models.AllOfSet, "", r1.ID)},
		} {
			if _, err := a.s.AddProgramme(t.Context(), a.lead, in); len(invalid(err)) != 1 || invalid(err)[field] == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}
