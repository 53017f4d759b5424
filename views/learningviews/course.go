package learningviews

import (
	"cmp"
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// card is a cohort in the list of its course.
func card(c learning.CohortCard) components.Cohort {
	shown := components.Cohort{Starts: day(c.Starts), Title: dates(c.Cohort), Href: paths.Cohort(c.Code), Lines: lines(c), Sessions: sessionDates(c.Sessions)}
	shown.PlacesStrong, shown.PlacesRest = places(c)
	if c.Open() {
		shown.Taken, shown.Of = c.Held, c.Places()
	}
	shown.Action = action(c)
	if way := wayWords(c.WayIn); way != "" && c.Open() {
		shown.Lines = append(shown.Lines, way)
	}
	if c.ContentID != nil {
		shown.Lines = append(shown.Lines, "Runs an earlier version of the course")
	}
	if c.Mine != nil {
		shown.Lines = append(shown.Lines, standing(*c.Mine, c.Position, noTime))
	}
	return shown
}

// action is what the viewer can do with a cohort: see where they stand, enrol, or join the waiting list.
func action(c learning.CohortCard) components.Action {
	on := " on the cohort of " + dates(c.Cohort)
	switch {
	case c.Mine != nil:
		return components.Action{Label: "Your enrolment", Hidden: on, Href: paths.Enrolment(c.Mine.ID), Look: components.Secondary}
	case !c.Open():
		return components.Action{}
	case c.WayIn == models.Nomination:
		return components.Action{}
	case c.WayIn == models.Application:
		return components.Action{Label: "Apply", Hidden: " for a place" + on, Href: paths.CohortEnrol(c.Code)}
	case c.WayIn == models.Approval, c.WayIn == models.PairedWay:
		return components.Action{Label: "Ask to join", Hidden: on, Href: paths.CohortEnrol(c.Code)}
	case c.Full():
		return components.Action{Label: "Join waiting list", Hidden: " of the cohort of " + dates(c.Cohort), Href: paths.CohortEnrol(c.Code), Look: components.Secondary}
	}
	return components.Action{Label: "Enrol", Hidden: on, Href: paths.CohortEnrol(c.Code)}
}

func cards(list []learning.CohortCard) []components.Cohort {
	shown := make([]components.Cohort, len(list))
	main := false
	for i, c := range list {
		shown[i] = card(c)
		if shown[i].Action.Look == components.Main {
			if main { // one green button a page
				shown[i].Action.Look = components.Secondary
			}
			main = main || shown[i].Action.Href != ""
		}
	}
	return shown
}

func versionWords(page learning.CoursePage) string {
	return "This is version " + strconv.Itoa(page.Version) + ", an earlier one"
}

func gap(s learning.BuiltSkill) components.Gap {
	return components.Gap{Held: s.Held, HeldLabel: s.HeldLabel, Confirmed: s.Confirmed, Max: s.Highest, Reach: s.Level, ReachLabel: s.Label}
}

func heldWords(s learning.BuiltSkill) string {
	if s.HeldLabel == "" {
		return "Not assessed"
	}
	return s.HeldLabel
}

func courseGlance(page learning.CoursePage) []components.Fact {
	length := words.Hours(page.Minutes)
	if page.Sessions > 0 {
		length += ", " + words.Count(page.Sessions, "session", "sessions")
	}
	facts := []components.Fact{
		{Term: "Level", Text: orDash(page.Reaches)},
		{Term: "Length", Text: length},
		{Term: "How", Text: words.Capital(page.Delivery)},
		{Term: "Format", Text: words.Capital(page.Format)},
		{Term: "To complete", Text: page.Rule(page.Units)},
	}
	if page.ValidMonths > 0 {
		facts = append(facts, components.Fact{Term: "Valid", Text: words.Count(page.ValidMonths, "month", "months")})
	}
	return facts
}

// advisedWords say what is advised before a course: "Describing data at Working, or the course Statistics".
func advisedWords(g learning.AdvisedGroup) string {
	list := make([]string, len(g.Alternatives))
	for i, a := range g.Alternatives {
		list[i] = a.CompetencyName + " at " + orLevel(a.LevelLabel, a.Level) + " or above"
		if a.CourseTitle != "" {
			list[i] = "The course " + a.CourseTitle
		}
	}
	return strings.Join(list, ", or ")
}

func orLevel(label string, level int) string {
	if label != "" {
		return label
	}
	return "level " + strconv.Itoa(level)
}

func metStatus(g learning.AdvisedGroup) components.Status {
	if g.Met {
		return components.Status{Kind: components.OK, Text: "You have this"}
	}
	return components.Status{Kind: components.Plain, Text: "Not yet"}
}

// othersAsked says how many more people want to hear of new dates.
func othersAsked(page learning.CoursePage) string {
	switch {
	case page.Others == 0 && page.Asked:
		return "You are the first who asked."
	case page.Others == 0:
		return "Nobody has asked yet."
	case page.Asked:
		return words.Count(page.Others, "other person has", "other people have") + " asked too."
	}
	return words.Count(page.Others, "person has", "people have") + " asked."
}

// trainersOf names who teaches a cohort.
func trainersOf(c learning.CohortCard) string {
	if len(c.Trainers) == 0 {
		return "To be confirmed"
	}
	return words.List(c.Trainers)
}

func cohortFacts(page learning.CohortPage) []components.Fact {
	strong, rest := places(page.CohortCard)
	facts := []components.Fact{
		{Term: "When", Text: rhythm(page.Sessions)},
		{Term: "Where", Text: orDash(page.Place)},
		{Term: "Trainer", Text: trainersOf(page.CohortCard)},
		{Term: "How to join", Text: cmp.Or(wayWords(page.WayIn), "First come, first served")},
		{Term: "Places", Text: strong + rest},
	}
	if page.Open() {
		facts = append(facts, components.Fact{Term: "Enrol by", Text: words.Moment(page.Closes)})
	}
	if page.OfferHours > 0 {
		facts = append(facts, components.Fact{Term: "Waiting list", Text: waitingRule(page.Cohort)})
	}
	return facts
}

// wayWords say how people come to a cohort, before they ask; nothing where whoever asks first has the place.
func wayWords(way models.WayIn) string {
	switch way {
	case models.Eligible:
		return "For those who have what it asks for first"
	case models.Application:
		return "You apply, and a trainer decides"
	case models.Approval:
		return "Your manager agrees first"
	case models.Nomination:
		return "A manager or a decision maker names who comes"
	case models.PairedWay:
		return "For pairs: an analyst with a decision maker"
	default:
		return ""
	}
}

// cohortSessions are the sessions of a cohort, with who teaches one in place of another.
func cohortSessions(page learning.CohortPage) []components.SessionDate {
	list := sessionDates(page.Sessions)
	for i, session := range page.Sessions {
		for _, s := range page.StandIns {
			if s.SessionID == session.ID {
				list[i].When += ". With " + s.Stander + ", in place of " + s.Trainer
			}
		}
	}
	return list
}

// waitingRule says how a waiting list works.
func waitingRule(c models.Cohort) string { return "In the order of asking. " + heldFor(c) }

// heldFor says how long somebody has to answer an offer.
func heldFor(c models.Cohort) string {
	return "A place that becomes free is held for the first in line for " + words.Hours(c.OfferHours*60)
}
