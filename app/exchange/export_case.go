package exchange

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// CASE 1.1 as it is written: https://purl.imsglobal.org/spec/case/v1p1/schema/json/case_v1p1_cfpackage-jsonschema1.json takes
// no property that it does not name, but for what stands under extensions.
type (
	casePackage struct {
		Document     caseDocument     `json:"CFDocument"`
		Items        []caseItemOut    `json:"CFItems"`
		Associations []caseLinkOut    `json:"CFAssociations"`
		Definitions  *caseDefinitions `json:"CFDefinitions,omitempty"`
		Rubrics      []caseRubric     `json:"CFRubrics,omitempty"`
	}
	caseThing struct {
		Identifier string `json:"identifier"`
		URI        string `json:"uri"`
		Changed    string `json:"lastChangeDateTime"`
	}
	caseEnd struct {
		Title      string `json:"title"`
		Identifier string `json:"identifier"`
		URI        string `json:"uri"`
	}
	caseOwn[T any] struct {
		Trellis T `json:"trellis"`
	}
	caseDocument struct {
		caseThing
		CaseVersion string                 `json:"caseVersion"`
		Creator     string                 `json:"creator"`
		Title       string                 `json:"title"`
		Source      string                 `json:"officialSourceURL,omitempty"`
		Description string                 `json:"description,omitempty"`
		Language    string                 `json:"language,omitempty"`
		Version     string                 `json:"version"`
		Status      string                 `json:"adoptionStatus,omitempty"`
		Licence     *caseEnd               `json:"licenseURI,omitempty"`
		Notes       string                 `json:"notes,omitempty"`
		Own         caseOwn[caseFramework] `json:"extensions"`
	}
	caseFramework struct {
		Code        string       `json:"code"`
		Identifier  *string      `json:"identifier,omitempty"`
		Source      string       `json:"source,omitempty"`
		Attribution string       `json:"attribution,omitempty"`
		Language    string       `json:"language,omitempty"`
		Profiles    []profileOut `json:"role_profiles"`
	}
	caseItemOut struct {
		caseThing
		Full     string               `json:"fullStatement"`
		Short    string               `json:"abbreviatedStatement,omitempty"`
		Type     string               `json:"CFItemType,omitempty"`
		Code     string               `json:"humanCodingScheme"`
		Keywords []string             `json:"conceptKeywords,omitempty"`
		Notes    string               `json:"notes,omitempty"`
		Language string               `json:"language,omitempty"`
		Own      caseOwn[caseItemOwn] `json:"extensions"`
	}
	caseItemOwn struct {
		Part        string   `json:"part"`
		Identifier  *string  `json:"identifier,omitempty"`
		HoldsMonths int      `json:"holds_months,omitempty"`
		SeeAlso     []string `json:"see_also"`
	}
	caseLinkOut struct {
		caseThing
		Type     string                `json:"associationType"`
		Sequence int                   `json:"sequenceNumber,omitempty"`
		From     caseEnd               `json:"originNodeURI"`
		To       caseEnd               `json:"destinationNodeURI"`
		Notes    string                `json:"notes,omitempty"`
		Own      *caseOwn[caseLinkOwn] `json:"extensions,omitempty"`
	}
	caseLinkOwn struct {
		Strength models.Strength `json:"strength"`
	}
	caseDefinitions struct {
		Licences []caseLicence `json:"CFLicenses"`
	}
	caseLicence struct {
		caseThing
		Title string `json:"title"`
		Text  string `json:"licenseText"`
	}
	caseRubric struct {
		caseThing
		Title    string          `json:"title"`
		Criteria []caseCriterion `json:"CFRubricCriteria"`
	}
	caseCriterion struct {
		caseThing
		Category string                     `json:"category,omitempty"`
		Item     *caseEnd                   `json:"CFItemURI,omitempty"`
		Position int                        `json:"position"`
		Rubric   string                     `json:"rubricId"`
		Levels   []caseLevelOut             `json:"CFRubricCriterionLevels"`
		Own      *caseOwn[caseCriterionOwn] `json:"extensions,omitempty"`
	}
	caseCriterionOwn struct {
		Part string `json:"part"`
	}
	caseLevelOut struct {
		caseThing
		Text      string `json:"description,omitempty"`
		Quality   string `json:"quality"`
		Score     int    `json:"score"`
		Position  int    `json:"position"`
		Criterion string `json:"rubricCriterionId"`
	}
)

// caseWriter turns a framework into a package. Its references are codes.
type caseWriter struct {
	c       store.FrameworkContent
	changed string
	taken   map[string]bool
	ids     map[string]string // by part and code
	out     casePackage
}

// writeCASE writes a framework as a package of CASE 1.1, with what it has no place for under extensions.
func writeCASE(w io.Writer, c store.FrameworkContent) ([]string, error) {
	changed := c.Version.CreatedAt
	if c.Version.PublishedAt != nil {
		changed = *c.Version.PublishedAt
	}
	o := &caseWriter{c: c, changed: changed.UTC().Format(time.RFC3339), taken: map[string]bool{}, ids: map[string]string{}}
	o.document()
	o.items()
	o.rubric()
	o.crosswalks()
	var warnings []string
	if n := len(c.Profiles); n > 0 {
		warnings = append(warnings, "CASE has no role profiles: "+count(n, "role profile stands", "role profiles stand")+" where Trellis reads them, and other systems read past them")
	}
	return warnings, writeJSON(w, o.out)
}

// thing is the identifier, address and time of a part: the identifier that it came with where CASE takes that.
func (o *caseWriter) thing(given, kind, code string) caseThing {
	id := given
	if !isCaseID(id) || o.taken[id] {
		id = caseID(o.c.Framework.Code, o.c.Version.Version, kind, code)
	}
	o.taken[id] = true
	return caseThing{id, "urn:uuid:" + id, o.changed}
}

// kept is the identifier that a part came with, where CASE does not take it.
func (t caseThing) kept(given string) *string {
	if given == "" || given == t.Identifier {
		return nil
	}
	return &given
}

func (t caseThing) end(title string) caseEnd { return caseEnd{title, t.Identifier, t.URI} }

func (o *caseWriter) document() {
	v := o.c.Version
	d := caseDocument{
		caseThing: o.thing(v.Identifier, "", ""), CaseVersion: "1.1", Creator: oneLine(cmp.Or(v.Attribution, o.c.Framework.Name)), Title: o.c.Framework.Name,
		Description: v.Description, Language: oneLine(v.Language), Version: v.Version, Notes: v.Notes, Status: caseStatus(v.State),
	}
	if strings.HasPrefix(v.Source, "http") {
		d.Source = oneLine(v.Source)
	}
	d.Own.Trellis = caseFramework{
		Code: o.c.Framework.Code, Identifier: d.kept(v.Identifier), Source: v.Source, Attribution: v.Attribution, Profiles: starterOf(o.c).Profiles,
	}
	if d.Language != v.Language {
		d.Own.Trellis.Language = v.Language
	}
	if v.Licence != "" {
		licence := o.thing("", "licence", "")
		title, _, _ := strings.Cut(v.Licence, "\n")
		d.Licence = new(licence.end(shortened(title)))
		o.out.Definitions = &caseDefinitions{[]caseLicence{{licence, shortened(title), v.Licence}}}
	}
	o.out.Document = d
}

// caseStatus is where a version stands, in the words of CASE.
func caseStatus(s models.VersionState) string {
	switch s {
	case models.Published:
		return "Adopted"
	case models.Retired:
		return "Deprecated"
	default:
		return "Draft"
	}
}

func (o *caseWriter) items() {
	o.out.Items, o.out.Associations = []caseItemOut{}, []caseLinkOut{}
	document := o.out.Document.end(o.c.Framework.Name)
	ends, sequence := map[string]caseEnd{}, map[string]int{}
	under := func(item caseItemOut, name string, parent caseEnd) {
		sequence[parent.Identifier]++
		o.out.Items = append(o.out.Items, item)
		o.link("isChildOf", item.end(name), parent, sequence[parent.Identifier])
	}
	competencies := map[models.ID][]models.Competency{}
	for _, k := range o.c.Competencies {
		competencies[k.DomainID] = append(competencies[k.DomainID], k)
	}
	for _, d := range o.c.Domains {
		item := o.item(o.thing(d.Identifier, "domain", d.Code), d.Code, d.Name, d.Description)
		item.Type, item.Own.Trellis = "Domain", caseItemOwn{Part: "domain", Identifier: item.kept(d.Identifier), SeeAlso: []string{}}
		under(item, d.Name, document)
		domain := item.end(d.Name)
		for _, k := range competencies[models.ID(d.Code)] {
			item := o.item(o.thing(k.Identifier, "competency", k.Code), k.Code, k.Name, k.Description)
			item.Type, item.Keywords = cmp.Or(capitalised(string(k.Kind)), "Competency"), splitLines(k.Flags)
			item.Own.Trellis = caseItemOwn{"competency", item.kept(k.Identifier), k.HoldsMonths, listed(splitLines(k.SeeAlso))}
			ends[k.Code] = item.end(k.Name)
			parent := domain
			if k.ParentID != nil {
				parent = ends[string(*k.ParentID)]
			}
			under(item, k.Name, parent)
		}
	}
	o.related(ends)
}

// item is what an item says: its name is the short statement, unless it says nothing more.
func (o *caseWriter) item(thing caseThing, code, name, text string) caseItemOut {
	o.ids[code] = thing.Identifier
	item := caseItemOut{caseThing: thing, Code: code, Full: name, Language: o.out.Document.Language}
	switch text {
	case "":
	case name:
		item.Notes = text
	default:
		item.Full, item.Short = text, name
	}
	return item
}

// related joins competencies that are to be seen also within the framework.
func (o *caseWriter) related(ends map[string]caseEnd) {
	for _, k := range o.c.Competencies {
		lines := splitLines(k.SeeAlso)
		slices.Sort(lines)
		for _, line := range slices.Compact(lines) {
			if to, found := ends[line]; found && line != k.Code {
				o.link("isRelatedTo", ends[k.Code], to, 0)
			}
		}
	}
}

func (o *caseWriter) link(kind string, from, to caseEnd, sequence int) *caseLinkOut {
	o.out.Associations = append(o.out.Associations, caseLinkOut{
		caseThing: o.thing("", kind, from.Identifier+to.Identifier), Type: kind, From: from, To: to, Sequence: sequence,
	})
	return &o.out.Associations[len(o.out.Associations)-1]
}

// rubric writes the scale, and what each competency looks like at its levels. A level that says nothing is left out.
func (o *caseWriter) rubric() {
	rubric := caseRubric{caseThing: o.thing("", "rubric", ""), Title: "Levels of " + o.c.Framework.Name}
	scale := caseCriterion{
		caseThing: o.thing("", "scale", ""), Category: "Scale", Position: 1, Rubric: rubric.Identifier, Own: &caseOwn[caseCriterionOwn]{caseCriterionOwn{"scale"}},
	}
	labels := map[int]models.Level{}
	for i, l := range o.c.Levels {
		labels[l.Value] = l
		scale.Levels = append(scale.Levels, caseLevelOut{
			o.thing("", "point", strconv.Itoa(l.Value)), l.Description, l.Label, l.Value, i + 1, scale.Identifier,
		})
	}
	scale.Levels = listed(scale.Levels)
	rubric.Criteria = append(rubric.Criteria, scale)
	texts := map[models.ID][]models.Descriptor{}
	for _, d := range o.c.Descriptors {
		texts[d.CompetencyID] = append(texts[d.CompetencyID], d)
	}
	for _, item := range o.out.Items {
		if item.Own.Trellis.Part != "competency" || len(texts[models.ID(item.Code)]) == 0 {
			continue
		}
		name := cmp.Or(item.Short, item.Full)
		criterion := caseCriterion{
			caseThing: o.thing("", "criterion", item.Code), Category: name, Item: new(item.end(name)), Position: len(rubric.Criteria) + 1, Rubric: rubric.Identifier,
		}
		for i, d := range texts[models.ID(item.Code)] {
			criterion.Levels = append(criterion.Levels, caseLevelOut{
				o.thing("", "level", item.Code+" "+strconv.Itoa(d.Level)), d.Text, labels[d.Level].Label, d.Level, i + 1, criterion.Identifier,
			})
		}
		rubric.Criteria = append(rubric.Criteria, criterion)
	}
	o.out.Rubrics = []caseRubric{rubric}
}

// caseKinds are the associations that say best how two competencies match.
var caseKinds = map[models.Strength]string{
	models.ExactMatch: "exactMatchOf", models.CloseMatch: "isPeerOf", models.BroaderMatch: "isPartOf", models.NarrowerMatch: "ext:narrowerMatch",
	models.RelatedMatch: "isRelatedTo",
}

// crosswalks writes how competencies compare with those of other frameworks.
func (o *caseWriter) crosswalks() {
	items := map[string]caseItemOut{}
	for _, item := range o.out.Items {
		if item.Own.Trellis.Part == "competency" {
			items[item.Code] = item
		}
	}
	for _, t := range o.c.Crosswalks {
		item, there := items[t.Code]
		if !there {
			continue
		}
		id := strings.ToLower(t.Identifier)
		if !isCaseID(id) {
			id = caseID(t.Framework, t.Version, "competency", t.Other)
		}
		name := cmp.Or(item.Short, item.Full)
		link := o.link(caseKinds[t.Strength], item.end(name), caseEnd{t.Name, id, "urn:uuid:" + id}, 0)
		link.Notes, link.Own = t.Note, &caseOwn[caseLinkOwn]{caseLinkOwn{t.Strength}}
	}
}
