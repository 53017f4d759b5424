package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"trellis/models"
)

var (
	organisationColumns = []string{"code", "name", "kind"}
	organisationOthers  = []string{"parent", "serves", "ods_code", "opened", "closed", "successor", "short_name"}
)

// organisationFile is what a file says of organisations.
type organisationFile struct {
	has  map[string]bool // the columns that are there; the others change nothing
	rows []*organisationRow
}

// organisationRow is one organisation as a file says it. It names others by their codes.
type organisationRow struct {
	models.Organisation // its id and successor aside
	successor           string
	parents, serves     []string
	places              map[string]Problem // of the columns that can turn out wrong later, by their names
}

// readOrganisations reads a file of organisations. Where it is wrong, the report says so.
func readOrganisations(s *source) organisationFile {
	if looksLikeJSON(s) {
		return readOrganisationsJSON(s)
	}
	return readOrganisationsCSV(s)
}

func readOrganisationsCSV(s *source) organisationFile {
	t := openTable(s)
	f := organisationFile{has: map[string]bool{}}
	if t.has("email") && !t.has("code") {
		s.refuse(0, strings.Join(t.names, ","), "this is a file of people: trellis import people takes it")
		return f
	}
	if t.broken || !t.wants(organisationColumns, organisationOthers) {
		return f
	}
	for _, name := range slices.Concat(organisationColumns, organisationOthers) {
		f.has[name] = t.has(name)
	}
	lines := map[string]int{} // of codes, in lower case
	for t.next() {
		row := readOrganisation(t)
		id := strings.ToLower(row.Code)
		if line, twice := lines[id]; twice && id != "" {
			t.wrong("code", fmt.Sprintf("line %d has this code already, or one that differs in capital letters alone", line))
		}
		lines[id] = t.line()
		f.rows = append(f.rows, row)
	}
	return f
}

func readOrganisation(t *table) *organisationRow {
	row := &organisationRow{
		Organisation: models.Organisation{
			Code: t.needed("code", "a code"), Name: t.needed("name", "a name"), ShortName: t.phrase("short_name"), Kind: kindOf(t),
			ODSCode: t.phrase("ods_code"), Opened: t.day("opened"), Closed: t.day("closed"),
		},
		successor: t.cell("successor"), parents: codesOf(t, "parent"), serves: codesOf(t, "serves"), places: map[string]Problem{},
	}
	if row.Code != "" && !models.IsCode(row.Code) {
		t.wrong("code", codeRule)
	}
	for _, name := range []string{"code", "parent", "serves", "closed", "opened", "successor"} {
		if t.has(name) {
			row.places[name] = t.where(name)
		}
	}
	return row
}

// kindOf reads a kind, however its words are parted.
func kindOf(t *table) models.OrganisationKind {
	text := t.cell("kind")
	kind := models.OrganisationKind(strings.NewReplacer(" ", "_", "-", "_").Replace(key(text)))
	kinds := models.OrganisationKinds()
	if !slices.Contains(kinds, kind) {
		names := make([]string, len(kinds))
		for i, k := range kinds {
			names[i] = string(k)
		}
		t.wrong("kind", "there is no such kind of organisation: want "+strings.Join(names[:len(names)-1], ", ")+" or "+names[len(names)-1])
	}
	return kind
}

// codesOf reads codes that are parted by semicolons, sorted and each once.
func codesOf(t *table, name string) []string {
	codes := map[string]bool{}
	for part := range strings.SplitSeq(t.cell(name), ";") {
		if part = strings.TrimSpace(part); part != "" {
			codes[part] = true
		}
	}
	return slices.Sorted(maps.Keys(codes))
}
