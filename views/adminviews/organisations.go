package adminviews

import (
	"strconv"
	"strings"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func organisationList(said models.Settings, page people.OrganisationsPage) list {
	find := page.Find
	return on(list{
		title: "Organisations", lede: "The bodies that people work for, and that figures are counted by.",
		path: paths.Organisations, actions: []components.Link{{Label: "Import organisations", Href: paths.NewImportOf(string(models.ImportOfOrganisations))}}, one: "organisation", many: "organisations", total: page.Total, nothing: "Add one, or bring in a file of organisations.",
		add:     components.Link{Label: "Add organisation", Href: paths.NewOrganisation},
		filters: []filter{text(find.Text), {"kind", string(find.Kind), kindWords(said, find.Kind)}, {"state", string(find.State), words.Capital(string(find.State))}},
		sorts: []components.Option{
			{Value: "name", Label: "Name, A to Z"},
			{Value: "-name", Label: "Name, Z to A"},
			{Value: "code", Label: "Code, A to Z"},
			{Value: "-code", Label: "Code, Z to A"},
			{Value: "kind", Label: "Kind, A to Z"},
			{Value: "-kind", Label: "Kind, Z to A"},
			{Value: "-people", Label: "Most people first"},
			{Value: "people", Label: "Fewest people first"},
		},
	}, page.Page)
}

// kindWords writes a kind as people read it: kinds are content, and each says what it is. A system is what the network calls one.
func kindWords(said models.Settings, kind models.OrganisationKind) string {
	if kind == models.System {
		return words.Capital(said.System())
	}
	return words.Capital(strings.ReplaceAll(string(kind), "_", " "))
}

func kindOptions(said models.Settings, page people.OrganisationsPage) []components.Option {
	options := []components.Option{{Label: "Any kind"}}
	for _, kind := range page.Kinds {
		options = append(options, components.Option{Value: string(kind), Label: kindWords(said, kind)})
	}
	return options
}

func openOptions() []components.Option {
	return []components.Option{{Label: "Open or closed"}, {Value: string(models.OrganisationOpen), Label: "Open"}, {Value: string(models.OrganisationClosed), Label: "Closed"}}
}

func organisationHeads(l list) []components.Head {
	return []components.Head{
		l.head("Name", "name"), l.head("Code", "code"), l.head("Kind", "kind"),
		{Label: "Part of or serves"},
		l.number("People", "-people"),
		{Label: "With what belongs to it", Number: true},
		{Label: "State"},
	}
}

// belongs names what an organisation is part of and what it serves.
func belongs(o people.OrganisationLine) string {
	var parts []string
	if len(o.PartOf) > 0 {
		parts = append(parts, "Part of "+few(o.PartOf))
	}
	if len(o.Serves) > 0 {
		parts = append(parts, "Serves "+few(o.Serves))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, ". ")
}

// few lists names, and counts them where a cell would grow tall.
func few(names []string) string {
	if len(names) > 3 {
		return words.Count(len(names), "organisation", "organisations")
	}
	return words.List(names)
}

func organisationState(o people.OrganisationLine) components.Status {
	if o.Open {
		return components.Status{Kind: components.OK, Text: "Open"}
	}
	return components.Status{Kind: components.Plain, Text: "Closed"}
}

// peopleOf is the list of people at an organisation and at what belongs to it.
func peopleOf(o people.OrganisationLine) string { return peopleWith("organisation", o.Code) }

// OrganisationsHead names the columns of the list of organisations as a file.
func OrganisationsHead() []string {
	return []string{"code", "name", "kind", "part_of", "serves", "people", "people_within", "opened", "closed"}
}

// OrganisationCells is an organisation of the list in a file.
func OrganisationCells(o people.OrganisationLine) []string {
	return []string{
		o.Code, o.Name, string(o.Kind), strings.Join(o.PartOf, "; "), strings.Join(o.Serves, "; "),
		strconv.Itoa(o.Here), strconv.Itoa(o.Within), string(o.Opened), string(o.Closed),
	}
}

func organisationFacts(said models.Settings, page people.OrganisationPage) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Code", Content: components.Code(page.Code)},
		{Key: "Kind", Value: kindWords(said, page.Kind)},
		{Key: "State", Content: components.Pill(organisationState(page.OrganisationLine).Kind, organisationState(page.OrganisationLine).Text)},
	}
	for _, row := range []components.SummaryRow{
		{Key: "Short name", Value: page.ShortName}, {Key: "Opened", Value: words.Date(page.Opened)}, {Key: "Closed", Value: words.Date(page.Closed)},
	} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	if page.ODSCode != "" {
		rows = append(rows, components.SummaryRow{Key: "ODS code", Content: components.Code(page.ODSCode)})
	}
	if page.Successor != nil {
		rows = append(rows, components.SummaryRow{Key: "Followed by", Content: components.TextLink(components.Link{Label: page.Successor.Name, Href: paths.Organisation(page.Successor.Code)})})
	}
	for _, before := range page.Predecessor {
		rows = append(rows, components.SummaryRow{Key: "Follows", Content: components.TextLink(components.Link{Label: before.Name, Href: paths.Organisation(before.Code)})})
	}
	return rows
}

// linkLine is another organisation to which one is linked, and for how long; end is where the link can be ended, or empty.
type linkLine struct{ how, name, href, when, end string }

func linksFrom(page people.OrganisationPage) []linkLine {
	lines := make([]linkLine, len(page.LinksFrom))
	for i, l := range page.LinksFrom {
		how := "Serves"
		if l.Kind == models.PartOf {
			how = "Part of"
		}
		lines[i] = linkLine{how, l.ToName, paths.Organisation(l.ToCode), period(l.Started, l.Ended), ""}
		if l.Ended == "" || l.Ended >= page.Today {
			lines[i].end = paths.OrganisationLink(page.Code, l.ID)
		}
	}
	return lines
}

func linksTo(page people.OrganisationPage) []linkLine {
	lines := make([]linkLine, len(page.LinksTo))
	for i, l := range page.LinksTo {
		how := "Serves it"
		if l.Kind == models.PartOf {
			how = "Part of it"
		}
		lines[i] = linkLine{how, l.FromName, paths.Organisation(l.FromCode), period(l.Started, l.Ended), ""}
	}
	return lines
}

// period says from when until when something was so.
func period(from, to models.Date) string {
	switch {
	case from == "" && to == "":
		return "No dates given"
	case to == "":
		return "Since " + words.Date(from)
	case from == "":
		return "Until " + words.Date(to)
	}
	return words.Date(from) + " to " + words.Date(to)
}

func pastOf(page people.OrganisationPage) []components.TimelineItem {
	items := make([]components.TimelineItem, len(page.Past))
	for i, h := range page.Past {
		items[i] = components.TimelineItem{When: words.Date(h.Day), ISO: string(h.Day), What: becameOf(h)}
	}
	return items
}

func becameOf(h people.Happened) string {
	switch h.Kind {
	case people.Opened:
		return "Opened"
	case people.Closed:
		return "Closed"
	case people.BecamePart:
		return "Became part of " + h.Other
	case people.LeftIt:
		return "Was part of " + h.Other + " for the last day"
	case people.BeganToServe:
		return "Began to serve " + h.Other
	case people.StoppedServing:
		return "Served " + h.Other + " for the last day"
	}
	return ""
}
