package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// levelPart is one part of the bar of a skill.
type levelPart struct {
	Label       string
	People      int
	Class       string // says the colour
	From, Width string // in percent
}

// levelParts are the levels at which anybody stands, the lowest first, and last those who were never assessed.
func levelParts(o learning.OutcomeLevels) []levelPart {
	var parts []levelPart
	done := 0
	add := func(label, class string, people int) {
		if people == 0 {
			return
		}
		parts = append(parts, levelPart{Label: label, People: people, Class: class, From: percentOf(done, o.People()), Width: percentOf(people, o.People())})
		done += people
	}
	for i, l := range o.Levels {
		add(l.Label, "app-levels__"+strconv.Itoa(min(i, 4)+1), l.People)
	}
	add("Not assessed", "app-levels__0", o.Unknown)
	return parts
}

// percentOf is a part of a whole with two decimals, as SVG takes it.
func percentOf(part, whole int) string {
	if whole == 0 {
		return "0%"
	}
	hundredths := part * 10_000 / whole
	return strconv.Itoa(hundredths/100) + "." + strconv.Itoa(hundredths/10%10) + strconv.Itoa(hundredths%10) + "%"
}

// levelsHeading says what stands out.
func levelsHeading(outcomes []learning.OutcomeLevels) string {
	first := outcomes[0]
	switch assessed := first.People() - first.Unknown; {
	case assessed == 0:
		return "Nobody has assessed the skills of this cohort yet"
	case first.Below() == 0:
		return "Everybody who was assessed is where this cohort leads"
	case first.Below()*2 < assessed:
		return "Most are where this cohort leads already"
	}
	return first.Competency + " is what most come for"
}

func reachWords(o learning.OutcomeLevels) string {
	text := "The cohort leads to " + o.Reaches.Label + ". " + strconv.Itoa(o.There()) + " of " + strconv.Itoa(o.People()-o.Unknown) + " assessed are there already"
	if o.Confirmed > 0 {
		text += ", " + strconv.Itoa(o.Confirmed) + " levels are confirmed by a manager"
		if o.Confirmed == 1 {
			text = strings.Replace(text, "1 levels are", "1 level is", 1)
		}
	}
	return text
}

// LevelWords is a level as pages and files say it.
func LevelWords(l learning.PersonLevel) string {
	switch {
	case l.Label == "":
		return "Not assessed"
	case l.Confirmed:
		return l.Label + ", confirmed"
	}
	return l.Label
}

// toKnow is what a trainer should know of somebody before a session.
func toKnow(p learning.TaughtPerson) []string {
	var list []string
	if p.Needs != "" {
		list = append(list, "Needs: "+p.Needs)
	}
	for _, b := range p.Blocked {
		list = append(list, strings.TrimSuffix("Cannot do “"+b.Title+"”: "+b.Says, ": "))
	}
	for _, a := range p.Apologies {
		list = append(list, strings.TrimSuffix("Apologies for session "+strconv.Itoa(a.Number)+", "+words.Day(a.Starts)+": "+a.Reason, ": "))
	}
	if p.Missed > 0 {
		list = append(list, "Missed "+words.Count(p.Missed, "session", "sessions")+" of other cohorts in the last 2 years")
	}
	return list
}

func rollHeads(page learning.TaughtPeoplePage) []components.Head {
	heads := []components.Head{sortHead(page, "Person", learning.ByName), sortHead(page, "From", learning.ByOrganisation)}
	if page.SeesLevels && len(page.Outcomes) > 0 {
		heads = append(heads, components.Head{Label: "Level now"})
	}
	if page.SeesNeeds {
		heads = append(heads, components.Head{Label: "To know"})
	}
	if page.MayKeep {
		heads = append(heads, components.Head{Label: "Change", Hidden: true})
	}
	return heads
}

func sortHead(page learning.TaughtPeoplePage, label, by string) components.Head {
	head := components.Head{Label: label, Href: "?sort=" + by}
	if page.Sort == by {
		head.Sorted = "ascending"
	}
	return head
}

func trainersAlone(page learning.TaughtPeoplePage) string {
	text := "What to know"
	if page.SeesLevels && len(page.Outcomes) > 0 {
		text += ", and the levels,"
	}
	return text + " is shown to the trainers of this cohort alone. It is in the file too: keep it safe."
}

// elsewhere says that others are on the page of the waiting list.
func elsewhere(page learning.TaughtPeoplePage) string {
	var parts []string
	if page.Offered > 0 {
		parts = append(parts, words.Count(page.Offered, "place is on offer", "places are on offer"))
	}
	if page.Waiting > 0 {
		parts = append(parts, words.Count(page.Waiting, "person waits", "people wait"))
	}
	return words.List(parts) + ": see the waiting list"
}

func movable(p learning.TaughtPerson) bool { return p.State == models.Placed }

func systemsHeading(filled []learning.FilledSystem) string {
	if len(filled) == 0 || filled[0].Held == 0 {
		return "Where people come from"
	}
	for _, f := range filled {
		if f.Under() && !f.Hidden {
			return f.Name + " has few of the places"
		}
	}
	return "Where people come from"
}

func systemsHeads(system string, filled []learning.FilledSystem) []components.Head {
	heads := []components.Head{{Label: words.Capital(system)}, {Label: "Places taken", Number: true}}
	if anyKept(filled) {
		heads = append(heads, components.Head{Label: "Kept for it"})
	}
	return append(heads, components.Head{Label: "Part of the people", Number: true}, components.Head{Label: "Compared"})
}

func systemName(systems string, f learning.FilledSystem) string {
	if f.Name == "" {
		return "Several " + systems + ", or none"
	}
	return f.Name
}

func anyKept(filled []learning.FilledSystem) bool {
	for _, f := range filled {
		if f.Kept > 0 {
			return true
		}
	}
	return false
}

func keptForWords(f learning.FilledSystem) string {
	switch {
	case f.Kept == 0:
		return "None"
	case f.Held >= f.Kept:
		return strconv.Itoa(f.Kept) + ", all taken"
	}
	return strconv.Itoa(f.Kept) + ", " + strconv.Itoa(f.Kept-f.Held) + " not taken"
}

func comparedWords(f learning.FilledSystem) string {
	switch {
	case f.Hidden:
		return "Not compared: few people work there"
	case f.AllHeld < 5:
		return "Too few places to compare"
	case f.Over():
		return "More than its part"
	case f.Under():
		return "Less than half of its part"
	}
	return "About its part"
}

func beforehandWords(page learning.TaughtPage) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{page.WithNeeds, "person has access needs", "people have access needs"},
		{page.Blocked, "person cannot do a preparation", "people cannot do a preparation"},
		{page.Missing, "person has sent apologies for the next session", "people have sent apologies for the next session"},
	} {
		if p.n > 0 {
			parts = append(parts, words.Count(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, ". ")
}
