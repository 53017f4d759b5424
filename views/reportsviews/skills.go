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
		{Label: "Use", Href: paths.NetworkUse},
		{Label: "Demand and places", Href: paths.NetworkDemand},
	}, p.Beside...)
	for i := range items {
		items[i].Current = items[i].Href == current
	}
	return items
}

// findAt is a page with a search, as CSV or not.
func findAt(path string, find reports.FindSkills, format string) string {
	query := url.Values{}
	for name, value := range map[string]string{
		"system": find.System, "area": find.Area, "role": find.Role, "by": find.By, "as-at": find.AsAt, "format": format,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

func skillsAt(find reports.FindSkills, format string) string {
	return findAt(paths.NetworkSkills, find, format)
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
	chip := func(label string, without func(*reports.FindSkills)) {
		if label != "" {
			find := page.Find
			without(&find)
			filter.Chips = append(filter.Chips, components.Chip{Label: label, Href: skillsAt(find, "")})
		}
	}
	if len(page.Systems) > 1 {
		chip(nameOf(page.Systems, page.Find.System), func(f *reports.FindSkills) { f.System = "" })
	}
	chip(nameOf(page.Areas, page.Find.Area), func(f *reports.FindSkills) { f.Area = "" })
	chip(nameOf(page.Roles, page.Find.Role), func(f *reports.FindSkills) { f.Role = "" })
	if page.Find.By == reports.ByRole {
		chip("By role", func(f *reports.FindSkills) { f.By = "" })
	}
	if page.Find.AsAt != "" {
		chip("As at "+words.Date(page.Day), func(f *reports.FindSkills) { f.AsAt = "" })
	}
	return filter
}

// months are the months at whose end it is kept how the network stood.
func months(page reports.NetworkSkills) []components.Option {
	list := []components.Option{{Label: "Today"}}
	for _, day := range page.Months {
		list = append(list, components.Option{Value: string(day)[:7], Label: words.Date(day)})
	}
	return list
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
	of := "people"
	if role := nameOf(page.Roles, page.Find.Role); role != "" {
		of = "people with the role " + role
	}
	return "Share of " + of + " at or above the level that their role asks, of those who have assessed the skill; under it how many of those asked have answered, and how old the answers are. Figures of " + words.Date(page.Day)
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
		b.WriteString(`<table class="app-heat app-heat--groups app-heat--rollup"><caption class="nhsuk-u-visually-hidden" id="heat-cap">Skills by group of people: share at or above the level that roles ask</caption><thead><tr><th scope="col">Skill</th><th scope="col">Whole network</th>`)
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
				b.WriteString(`<a href="` + templ.EscapeString(findAt(paths.NetworkSkill(row.Slug), reports.FindSkills{System: page.Find.System, AsAt: page.Find.AsAt}, "")) + `">`)
				b.WriteString(templ.EscapeString(row.Name))
				b.WriteString(`</a></th>`)
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
	return `<a href="` + templ.EscapeString(skillsAt(reports.FindSkills{System: c.Into, Area: page.Find.Area, Role: page.Find.Role, AsAt: page.Find.AsAt}, "")) + `">` + name + `</a>`
}

// standingCell says the share in words, with as much colour as may be told, and under it what the share stands on. Where too few
// have answered it is hatched.
func standingCell(c reports.SkillsCell) string {
	if c.NotAsked {
		return `<td class="app-heat__c--free">Not asked</td>`
	}
	class, text := shareWords(c.Shown)
	if c.Thin() && class != "app-heat__c--hidden" && class != "app-heat__c--none" {
		class = "app-heat__c--thin"
	}
	return `<td class="` + class + `">` + text + `<small>` + answersWords(c) + `</small></td>`
}

// shareWords are the class and the words of a share.
func shareWords(s disclosure.Shown) (class, text string) {
	switch s.Kind {
	case disclosure.NoData:
		return "app-heat__c--none", "No data"
	case disclosure.Exact:
		return step(s.Percent()), strconv.Itoa(s.Percent()) + `%<small>` + templ.EscapeString(s.String()) + `</small>`
	case disclosure.Few:
		return "app-heat__c--1", `Few<small>of ` + strconv.Itoa(s.Base) + `</small>`
	case disclosure.NearlyAll:
		return "app-heat__c--5", `Nearly all<small>of ` + strconv.Itoa(s.Base) + `</small>`
	case disclosure.UnderHalf:
		return "app-heat__c--2", "Under half"
	case disclosure.HalfOrMore:
		return "app-heat__c--4", "Half or more"
	case disclosure.Hidden:
	}
	return "app-heat__c--hidden", "<span>Hidden</span>"
}

// answersWords are how many of those asked have answered, and how long ago on average.
func answersWords(c reports.SkillsCell) string {
	text := "Answers hidden"
	switch c.Coverage.Kind {
	case disclosure.Exact:
		text = "About " + strconv.Itoa(c.Coverage.Percent()) + "% answered"
	case disclosure.Few, disclosure.NearlyAll, disclosure.UnderHalf, disclosure.HalfOrMore:
		text = string(c.Coverage.Kind) + " answered"
	case disclosure.NoData, disclosure.Hidden:
	}
	if c.Aged {
		text += ", " + ageWords(c)
	}
	return text
}

func ageWords(c reports.SkillsCell) string {
	switch {
	case !c.Aged:
		return "Not told"
	case c.Age == 0:
		return "this month"
	}
	return words.Count(c.Age, "month", "months") + " old"
}

// step is the colour of a share: five of them, light is low.
func step(percent int) string { return "app-heat__c--" + strconv.Itoa(min(percent/20, 4)+1) }
