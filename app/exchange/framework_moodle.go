package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// Moodle keeps a competency framework as one CSV file (admin/tool/lpimportcsv). Its readers take the columns by their place;
// the header is spelt otherwise in each language and in older versions. What becomes of it, docs/formats.md says.
const (
	moodleParent      = "Parent ID number"
	moodleID          = "ID number"
	moodleName        = "Short name"
	moodleText        = "Description"
	moodleTextFormat  = "Description format"
	moodleScale       = "Scale values"
	moodleScaleConfig = "Scale configuration"
	moodleRule        = "Rule type (optional)"
	moodleRuleOutcome = "Rule outcome (optional)"
	moodleRuleConfig  = "Rule config (optional)"
	moodleRelated     = "Cross-referenced competency ID numbers"
	moodleExported    = "Exported ID (optional)"
	moodleIsFramework = "Is framework"
	moodleTaxonomy    = "Taxonomy"
)

// moodleColumns are the columns in their order, as Moodle 4 spells them.
var moodleColumns = []string{
	moodleParent, moodleID, moodleName, moodleText, moodleTextFormat, moodleScale, moodleScaleConfig, moodleRule, moodleRuleOutcome,
	moodleRuleConfig, moodleRelated, moodleExported, moodleIsFramework, moodleTaxonomy,
}

// asMoodle tells whether a table is Moodle's competency CSV, and has its columns found by the names above then. The header
// may be spelt as any version does; one that is spelt otherwise is gone by the places of 14 columns, or of the 12 of old.
func asMoodle(t *table) bool {
	found, missing := moodleSpelling(t)
	if len(missing) > 0 {
		return byPlace(t)
	}
	for i, name := range t.names {
		if !slices.ContainsFunc(moodleColumns, func(c string) bool { return squashed(c) == squashed(name) }) && name != "" {
			t.report.warn(fmt.Sprintf("%s: the column %q is not known and is left out", t.name, t.names[i]))
		}
	}
	t.column = found
	return true
}

// moodleSpelling is where the columns are that are spelt as Moodle does, and which of those that must be there are not.
func moodleSpelling(t *table) (found map[string]int, missing []string) {
	found = map[string]int{}
	for _, name := range moodleColumns {
		if i := slices.IndexFunc(t.names, func(n string) bool { return squashed(n) == squashed(name) }); i >= 0 {
			found[heading(name)] = i
		}
	}
	for _, name := range []string{moodleParent, moodleID, moodleName, moodleScale, moodleIsFramework} {
		if _, there := found[heading(name)]; !there {
			missing = append(missing, name)
		}
	}
	return found, missing
}

func byPlace(t *table) bool {
	columns := slices.Clone(moodleColumns)
	if len(t.names) == len(columns)-2 { // before there were cross references
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == moodleRelated || c == moodleExported })
	}
	if len(t.names) != len(columns) {
		return false
	}
	t.report.warn(fmt.Sprintf("%s: the header is none that Trellis knows: its %d columns are taken in the order of Moodle's competency CSV", t.name, len(columns)))
	t.column = map[string]int{}
	for i, name := range columns {
		t.column[heading(name)] = i
	}
	return true
}

// squashed is a column's name without what differs between spellings.
func squashed(name string) string {
	return strings.NewReplacer(" ", "", "-", "", "(optional)", "").Replace(key(name))
}

// moodleNode is one competency of the file, or a group of them.
type moodleNode struct {
	id, parent, name, text string
	scale                  string // of its own
	related                []string
	code                   string  // of ours
	place, under           Problem // where its ID number and that of its parent stand
	children               []*moodleNode
}

// moodleReader turns the file into nouns.
type moodleReader struct {
	t      *table
	c      store.FrameworkContent
	id     string // of the framework
	line   int    // in which the framework stands; 0 before it is found
	top    []*moodleNode
	nodes  []*moodleNode
	byID   map[string]*moodleNode
	unkept map[string]bool // columns that hold something which is not kept
	cut    int             // short names that were too long
}

// readMoodle reads Moodle's competency CSV. Where it is wrong, the report says so.
func readMoodle(t *table) store.FrameworkContent {
	r := &moodleReader{t: t, byID: map[string]*moodleNode{}, unkept: map[string]bool{}}
	for t.next() {
		if r.isFramework() {
			r.framework()
		} else {
			r.node()
		}
	}
	switch {
	case r.line == 0 && !t.broken:
		r.t.report.refuse(Problem{File: t.name, Problem: "no row is the framework: want exactly one with 1 under " + moodleIsFramework})
	case len(r.nodes) == 0 && !t.broken:
		r.t.report.refuse(Problem{File: t.name, Problem: "there is no competency: want at least one row beside that of the framework"})
	case len(r.nodes) > mostParts:
		r.nodes = nil
		r.t.report.refuse(Problem{File: t.name, Problem: fmt.Sprintf("there are more than %d competencies", mostParts)})
	}
	r.grow()
	if r.t.report.IsRefused() {
		return r.c
	}
	r.codes()
	r.build()
	r.tell()
	return r.c
}

func (r *moodleReader) isFramework() bool {
	switch text := r.t.cell(moodleIsFramework); strings.ToLower(text) {
	case "", "0", "false", "no":
		return false
	case "1", "true", "yes":
		return true
	default:
		r.t.wrong(moodleIsFramework, "want 1 for the framework, and 0 or nothing for a competency")
		return false
	}
}

// framework reads the row of the framework itself.
func (r *moodleReader) framework() {
	if r.line > 0 {
		r.t.wrong(moodleIsFramework, fmt.Sprintf("line %d is the framework already: want exactly one", r.line))
		return
	}
	r.line = r.t.line()
	r.id = r.t.needed(moodleID, "the ID number of the framework")
	name, text := r.words()
	r.c.Framework, r.c.Version.Description = models.Framework{Code: hyphened(r.id), Name: name}, text
	if r.c.Framework.Code != r.id && r.id != "" {
		r.t.report.warn(fmt.Sprintf("%s: the ID number %q of the framework is no code of ours: it is %s now", r.t.name, r.id, r.c.Framework.Code))
	}
	r.levels()
}

// node reads the row of a competency.
func (r *moodleReader) node() {
	n := &moodleNode{
		id: r.t.needed(moodleID, "an ID number"), parent: r.t.phrase(moodleParent), place: r.spot(moodleID), under: r.spot(moodleParent),
	}
	n.name, n.text = r.words()
	if n.id == "" {
		return // which is refused
	}
	if other := r.byID[n.id]; other != nil {
		r.t.wrong(moodleID, fmt.Sprintf("line %d has this ID number already: want one that no other row has", other.place.Line))
		return
	}
	for part := range strings.SplitSeq(r.t.cell(moodleRelated), ",") {
		if id := oneLine(strings.TrimSpace(strings.ReplaceAll(part, "%2C", ","))); id != "" {
			n.related = append(n.related, id)
		}
	}
	n.scale = strings.Join(labelsOf(r.t.cell(moodleScale)), ",")
	for _, name := range []string{moodleRule, moodleRuleOutcome, moodleRuleConfig, moodleExported} {
		if text := r.t.cell(name); text != "" && text != "0" && text != "null" {
			r.unkept[name] = true
		}
	}
	r.nodes = append(r.nodes, n)
	r.byID[n.id] = n
}

// spot is the place of a cell of this row, as the file names its column.
func (r *moodleReader) spot(name string) Problem {
	place := r.t.where(name)
	place.ColumnName = r.t.names[r.t.column[heading(name)]]
	return place
}

// words are the short name, and the description as plain text, whatever it is written in. A short name that is too long is
// cut, and stands whole in the description where there is none.
func (r *moodleReader) words() (name, text string) {
	name, text = r.t.content(moodleName), r.description()
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		r.t.wrong(moodleName, "this cell is empty: want a name")
	}
	if letters := []rune(name); len(letters) > longestName {
		r.cut++
		text = cmp.Or(text, name)
		name = strings.TrimSpace(string(letters[:longestName-1])) + "…"
	}
	if problem := tooLong(text, longestText); problem != "" {
		r.t.wrong(moodleText, problem)
	}
	return name, text
}

func (r *moodleReader) description() string {
	text := r.t.content(moodleText)
	switch format := r.t.cell(moodleTextFormat); format {
	case "2": // plain
		return text
	case "0", "4": // text with some HTML in it, Markdown
		return textOfMarkup(text)
	case "", "1":
		return textOfHTML(text)
	default:
		r.t.report.warn(fmt.Sprintf("%s:%d: the description format %q is not known and is taken for HTML", r.t.name, r.t.line(), cut(format)))
		return textOfHTML(text)
	}
}

// grow puts each competency under its parent. A parent that is the framework itself is none.
func (r *moodleReader) grow() {
	next, starts := map[models.ID][]models.ID{}, make([]models.ID, len(r.nodes))
	for i, n := range r.nodes {
		starts[i] = models.ID(n.id)
		parent := r.byID[n.parent]
		switch {
		case parent != nil:
			parent.children = append(parent.children, n)
			next[starts[i]] = []models.ID{models.ID(n.parent)}
		case n.parent == "":
			r.top = append(r.top, n)
		case n.parent == r.id:
			r.t.report.warn(fmt.Sprintf("%s: a parent that is the framework itself is none: such competencies stand at the top", r.t.name))
			r.top = append(r.top, n)
		default:
			place := n.under
			place.Problem = "no row has this ID number: add a row for it, or leave the cell empty to put this competency at the top"
			r.t.report.refuse(place)
		}
	}
	for _, circle := range models.Circles(starts, next, mostProblems) {
		place := r.byID[string(circle[0])].under
		place.Problem = circleOf(circle)
		r.t.report.refuse(place)
	}
}

// build makes domains of what stands at the top and has anything under it, and competencies of the rest.
func (r *moodleReader) build() {
	own := models.Domain{Code: r.c.Framework.Code, Name: r.c.Framework.Name} // for competencies at the top
	for _, n := range r.top {
		if len(n.children) > 0 && strings.EqualFold(n.code, own.Code) {
			own.Code = n.code // which is the domain of these too then
		}
	}
	under := map[string][]models.Competency{}
	for _, n := range r.top {
		domain := models.Domain{Code: n.code, Name: n.name, Description: n.text}
		if len(n.children) == 0 {
			domain = own
		}
		if !slices.ContainsFunc(r.c.Domains, func(d models.Domain) bool { return d.Code == domain.Code }) {
			r.c.Domains = append(r.c.Domains, domain)
		}
		if len(n.children) == 0 {
			under[domain.Code] = append(under[domain.Code], r.competency(n, domain.Code, nil))
			continue
		}
		if len(n.related) > 0 {
			r.t.report.warn(fmt.Sprintf("%s:%d: %s has competencies under it and is an area, which has no cross references: they are left out",
				r.t.name, n.place.Line, n.id))
		}
		under[domain.Code] = r.below(n, domain.Code, nil, under[domain.Code])
	}
	var all []models.Competency
	for i := range r.c.Domains {
		r.c.Domains[i].Position = i + 1
		all = append(all, under[r.c.Domains[i].Code]...)
	}
	r.c.Competencies = planted(all)
	if moved := shallow(r.c.Competencies); moved > 0 {
		r.t.report.warn(fmt.Sprintf("%s: %s", r.t.name, flattened(moved)))
	}
}

// below adds all that is under a node, whatever the depth.
func (r *moodleReader) below(n *moodleNode, domain string, parent *models.ID, list []models.Competency) []models.Competency {
	for _, child := range n.children {
		list = append(list, r.competency(child, domain, parent))
		list = r.below(child, domain, new(models.ID(child.code)), list)
	}
	return list
}

func (r *moodleReader) competency(n *moodleNode, domain string, parent *models.ID) models.Competency {
	see := make([]string, len(n.related))
	for i, id := range n.related {
		see[i] = strings.Join(strings.Fields(id), " ")
		if other := r.byID[id]; other != nil {
			see[i] = other.code
		} else {
			r.t.report.warn(fmt.Sprintf("%s:%d: no row has the ID number %q of a cross reference, which is kept as it is written", r.t.name, n.place.Line, cut(id)))
		}
	}
	return models.Competency{
		DomainID: models.ID(domain), ParentID: parent, Code: n.code, Name: n.name, Description: n.text, SeeAlso: strings.Join(see, "\n"),
	}
}
