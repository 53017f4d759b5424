// Package needsviews shows what teams need to hold together, how it is covered, and what to do about it.
package needsviews

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trellis/app/needs"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// subnav are the pages of My team.
func subnav(p layout.Page) []components.SubItem {
	return []components.SubItem{
		{Label: "Skills", Href: paths.TeamSkills},
		{Label: "Needs", Href: paths.TeamNeeds, Current: true},
		{Label: "People", Href: paths.TeamPeople},
		{Label: "Enrolments", Href: paths.TeamEnrolments, Count: p.Viewer.ToAnswer()},
	}
}

// networkNav are the pages of Network.
func networkNav(p layout.Page) []components.SubItem {
	items := append([]components.SubItem{{Label: "Skills", Href: paths.NetworkSkills}, {Label: "Demand and places", Href: paths.NetworkDemand}}, p.Beside...)
	for i := range items {
		items[i].Current = items[i].Href == paths.NetworkNeeds
	}
	return items
}

// address is the page of a group with somebody thought away or a unit beside.
func address(show needs.Show, more ...string) string {
	query := url.Values{}
	for _, id := range show.Without {
		query.Add("without", string(id))
	}
	if show.Beside != "" {
		query.Set("beside", string(show.Beside))
	}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	if len(query) == 0 {
		return paths.NeedsOf(show.Of)
	}
	return paths.NeedsOf(show.Of) + "?" + query.Encode()
}

// status is a coverage as a pill.
func status(c models.Coverage) components.Status {
	switch c {
	case models.NeedCovered:
		return components.Status{Kind: components.OK, Text: "Covered"}
	case models.NeedThin:
		return components.Status{Kind: components.Warn, Text: "Thin"}
	case models.NeedGap:
	}
	return components.Status{Kind: components.Bad, Text: "Gap"}
}

// headline says what stands out.
func headline(page needs.Page) string {
	c := page.Now
	switch {
	case c.Gaps > 0:
		return words.Count(c.Gaps, "gap", "gaps") + ", " + strconv.Itoa(c.Thin) + " thin and " + strconv.Itoa(c.Covered) + " covered"
	case c.Thin > 0:
		return "No gap, and " + strconv.Itoa(c.Thin) + " of " + words.Count(c.Needs, "need", "needs") + " thin"
	}
	return words.Capital(words.Count(c.Needs, "need is", "needs are") + " covered")
}

// withoutWords says what changes without those who are thought away.
func withoutWords(page needs.Page) string {
	lost := 0
	for _, l := range page.Lines {
		if l.Changed() {
			lost++
		}
	}
	start := "Without " + words.List(page.Gone) + ": "
	if lost == 0 {
		return start + "nothing that the team needs is covered less well."
	}
	return start + words.Count(lost, "need is", "needs are") + " covered less well. There would be " + words.Count(page.Then.Gaps, "gap", "gaps") +
		" instead of " + strconv.Itoa(page.Now.Gaps) + ". Nothing is saved by looking."
}

// holders are the names of those who meet a need.
func holders(l needs.Line) string {
	names := make([]string, len(l.Holders))
	for i, h := range l.Holders {
		names[i] = h.Name
	}
	if len(names) > 6 {
		return strings.Join(names[:6], ", ") + " and " + strconv.Itoa(len(names)-6) + " more"
	}
	return words.List(names)
}

func have(l needs.Line) string { return strconv.Itoa(l.Have) + " of " + strconv.Itoa(l.People) }

// needed is what is needed, in words.
func needed(people int, label string) string {
	return "At least " + words.Count(people, "person", "people") + " at " + label
}

// memberOptions are the members, with what is to be known before somebody is thought away.
func memberOptions(page needs.Page) []components.Option {
	list := make([]components.Option, len(page.Members))
	for i, m := range page.Members {
		var notes []string
		if m.Leaving != "" {
			notes = append(notes, "post ends "+words.Date(m.Leaving))
		}
		if m.Away {
			notes = append(notes, "on leave within three months")
		}
		list[i] = components.Option{Value: string(m.PersonID), Label: m.Name, Hint: strings.Join(notes, ", "), Chosen: m.Gone}
	}
	return list
}

func unitOptions(page needs.Page) []components.Option {
	list := []components.Option{{Label: "None"}}
	for _, u := range page.Units {
		list = append(list, components.Option{Value: string(u.ID), Label: u.Name})
	}
	return list
}

// remedy names the way that is suggested.
func remedy(r models.Remedy) string {
	switch r {
	case models.RemedyTrain:
		return "Train"
	case models.RemedyBorrow:
		return "Borrow"
	case models.RemedyHire:
	}
	return "Hire"
}

// learner says where somebody stands, and whether they wish to learn.
func learner(l needs.Learner) string {
	text := words.Count(l.Missing, "level", "levels") + " below"
	if l.Wishes {
		text += ", would like to learn it"
	}
	return text
}

func distance(d models.Distance) string {
	switch d {
	case models.SameSystem:
		return "same system"
	case models.SameCluster:
		return "same cluster"
	case models.SameRegion, models.TooFar:
	}
	return "same region"
}

// lead is whom to ask in a unit.
func lead(l needs.Lender) string {
	if len(l.Leads) == 0 {
		return "Nobody leads it here: ask who runs the network"
	}
	names := make([]string, len(l.Leads))
	for i, one := range l.Leads {
		names[i] = one.Name + " (" + one.Email + ")"
	}
	return "Ask " + strings.Join(names, " or ")
}

func places(a *needs.Advice) string {
	switch {
	case a.Courses == 0:
		return "No course reaches this level"
	case a.Free == 0:
		return words.Count(a.Courses, "course reaches", "courses reach") + " this level, with no free place in the next six months"
	}
	return words.Count(a.Free, "free place", "free places") + " in the next six months on courses that reach this level"
}

func courseOptions(choices []needs.Choice) []components.Option {
	list := []components.Option{{Label: "Select a skill"}}
	for _, c := range choices {
		list = append(list, components.Option{Value: string(c.ID), Label: c.Code + " " + c.Name, Group: c.Area})
	}
	return list
}

// levelOptions are the levels from 1 that any of the versions has.
func levelOptions(levels []models.Level) []components.Option {
	var list []components.Option
	for _, l := range levels {
		value := strconv.Itoa(l.Value)
		if l.Value > 0 && !slices.ContainsFunc(list, func(o components.Option) bool { return o.Value == value }) {
			list = append(list, components.Option{Value: value, Label: l.Label})
		}
	}
	return list
}

func levelValue(level int) string {
	if level == 0 {
		return ""
	}
	return strconv.Itoa(level)
}

func peopleValue(people int) string { return levelValue(people) }

// mixSummary says what a mix would do.
func mixSummary(page needs.MixPage) string {
	text := words.Count(len(page.Adds), "need", "needs") + " would be added"
	if page.Has > 0 {
		text += ". " + words.Count(page.Has, "skill has a need already and stays", "skills have a need already and stay") + " as it is"
	}
	if page.Absent > 0 {
		text += ". " + words.Count(page.Absent, "line is", "lines are") + " left out: your framework has no such skill"
	}
	return text + "."
}

// OverviewTable is the groups of an overview as a table.
func OverviewTable(page needs.Overview) [][]string {
	rows := [][]string{{"group", "people", "needs", "covered", "thin", "gaps", "lean_on_one"}}
	for _, g := range page.Groups {
		row := []string{g.Name}
		for _, n := range []int{g.People, g.Needs, g.Covered, g.Thin, g.Gaps, g.LeanOnOne} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return rows
}
