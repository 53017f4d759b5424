package adminviews

import (
	"strconv"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/frameworkviews"
	"trellis/views/words"
)

func frameworkList(page skills.FrameworksPage) list {
	find := page.Find
	add := components.Link{}
	if page.Adds {
		add = components.Link{Label: "Add a framework", Href: paths.NewFramework}
	}
	return on(list{
		title: "Frameworks", lede: "What people are assessed against, in its versions. A published version never changes.",
		path: paths.Frameworks, one: "version", many: "versions", total: page.Total, nothing: "They show here when a framework comes in by file.",
		add:     add,
		filters: []filter{text(find.Text), {"state", string(find.State), versionWords(find.State)}},
		sorts: []components.Option{
			{Value: "framework", Label: "Framework, A to Z"},
			{Value: "-framework", Label: "Framework, Z to A"},
			{Value: "state", Label: "State, A to Z"},
			{Value: "-state", Label: "State, Z to A"},
			{Value: "-published", Label: "Published, newest first"},
			{Value: "published", Label: "Published, oldest first"},
		},
	}, page.Page)
}

func versionWords(s models.VersionState) string {
	switch s {
	case models.Draft:
		return "Draft"
	case models.InReview:
		return "In review"
	case models.Published:
		return "Published"
	case models.Retired:
		return "Retired"
	}
	return string(s)
}

func versionPill(s models.VersionState) components.PillKind {
	switch s {
	case models.Published:
		return components.OK
	case models.InReview:
		return components.Info
	default:
		return components.Plain
	}
}

func versionOptions() []components.Option {
	options := []components.Option{{Label: "Any state"}}
	for _, s := range []models.VersionState{models.Draft, models.InReview, models.Published, models.Retired} {
		options = append(options, components.Option{Value: string(s), Label: versionWords(s)})
	}
	return options
}

func frameworkHeads(l list) []components.Head {
	return []components.Head{
		l.head("Framework", "framework"),
		{Label: "Version"},
		l.head("State", "state"), l.head("Published", "-published"),
		{Label: "Skills", Number: true},
		{Label: "Role profiles", Number: true},
		{Label: "People with such a role", Number: true},
	}
}

func publishedOn(v models.FrameworkVersion) string {
	if v.PublishedAt == nil {
		return "Not yet"
	}
	return words.Day(*v.PublishedAt)
}

// FrameworksHead names the columns of the list of frameworks as a file.
func FrameworksHead() []string {
	return []string{"code", "name", "version", "state", "published", "competencies", "role_profiles", "people"}
}

// FrameworkCells is a framework version of the list in a file.
func FrameworkCells(v skills.ListedVersion) []string {
	published := ""
	if v.PublishedAt != nil {
		published = string(models.DateOf(*v.PublishedAt))
	}
	return []string{v.Code, v.Name, v.Version, string(v.State), published, strconv.Itoa(v.Competencies), strconv.Itoa(v.Profiles), strconv.Itoa(v.People)}
}

func frameworkFacts(page skills.FrameworkPage) []components.SummaryRow {
	v := page.Version
	rows := []components.SummaryRow{
		{Key: "Code", Content: components.Code(page.Framework.Code)},
		{Key: "Version", Value: v.Version},
		{Key: "State", Content: components.Pill(versionPill(v.State), versionWords(v.State))},
		{Key: "Published", Value: publishedOn(v)},
		{Key: "Came in", Value: words.Day(v.CreatedAt)},
		{Key: "Skills", Value: words.Number(page.Competencies)},
		{Key: "Areas", Value: words.Number(len(page.Domains))},
	}
	for _, row := range []components.SummaryRow{{Key: "Licence", Value: v.Licence}, {Key: "Source", Value: v.Source}, {Key: "Attribution", Value: v.Attribution}} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	if v.ExportBarred {
		rows = append(rows, components.SummaryRow{Key: "As a file", Value: "May not be handed out"})
	}
	if v.Language != "" {
		rows = append(rows, components.SummaryRow{Key: "Language", Value: v.Language})
	}
	return rows
}

func profileAsks(p skills.FrameworkProfile) string {
	if p.Core == 0 {
		return words.Count(p.Requirements, "skill", "skills")
	}
	return words.Count(p.Requirements, "skill", "skills") + ", " + words.Number(p.Core) + " of them core"
}

func profileState(p skills.FrameworkProfile) string {
	switch {
	case p.Retired:
		return "Retired"
	case p.DecisionMaker:
		return "Decision maker"
	}
	return p.Family
}

// competencyFacts are what is said of a competency beside its words.
func competencyFacts(k models.Competency) []components.Fact {
	var facts []components.Fact
	for _, f := range []components.Fact{
		{Term: "Kind", Text: frameworkviews.KindWords(k.Kind)},
		{Term: "Flags", Text: strings.Join(models.Lines(k.Flags), ", ")},
		{Term: "See also", Text: strings.Join(models.Lines(k.SeeAlso), "; ")},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	if k.HoldsMonths > 0 {
		facts = append(facts, components.Fact{Term: "Looked at again after", Text: words.Count(k.HoldsMonths, "month", "months")})
	}
	return facts
}

func endLabel(v models.FrameworkVersion) string {
	if v.Retires != "" {
		return "See its end"
	}
	return "End this version"
}

func endsWords(v models.FrameworkVersion) string {
	if v.State == models.Retired {
		return "This version ended on " + words.Date(v.Retires) + ". " + v.RetiresBecause
	}
	return "This version ends on " + words.Date(v.Retires) + ", and takes nobody new after " + words.Date(v.Cutoff) + ". " + v.RetiresBecause
}
