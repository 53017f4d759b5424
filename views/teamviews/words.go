// Package teamviews shows managers where their people stand, and asks them to confirm.
package teamviews

import (
	"net/url"
	"strconv"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/skillsviews"
	"trellis/views/words"
)

// subnav are the pages of My team.
func subnav(p layout.Page, current string, confirms bool, waiting int) []components.SubItem {
	items := []components.SubItem{
		{Label: "Skills", Href: paths.TeamSkills, Current: current == paths.TeamSkills},
		{Label: "Needs", Href: paths.TeamNeeds},
		{Label: "People", Href: paths.TeamPeople, Current: current == paths.TeamPeople},
		{Label: "Enrolments", Href: paths.TeamEnrolments, Current: current == paths.TeamEnrolments, Count: p.Viewer.ToAnswer()},
	}
	if confirms {
		items = append(items,
			components.SubItem{Label: "Plans", Href: paths.TeamPlans, Current: current == paths.TeamPlans},
			components.SubItem{Label: "To confirm", Href: paths.TeamConfirm, Current: current == paths.TeamConfirm, Count: waiting},
			components.SubItem{Label: "Deputies", Href: paths.TeamDeputies, Current: current == paths.TeamDeputies})
	}
	return items
}

// Subnav are the pages of My team, for a page of a manager that stands elsewhere.
func Subnav(p layout.Page, current string) []components.SubItem {
	return subnav(p, current, true, p.Viewer.ToConfirm())
}

// address is the page with a filter; the usual values are left out.
func address(f skills.TeamFilter, more ...string) string {
	query := url.Values{}
	for name, value := range map[string]string{"role": f.Role, "area": f.Area, "order": f.Order, "areas": f.Areas, "of": string(f.Of), "people": string(f.People), "below": f.Below} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	if len(query) == 0 {
		return paths.TeamSkills
	}
	return paths.TeamSkills + "?" + query.Encode()
}

func csvAddress(f skills.TeamFilter) string { return address(f, "format", "csv") }

func filterFrame(p skills.TeamPage) components.Filter {
	frame := components.Filter{
		Action: paths.TeamSkills, Label: "Filter team skills",
		Result: words.Count(len(p.Rows), "person", "people") + ", " + words.Count(len(p.Columns), "skill", "skills"),
	}
	f := p.Filter
	without := func(change func(*skills.TeamFilter)) string {
		other := f
		change(&other)
		return address(other)
	}
	if name := p.Whose.Name(); name != "" {
		frame.Chips = append(frame.Chips, components.Chip{Label: name, Href: without(func(f *skills.TeamFilter) { f.Of = "" })})
	}
	for _, r := range p.Roles {
		if f.Role == r.Code {
			frame.Chips = append(frame.Chips, components.Chip{Label: r.Name, Href: without(func(f *skills.TeamFilter) { f.Role = "" })})
		}
	}
	for _, a := range p.Areas {
		if f.Area == a.Code {
			frame.Chips = append(frame.Chips, components.Chip{Label: a.Name, Href: without(func(f *skills.TeamFilter) { f.Area = "" })})
		}
	}
	if f.Below == skills.OnlyBelow {
		frame.Chips = append(frame.Chips, components.Chip{Label: "Only people below target", Href: without(func(f *skills.TeamFilter) { f.Below = "" })})
	}
	if f.Areas == skills.AllSkills {
		frame.Chips = append(frame.Chips, components.Chip{Label: "All skills of their roles", Href: without(func(f *skills.TeamFilter) { f.Areas = "" })})
	}
	return frame
}

func choices(all string, list []skills.Choice) []components.Option {
	options := []components.Option{{Value: "", Label: all}}
	for _, c := range list {
		options = append(options, components.Option{Value: c.Code, Label: c.Name})
	}
	return options
}

func orders() []components.Option {
	return []components.Option{{Value: "", Label: "Strengths first"}, {Value: skills.GapsFirst, Label: "Widest gap first"}}
}

func peopleOrders() []components.Option {
	return []components.Option{{Value: "", Label: "By name"}, {Value: string(skills.ByGaps), Label: "Most gaps first"}, {Value: string(skills.ByOrganisation), Label: "By organisation"}}
}

func belows() []components.Option {
	return []components.Option{{Value: "", Label: "Everybody"}, {Value: skills.OnlyBelow, Label: "Only people below target"}}
}

func extents() []components.Option {
	return []components.Option{{Value: "", Label: "Core skills"}, {Value: skills.AllSkills, Label: "All skills of their roles"}}
}

func tiles(p skills.TeamPage) []components.Stat {
	stats := []components.Stat{
		{Number: number(p.Tally.AtTarget), Unit: "of " + number(p.Tally.Assessed), Label: "assessments at target level", Done: p.Tally.AtTarget, Total: p.Tally.Assessed},
	}
	if p.Round != nil {
		stats = append(stats, components.Stat{Number: number(p.Sent), Unit: "of " + number(p.Size), Label: "people have sent their self-assessment, " + p.Round.Name})
	}
	if !p.Confirms {
		return stats
	}
	return append(stats, components.Stat{
		Number: words.Waiting(p.Waiting), Label: plural(p.Waiting, "assessment", "assessments"),
		Link: components.Link{Label: "waiting for you to confirm", Href: paths.TeamConfirm},
	})
}

// says is what the picture shows, in a sentence; without anything that stands out it names the measure.
func says(p skills.TeamPage) string {
	gaps, strength := p.Gaps(), p.Strength()
	switch {
	case len(gaps) > 0 && strength != nil && strength.CompetencyID != gaps[0].CompetencyID:
		return strength.Name + " is the strength. " + gaps[0].Name + " is the widest gap"
	case len(gaps) > 0:
		return gaps[0].Name + " is the widest gap"
	case p.Assessed():
		return "Everybody assessed is at target"
	}
	return "Level held against the level the role asks for"
}

// measures says what the picture measures, and in which order.
func measures(p skills.TeamPage) string {
	text := "The level each person holds, of the level their role asks for. "
	if p.Filter.Order == skills.GapsFirst {
		return text + "Skills that most people are short of stand first"
	}
	return text + "Skills that most people have stand first"
}

// share is how many of those assessed are at target: "2 of 9 at target".
func share(t models.Tally) string {
	if t.Assessed == 0 {
		return "Nobody assessed"
	}
	return strconv.Itoa(t.AtTarget) + " of " + strconv.Itoa(t.Assessed) + " at target"
}

// leans is a skill that only one person has, and how many were looked at.
func leans(c skills.Column) string {
	return "Only " + c.Only + " is at target. Assessed: " + strconv.Itoa(c.Tally.Assessed) + " of the " + strconv.Itoa(c.Tally.Asked) + " whose role asks for it"
}

// unused says how many at target do not use the skill.
func unused(c skills.Column) string {
	return strconv.Itoa(c.Tally.AtTarget) + " of " + strconv.Itoa(c.Tally.Assessed) + " at target. " +
		strconv.Itoa(c.Tally.Used) + " of those " + strconv.Itoa(c.Tally.AtTarget) + " used it in the last 3 months"
}

func unusedTitle(list []skills.Column) string {
	if len(list) == 0 {
		return "Skilled, and used"
	}
	return list[0].Name + ": skilled, but is it being used?"
}

// builds is the course for a gap, in words; the link stands before it.
func builds(c skills.CourseToBuild) string {
	if c.Starts == nil {
		return "no dates yet"
	}
	return "next on " + words.Day(*c.Starts)
}

// peopleAddress is the list of people, of one group where one is chosen.
func peopleAddress(g skills.TeamGroups, more ...string) string {
	query := url.Values{}
	if g.Chosen.Known() {
		query.Set("of", string(g.Chosen))
	}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	if len(query) == 0 {
		return paths.TeamPeople
	}
	return paths.TeamPeople + "?" + query.Encode()
}

func peopleFilter(p skills.TeamPeoplePage) components.Filter {
	frame := components.Filter{Action: paths.TeamPeople, Label: "Filter people", Result: words.Count(len(p.People), "person", "people")}
	if name := p.Whose.Name(); name != "" {
		frame.Chips = []components.Chip{{Label: name, Href: paths.TeamPeople}}
	}
	return frame
}

func peopleHeads(confirms bool) []components.Head {
	heads := []components.Head{{Label: "Person"}, {Label: "At target", Number: true}, {Label: "Confirmed", Number: true}, {Label: "Last assessed"}}
	if confirms {
		heads = append(heads, components.Head{Label: "To confirm"})
	}
	return heads
}

func team(size int) string { return words.Count(size, "person", "people") + " in your team" }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func first(list []skills.Column, most int) []skills.Column { return list[:min(len(list), most)] }

// lastAssessed is the day, or that there was none.
func lastAssessed(m skills.TeamPerson) string {
	if !m.LastAssessed.IsZero() {
		return words.Day(m.LastAssessed)
	}
	return "Not yet"
}

func atTarget(t models.Tally) string {
	return strconv.Itoa(t.AtTarget) + " of " + strconv.Itoa(t.Asked)
}

// standing is where one person stands in a skill of the team.
func standing(p skills.PersonLevel) string {
	switch {
	case !p.Assessed:
		return "Not assessed yet"
	case p.Confirmed:
		return p.HeldLabel + ", confirmed"
	}
	return p.HeldLabel + ", self-assessed"
}

func target(p skills.PersonLevel) string {
	if p.Required == 0 {
		return "No target"
	}
	return p.RequiredLabel
}

func used(u models.Use) string {
	if !u.Known() {
		return "Not asked"
	}
	return words.Use(u)
}

// levelPeople counts a level: "3 people. Target for 4".
func levelPeople(l skills.LevelCount) string {
	text := words.Count(l.People, "person", "people")
	if l.Targets > 0 {
		text += ". Target for " + strconv.Itoa(l.Targets)
	}
	return text
}

// ofPerson leads to a skill of one person.
func ofPerson(p skills.TeamPersonPage) func(slug string) string {
	return func(slug string) string { return paths.TeamPersonSkill(p.Person.ID, slug) }
}

func days(n int) string {
	switch n {
	case 0:
		return "Since today"
	case 1:
		return "1 day"
	}
	return number(n) + " days"
}

// withAll is the filter with all skills of the roles.
func withAll(f skills.TeamFilter) skills.TeamFilter {
	f.Areas = skills.AllSkills
	return f
}

func number(n int) string { return words.Number(n) }

func confirmLabel(n int) string { return "Confirm " + words.Count(n, "assessment", "assessments") }

// personTold is the sentence over one person's skills, from the data.
func personTold(p skills.TeamPersonPage) string {
	if !p.Mine.HasRole() {
		return ""
	}
	text := strconv.Itoa(p.Mine.Tally.AtTarget) + " of " + words.Count(p.Mine.Tally.Asked, "skill", "skills") + " at target, " + strconv.Itoa(p.Mine.Tally.Confirmed) + " confirmed."
	if gap := skillsviews.Widest(p.Mine, "the"); gap != "" {
		text += " " + gap + "."
	}
	return text
}

// levelKey names the numbers in the cells: "0 Not yet, 1 Awareness"; empty where skills are measured on different scales.
func levelKey(p skills.TeamPage) string {
	key := ""
	for i, c := range p.Columns {
		parts := make([]string, len(c.Scale))
		for j, l := range c.Scale {
			parts[j] = strconv.Itoa(l.Value) + " " + l.Label
		}
		this := strings.Join(parts, ", ")
		if i > 0 && this != key {
			return ""
		}
		key = this
	}
	return key
}

// keysKey says how to go through the picture without a mouse.
const keysKey = "By keyboard: arrow keys go from cell to cell, Home and End to the ends of a row, with Ctrl to the corners, Page Up and Page Down ten people on. Enter opens a cell."

// opens says what leads to one skill of one person.
func opens(p skills.TeamPage) string {
	if linksCells(p) {
		return "Each cell opens that skill of that person"
	}
	return "Each name opens the skills of that person, each skill all people, and there is each skill of each person"
}
