package skills_test

import (
	"errors"
	"strings"
	"testing"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAdministratorsListFrameworks(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea := &skills.Service{Store: w.Store}, w.Administrator("Bea")
		other := models.Framework{Code: "OTHER", Name: "Ähnlich"}
		w.Keep(&other)
		w.Keep(&models.FrameworkVersion{FrameworkID: other.ID, Version: "2/a", State: models.Draft, CreatedAt: w.Store.Now()})
		w.Learner("Ada")
		for name, c := range map[string]struct {
			find skills.FindFrameworks
			want string
		}{
			"all":                        {skills.FindFrameworks{At: models.PageAt{Order: "published"}}, "TEST OTHER"},
			"a word without its accents": {skills.FindFrameworks{Text: "ahn"}, "OTHER"},
			"a code":                     {skills.FindFrameworks{Text: "test"}, "TEST"},
			"a state":                    {skills.FindFrameworks{State: models.Draft}, "OTHER"},
			"no state that there is":     {skills.FindFrameworks{State: "lost"}, ""},
		} {
			page, err := s.FindFrameworks(t.Context(), bea, c.find)
			var got []string
			for _, v := range page.Rows {
				got = append(got, v.Code)
			}
			if err != nil || strings.Join(got, " ") != c.want || page.Total != len(got) {
				t.Errorf("%s: %v, counted %d; want %s (%v)", name, got, page.Total, c.want, err)
			}
		}
		page, err := s.FindFrameworks(t.Context(), bea, skills.FindFrameworks{Text: "TEST"})
		if v := page.Rows[0]; err != nil || v.Competencies != 5 || v.Profiles != 2 || v.People != 2 {
			t.Errorf("%+v (%v)", v, err)
		}
		whole, err := s.Framework(t.Context(), bea, "TEST", "1")
		if err != nil || whole.Competencies != 5 || len(whole.Domains) != 1 || len(whole.Domains[0].Competencies[0].Descriptors) != 4 ||
			whole.Domains[0].Competencies[0].Descriptors[2].Label != "Practitioner" {
			t.Fatalf("%+v (%v)", whole, err)
		}
		if p := whole.Profiles[0]; p.Code != "analyst" || p.Requirements != 4 || p.Core != 3 || p.People != 2 {
			t.Errorf("%+v", p)
		}
		if _, err := s.Framework(t.Context(), bea, "TEST", "9"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("no such version: %v", err)
		}
	})
}

func TestTheListOfFrameworksIsForAdministratorsOfTheNetwork(t *testing.T) {
	w := modeltest.New(t)
	s := &skills.Service{Store: w.Store}
	local := w.Grant(w.Learner("Lou"), models.Administrator, models.OneOrganisation, w.Trust.ID)
	for _, who := range []models.Actor{w.Manager("Mo", w.Learner("Ada")), local} {
		_, one := s.FindFrameworks(t.Context(), who, skills.FindFrameworks{})
		_, two := s.Framework(t.Context(), who, "TEST", "1")
		three := s.EachFramework(t.Context(), who, skills.FindFrameworks{}, func([]skills.ListedVersion) error { return nil })
		for _, err := range []error{one, two, three} {
			if !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
	}
}
