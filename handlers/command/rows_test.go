package command_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trellis/models"
)

// written is a file with a text.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	organisationsFile = "code,name,kind\nTRU,Trust,provider\n"
	peopleFile        = "email,name,organisation\nada@example.org,Ada,TRU\nbo@example.org,=Bo,\n"
)

func TestOrganisationsAndPeopleComeInAndGoOut(t *testing.T) {
	s := newShell(t)
	organisations, people := written(t, "organisations.csv", organisationsFile), written(t, "people.csv", peopleFile)
	out, _ := s.run(0, "import", "organisations", organisations)
	says(t, out, "organisations from "+organisations, "added      1", "refused    0")
	out, _ = s.run(0, "import", "people", people, "--dry-run")
	says(t, out, "added      2", "Dry run: nothing was changed.")
	out, problems := s.run(0, "import", "people", people)
	says(t, out, "people from "+people, "added      2")
	if problems != "" {
		t.Errorf("progress where nobody looks: %q", problems)
	}
	out, _ = s.run(0, "import", "people", people)
	says(t, out, "added      0", "unchanged  2")

	out, _ = s.run(0, "export", "organisations")
	if want := "code,name,kind,parent,serves,ods_code,opened,closed,successor,short_name\nTRU,Trust,provider,,,,,,,\n"; out != want {
		t.Errorf("got %q, want %q", out, want)
	}
	to := filepath.Join(t.TempDir(), "out.csv")
	for range 2 { // what is there is written over
		out, _ = s.run(0, "export", "people", "-o", to)
		if text, err := os.ReadFile(to); err != nil || !strings.HasSuffix(string(text), "\nbo@example.org,'=Bo,,,,,,,,\n") || out != "" {
			t.Errorf("%q, and on standard output %q (%v)", text, out, err)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(to)); err != nil || len(left) != 1 {
		t.Errorf("beside it lie %v (%v)", left, err)
	}
	out, _ = s.run(0, "import", "people", to)
	says(t, out, "unchanged  2")
}

func TestAnExportThatFailsLeavesWhatWasThere(t *testing.T) {
	s := newShell(t)
	folder := t.TempDir()
	_, problems := s.run(1, "export", "people", "-o", folder)
	says(t, problems, "is a directory")
	_, problems = s.run(1, "export", "people", "-o", filepath.Join(folder, "nowhere", "out.csv"))
	says(t, problems, "no such file or directory")
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
	s.run(0, "export", "people", "-o", os.DevNull)
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s became a file (%v)", os.DevNull, err)
	}
}

func TestAnExportNeverTakesThePlaceOfTheDatabase(t *testing.T) {
	s := newShell(t)
	before, err := os.ReadFile(s.store.Path())
	if err != nil {
		t.Fatal(err)
	}
	another := filepath.Join(t.TempDir(), "out.csv")
	if err := os.Symlink(s.store.Path(), another); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"people", "organisations", "courses", "bundle"} {
		for _, to := range []string{s.store.Path(), another, filepath.Dir(s.store.Path()) + "/./" + filepath.Base(s.store.Path())} {
			_, problems := s.run(1, "export", kind, "-o", to)
			says(t, problems, "everything is kept in this file: name another")
		}
	}
	if after, err := os.ReadFile(s.store.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database is another file now (%v)", err)
	}
}

func TestRefusedRowsAreSaidOneALine(t *testing.T) {
	s := newShell(t)
	path := written(t, "people.csv", peopleFile+"nobody,Nobody,\n")
	out, _ := s.run(1, "import", "people", path)
	says(t, out, path+`:2:21: organisation: "TRU": no organisation has the code TRU: import the organisations first, or correct the code`,
		path+`:4:1: email: "nobody": this is not one email address`, "Nothing was changed")
	out, _ = s.run(1, "import", "people", path, "--json")
	var report struct {
		Kind, File                string
		Added, Changed, Unchanged int
		Refused                   []struct {
			Line, Column   int
			Value, Problem string
		}
		Warnings []string
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Kind != "people" || report.File != path || len(report.Refused) != 2 || report.Refused[0].Line != 2 || report.Refused[0].Value != "TRU" {
		t.Errorf("got %+v", report)
	}
}

func TestManyProblemsAlikeDoNotHideTheOthers(t *testing.T) {
	s := newShell(t)
	rows := "Email;Name;Organisation;Manager email;Started\n"
	for i := range 50 {
		rows += fmt.Sprintf("p%d@example.org;Person;;;\np%d@example.org;Person;;;\nnobody%d;Person;;;01/02/2026\n", i, i, i)
	}
	out, _ := s.run(1, "import", "people", written(t, "people.csv", rows+"ada@example.org;Ada;NOWHERE;;\n"))
	says(t, out, "NOWHERE", "refused   51", "and 47 more like this one (--json lists them)\n", "warning: and 47 more like this one")
	if lines := strings.Count(out, "\n"); lines > 20 {
		t.Errorf("%d lines:\n%s", lines, out)
	}
}

func TestColumnsAreFoundAsPeopleWriteThem(t *testing.T) {
	s := newShell(t)
	s.run(0, "import", "organisations", written(t, "organisations.csv", "Code;Name;Kind;ODS code;Short-name\nTRU;Trust;provider;RAA;T\n"))
	out, _ := s.run(0, "export", "organisations")
	says(t, out, "TRU,Trust,provider,,,RAA,,,,T")
	out, _ = s.run(1, "import", "people", written(t, "people.csv", "Email,Name,Organisation,Manager email,Started\na@example.org,A,TRU,boss@example.org,\n"))
	says(t, out, "nobody in this file or in Trellis has this address")
	out, _ = s.run(1, "import", "people", written(t, "people.csv", "Email,Name,Organisation,Started\nb@example.org,B,TRU,01/02/2026\n"))
	says(t, out, "give the column the format yyyy-mm-dd")
}

func TestHelpSaysWhatIsInAFileOfRows(t *testing.T) {
	s := newShell(t)
	out, _ := s.run(0, "import", "people", "--help")
	says(t, out, "email", "name", "organisation", "team", "job_title", "band", "role_profile", "manager_email", "started", "ended")
	out, _ = s.run(0, "import", "organisations", "--help")
	says(t, out, "code", "name", "kind", "parent", "serves", "ods_code", "opened", "closed", "successor", "short_name")
	for _, kind := range models.OrganisationKinds() {
		says(t, out, string(kind))
	}
}

func TestBadUsageNamesTheCommandThatHelps(t *testing.T) {
	s := newShell(t)
	_, problems := s.run(2, "import", "people")
	says(t, problems, "trellis import people --help")
	_, problems = s.run(2, "imprt")
	says(t, problems, "(trellis --help")
	_, problems = s.run(1, "admin", "add", "--email", "new@example.org")
	says(t, problems, "nobody with the address new@example.org is known yet: say who it is with --name NAME")
}
