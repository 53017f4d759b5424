package exchange

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// ReadFramework turns the files of one framework into nouns that refer to each other by code, or says in the report what
// is wrong with them. What kind of file each one is, is seen from its content.
func ReadFramework(files []File, version string) (store.FrameworkContent, Report, error) {
	report := newReport("framework", files)
	files = archived(files, report)
	for _, f := range files {
		if book, found := f.Content.(*workbook); found {
			return readBook(files, f.Name, book, version, report)
		}
	}
	sources := make([]*source, 0, len(files))
	for _, f := range files {
		s, err := read(f, report)
		if err != nil {
			return store.FrameworkContent{}, *report, err
		}
		if s != nil {
			sources = append(sources, s)
		}
	}
	if report.IsRefused() {
		return store.FrameworkContent{}, *report, nil
	}
	c, whole := named(readKinds(sources, report), version, report)
	return c, whole, nil
}

// readBook reads a workbook, which stands alone.
func readBook(files []File, name string, book *workbook, version string, report *Report) (store.FrameworkContent, Report, error) {
	if len(files) > 1 {
		report.refuse(Problem{File: name, Problem: "a workbook holds a whole framework: give it alone"})
		return store.FrameworkContent{}, *report, nil
	}
	c, whole := named(readWorkbook(name, book, report), version, report)
	return c, whole, nil
}

// named is a framework as it was read, under the version wanted, unless it is refused.
func named(c store.FrameworkContent, version string, report *Report) (store.FrameworkContent, Report) {
	if version = strings.TrimSpace(version); version != "" {
		c.Version.Version = version
	}
	if report.IsRefused() {
		return store.FrameworkContent{}, *report
	}
	c = finished(c)
	report.Subject = subject(c)
	return c, *report
}

// finished is a framework as it was read, with what no file need say and its digest.
func finished(c store.FrameworkContent) store.FrameworkContent {
	c.Version.Version = cmp.Or(c.Version.Version, "1")
	c.Version.Language = cmp.Or(c.Version.Language, "en-GB")
	c.Version.ContentHash = digest(c)
	return c
}

func subject(c store.FrameworkContent) string {
	return c.Framework.Name + " (" + c.Framework.Code + "), version " + c.Version.Version
}

// readKinds sorts the files by what they are, and reads them when they make one framework.
func readKinds(sources []*source, report *Report) (none store.FrameworkContent) {
	var skills, roles []*table
	for _, s := range sources {
		if looksLikeJSON(s) {
			if isAlone(sources, s, "a JSON file") {
				return readJSON(s)
			}
			return none
		}
		switch t := openTable(s); {
		case t.has("Role Level") || t.has("Skill Level"):
			roles = append(roles, t)
		case t.has("Skill Name"):
			skills = append(skills, t)
		case asMoodle(t):
			if isAlone(sources, s, "Moodle's competency CSV") {
				return readMoodle(t)
			}
			return none
		case !t.broken:
			s.refuse(0, strings.Join(t.names, ","), unknownTable(t))
		}
	}
	return readPair(skills, roles, report)
}

// readPair reads the two files of the government's framework, when they are two.
func readPair(skills, roles []*table, report *Report) (none store.FrameworkContent) {
	if report.IsRefused() {
		return none
	}
	if len(skills) != 1 || len(roles) != 1 {
		report.refuse(Problem{File: report.File, Problem: incomplete(len(skills), len(roles))})
		return none
	}
	return readGDD(skills[0], roles[0])
}

// isAlone refuses a file that holds a whole framework where there are others.
func isAlone(sources []*source, s *source, what string) bool {
	if len(sources) > 1 {
		s.report.refuse(Problem{File: s.name, Problem: what + " holds a whole framework: give it alone"})
	}
	return len(sources) == 1
}

func looksLikeJSON(s *source) bool {
	beginning, err := s.stream.peek()
	text := bytes.TrimLeft(beginning, " \t\r\n")
	return err == nil && (bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")))
}

func readJSON(s *source) (none store.FrameworkContent) {
	file := parseJSON(s)
	if file == nil || s.report.IsRefused() {
		return none
	}
	switch {
	case isCASE(file):
		return readCASE(s, file)
	case file.get("CFDocuments") != nil:
		s.refuse(file.at, "", "this is a list of CASE documents: want the package of one of them, which has its items")
		return none
	}
	if !s.hasSchema(file, StarterFormat, "this is not a framework") {
		return none
	}
	return readStarter(s, file)
}

func unknownTable(t *table) string {
	if found, missing := moodleSpelling(t); len(found) > len(missing) {
		return fmt.Sprintf("this looks like Moodle's competency CSV, but has %s and not these: %s",
			count(len(t.names), "column", "columns"), strings.Join(missing, ", "))
	}
	return "this is no framework that Trellis knows: want JSON in the format " + StarterFormat + ", Moodle's competency CSV (14 columns, or 12)" +
		", or the two CSV files (skills and roles) of the Government Digital and Data framework"
}

func incomplete(skills, roles int) string {
	const both = "the Government Digital and Data framework is two files, one of skills and one of roles: "
	switch {
	case skills+roles == 0:
		return "there is no file to import"
	case roles == 0:
		return both + "the file of roles is missing (it has the columns Role, Role Level and Skill Level)"
	case skills == 0:
		return both + "the file of skills is missing (it has the columns Skill Name, Awareness, Working, Practitioner and Expert)"
	}
	return both + "want one of each"
}

// part is a competency or a role profile with all that belongs to it: what an import counts.
type part struct {
	name  string // as in "competency TA1"
	print string // a digest of it all, its position aside
}

// parts are what an import counts, in their order. The content's references are codes.
func parts(c store.FrameworkContent) []part {
	list := make([]part, 0, len(c.Competencies)+len(c.Profiles))
	texts := map[models.ID][]models.Descriptor{}
	for _, d := range c.Descriptors {
		texts[d.CompetencyID] = append(texts[d.CompetencyID], d)
	}
	for _, k := range c.Competencies {
		says := []any{k.DomainID, k.Name, k.Description, k.SeeAlso, texts[models.ID(k.Code)]}
		if k.ParentID != nil { // one directly under its domain has the digest it had before there were others
			says = append(says, k.ParentID)
		}
		if extra := (more{k.Kind, k.Flags, k.HoldsMonths, k.Identifier}); extra != (more{}) { // and so has one that says nothing more
			says = append(says, extra)
		}
		list = append(list, part{"competency " + k.Code, printOf(says...)})
	}
	asked := map[models.ID][]asksFor{}
	for _, r := range c.Requirements {
		asked[r.RoleProfileID] = append(asked[r.RoleProfileID], asksFor{r.RoleProfileID, r.CompetencyID, r.Level, r.Core, r.UpTo, r.Optional})
	}
	for _, p := range c.Profiles {
		requirements := asked[models.ID(p.Code)]
		slices.SortFunc(requirements, func(a, b asksFor) int { return cmp.Compare(a.CompetencyID, b.CompetencyID) })
		says := []any{p.Name, p.Family, p.Description, p.Bands, p.DecisionMaker, p.Retired, requirements}
		if p.OptionalMinimum > 0 {
			says = append(says, p.OptionalMinimum)
		}
		list = append(list, part{"role profile " + p.Code, printOf(says...)})
	}
	return list
}

// more is what a competency may say beside its words.
type more struct {
	Kind        models.CompetencyKind
	Flags       string
	HoldsMonths int
	Identifier  string
}

// asksFor is a requirement as it is digested: what it does not say leaves no mark.
type asksFor struct {
	RoleProfileID, CompetencyID models.ID
	Level                       int
	Core                        bool
	UpTo                        *int `json:",omitempty"`
	Optional                    bool `json:",omitempty"`
}

func printOf(values ...any) string {
	text, err := json.Marshal(values)
	if err != nil { // texts, numbers and lists of them can always be written
		panic(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Digested is the content with the digest of what it says, for content that no file holds. Its references are codes.
func Digested(c store.FrameworkContent) store.FrameworkContent {
	c.Version.ContentHash = digest(c)
	return c
}

// digest is a digest of everything in the version, order included. The content's references are codes.
func digest(c store.FrameworkContent) string {
	prints := make([]string, 0, len(c.Competencies)+len(c.Profiles))
	for _, p := range parts(c) {
		prints = append(prints, p.name+" "+p.print)
	}
	levels := make([]models.Level, len(c.Levels))
	for i, l := range c.Levels {
		levels[i] = models.Level{Value: l.Value, Label: l.Label, Description: l.Description}
	}
	domains := make([][]string, len(c.Domains))
	for i, d := range c.Domains {
		domains[i] = []string{d.Code, d.Name, d.Description}
	}
	v := c.Version
	says := []any{c.Framework.Code, c.Framework.Name, v.Language, v.Licence, v.Description, v.Notes, levels, domains, prints}
	if v.Source+v.Attribution+v.Identifier != "" {
		says = append(says, v.Source, v.Attribution, v.Identifier)
	}
	if v.ExportBarred {
		says = append(says, "barred")
	}
	for _, d := range c.Domains {
		if d.Identifier != "" {
			says = append(says, d.Code, d.Identifier)
		}
	}
	return printOf(says...)
}

// difference tells the parts of two contents apart. The references of both are codes.
type difference struct{ added, changed, unchanged, gone []string }

func differ(before, after store.FrameworkContent) (d difference) {
	old := map[string]string{}
	for _, p := range parts(before) {
		old[p.name] = p.print
	}
	for _, p := range parts(after) {
		before, there := old[p.name]
		switch {
		case !there:
			d.added = append(d.added, p.name)
		case before != p.print:
			d.changed = append(d.changed, p.name)
		default:
			d.unchanged = append(d.unchanged, p.name)
		}
		delete(old, p.name)
	}
	d.gone = slices.Sorted(maps.Keys(old))
	return d
}
