package exchange_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// keepFramework puts a framework into the store in the place of whatever is there.
func keepFramework(t *testing.T, s *store.Store, c store.FrameworkContent) {
	t.Helper()
	err := s.InTx(t.Context(), func(tx *store.Tx) error {
		if err := tx.Clear(t.Context()); err != nil {
			return err
		}
		now := tx.Now()
		c.Version.PublishedAt = &now
		_, err := tx.AddFramework(t.Context(), c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnyFrameworkComesBackFromOurFormatUnchanged(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	rapid.Check(t, func(rt *rapid.T) {
		c := aFramework(rt, false)
		keepFramework(t, s, c)
		out, warnings := written(t, s, exchange.ExportFramework{Code: c.Framework.Code, Format: exchange.Ours})
		report := importing(t, s, out, exchange.ImportFramework{})
		if report.Unchanged != len(c.Competencies)+len(c.Profiles) || report.IsRefused() || len(report.Warnings)+len(warnings) > 0 {
			rt.Fatalf("%+v, warned of %q, of\n%s", report, warnings, out)
		}
	})
}

func TestAPlainFrameworkComesBackFromMoodlesFormatUnchanged(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	rapid.Check(t, func(rt *rapid.T) {
		c := aFramework(rt, true)
		keepFramework(t, s, c)
		out, warnings := written(t, s, exchange.ExportFramework{Code: c.Framework.Code, Format: exchange.Moodle})
		report := importing(t, s, out, exchange.ImportFramework{})
		if report.Unchanged != len(c.Competencies) || report.IsRefused() {
			rt.Fatalf("%+v, of\n%s", report, out)
		}
		for _, w := range warnings {
			if !strings.Contains(w, "Moodle reads past what is to be seen also") {
				rt.Errorf("warned of %q, of\n%s", w, out)
			}
		}
	})
}

func TestWhateverMoodlesFormatCannotHoldIsSaid(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	rapid.Check(t, func(rt *rapid.T) {
		c := aFramework(rt, false)
		keepFramework(t, s, c)
		out, warnings := written(t, s, exchange.ExportFramework{Code: c.Framework.Code, Format: exchange.Moodle})
		report := importing(t, s, out, exchange.ImportFramework{Version: c.Version.Version})
		if report.Unchanged != len(c.Competencies)+len(c.Profiles) && !warned(warnings, "Moodle's CSV cannot hold") {
			rt.Fatalf("%+v, warned of %q, of\n%s", report, warnings, out)
		}
	})
}

func TestMoodlesFormatIsWhatMoodleReads(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	importing(t, s, testFile(t, "framework.json"), exchange.ImportFramework{})
	out, warnings := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.Moodle})
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{
			"Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values", "Scale configuration",
			"Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)", "Cross-referenced competency ID numbers",
			"Exported ID (optional)", "Is framework", "Taxonomy",
		},
		{
			"", "BAKE", "Bakers’ framework", "A small framework to test with.", "2", "Not yet,Helps,Leads",
			`[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1},{"id":3,"scaledefault":0,"proficient":1}]`, "", "", "", "", "", "1",
			"competency,competency,competency,competency",
		},
		{"", "BR", "Bread", "Everything with yeast.", "2", "", "", "", "", "", "", "", "0", ""},
		{"BR", "BR1", "Kneading", "Working the dough.", "2", "", "", "", "", "", "Miller’s guide%2C chapter 2", "", "0", ""},
		{"BR", "BR2", "Proving", "Waiting well.", "2", "", "", "", "", "", "", "", "0", ""},
		{"", "CA", "Cake", "", "2", "", "", "", "", "", "", "", "0", ""},
		{"CA", "CA1", "Kneading", "The other kind.", "2", "", "", "", "", "", "", "", "0", ""},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("got %q, want %q", rows, want)
	}
	for _, w := range []string{
		"the number of the version: import it with --version 1.0", "the licence", "the notes", "each level: 3 texts",
		"what the levels mean: 2 descriptions", "2 role profiles", "seen also outside the framework: 1 pointer",
	} {
		if !warned(warnings, w) {
			t.Errorf("no warning %q among %q", w, warnings)
		}
	}
	if len(warnings) != 7 {
		t.Errorf("warned of %q", warnings)
	}
}

func TestWhatASpreadsheetWouldRunIsHarmlessInMoodlesFormat(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	text := strings.NewReplacer(`"Kneading", "description": "Working the dough."`, `"=cmd()", "description": "- knead\n-  wait\n\n<b>"`).Replace(testFile(t, "framework.json"))
	importing(t, s, text, exchange.ImportFramework{})
	out, _ := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.Moodle})
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || rows[3][2] != "'=cmd()" || rows[3][3] != "<p>- knead<br>- &nbsp;wait<br><br>&lt;b&gt;</p>" || rows[3][4] != "1" {
		t.Errorf("got %q (%v)", rows[3], err)
	}
	back, report := readFramework(t, file("moodle.csv", out))
	accepted(t, report)
	if k := back.Competencies[0]; k.Name != "=cmd()" || k.Description != "- knead\n-  wait\n\n<b>" {
		t.Errorf("it came back as %+v", k)
	}
}

func TestMoodlesFormatSaysWhatDoesNotComeBack(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	text := strings.NewReplacer(
		`"see_also": ["Miller’s guide, chapter 2"]`, `"see_also": ["100%2C"]`, `"code": "CA",`, `"code": "BR2",`, `"label": "Helps"`, `"label": "Helps, a bit"`,
		`"Waiting well."`, `"Waiting\r\nwell."`, `"code": "BR1", "name": "Kneading"`, `"code": "BR1", "name": "`+strings.Repeat("k", 101)+`"`,
	).Replace(testFile(t, "framework.json"))
	importing(t, s, text, exchange.ImportFramework{})
	_, warnings := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.Moodle})
	for _, w := range []string{
		"commas in the names of levels", "an area with the code of a competency: BR2 is BR2-2", "all of these as they are: competency BR1, competency BR2",
		"Moodle cuts ID numbers and short names at 100 characters: 1 row has one that is longer",
	} {
		if !warned(warnings, w) {
			t.Errorf("no warning %q among %q", w, warnings)
		}
	}
}

func TestCompetenciesAtTheTopStayThere(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	importing(t, s, testFile(t, "moodle.csv"), exchange.ImportFramework{})
	out, _ := written(t, s, exchange.ExportFramework{Code: "OVENS", Format: exchange.Moodle})
	if !strings.Contains(out, "\n,SALES,Selling,") || strings.Contains(out, "\n,OVENS,Bakers’ ovens,,") {
		t.Errorf("exported %s", out)
	}
	counts(t, importing(t, s, out, exchange.ImportFramework{}), 0, 0, 5, 0)
}
