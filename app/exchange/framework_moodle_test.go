package exchange_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// outline tells a framework's tree, a line for each domain and competency.
func outline(c store.FrameworkContent) []string {
	var lines []string
	depth := map[models.ID]int{}
	for _, d := range c.Domains {
		lines = append(lines, d.Code+": "+d.Name)
		for _, k := range c.Competencies {
			if k.DomainID != models.ID(d.Code) {
				continue
			}
			depth[models.ID(k.Code)] = 1
			if k.ParentID != nil {
				depth[models.ID(k.Code)] = depth[*k.ParentID] + 1
			}
			lines = append(lines, strings.Repeat("  ", depth[models.ID(k.Code)])+k.Code+" "+k.Name)
		}
	}
	return lines
}

func TestMoodlesCompetenciesAreRead(t *testing.T) {
	c, report := readFramework(t, file("moodle.csv", testFile(t, "moodle.csv")))
	accepted(t, report)
	want := []string{"bread: Bread", "  BR1 Kneading", "    BR-2 Proving", "    BR3 Waiting", "  BR4 Scoring", "OVENS: Bakers’ ovens", "  SALES Selling"}
	if got := outline(c); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if c.Framework.Code != "OVENS" || c.Framework.Name != "Bakers’ ovens" || c.Version.Version != "1" || c.Version.Description != "All of it & more" {
		t.Errorf("got %+v, %+v", c.Framework, c.Version)
	}
	if want := []models.Level{{Value: 0, Label: "Not yet competent"}, {Value: 1, Label: "Competent"}, {Value: 2, Label: "Expert"}}; !slices.Equal(c.Levels, want) {
		t.Errorf("levels %+v", c.Levels)
	}
	for i, want := range []string{"Working the dough, with both hands.\n\n- slowly\n- firmly", "Waits < an hour", "- **patience**\n- more", "", ""} {
		if c.Competencies[i].Description != want {
			t.Errorf("%s is described as %q, want %q", c.Competencies[i].Code, c.Competencies[i].Description, want)
		}
	}
	if got := []string{c.Competencies[0].SeeAlso, c.Competencies[2].SeeAlso, c.Competencies[4].SeeAlso}; !slices.Equal(got, []string{"BR-2\noven, the", "nobody\nBR-2", "bread"}) {
		t.Errorf("cross references %q", got)
	}
	for _, want := range []string{
		`1 ID number is no code of ours, of letters, digits, dots, hyphens and underscores: "BR 2" is BR-2 now`,
		`moodle.csv:2: no row has the ID number "oven, the" of a cross reference`,
		`1 competency has a scale of their own, where that of the framework is used: BR-2`,
		"moodle.csv: 1 item stands deeper than a domain, its competencies and their parts",
		"not kept: Rule type (optional), Rule outcome (optional), Exported ID (optional)",
	} {
		if !warned(report.Warnings, want) {
			t.Errorf("no warning %q among %q", want, report.Warnings)
		}
	}
	if len(report.Warnings) != 6 {
		t.Errorf("warned of %q", report.Warnings)
	}
}

// header is the first line of the file, and rows is the rest.
func headed(t *testing.T) (header, rows string) {
	t.Helper()
	header, rows, _ = strings.Cut(testFile(t, "moodle.csv"), "\n")
	return header, rows
}

func TestMoodlesHeaderIsSpeltInManyWays(t *testing.T) {
	_, rows := headed(t)
	c, _ := readFramework(t, file("m", testFile(t, "moodle.csv")))
	for name, header := range map[string]string{
		"3.x":        `"Parent id number","Id number",Shortname,Description,"Description format","Scale values","Scale configuration","Rule type (optional)","Rule outcome (optional)","Rule config (optional)","Cross referenced competency id numbers","Exported id (optional)","Is framework",Taxonomy`,
		"translated": "ID-Nummer (Eltern),ID-Nummer,Kurzbezeichnung,Beschreibung,Format,Skalenwerte,Skala,Regeltyp,Regelergebnis,Regel,Querverweise,Exportierte ID,Ist Rahmen,Taxonomie",
	} {
		other, report := readFramework(t, file("m", header+"\n"+rows))
		accepted(t, report)
		if other.Version.ContentHash != c.Version.ContentHash {
			t.Errorf("%s: another framework: %q", name, outline(other))
		}
		if warned(report.Warnings, "taken in the order of Moodle's") != (name == "translated") {
			t.Errorf("%s: warned of %q", name, report.Warnings)
		}
	}
	turned := "Shortname,Is framework,Scale values,Colour,ID number,Parent ID number\nOvens,1,\"No,Yes\",red,O,\nBread,,,,B,\n"
	other, report := readFramework(t, file("m", turned))
	accepted(t, report)
	if got := outline(other); !slices.Equal(got, []string{"O: Ovens", "  B Bread"}) || !warned(report.Warnings, `"Colour" is not known`) {
		t.Errorf("by name in another order: %q, warned of %q", got, report.Warnings)
	}
}

func TestMoodlesTwelveColumnsOfOldAreRead(t *testing.T) {
	for _, header := range []string{
		"Parent id number,Id number,Shortname,Description,Description format,Scale values,Scale configuration,Rule type (optional),Rule outcome (optional),Rule config (optional),Is framework,Taxonomy",
		"a,b,c,d,e,f,g,h,i,j,k,l",
	} {
		c, report := readFramework(t, file("m", header+"\n,F,Frame,,1,\"No,Yes\",,,,,1,\"[\"\"competency\"\"]\"\n,A,Above,,1,,,,0,null,0,\nA,B,Below,,1,,,,0,null,0,\n"))
		accepted(t, report)
		if got := outline(c); !slices.Equal(got, []string{"A: Above", "  B Below"}) {
			t.Errorf("got %q", got)
		}
	}
}

func TestTheOrderOfMoodlesRowsChangesNoCode(t *testing.T) {
	const header = "Parent ID number,ID number,Short name,Scale values,Is framework\n"
	rows := []string{",F 1,Frame,\"No,Yes\",1\n", ",a b,One,,\n", ",a-b,Two,,\n", ",A.B,Three,,\n", ",a.b,Four,,\n", ",a  b!,Five,,\n", ",ъ,Six,,\n", "F 1,x,Seven,,\n"}
	codes := func(rows []string) map[string]string {
		c, report := readFramework(t, file("m", header+strings.Join(rows, "")))
		accepted(t, report)
		of := map[string]string{"framework": c.Framework.Code}
		for _, k := range c.Competencies {
			of[k.Name] = k.Code
		}
		return of
	}
	want := map[string]string{
		"framework": "F-1", "One": "a-b-3", "Two": "a-b", "Three": "A.B", "Four": "a.b-2", "Five": "a-b-2", "Six": "unnamed", "Seven": "x",
	}
	got := codes(rows)
	slices.Reverse(rows)
	if turned := codes(rows); fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(turned) != fmt.Sprint(want) {
		t.Errorf("got %v, and %v turned around; want %v", got, turned, want)
	}
}

func TestWhatIsWrongWithMoodlesFileIsSaidWithItsPlace(t *testing.T) {
	for name, c := range map[string]struct {
		old, fresh    string
		line, col     int
		column, value string
		says          string
	}{
		"no framework":               {",,1,\"competency", ",,0,\"competency", 0, 0, "", "", "exactly one with 1 under Is framework"},
		"two frameworks":             {"Selling,,1,,,,,,bread,2,,", "Selling,,1,,,,,,bread,2,1,", 9, 32, "Is framework", "1", "line 5 is the framework already"},
		"neither yes nor no":         {"Selling,,1,,,,,,bread,2,,", "Selling,,1,,,,,,bread,2,x,", 9, 32, "Is framework", "x", "want 1 for the framework"},
		"an unknown parent":          {"bread,BR4", "brood,BR4", 10, 1, "Parent ID number", "brood", "add a row for it, or leave the cell empty"},
		"a circle":                   {"\nbread,BR1", "\nBR3,BR1", 2, 1, "Parent ID number", "BR3", "this is a circle: BR1 is a part of BR3 is a part of BR 2 is a part of BR1"},
		"its own parent":             {"\nbread,BR1", "\nBR1,BR1", 2, 1, "Parent ID number", "BR1", "this is a circle: BR1 is a part of BR1"},
		"an ID number twice":         {"bread,BR4", "bread,SALES", 10, 7, "ID number", "SALES", "line 9 has this ID number already"},
		"no ID number":               {"bread,BR4", "bread,", 10, 7, "ID number", "", "want an ID number"},
		"no ID number at the top":    {",SALES,Selling", ",,Selling", 9, 2, "ID number", "", "want an ID number"},
		"no short name":              {"BR4,Scoring", "BR4, ", 10, 11, "Short name", "", "this cell is empty"},
		"a framework without ID":     {",OVENS,", ",,", 5, 2, "ID number", "", "want the ID number of the framework"},
		"a scale of one value":       {`"Not yet competent, Competent,Expert"`, `Competent`, 5, 61, "Scale values", "Competent", "want from 2 to 21 values"},
		"a scale with a hole":        {`"Not yet competent, Competent,Expert"`, `"No,,Yes"`, 5, 61, "Scale values", "No,,Yes", "value 2 is empty"},
		"no scale":                   {`"Not yet competent, Competent,Expert"`, ``, 5, 61, "Scale values", "", "want from 2 to 21 values"},
		"a configuration of nothing": {`"[{""scaleid"":""2""},`, `"{""scaleid"":""2""},`, 5, 99, "Scale configuration", `{"scaleid":"2"},{"id":2,"scaledefault":1,"proficient":1},{"id":3,"scaledefault"…`, "no scale configuration"},
		"a value beyond the scale":   {`{""id"":2,`, `{""id"":4,`, 5, 99, "Scale configuration", `[{"scaleid":"2"},{"id":4,"scaledefault":1,"proficient":1},{"id":3,"scaledefault…`, "names value 4 of the scale: want one from 1 to 3"},
		"a cell too many":            {"BR4,Scoring,,", "BR4,Scoring,,,", 10, 1, "Parent ID number", "bread", "15 cells"},
	} {
		t.Run(name, func(t *testing.T) {
			text := testFile(t, "moodle.csv")
			if !strings.Contains(text, c.old) {
				t.Fatalf("the file has no %q", c.old)
			}
			_, report := readFramework(t, file("moodle.csv", strings.Replace(text, c.old, c.fresh, 1)))
			if len(report.Refused) == 0 {
				t.Fatal("nothing is refused")
			}
			if name == "no ID number at the top" && len(report.Refused) > 1 {
				t.Errorf("it is refused for other reasons too: %+v", report.Refused[1:])
			}
			p := report.Refused[0]
			if p.Line != c.line || p.Column != c.col || p.ColumnName != c.column || p.Value != c.value || !strings.Contains(p.Problem, c.says) {
				t.Errorf("got %+v, want %+v", p, c)
			}
		})
	}
}

func TestLongCellsOfMoodlesFileAreMeasuredByWhatTheySay(t *testing.T) {
	const header = "Parent ID number,ID number,Short name,Description,Scale values,Is framework\n,F,Frame,,\"No,Yes\",1\n"
	picture, name := strings.Repeat("A", 30_000), strings.Repeat("long ", 60)
	c, report := readFramework(t, file("m", header+`F,A,`+name+`,"<p><img src=""data:`+picture+`"">so</p>",,
F,B,`+name+`,,,
`))
	accepted(t, report)
	if k := c.Competencies[0]; k.Description != "so" || len([]rune(k.Name)) > 250 || !strings.HasSuffix(k.Name, "long…") {
		t.Errorf("got %+v", k)
	}
	if k := c.Competencies[1]; k.Description != strings.TrimSpace(name) {
		t.Errorf("the whole name is lost: %+v", k)
	}
	for _, want := range []string{"2 short names are longer than 250 characters and cut", "a parent that is the framework itself is none"} {
		if !warned(report.Warnings, want) {
			t.Errorf("no warning %q among %q", want, report.Warnings)
		}
	}
	_, report = readFramework(t, file("m", header+",A,A,"+picture+",,\n"))
	if len(report.Refused) != 1 || report.Refused[0].ColumnName != "Description" || !strings.Contains(report.Refused[0].Problem, "30000 characters long") {
		t.Errorf("refused %+v", report.Refused)
	}
}

func TestMoodlesFileStandsAlone(t *testing.T) {
	_, report := readFramework(t, file("moodle.csv", testFile(t, "moodle.csv")), file("skills.csv", testFile(t, "skills.csv")))
	if !refusedWith(report, "", "give it alone") {
		t.Errorf("refused %+v", report.Refused)
	}
	_, report = readFramework(t, file("m", "Parent ID number,ID number,Short name\na,b,c\n"))
	if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, "looks like Moodle's competency CSV, but has 3 columns and not these: Scale values, Is framework") {
		t.Errorf("refused %+v", report.Refused)
	}
	header, _ := headed(t)
	_, report = readFramework(t, file("m", header+"\n,F,Frame,,1,\"No,Yes\",,,,,,,1,\n"))
	if !refusedWith(report, "", "there is no competency") {
		t.Errorf("refused %+v", report.Refused)
	}
}

func TestMoodlesFrameworkIsImportedAndKept(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		text := testFile(t, "moodle.csv")
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 5, 0, 0, 0)
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 5, 0)
		if got := outline(kept(t, s, "OVENS", "1").ByCode()); len(got) != 7 || got[3] != "    BR3 Waiting" {
			t.Errorf("kept %q", got)
		}
		counts(t, importing(t, s, strings.Replace(text, "Scoring", "Cutting", 1), exchange.ImportFramework{}), 0, 0, 0, 1)
		counts(t, importing(t, s, strings.Replace(text, "Scoring", "Cutting", 1), exchange.ImportFramework{Version: "2"}), 5, 0, 0, 0)
	})
}

// The real file is under the GPL and stays outside the repository.
func TestMoodlesOwnSampleIsImported(t *testing.T) {
	text := realFile(t, "frameworks/moodle-oecd.csv")
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		report := importing(t, s, text, exchange.ImportFramework{})
		counts(t, report, 62, 0, 0, 0) // 65 rows are the framework, 2 areas and 62 competencies
		t.Logf("%s; warnings:\n%s", report.Subject, strings.Join(report.Warnings, "\n"))
		c := kept(t, s, "OECD-CORE", "1").ByCode()
		deepest, references := 0, 0
		for _, line := range outline(c) {
			deepest = max(deepest, (len(line)-len(strings.TrimLeft(line, " ")))/2)
		}
		for _, k := range c.Competencies {
			if k.SeeAlso != "" {
				references += 1 + strings.Count(k.SeeAlso, "\n")
			}
			if strings.ContainsAny(k.Description, "<>") {
				t.Errorf("%s is described as %q", k.Code, k.Description)
			}
		}
		if len(c.Domains) != 2 || len(c.Competencies) != 62 || len(c.Levels) != 2 || deepest != 2 || references != 78+39 {
			t.Errorf("%d areas, %d competencies down to %d, %d levels, %d cross references", len(c.Domains), len(c.Competencies), deepest, len(c.Levels), references)
		}
		counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 62, 0)
	})
}

// realFile is a file beside the repository, which the test goes without where it is not there.
func realFile(t *testing.T, name string) string {
	t.Helper()
	for _, folder := range []string{"../../../shared/data/", "../../../../shared/data/"} {
		if text, err := os.ReadFile(folder + name); err == nil {
			return string(text)
		}
	}
	t.Skip("the file is not here: ", name)
	return ""
}
