package exchange_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func readProgramme(t testing.TB, text string) (store.Content, exchange.Report) {
	t.Helper()
	framework, report := readFramework(t, file("framework.json", testFile(t, "framework.json")))
	accepted(t, report)
	c, report, err := exchange.ReadProgramme(file("programme.json", text), framework)
	if err != nil {
		t.Fatal(err)
	}
	return c, report
}

func TestCoursesAreRead(t *testing.T) {
	c, report := readProgramme(t, testFile(t, "programme.json"))
	accepted(t, report)
	if len(c.Courses) != 2 || c.Courses[0].Slug != "first-loaf" || c.Courses[0].MinimumShare != 75 || c.Courses[0].Aims != "Bake a loaf\nEat it" {
		t.Errorf("courses %+v", c.Courses)
	}
	units := []models.Unit{
		{CourseID: "B1", Kind: models.SessionUnit, Position: 1, Title: "Dough", Minutes: 120},
		{CourseID: "B1", Kind: models.SessionUnit, Position: 2, Title: "Oven", Minutes: 60},
		{CourseID: "B1", Kind: models.AssignmentUnit, Position: 3, Title: "A loaf, shown", Required: true},
		{CourseID: "B2", Kind: models.SessionUnit, Position: 1, Title: "Again", Minutes: 30, Required: true},
	}
	if !slices.Equal(c.Units, units) {
		t.Errorf("units %+v, want %+v", c.Units, units)
	}
	if !slices.Equal(c.Outcomes, []models.Outcome{{CourseID: "B1", CompetencyID: "BR1", Level: 1}}) {
		t.Errorf("outcomes %+v", c.Outcomes)
	}
	var groups []int
	for _, p := range c.Prerequisites {
		groups = append(groups, p.Alternative)
	}
	if !slices.Equal(groups, []int{1, 1, 2}) || *c.Prerequisites[0].OtherID != "B1" || *c.Prerequisites[1].CompetencyID != "BR1" {
		t.Errorf("prerequisites %+v in groups %v", c.Prerequisites, groups)
	}
	if len(c.Programmes) != 1 || *c.Programmes[0].RoleProfileID != "owner" || len(c.InProgrammes) != 2 || c.InProgrammes[0].CourseID != "B2" {
		t.Errorf("programmes %+v, %+v", c.Programmes, c.InProgrammes)
	}
	if len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "1 community is left out") {
		t.Errorf("warned of %q", report.Warnings)
	}
}

func TestOrganisationsAreLinkedToAllThatTheyServe(t *testing.T) {
	c, _ := readProgramme(t, testFile(t, "programme.json"))
	want := []models.Organisation{
		{Code: "R0", ODSCode: "R0", Name: "NHS England Northland", ShortName: "Northland", Kind: models.Region},
		{Code: "C1", Name: "Up and down", ShortName: "Up and down", Kind: models.Cluster},
		{Code: "S1", ODSCode: "S1", Name: "NHS Upland Board", ShortName: "Upland", Kind: models.System},
		{Code: "S2", ODSCode: "S2", Name: "NHS Lowland Board", ShortName: "Lowland", Kind: models.System},
		{Code: "T1", ODSCode: "T1", Name: "Upland Hospitals NHS Foundation Trust", ShortName: "Upland Hospitals", Kind: models.Provider},
		{Code: "T2", ODSCode: "T2", Name: "Ambulances of Northland NHS Trust", ShortName: "Ambulances of Northland", Kind: models.Provider},
		{Code: "HELPING-HANDS-UNIT", Name: "Helping Hands Unit", ShortName: "Helping Hands Unit", Kind: models.SupportUnit},
	}
	if !slices.Equal(c.Organisations, want) {
		t.Errorf("organisations %+v, want %+v", c.Organisations, want)
	}
	var links []string
	for _, l := range c.Links {
		links = append(links, string(l.OrganisationID)+" "+string(l.Kind)+" "+string(l.OtherID))
	}
	if want := []string{
		"C1 part_of R0", "S1 part_of R0", "S1 part_of C1", "S2 part_of R0", "S2 part_of C1", "T1 serves S1", "T2 serves S1", "T2 serves S2",
	}; !slices.Equal(links, want) {
		t.Errorf("links %q, want %q", links, want)
	}
}

func TestWhatIsWrongWithAProgrammeIsSaid(t *testing.T) {
	for name, c := range map[string]struct{ old, fresh, value, says string }{
		"an unknown competency":       {`"competency": "BR1"`, `"competency": "BR9"`, "BR9", "no competency of BAKE"},
		"a level beyond the scale":    {`"to_level": 1`, `"to_level": 3`, "3", "from 1 to 2"},
		"an unknown course":           {`"type": "course", "code": "B1"`, `"type": "course", "code": "B9"`, "B9", "no course"},
		"a course before itself":      {`"type": "course", "code": "B1"`, `"type": "course", "code": "B2"`, "B2", "before itself"},
		"an alternative to nothing":   {`"alternative_to": "B1"`, `"alternative_to": "B7"`, "B7", "stands before"},
		"a pathway to nowhere":        {`"courses": ["B2", "B1"]`, `"courses": ["B2", "B3"]`, "B3", "no course"},
		"a course twice in a pathway": {`"courses": ["B2", "B1"]`, `"courses": ["B2", "B2"]`, "B2", "twice"},
		"an unknown role":             {`"role": "owner"`, `"role": "king"`, "king", "no role profile"},
		"a share of more than all":    {`0.745`, `1.5`, "1.5", "from 0 to 1"},
		"more sessions than there":    {`{"minimum_sessions": 1, "minimum_minutes_share": 0.745`, `{"minimum_sessions": 3, "minimum_minutes_share": 0.745`, "3", "from 0 to 2"},
		"another framework":           {`"framework": "BAKE"`, `"framework": "BREW"`, "BREW", "want BAKE"},
		"another kind of body":        {`"Ambulance trust"`, `"Circus"`, "Circus", "no such kind"},
		"an unknown board":            {`"icb_ods": ["S1", "S2"]`, `"icb_ods": ["S1", "S9"]`, "S9", "no board of this file"},
		"a code twice":                {`"ods_code": "T2"`, `"ods_code": "T1"`, "T1", "already"},
		"a word nobody explains":      {`"Commissioning support unit", "ods`, `"Brotherhood", "ods`, "Brotherhood", "explain the word in organisation_types"},
		"a framework instead":         {`programme-starter/1`, `competency-framework/1`, "competency-framework/1", "want the schema \"programme-starter/1\" (trellis import framework takes this)"},
	} {
		t.Run(name, func(t *testing.T) {
			text := testFile(t, "programme.json")
			if !strings.Contains(text, c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			_, report := readProgramme(t, strings.Replace(text, c.old, c.fresh, 1))
			if !slices.ContainsFunc(report.Refused, func(p exchange.Problem) bool {
				return p.Value == c.value && p.Line > 0 && p.Column > 0 && strings.Contains(p.Problem, c.says)
			}) {
				t.Errorf("refused %+v, want %q: %s", report.Refused, c.value, c.says)
			}
		})
	}
}

func TestANetworkBeginsOnce(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		begin := func() (exchange.Begun, error) {
			return (&exchange.Service{Store: s}).Begin(t.Context(), exchange.Begin{
				Framework: file("framework.json", testFile(t, "framework.json")), Programme: file("programme.json", testFile(t, "programme.json")),
				Network: models.Organisation{Code: "NET", Name: "Network", Kind: models.Network},
			})
		}
		begun, err := begin()
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Content(t.Context())
		if err != nil || len(c.Organisations) != 8 || len(c.Links) != 9 || len(c.Courses) != 2 || len(c.Units) != 4 || len(c.Prerequisites) != 3 || len(c.InProgrammes) != 2 {
			t.Errorf("kept %+v (%v)", c, err)
		}
		if want := begun.Framework.Profiles[1].ID; *c.Programmes[0].RoleProfileID != want {
			t.Errorf("the programme leads to %s, want %s", *c.Programmes[0].RoleProfileID, want)
		}
		if got := acts(t, s); !slices.Equal(got, []string{"framework.imported", "courses.imported"}) {
			t.Errorf("events %q", got)
		}
		if _, err := begin(); !errors.Is(err, exchange.ErrNotEmpty) {
			t.Errorf("again: %v", err)
		}
	})
}
