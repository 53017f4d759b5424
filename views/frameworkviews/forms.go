// Package frameworkviews are the faces of the life of frameworks: drafts, what is said of them, reviews, publication, comparing
// versions, and their end.
package frameworkviews

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Form is what became of a form that was sent: its problems, or that somebody else was quicker.
type Form struct {
	Problems models.Invalid
	Stale    bool
}

func fieldID(name string) string {
	return strings.NewReplacer("[", "-", "].", "-", "]", "").Replace(name)
}

func (f Form) text(name, label, value, hint string) components.Field {
	return components.Field{Name: name, ID: fieldID(name), Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f Form) open(name, label, value, hint string) components.Field {
	field := f.text(name, label, value, hint)
	field.Optional = true
	return field
}

func (f Form) long(name, label, value, hint string, most, rows int) components.Field {
	field := f.open(name, label, value, hint)
	field.MaxLength, field.Rows = most, rows
	return field
}

func (f Form) flag(name, label, hint string, on bool) components.Field {
	field := f.text(name, label, "", hint)
	if on {
		field.Value = "true"
	}
	return field
}

// summary leads to each field with a problem.
func (f Form) summary() []components.Problem {
	var list []components.Problem
	for _, name := range slices.Sorted(maps.Keys(f.Problems)) {
		field := fieldID(name)
		if name == "publish" || name == "remove" || name == "drop" {
			field = ""
		}
		list = append(list, components.Problem{Field: field, Text: f.Problems[name]})
	}
	return list
}

// levelRows are the points of the scale that were typed, and empty ones up to the most there can be.
func levelRows(in frameworks.WriteAbout) []frameworks.WriteLevel {
	rows := slices.Clone(in.Levels)
	for len(rows) < models.MostPoints {
		rows = append(rows, frameworks.WriteLevel{})
	}
	return rows
}

func lowestOptions() []components.Option {
	return []components.Option{{Value: "0", Label: "0"}, {Value: "1", Label: "1"}}
}

// KindWords is what sort of thing a competency is, in words.
func KindWords(kind models.CompetencyKind) string {
	switch kind {
	case models.Method:
		return "Method"
	case models.Tool:
		return "Tool"
	case models.Knowledge:
		return "Domain knowledge"
	case models.Behaviour:
		return "Behaviour"
	}
	return ""
}

func kindOptions() []components.Option {
	options := []components.Option{{Label: "Not said"}}
	for _, kind := range models.CompetencyKinds() {
		options = append(options, components.Option{Value: string(kind), Label: KindWords(kind)})
	}
	return options
}

func domainOptions(domains []models.Domain) []components.Option {
	var options []components.Option
	for _, d := range domains {
		options = append(options, components.Option{Value: string(d.ID), Label: d.Name})
	}
	return options
}

// partOptions are the competencies that one can be a part of: not itself, and not so deep that nothing goes below.
func partOptions(page frameworks.CompetencyPage) []components.Option {
	options := []components.Option{{Label: "Directly under its domain"}}
	name := map[models.ID]string{}
	for _, d := range page.Domains {
		name[d.ID] = d.Name
	}
	for _, k := range models.Nest(page.Domains, page.Competencies) {
		if k.ID != page.ID && k.Depth < models.MostDepth {
			options = append(options, components.Option{Value: string(k.ID), Label: indent(k.Depth) + k.Name, Group: name[k.DomainID]})
		}
	}
	return options
}

// indent shows in a list of choices how deep something stands.
func indent(depth int) string { return strings.Repeat("– ", depth-1) }

func askOptions(levels []models.Level) []components.Option {
	options := []components.Option{{Label: "Not asked for"}}
	for i, l := range levels {
		if i > 0 {
			options = append(options, components.Option{Value: strconv.Itoa(l.Value), Label: strconv.Itoa(l.Value) + " " + l.Label})
		}
	}
	return options
}

func levelWords(l models.Level) string { return strconv.Itoa(l.Value) + " " + l.Label }

func nameOfLevel(levels []models.Level, value string) string {
	for _, l := range levels {
		if strconv.Itoa(l.Value) == value {
			return levelWords(l)
		}
	}
	return value
}

// described says how many levels of a competency say something.
func described(k frameworks.DraftCompetency, levels []models.Level) string {
	if k.Described >= len(levels)-1 { // the lowest means not yet, and needs no words
		return ""
	}
	return strconv.Itoa(k.Described) + " of " + strconv.Itoa(len(levels)-1) + " levels described"
}

// subnav leads through the pages of a version.
func subnav(code string, v models.FrameworkVersion, current string, unsettled, reviews int) []components.SubItem {
	items := []components.SubItem{{Label: "This version", Href: paths.Framework(code, v.Version)}}
	if v.IsDraft() {
		items = append(items, components.SubItem{Label: "Write", Href: paths.WriteFramework(code, v.Version)})
	}
	items = append(items, components.SubItem{Label: "Comments", Href: paths.FrameworkComments(code, v.Version), Count: unsettled})
	if v.IsDraft() {
		items = append(items, components.SubItem{Label: "Reviews", Href: paths.FrameworkReviews(code, v.Version), Count: reviews})
	}
	items = append(items, components.SubItem{Label: "Compare", Href: paths.CompareFramework(code, v.Version, "")}, components.SubItem{Label: "Crosswalk", Href: paths.Crosswalk(code, v.Version, "")})
	if v.IsDraft() {
		items = append(items, components.SubItem{Label: "Publish", Href: paths.PublishFramework(code, v.Version)})
	}
	for i := range items {
		items[i].Current = items[i].Label == current
	}
	return items
}

func reviewPill(state frameworks.ReviewState) components.Status {
	switch state {
	case frameworks.ReviewSigned:
		return components.Status{Kind: components.OK, Text: "Signed off"}
	case frameworks.ReviewStale:
		return components.Status{Kind: components.Warn, Text: "Draft changed since"}
	case frameworks.ReviewWants:
		return components.Status{Kind: components.Bad, Text: "Wants changes"}
	case frameworks.ReviewAsked:
	}
	return components.Status{Kind: components.Warn, Text: "Waiting"}
}

func verdictOptions() []components.Option {
	return []components.Option{
		{Value: string(models.SignedOff), Label: "I sign it off as it stands"},
		{Value: string(models.ChangesWanted), Label: "I want changes first"},
	}
}

// profileLine says how much a role profile asks for.
func profileLine(page frameworks.DraftPage, p models.RoleProfile) string {
	asks, core := 0, 0
	for _, q := range page.Requirements {
		if q.RoleProfileID == p.ID {
			asks++
			if q.Core {
				core++
			}
		}
	}
	return "Asks for " + words.Count(asks, "competency", "competencies") + ", " + strconv.Itoa(core) + " of them core"
}

func aboutRows(in frameworks.WriteAbout) []components.SummaryRow {
	rows := []components.SummaryRow{{Key: "Name", Value: in.Name}, {Key: "Description", Value: in.Description}, {Key: "Licence", Value: in.Licence}, {Key: "Source", Value: in.Source}, {Key: "Attribution", Value: in.Attribution}}
	for i, l := range in.Levels {
		rows = append(rows, components.SummaryRow{Key: "Level " + strconv.Itoa(i+1), Value: l.Label})
	}
	return rows
}

func competencyRows(page frameworks.CompetencyPage) []components.SummaryRow {
	in := page.In
	rows := []components.SummaryRow{{Key: "Code", Value: in.Code}, {Key: "Name", Value: in.Name}, {Key: "Description", Value: in.Description}}
	for _, d := range in.Levels {
		rows = append(rows, components.SummaryRow{Key: nameOfLevel(page.Levels, d.Value), Value: d.Text})
	}
	return rows
}

func profileRows(page frameworks.ProfilePage) []components.SummaryRow {
	rows := []components.SummaryRow{{Key: "Code", Value: page.In.Code}, {Key: "Name", Value: page.In.Name}, {Key: "Description", Value: page.In.Description}}
	for _, k := range page.Competencies {
		if page.In.Asks[k.ID] != "" {
			value := nameOfLevel(page.Levels, page.In.Asks[k.ID])
			if page.In.Core[k.ID] {
				value += ", core"
			}
			rows = append(rows, components.SummaryRow{Key: k.Name, Value: value})
		}
	}
	return rows
}

func exportWords(v models.FrameworkVersion) string {
	if v.ExportBarred {
		return "May not be handed out"
	}
	return "May be handed out"
}

// Asked is what a page asks before something goes: what that means, and where the button leads.
type Asked struct{ Means, Action, Button, Back string }

func lowestField(in frameworks.WriteAbout, f Form) components.Field {
	field := f.text("lowest", "The lowest level is", in.Lowest, "")
	field.Inline = true
	return field
}

func draftFacts(page frameworks.DraftPage) []components.Fact {
	v := page.Version
	facts := []components.Fact{{Term: "Code", Text: page.Framework.Code}}
	for _, f := range []components.Fact{{Term: "Language", Text: v.Language}, {Term: "Licence", Text: v.Licence}, {Term: "Source", Text: v.Source}, {Term: "Attribution", Text: v.Attribution}} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return append(facts, components.Fact{Term: "As a file", Text: exportWords(v)})
}
