package exchange_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAnyFrameworkComesBackFromAWorkbookUnchanged(t *testing.T) {
	s := modeltest.SQLite(t, &modeltest.Clock{})
	rapid.Check(t, func(rt *rapid.T) {
		c := aFramework(rt, false)
		keepFramework(t, s, c)
		out, warnings := written(t, s, exchange.ExportFramework{Code: c.Framework.Code, Format: exchange.XLSX})
		report := importing(t, s, out, exchange.ImportFramework{})
		if report.Unchanged != len(c.Competencies)+len(c.Profiles) || report.IsRefused() || len(report.Warnings)+len(warnings) > 0 {
			rt.Fatalf("%+v, warned of %q", report, warnings)
		}
	})
}

// edited is a workbook of the framework of bakers, with cells written over.
func edited(t testing.TB, edit func(*excelize.File) error) []byte {
	t.Helper()
	s := modeltest.SQLite(t, &modeltest.Clock{})
	report, err := (&exchange.Service{Store: s}).ImportFramework(t.Context(), exchange.ImportFramework{Files: []exchange.File{file("f.json", sayingAll(t))}})
	if err != nil || report.IsRefused() {
		t.Fatal(err, report)
	}
	out, _ := written(t, s, exchange.ExportFramework{Code: "BAKE", Format: exchange.XLSX})
	book, err := excelize.OpenReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := edit(book); err != nil {
		t.Fatal(err)
	}
	if err := book.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

func TestWhatASpreadsheetTypesIsUnderstood(t *testing.T) {
	content := edited(t, func(book *excelize.File) error {
		if err := book.SetCellStr("Competencies", "A4", "1.10"); err != nil { // as a column of text keeps it
			return err
		}
		if err := book.SetCellStr("Requirements", "A4", "1.10"); err != nil {
			return err
		}
		for cell, value := range map[string]any{"A3": 1, "B3": "Helps a lot", "C3": "=1+1"} {
			if err := book.SetCellValue("Scale", cell, value); err != nil {
				return err
			}
		}
		return book.SetCellValue("Competencies", "H3", 18)
	})
	c, report := readFramework(t, bytesFile("b.xlsx", content))
	accepted(t, report)
	if len(c.Competencies) != 3 || c.Competencies[2].Code != "1.10" || c.Competencies[1].HoldsMonths != 18 {
		t.Errorf("got %+v", c.Competencies)
	}
	if l := c.Levels[1]; l.Value != 1 || l.Label != "Helps a lot" || l.Description != "=1+1" {
		t.Errorf("got %+v", l)
	}
}

func TestWhatIsWrongInAWorkbookIsSaidWithItsSheetAndRow(t *testing.T) {
	for name, c := range map[string]struct {
		sheet, cell, value, says string
		line                     int
	}{
		"a level too high":       {"Requirements", "C2", "9", "want a whole number from 0 to 2", 2},
		"no level":               {"Requirements", "C2", "lots", `want a level, such as "3"`, 2},
		"an unknown domain":      {"Competencies", "B3", "XX", "no row of the sheet Domains", 3},
		"an unknown kind":        {"Competencies", "F3", "gift", "want method, tool", 3},
		"neither yes nor no":     {"Role profiles", "F2", "perhaps", "want yes or no", 2},
		"a role profile of none": {"Requirements", "C1", "baron", "no row of the sheet Role profiles", 2},
	} {
		t.Run(name, func(t *testing.T) {
			content := edited(t, func(book *excelize.File) error { return book.SetCellStr(c.sheet, c.cell, c.value) })
			_, report := readFramework(t, bytesFile("b.xlsx", content))
			if len(report.Refused) == 0 {
				t.Fatal("nothing is refused")
			}
			p := report.Refused[0]
			if !strings.Contains(p.File, "b.xlsx, sheet ") || p.Line != c.line || !strings.Contains(p.Problem, c.says) {
				t.Errorf("got %+v", p)
			}
		})
	}
}

func TestAnArchiveThatIsNoWorkbookOrTooLargeIsRefused(t *testing.T) {
	bomb := func(name string, size int) []byte {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		w, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range size >> 20 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"cut off":          {[]byte("PK\x03\x04 workbook"), "is it whole?"},
		"a large file":     {bomb("a.csv", 80<<20), "more than 64 MiB"},
		"a large workbook": {bomb("xl/workbook.xml", 80<<20), "more than 64 MiB"},
		"no framework":     {bomb("a.csv", 0), ""},
	} {
		_, report := readFramework(t, bytesFile("a.zip", c.content))
		if len(report.Refused) == 0 || !strings.Contains(report.Refused[0].Problem, c.says) {
			t.Errorf("%s: %+v", name, report.Refused)
		}
	}
}

func TestTheTwoFilesOfTheGovernmentMayComeInOneArchive(t *testing.T) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range []string{"skills.csv", "roles.csv"} {
		w, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(testFile(t, name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	c, report := readFramework(t, bytesFile("gdd.zip", out.Bytes()))
	accepted(t, report)
	apart, _ := readFramework(t, file("skills.csv", testFile(t, "skills.csv")), file("roles.csv", testFile(t, "roles.csv")))
	if c.Version.ContentHash != apart.Version.ContentHash || len(c.Profiles) == 0 {
		t.Errorf("got %+v", models.FrameworkVersion(c.Version))
	}
}

func FuzzWorkbook(f *testing.F) {
	f.Add(edited(f, func(*excelize.File) error { return nil }))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, report, err := exchange.ReadFramework([]exchange.File{bytesFile("b.xlsx", content)}, "")
		if err != nil {
			t.Fatal(err)
		}
		whole(t, c, report)
	})
}
