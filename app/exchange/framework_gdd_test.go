package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"trellis/models"
)

func TestTheTwoFilesOfTheGovernmentFrameworkAreReadInEitherOrder(t *testing.T) {
	skills, roles := testFile(t, "skills.csv"), testFile(t, "roles.csv")
	c, report := readFramework(t, file("skills.csv", skills), file("roles.csv", roles))
	accepted(t, report)
	turned, report := readFramework(t, file("roles.csv", roles), file("skills.csv", skills))
	accepted(t, report)
	if c.Version.ContentHash != turned.Version.ContentHash {
		t.Error("the order of the files matters")
	}
	if c.Framework.Code != "GDD" || c.Version.Version != "1" || len(c.Levels) != 5 || len(c.Domains) != 1 {
		t.Errorf("got %+v, %+v", c.Framework, c.Version)
	}
	var codes []string
	for _, k := range c.Competencies {
		codes = append(codes, k.Code)
	}
	if want := []string{"ovens-bakery", "secrets-of-the-house", "tasting"}; !slices.Equal(codes, want) {
		t.Errorf("competencies %q, want %q", codes, want)
	}
	if d := c.Descriptors[3]; d.Level != 4 || d.Text != "You can:\n- run the oven\n- say \"done\" and be right" {
		t.Errorf("the highest level reads %+v", d)
	}
	for i, want := range []models.RoleProfile{
		{Code: "baker.baker", Name: "Baker", Family: "Bread", Description: "Bakes bread\n\nBakes.\n\nAt this level you rise early", Position: 1},
		{Code: "baker.junior-baker", Name: "Junior baker", Family: "Bread", Description: "Bakes bread\n\nStarts early", Position: 2},
		{Code: "grand-baker.not-in-use", Name: "Grand baker", Family: "Bread", Description: "Baked once", Bands: "Senior", Position: 3, Retired: true},
		{Code: "confectioner.not-in-use", Name: "Confectioner", Family: "Cake", Bands: "Senior", Position: 4, Retired: true},
	} {
		if len(c.Profiles) != 4 || c.Profiles[i] != want {
			t.Fatalf("role profiles %+v, want %+v", c.Profiles, want)
		}
	}
	want := []models.Requirement{
		{RoleProfileID: "baker.baker", CompetencyID: "ovens-bakery", Level: 4, Core: true},
		{RoleProfileID: "baker.junior-baker", CompetencyID: "ovens-bakery", Level: 1, Core: true},
		{RoleProfileID: "baker.junior-baker", CompetencyID: "tasting", Level: 2, Core: true},
	}
	if !slices.Equal(c.Requirements, want) {
		t.Errorf("requirements %+v, want %+v", c.Requirements, want)
	}
	for _, want := range []string{
		`skills.csv: the column "Colour" is not known`,
		`roles.csv: Baker, Junior baker: "Tasting" is named 2 times; the highest level, Working, is kept`,
		"1 skill has no text at any level",
	} {
		if !slices.ContainsFunc(report.Warnings, func(w string) bool { return strings.Contains(w, want) }) {
			t.Errorf("no warning %q among %q", want, report.Warnings)
		}
	}
}

func TestTheOrderOfRowsMeansNothing(t *testing.T) {
	rows := strings.SplitAfter(testFile(t, "roles.csv"), "\n")
	turned := strings.Join([]string{rows[0], rows[2], rows[3], rows[1], strings.Join(rows[4:], "")}, "")
	c, _ := readFramework(t, file("s", testFile(t, "skills.csv")), file("r", testFile(t, "roles.csv")))
	other, report := readFramework(t, file("s", testFile(t, "skills.csv")), file("r", turned))
	accepted(t, report)
	if c.Version.ContentHash != other.Version.ContentHash {
		t.Error("another hash")
	}
}

func TestMoreThanFifteenSkillsAreNotCore(t *testing.T) {
	var skills, roles strings.Builder
	skills.WriteString("Skill Name,Awareness,Working,Practitioner,Expert\n")
	roles.WriteString("Role,Role Level,Skill Name,Skill Level\n")
	for i := range 16 {
		name := strings.Repeat("a", i+1)
		skills.WriteString(name + ",,,,\n")
		roles.WriteString("Clerk,Senior clerk," + name + ",Working\n")
	}
	c, report := readFramework(t, file("s", skills.String()), file("r", roles.String()))
	accepted(t, report)
	if slices.ContainsFunc(c.Requirements, func(r models.Requirement) bool { return r.Core }) {
		t.Error("some of 16 are core: nobody said which")
	}
}

func TestWhatIsWrongWithTheGovernmentFilesIsSaidWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		in, old, fresh string
		line, col      int
		column, value  string
		says           string
	}{
		"an unknown skill":       {"roles.csv", "Tasting,Working", "Tasting!,Working", 4, 26, "Skill Name", "Tasting!", "no row of the skills file"},
		"an unknown level":       {"roles.csv", "Tasting,Working", "Tasting,Wörking", 4, 34, "Skill Level", "Wörking", "want Awareness, Working"},
		"an empty level":         {"roles.csv", "Tasting,Working", "Tasting,", 4, 34, "Skill Level", "", "no such level"},
		"an empty role":          {"roles.csv", "Baker,Baker ", ",Baker ", 5, 1, "Role", "", "empty"},
		"a missing column":       {"roles.csv", "Skill Level", "Level of Skill", 1, 1, "", "Role,Role Level,Role Family,Skill Name,Level of Skill,Role Description,Role Lev…", "missing: Skill Level"},
		"a column twice":         {"roles.csv", "Role Family", "role  level", 1, 17, "", "role  level", "twice"},
		"a cell too many":        {"roles.csv", "Starts early,\n", "Starts, early,\n", 2, 1, "Role", "Baker", "9 cells, the header has 8"},
		"an open quotation":      {"roles.csv", `"Bakes.`, `Bakes".`, 5, 1, "", "", "quotation mark"},
		"a skill twice":          {"skills.csv", "Tasting,\n", "Tasting,\n,,,,,Tasting,\n", 7, 6, "Skill Name", "Tasting", "with other text"},
		"a skill without a name": {"skills.csv", "About taste,Tasting,", "About taste,,", 6, 65, "Skill Name", "", "empty"},
	} {
		t.Run(name, func(t *testing.T) {
			texts := map[string]string{"skills.csv": testFile(t, "skills.csv"), "roles.csv": testFile(t, "roles.csv")}
			if !strings.Contains(texts[c.in], c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			texts[c.in] = strings.Replace(texts[c.in], c.old, c.fresh, 1)
			_, report := readFramework(t, file("skills.csv", texts["skills.csv"]), file("roles.csv", texts["roles.csv"]))
			if len(report.Refused) == 0 {
				t.Fatal("nothing is refused")
			}
			p := report.Refused[0]
			if p.File != c.in || p.Line != c.line || p.Column != c.col || p.ColumnName != c.column || p.Value != c.value || !strings.Contains(p.Problem, c.says) {
				t.Errorf("got %+v, want %+v", p, c)
			}
		})
	}
}

func TestHalfOfTheGovernmentFrameworkSaysWhichHalfIsMissing(t *testing.T) {
	for name, want := range map[string]string{"skills.csv": "the file of roles is missing", "roles.csv": "the file of skills is missing"} {
		_, report := readFramework(t, file(name, testFile(t, name)))
		if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, want) {
			t.Errorf("%s alone: %+v", name, report.Refused)
		}
	}
}

func TestOtherTablesAreNotMistakenForAFramework(t *testing.T) {
	for text, want := range map[string]string{
		"email,name\na@b.example,A\n": "no framework that Trellis knows",
		"":                            "no framework that Trellis knows",
		"Parent ID number,ID number,Short name\n": "Moodle",
	} {
		_, report := readFramework(t, file("table.csv", text))
		if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, want) {
			t.Errorf("%q: %+v", text, report.Refused)
		}
	}
}
