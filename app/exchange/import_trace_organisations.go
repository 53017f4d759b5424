package exchange

import (
	"maps"
	"slices"
	"strings"

	"trellis/models"
)

// organisation writes down what a row does to an organisation, once the row has been weighed.
func (t *trace) organisation(p *organisationPlan, i int, before, after models.Organisation, outcome models.ImportOutcome) {
	if t == nil {
		return
	}
	row := p.file.rows[i]
	var list []models.Alteration
	if outcome != models.RowUnchanged {
		list = t.altered(p, row, before, after)
	}
	t.rows[i] = models.ImportRow{
		Number: i + 1, Line: row.places["code"].Line, Outcome: outcome, Who: row.Code, Name: row.Name, Changes: t.written(list),
	}
}

// altered lists what differs, in the order of the columns. The links are told in full, not one by one.
func (t *trace) altered(p *organisationPlan, row *organisationRow, before, after models.Organisation) (list []models.Alteration) {
	list = altered(list, "name", before.Name, after.Name)
	list = altered(list, "kind", string(before.Kind), string(after.Kind))
	for _, column := range linkColumns {
		if p.file.has[column.name] {
			list = altered(list, column.name, t.linked(p, after.ID, column.kind), strings.Join(column.codes(row), "; "))
		}
	}
	list = altered(list, "ods_code", before.ODSCode, after.ODSCode)
	list = altered(list, "opened", string(before.Opened), string(after.Opened))
	list = altered(list, "closed", string(before.Closed), string(after.Closed))
	list = altered(list, "successor", t.codeOf(p, before.SuccessorID), t.codeOf(p, after.SuccessorID))
	return altered(list, "short_name", before.ShortName, after.ShortName)
}

func (t *trace) linked(p *organisationPlan, id models.ID, kind models.LinkKind) string {
	codes := map[string]bool{}
	for _, l := range p.held[id] {
		if l.Kind == kind {
			codes[t.codeOf(p, &l.OtherID)] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(codes)), "; ")
}

func (t *trace) codeOf(p *organisationPlan, id *models.ID) string {
	if id == nil {
		return ""
	}
	if t.codes == nil {
		t.codes = map[models.ID]string{}
		for code, id := range p.ids {
			t.codes[id] = code
		}
	}
	return t.codes[*id]
}

// organisations writes down what was done to each organisation and link.
func (t *trace) organisations(p *organisationPlan) {
	if t == nil {
		return
	}
	before := map[models.ID]models.Organisation{}
	for _, o := range p.known {
		before[o.ID] = o
	}
	traceAdded(t, p.added)
	for _, after := range p.changed {
		if was, there := before[after.ID]; there && !same(was, after) {
			t.change(was, after)
		}
	}
	traceAdded(t, p.links)
	traceChanged(t, p.was, p.ended)
	for _, l := range p.gone {
		t.change(l, nil)
	}
}
