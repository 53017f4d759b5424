package exchange_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"trellis/app/exchange"
)

// readRoles reads a text as the roles of the bakers.
func readRoles(t *testing.T, roles exchange.File) exchange.Report {
	t.Helper()
	_, report := readFramework(t, file("skills.csv", testFile(t, "skills.csv")), roles)
	return report
}

const roleHeader = "Role,Role Level,Skill Name,Skill Level\n"

func TestAPlaceFarDownIsExact(t *testing.T) {
	const rows = 3_000 // many times what is read ahead
	many := strings.Repeat("\"Bäcker\r\n\r\nmeister\",Jürgen’s,Tasting,Working\r\n\r\n", rows)
	last := 2 + 4*rows
	for name, c := range map[string]struct {
		text      string
		line, col int
		says      string
	}{
		"in a row":             {"Bäcker,Ärger,Tasting,Wörking\n", last, 22, "no such level"},
		"behind a long cell":   {"\"Bäcker\nÄ\",Ärger,Tasting,Wörking\n", last + 1, 18, "no such level"},
		"half a character":     {"Bäcker,Ärger,T\xc3", last, 15, "in the middle of a character"},
		"no character":         {"Bäcker,Ärger,T\xc3sting,\n", last, 15, "not UTF-8"},
		"a NUL":                {"Bäcker,\x00", last, 8, "NUL"},
		"a quotation left off": {"Bäcker,\"Ärger,Tasting,Working\n", last, 1, "quotation mark"},
		"too many cells":       {"Bäcker,Ärger,Tasting,Working,\n", last, 1, "5 cells, the header has 4"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, in := range []io.Reader{
				strings.NewReader(roleHeader + many + c.text),
				iotest.OneByteReader(strings.NewReader("\ufeff" + roleHeader + many + c.text)),
			} {
				report := readRoles(t, exchange.File{Name: "roles.csv", Content: in})
				if len(report.Refused) != 1 {
					t.Fatalf("got %+v", report.Refused)
				}
				if p := report.Refused[0]; p.Line != c.line || p.Column != c.col || !strings.Contains(p.Problem, c.says) {
					t.Errorf("got %+v, want %+v", p, c)
				}
			}
		})
	}
}

func TestWhatPartsTheCellsIsFoundFromTheHeader(t *testing.T) {
	for name, text := range map[string]string{
		"commas":                      roleHeader + "Baker,Baker,Tasting,Working\n",
		"semicolons":                  "Role;Role Level;Skill Name;Skill Level\nBaker;Baker;Tasting;Working\n",
		"tabs":                        "Role\tRole Level\tSkill Name\tSkill Level\nBaker\tBaker\tTasting\tWorking\n",
		"semicolons, a comma quoted":  "Role;\"Role Level\";Skill Name;Skill Level;\"One, two\"\nBaker;Baker;Tasting;Working;\n",
		"empty lines before":          "\r\n\nRole;Role Level;Skill Name;Skill Level\nBaker;Baker;Tasting;Working\n",
		"a line end within a heading": "Role;Role Level;Skill Name;Skill Level;\"Notes\n, if any\"\nBaker;Baker;Tasting;Working;\n",
	} {
		t.Run(name, func(t *testing.T) { accepted(t, readRoles(t, file("roles.csv", text))) })
	}
}

func TestAWorkbookIsNotMistakenForText(t *testing.T) {
	report := readRoles(t, file("roles.xlsx", "PK\x03\x04\x14\x00"))
	if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, "cannot be opened as one: is it whole?") {
		t.Errorf("got %+v", report.Refused)
	}
}

func TestAFileThatCannotBeReadToItsEndIsRefused(t *testing.T) {
	begun := strings.NewReader(roleHeader + strings.Repeat("Baker,Baker,Tasting,Working\n", 10_000))
	report := readRoles(t, exchange.File{Name: "roles.csv", Content: io.MultiReader(begun, iotest.ErrReader(io.ErrUnexpectedEOF))})
	if len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Problem, io.ErrUnexpectedEOF.Error()) {
		t.Errorf("got %+v", report.Refused)
	}
	if _, _, err := exchange.ReadFramework([]exchange.File{{Name: "roles.csv", Content: iotest.ErrReader(io.ErrClosedPipe)}}, ""); err == nil {
		t.Error("a file of which nothing can be read makes no error")
	}
}
