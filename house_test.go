package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what a package may import. "x" is the package x, "x/..." those below x, "x*" whatever begins with x,
// "-x" never x, and the last word that fits an import decides. The first rule that fits a package holds for it.
// Every package may import the standard library (unless refused), and one inside a layer its own parts. Test files may
// import what they like.
type rule struct {
	pkg    string
	ours   string // of this module
	others string // of other modules; "*" is any
}

// house is the direction of imports: nouns at the bottom, then how they are kept, then verbs, then faces and doors.
var house = []rule{
	// Nouns. Downward only, which Go itself sees to: it refuses a circle.
	{"models", "models/disclosure", ""},
	{"models/paths", "models models/disclosure", ""},
	{"models/disclosure", "models", ""},
	{"models/store", nouns, "gorm.io/* github.com/mattn/go-sqlite3* github.com/jackc/pgx/* " +
		"github.com/pressly/goose/* github.com/google/uuid golang.org/x/text/*"},
	{"models/store/...", nouns, "github.com/pressly/goose/*"},
	{"models/modeltest", nouns + " models/store models/store/...", library}, // imported by tests alone

	// Verbs. Areas do not call each other; what one's act changes in another is a rule in models and a method of store.Tx.
	{"app/policy", "models", ""},
	{"app/outbox", nouns + " models/store", "github.com/wneessen/go-mail* github.com/arran4/golang-ical*"},
	{"app/input", "models", library},
	{"app/files", "models", library},
	{"app/badge", "models app/badge/...", library},
	{"app/seal", "", ""},
	{"app/attendance/report", "models", library},
	{"app/demo", area + " app/exchange", library},
	{"app/demo/starter", area + " app/exchange", library},              // the starter content is in the formats that exchange reads
	{"app/generate", area + " app/exchange app/demo/starter", library}, // begins with the starter content too
	{"app/...", area, library},
	{"app", nouns + " models/store app/...", ""}, // joins the areas

	// Faces. Page structs come from the areas; what a page offers is asked of policy.
	{"views", faces, "github.com/a-h/templ* codeberg.org/go-pdf/fpdf* github.com/boombuler/barcode*"},
	{"views/...", faces, "github.com/a-h/templ* codeberg.org/go-pdf/fpdf* github.com/boombuler/barcode* golang.org/x/image*"},
	{"static", "", ""},

	// Doors. They ask the verbs, never the store.
	{"handlers", doors + " handlers/web", "* " + noGorm},
	{"handlers/web", doors, "* " + noGorm + " " + noEcho},
	{"handlers/command", doors, "* " + noGorm + " " + noEcho},

	// The key.
	{"main", "*", "* " + noGorm + " " + noEcho},
}

const (
	nouns = "models models/paths models/disclosure"
	area  = nouns + " models/store app/policy app/input app/files app/badge app/seal"
	faces = nouns + " static app/... views views/..."
	doors = nouns + " app app/... views views/... static"

	noGorm  = "-gorm.io/*"             // models/store is the one package that imports gorm
	noEcho  = "-github.com/labstack/*" // handlers is the one package that imports echo
	library = "* " + noGorm + " " + noEcho + " -github.com/a-h/templ* -html/template"
)

// top names all that stands at the top of the repository.
var top = strings.Fields(`.ci .gitattributes .gitignore .golangci.yml CONTRIBUTING.md Dockerfile GLOSSARY.md LICENSE
	Makefile README.md app docker-compose.yml docs go.mod go.sum handlers house_test.go main.go models static tools views`)

// longest is the number of lines at which a file is two things.
const longest = 350

func TestImportsPointDownward(t *testing.T) {
	for _, file := range repository(t) {
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "tools/") {
			continue
		}
		pkg := path.Dir(file)
		if pkg == "." {
			pkg = "main"
		}
		i := slices.IndexFunc(house, func(r rule) bool { return fits(r.pkg, pkg) })
		if i < 0 {
			t.Errorf("%s: package %s is not in the table of this test: say there what it may import", file, pkg)
			continue
		}
		for _, imported := range imports(t, file) {
			if problem := house[i].refuses(pkg, imported); problem != "" {
				t.Errorf("%s: %s may not import %s: %s", file, pkg, imported, problem)
			}
		}
	}
}

// refuses says why pkg may not import the package named, or nothing.
func (r rule) refuses(pkg, imported string) string {
	if own, ok := strings.CutPrefix(imported, "trellis/"); ok {
		itsPart := strings.Contains(pkg, "/") && strings.HasPrefix(own, pkg+"/")
		if itsPart || allows(r.ours, own) {
			return ""
		}
		return "of ours it may import: " + orNothing(r.ours)
	}
	if standard := !strings.Contains(strings.Split(imported, "/")[0], "."); standard {
		if slices.Contains(strings.Fields(r.others), "-"+imported) {
			return "the table refuses it"
		}
		return ""
	}
	if allows(r.others, imported) {
		return ""
	}
	return "beyond the standard library it may import: " + orNothing(r.others)
}

// allows tells whether the last word of the list that fits the name allows it.
func allows(list, name string) bool {
	allowed := false
	for _, word := range strings.Fields(list) {
		if refused, ok := strings.CutPrefix(word, "-"); ok && fits(refused, name) {
			allowed = false
		} else if !ok && fits(word, name) {
			allowed = true
		}
	}
	return allowed
}

func fits(pattern, name string) bool {
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return strings.HasPrefix(name, below+"/")
	}
	if beginning, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, beginning)
	}
	return pattern == name
}

func orNothing(list string) string {
	if list == "" {
		return "nothing"
	}
	return list
}

func imports(t *testing.T, file string) (paths []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, name)
	}
	return paths
}

func TestTheTopHoldsOnlyWhatTheDesignNames(t *testing.T) {
	for _, file := range repository(t) {
		if name, _, _ := strings.Cut(file, "/"); !slices.Contains(top, name) {
			t.Errorf("%s: %s is not named among what stands at the top", file, name)
		}
	}
}

func TestAFileIsOneThing(t *testing.T) {
	for _, file := range repository(t) {
		if !slices.Contains([]string{".go", ".templ", ".js"}, path.Ext(file)) {
			continue
		}
		text := read(t, file)
		if lines := bytes.Count(text, []byte("\n")); lines > longest && !generated.Match(text) {
			t.Errorf("%s has %d lines (at most %d): is it two things?", file, lines, longest)
		}
	}
}

var generated = regexp.MustCompile(`(?m)^(//|/\*) Code generated .* DO NOT EDIT\.`)

func TestNothingIsLeftToDo(t *testing.T) {
	unfinished := regexp.MustCompile(`\bTO` + `DO\b`)
	for _, file := range repository(t) {
		text := read(t, file)
		if at := unfinished.FindIndex(text); at != nil && !bytes.ContainsRune(text, 0) {
			t.Errorf("%s:%d: do it now, or write it down as an issue", file, 1+bytes.Count(text[:at[0]], []byte("\n")))
		}
	}
}

// countrysOwn are words of one country's health service. Whom a network is made of is content: files, the demonstration's
// starter and tests may say it, code may not. An NHS number is named where a rule of safety looks for one.
var countrysOwn = regexp.MustCompile(`(?i)\b(NHS (foundation )?trust|NHS England|integrated care (board|system)|ambulance trust|` +
	`commissioning support unit|primary care network|agenda for change|band [1-9]|Midlands|Birmingham)\b`)

func TestNoCountrysBodiesAreNamedInCode(t *testing.T) {
	for _, file := range repository(t) {
		if ext := path.Ext(file); ext != ".go" && ext != ".templ" || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "app/demo/starter/") {
			continue
		}
		text := read(t, file)
		for _, at := range countrysOwn.FindAllIndex(text, -1) {
			t.Errorf("%s:%d: %q is content: put it into a file", file, 1+bytes.Count(text[:at[0]], []byte("\n")), text[at[0]:at[1]])
		}
	}
}

func TestGeneratedViewsHaveTheirSource(t *testing.T) {
	files := repository(t)
	for _, file := range files {
		if view, ok := strings.CutSuffix(file, "_templ.go"); ok && !slices.Contains(files, view+".templ") {
			t.Errorf("%s was generated from a view that is gone: delete it", file)
		}
		if view, ok := strings.CutSuffix(file, ".templ"); ok && !slices.Contains(files, view+"_templ.go") {
			t.Errorf("%s has no generated code beside it: make generate", file)
		}
	}
}

// repository lists the repository's files, with slashes, less what .gitignore names.
func repository(t *testing.T) (files []string) {
	t.Helper()
	ignored := strings.Fields(string(read(t, ".gitignore")))
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case name == ".git" || slices.ContainsFunc(ignored, func(pattern string) bool { return ignores(pattern, name) }):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.Type().IsRegular():
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// ignores understands as much of .gitignore as ours uses: "/name" at the top, "name" anywhere, with * in it.
func ignores(pattern, name string) bool {
	if anchored, ok := strings.CutPrefix(pattern, "/"); ok {
		pattern = anchored
	} else {
		name = path.Base(name)
	}
	matched, _ := path.Match(pattern, name)
	return matched
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
