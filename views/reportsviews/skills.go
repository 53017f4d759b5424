// Package reportsviews shows the figures of the network.
package reportsviews

import (
	"context"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"trellis/app/reports"
	"trellis/models/disclosure"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// subnav are the pages of Network, with those that only some have.
func subnav(p layout.Page, current string) []components.SubItem {
	items := append([]components.SubItem{
		{Label: "Skills", Href: paths.NetworkSkills},
		{Label: "Demand and places", Href: paths.NetworkDemand},
	}, p.Beside...)
	for i := range items {
		items[i].Current = items[i].Href == current
	}
	return items
}

// skillsAt is the page with a search, as CSV or not.
func skillsAt(find reports.FindSkills, format string) string {
	query := url.Values{}
	for name, value := range map[string]string{"system": find.System, "area": find.Area, "format": format} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if len(query) == 0 {
		return paths.NetworkSkills
	}
	return paths.NetworkSkills + "?" + query.Encode()
}

func skillsFilter(page reports.NetworkSkills) components.Filter {
	rows := 0
	for _, area := range page.Skills {
		rows += len(area.Rows)
	}
	filter := components.Filter{
		Action: paths.NetworkSkills, Label: "Filter skills",
		Result: words.Count(rows, "skill", "skills") + ", " + words.Count(len(page.Columns), "group", "groups") + " of people",
	}
	if name := nameOf(page.Systems, page.Find.System); name != "" && len(page.Systems) > 1 {
		filter.Chips = append(filter.Chips, components.Chip{Label: name, Href: skillsAt(reports.FindSkills{Area: page.Find.Area}, "")})
	}
	if name := nameOf(page.Areas, page.Find.Area); name != "" {
		filter.Chips = append(filter.Chips, components.Chip{Label: name, Href: skillsAt(reports.FindSkills{System: page.Find.System}, "")})
	}
	return filter
}

func nameOf(choices []reports.Choice, code string) string {
	for _, c := range choices {
		if c.Code == code {
			return c.Name
		}
	}
	return ""
}

func options(all string, choices []reports.Choice) []components.Option {
	list := []components.Option{{Label: all}}
	for _, c := range choices {
		list = append(list, components.Option{Value: c.Code, Label: c.Name})
	}
	return list
}

// measures says what the picture shows, and for which day.
func measures(page reports.NetworkSkills) string {
	return "Share of people at or above the level that their role asks, of those who have assessed the skill. Figures of " + words.Date(page.Day)
}

// hiddenBelow says when a figure is hidden, by the thresholds in force.
func hiddenBelow(by disclosure.Thresholds) string {
	return "Hidden: fewer than " + strconv.Itoa(by.HalfFrom) + " people assessed, or could be worked out from the rest"
}

// rangesFor says when a range stands in place of a figure, by the thresholds in force.
func rangesFor(by disclosure.Thresholds) string {
	if by.HalfFrom == by.ShareFrom {
		return "A total that would give a small group away shows a range, not a number."
	}
	return "Groups of " + strconv.Itoa(by.HalfFrom) + " to " + strconv.Itoa(by.ShareFrom-1) + " show a range, not a number. So does a total that would give a small group away."
}

// standingMap is the picture: a row a competency, a column a group of people, everybody first. It is written by hand:
// a network of 40 systems and 60 competencies would make 2,400 components.
func standingMap(page reports.NetworkSkills) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(`<table class="app-heat app-heat--groups"><caption class="nhsuk-u-visually-hidden" id="heat-cap">Skills by group of people: share at or above the level that roles ask</caption><thead><tr><th scope="col">Skill</th><th scope="col">Whole network</th>`)
		for _, c := range page.Columns {
			b.WriteString(`<th scope="col">`)
			b.WriteString(columnHead(page, c))
			b.WriteString(`</th>`)
		}
		b.WriteString(`</tr></thead>`)
		for _, area := range page.Skills {
			b.WriteString(`<tbody><tr><th class="app-heat__group" scope="rowgroup" colspan="`)
			b.WriteString(strconv.Itoa(len(page.Columns) + 2))
			b.WriteString(`">`)
			b.WriteString(templ.EscapeString(area.Name))
			b.WriteString(`</th></tr>`)
			for _, row := range area.Rows {
				b.WriteString(`<tr><th scope="row">`)
				b.WriteString(templ.EscapeString(row.Name))
				b.WriteString(`</th>`)
				b.WriteString(standingCell(row.Whole))
				for _, cell := range row.Cells {
					b.WriteString(standingCell(cell))
				}
				b.WriteString(`</tr>`)
			}
			b.WriteString(`</tbody>`)
		}
		b.WriteString(`</table>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}

func columnHead(page reports.NetworkSkills, c reports.SkillsColumn) string {
	name := templ.EscapeString(c.Name)
	if c.Into == "" {
		return name
	}
	return `<a href="` + templ.EscapeString(skillsAt(reports.FindSkills{System: c.Into, Area: page.Find.Area}, "")) + `">` + name + `</a>`
}

// standingCell says the share in words, with as much colour as may be told.
func standingCell(c reports.SkillsCell) string {
	switch {
	case c.NotAsked:
		return `<td class="app-heat__c--free">Not asked</td>`
	case c.Kind == disclosure.NoData:
		return `<td class="app-heat__c--none">No data</td>`
	case c.Kind == disclosure.Exact:
		return `<td class="` + step(c.Percent()) + `">` + strconv.Itoa(c.Percent()) + `%<small>` + templ.EscapeString(c.String()) + `</small></td>`
	case c.Kind == disclosure.Few:
		return `<td class="app-heat__c--1">Few<small>of ` + strconv.Itoa(c.Base) + `</small></td>`
	case c.Kind == disclosure.NearlyAll:
		return `<td class="app-heat__c--5">Nearly all<small>of ` + strconv.Itoa(c.Base) + `</small></td>`
	case c.Kind == disclosure.UnderHalf:
		return `<td class="app-heat__c--2">Under half</td>`
	case c.Kind == disclosure.HalfOrMore:
		return `<td class="app-heat__c--4">Half or more</td>`
	}
	return `<td class="app-heat__c--hidden"><span>Hidden</span></td>`
}

// step is the colour of a share: five of them, light is low.
func step(percent int) string { return "app-heat__c--" + strconv.Itoa(min(percent/20, 4)+1) }
