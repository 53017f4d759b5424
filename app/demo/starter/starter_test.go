package starter_test

import (
	"errors"
	"os"
	"testing"

	"trellis/app/demo/starter"
	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestTheStarterContentFillsAnEmptyStore(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		got, err := starter.Load(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		for what, c := range map[string]struct{ got, want int }{
			"competencies":                {len(got.Competencies), 45},
			"role profiles":               {len(got.Profiles), 9},
			"courses":                     {len(got.Courses), 20},
			"programmes":                  {len(got.Programmes), 6},
			"levels":                      {len(got.Levels), 5},
			"organisations":               {len(got.Organisations), 1 + 1 + 5 + 11 + 37}, // one of the file's 38 is the region
			"units of RAP1":               {len(got.Units["RAP1"]), 7},
			"outcomes of R1":              {len(got.Outcomes["R1"]), 4},
			"prerequisites of R2":         {len(got.Prerequisites["R2"]), 2},
			"core of a first assessment":  {core(got.Requirements["analyst"]), 15},
			"systems of an ambulance":     {serves(got, "RYA"), 6},
			"regions the network serves":  {serves(got, got.Network.Code), 1},
			"minimum share of R1":         {got.Courses["R1"].MinimumShare, 75},
			"alternatives in front of R2": {got.Prerequisites["R2"][0].Alternative, got.Prerequisites["R2"][1].Alternative},
		} {
			if c.got != c.want {
				t.Errorf("%s: %d, want %d", what, c.got, c.want)
			}
		}
		if !got.Profiles["decision-maker"].DecisionMaker || got.Profiles["analyst"].DecisionMaker {
			t.Error("only the decision maker is one")
		}
		if got.Version.State != models.Published {
			t.Errorf("the framework is %s", got.Version.State)
		}
		if unit := got.Units["RAP1"][6]; unit.Title != "Repository link reviewed by a trainer" || unit.Kind != models.AssignmentUnit || !unit.Required {
			t.Errorf("the evidence became %+v", unit)
		}
		if _, err := starter.Load(t.Context(), s); !errors.Is(err, exchange.ErrNotEmpty) {
			t.Errorf("a second time: %v", err)
		}
	})
}

func core(requirements []models.Requirement) (n int) {
	for _, r := range requirements {
		if r.Core {
			n++
		}
	}
	return n
}

func serves(s starter.Starter, code string) (n int) {
	for _, l := range s.Links {
		if l.OrganisationID == s.Organisations[code].ID && l.Kind == models.Serves {
			n++
		}
	}
	return n
}

func TestTheStarterFilesComeInAgainUnchanged(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		if _, err := starter.Load(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		file := func() exchange.File {
			f, err := os.Open("courses.json")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = f.Close() })
			return exchange.File{Name: "courses.json", Content: f}
		}
		service := &exchange.Service{Store: s}
		report, err := service.ImportCourses(t.Context(), exchange.ImportCourses{File: file()})
		if err != nil || report.IsRefused() || report.Unchanged != 20+6 || report.Added+report.Changed > 0 {
			t.Errorf("courses: %+v (%v)", report, err)
		}
		report, err = service.ImportOrganisations(t.Context(), exchange.ImportOrganisations{File: file()})
		if err != nil || report.IsRefused() || report.Unchanged != 1+5+11+37 || report.Added+report.Changed > 0 {
			t.Errorf("organisations: %+v (%v)", report, err)
		}
	})
}
