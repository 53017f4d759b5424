package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// organisationPlan is what a file of organisations changes.
type organisationPlan struct {
	file   organisationFile
	today  models.Date
	report *Report

	known map[string]models.Organisation // by code
	spelt map[string]string              // codes, by themselves in lower case
	ids   map[string]models.ID           // by code, new ones too
	held  map[models.ID][]models.Link    // of each organisation, now or later

	all     []models.Organisation // as they would be, by code
	added   []models.Organisation
	changed []models.Organisation
	links   []models.Link // new ones
	ended   []models.Link
	dropped []models.ID
	gone    []models.Link // the dropped ones
	was     []models.Link // the ended ones, before
	trace   *trace        // writes down what is done to each row; nil for nobody
}

// planOrganisations compares a file with what is known and with the links that hold on the day or later. What cannot be
// is refused in the report, which is given the counts otherwise.
func planOrganisations(file organisationFile, known []models.Organisation, links []models.Link, today models.Date, report *Report, t *trace) *organisationPlan {
	p := &organisationPlan{
		file: file, trace: t, today: today, report: report, known: map[string]models.Organisation{}, spelt: map[string]string{},
		ids: map[string]models.ID{}, held: map[models.ID][]models.Link{},
	}
	for _, o := range known {
		p.known[o.Code], p.ids[o.Code], p.spelt[strings.ToLower(o.Code)] = o, o.ID, o.Code
	}
	for _, l := range links {
		p.held[l.OrganisationID] = append(p.held[l.OrganisationID], l)
	}
	for _, row := range file.rows {
		p.name(row)
	}
	for i, row := range file.rows {
		p.weigh(i, row)
	}
	p.refuseCircles()
	p.gather(known)
	if !report.IsRefused() {
		report.Added, report.Changed = len(p.added), len(p.changed)
		report.Unchanged = len(file.rows) - report.Added - report.Changed
	}
	return p
}

// name gives a row an id: that of the organisation with its code, or a new one.
func (p *organisationPlan) name(row *organisationRow) {
	lower := strings.ToLower(row.Code)
	if other, found := p.spelt[lower]; found && other != row.Code {
		p.refuse(row, "code", fmt.Sprintf("there is an organisation %s: two codes may not differ in capital letters alone", other))
	}
	p.spelt[lower] = row.Code
	if p.ids[row.Code] == "" {
		p.ids[row.Code] = store.NewID()
	}
}

// weigh finds what a row changes.
func (p *organisationPlan) weigh(i int, row *organisationRow) {
	before, there := p.known[row.Code]
	after := p.merged(row, before)
	if dated := p.file.oneOf("closed", "opened"); dated != "" && after.Closed != "" && after.Opened > after.Closed {
		p.refuse(row, dated, fmt.Sprintf("it closed on %s, before it opened on %s", after.Closed, after.Opened))
	}
	links := false
	for _, column := range linkColumns {
		links = p.weighLinks(row, after.ID, there, column) || links
	}
	outcome := models.RowUnchanged
	switch {
	case !there:
		p.added, outcome = append(p.added, after), models.RowAdded
	case links || !same(before, after):
		p.changed, outcome = append(p.changed, after), models.RowChanged
	}
	p.trace.organisation(p, i, before, after, outcome)
}

// merged is the organisation as it would be: columns that are not in the file change nothing.
func (p *organisationPlan) merged(row *organisationRow, before models.Organisation) models.Organisation {
	after := before
	after.ID, after.Code, after.Name, after.Kind = p.ids[row.Code], row.Code, row.Name, row.Kind
	switch none := before.ShortName == before.Name; { // none of its own: it goes with the name
	case p.file.has["short_name"] && row.ShortName != "":
		after.ShortName = row.ShortName
	case none, p.file.has["short_name"] && before.ShortName != "":
		after.ShortName = row.Name
	}
	if p.file.has["ods_code"] {
		after.ODSCode = row.ODSCode
	}
	if p.file.has["opened"] {
		after.Opened = row.Opened
	}
	if p.file.has["closed"] {
		after.Closed = row.Closed
	}
	if p.file.has["successor"] {
		after.SuccessorID = nil
		if row.successor != "" {
			id := p.other(row, "successor", row.successor, "its own successor")
			after.SuccessorID = &id
		}
	}
	return after
}

// linkColumn is a column whose codes are links.
type linkColumn struct {
	name   string
	kind   models.LinkKind
	codes  func(*organisationRow) []string
	itself string // what no organisation can be
}

var linkColumns = []linkColumn{
	{"parent", models.PartOf, func(row *organisationRow) []string { return row.parents }, "part of itself"},
	{"serves", models.Serves, func(row *organisationRow) []string { return row.serves }, "served by itself"},
}

// weighLinks finds which links of a column begin and end, and tells whether any does.
func (p *organisationPlan) weighLinks(row *organisationRow, id models.ID, there bool, column linkColumn) bool {
	if !p.file.has[column.name] {
		return false
	}
	wanted := map[models.ID]bool{}
	for _, code := range column.codes(row) {
		wanted[p.other(row, column.name, code, column.itself)] = true
	}
	before := len(p.links) + len(p.ended) + len(p.dropped)
	held := map[models.ID]bool{}
	for _, l := range p.held[id] {
		switch {
		case l.Kind != column.kind:
		case wanted[l.OtherID]:
			held[l.OtherID] = true
		case l.Started >= p.today:
			p.dropped, p.gone = append(p.dropped, l.ID), append(p.gone, l)
		default:
			p.was = append(p.was, l)
			l.Ended = p.today.AddDays(-1)
			p.ended = append(p.ended, l)
		}
	}
	for _, code := range column.codes(row) {
		if other := p.ids[code]; !held[other] {
			l := models.Link{OrganisationID: id, OtherID: other, Kind: column.kind}
			if there {
				l.Started = p.today
			}
			p.links = append(p.links, l)
		}
	}
	return len(p.links)+len(p.ended)+len(p.dropped) > before
}

// other is the id of the organisation that a row names by its code. It may not be the row's own.
func (p *organisationPlan) other(row *organisationRow, column, code, itself string) models.ID {
	id, found := p.ids[code]
	spelt, near := p.spelt[strings.ToLower(code)]
	switch {
	case code == row.Code:
		p.refuse(row, column, "an organisation cannot be "+itself)
	case !found && near:
		p.refuse(row, column, fmt.Sprintf("no organisation has the code %s: is it %s?", code, spelt))
	case !found && strings.Contains(code, ","):
		p.refuse(row, column, fmt.Sprintf("no organisation has the code %s: want codes parted by semicolons", code))
	case !found:
		p.refuse(row, column, fmt.Sprintf("no organisation has the code %s, in this file or in Trellis: add a row for it", code))
	}
	return id
}

func (p *organisationPlan) refuse(row *organisationRow, column, problem string) {
	where := row.places[column]
	where.Problem = problem
	p.report.refuse(where)
}

// gather lists all organisations as they would be.
func (p *organisationPlan) gather(known []models.Organisation) {
	p.all = append(slices.Clone(known), p.added...)
	slices.SortFunc(p.all, func(a, b models.Organisation) int { return cmp.Compare(a.Code, b.Code) })
}

// oneOf is the first of the columns that the file has.
func (f organisationFile) oneOf(columns ...string) string {
	for _, name := range columns {
		if f.has[name] {
			return name
		}
	}
	return ""
}

// same tells whether two organisations say the same.
func same(a, b models.Organisation) bool {
	if (a.SuccessorID == nil) != (b.SuccessorID == nil) || a.SuccessorID != nil && *a.SuccessorID != *b.SuccessorID {
		return false
	}
	a.SuccessorID, b.SuccessorID = nil, nil
	return a == b
}
