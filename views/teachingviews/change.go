package teachingviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// ChangeForm is the form of a cohort, with what was typed and what is wrong with it.
type ChangeForm struct {
	learning.ChangeCohortPage
	In       learning.ChangeCohort
	Problems models.Invalid
	Stale    bool // somebody else changed it meanwhile
}

func (f ChangeForm) terms() TermsForm {
	return TermsForm{Terms: f.In.CohortTerms, Questions: f.In.Questions, Systems: f.Systems, NoShows: f.NoShows, Problems: f.Problems}
}

func (f ChangeForm) summary() []components.Problem {
	return summaryOf(f.Problems, termsFields(len(f.Systems)))
}

// heldLine says how many places cannot be taken away.
func (f ChangeForm) heldLine() string {
	if f.Held == 0 {
		return "Nobody has a place yet."
	}
	return words.Count(f.Held, "place is", "places are") + " taken, on offer or reserved: there cannot be fewer. More places are offered to those who wait at once."
}

// nowRows are what the cohort says now, for somebody who typed while it was changed.
func (f ChangeForm) nowRows() []components.SummaryRow {
	t := f.Now.CohortTerms
	way, _ := wayInWords(models.WayIn(t.WayIn))
	rows := []components.SummaryRow{
		{Key: "Name", Value: t.Name},
		{Key: "Places", Value: t.Capacity},
		{Key: "Beyond the capacity", Value: t.Overbook},
		{Key: "Fewest people", Value: t.Minimum},
		{Key: "Place", Value: t.Place},
		{Key: "Link to join", Value: orNone(t.JoinURL)},
		{Key: "Opens on", Value: t.Opens},
		{Key: "Last day to enrol", Value: orNone(t.Closes)},
		{Key: "Way in", Value: way},
		{Key: "Hours to reply", Value: t.OfferHours},
		{Key: "Hours without offers", Value: t.QuietHours},
		{Key: "Hours when cancelling is late", Value: t.CutoffHours},
	}
	for i, s := range t.Shares {
		if s.Places != "" && i < len(f.Systems) {
			rows = append(rows, components.SummaryRow{Key: "Held for " + f.Systems[i].Name, Value: s.Places})
		}
	}
	return rows
}

func orNone(text string) string {
	if text == "" {
		return "None"
	}
	return text
}

// CallOffForm asks why a cohort is called off.
type CallOffForm struct {
	learning.CallOffPage
	In       learning.CallOff
	Problems models.Invalid
}

// touched says who is told, and what cannot be undone.
func (f CallOffForm) touched() []string {
	var list []string
	for _, of := range []struct {
		n         int
		one, many string
	}{
		{f.Placed, "person has a place", "people have a place"},
		{f.Offered, "person has an offer", "people have an offer"},
		{f.Waiting, "person waits", "people wait"},
		{f.Applied, "person has asked to join", "people have asked to join"},
	} {
		if of.n > 0 {
			list = append(list, words.Count(of.n, of.one, of.many))
		}
	}
	if len(list) == 0 {
		list = append(list, "Nobody is on it, or in line for it")
	}
	return list
}

// ScheduleForm asks for the dates of a cohort that has none.
type ScheduleForm struct {
	learning.SchedulePage
	Problems models.Invalid
}

func (f ScheduleForm) sessions() sessionForm {
	return sessionForm{Rows: f.In.Sessions, Units: f.Units, Repeats: f.In.Repeats, Problems: f.Problems}
}

func (f ScheduleForm) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, ID: name, Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f ScheduleForm) summary() []components.Problem {
	return summaryOf(f.Problems, append(sessionFields(len(f.In.Sessions)), "place", "join_url", "closes"))
}

// SessionForm is the form of one session.
type SessionForm struct {
	learning.ChangeSessionPage
	In       learning.ChangeSession
	Problems models.Invalid
	Stale    bool
}

func (f SessionForm) isNew() bool { return !f.Session.ID.Known() }

func (f SessionForm) title() string {
	if f.isNew() {
		return "Add a session"
	}
	return "Change session " + strconv.Itoa(f.Session.Number)
}

func (f SessionForm) action() string {
	if f.isNew() {
		return paths.AddSession(f.Code)
	}
	return paths.EditSession(f.Code, f.Session.Number)
}

func (f SessionForm) field(name, label, value, hint string) components.Field {
	return components.Field{Name: name, Label: label, Value: value, Hint: hint, Problem: f.Problems[name]}
}

func (f SessionForm) open(name, label, value, hint string) components.Field {
	field := f.field(name, label, value, hint)
	field.Optional = true
	return field
}

func (f SessionForm) clock(name, label, value string) components.Field {
	field := f.field(name, label, value, "")
	field.Type = "time"
	return field
}

func (f SessionForm) summary() []components.Problem {
	return summaryOf(f.Problems, []string{"title", "date", "starts", "ends", "place", "join_url", "joining_text"})
}

func (f SessionForm) nowRows() []components.SummaryRow {
	return []components.SummaryRow{
		{Key: "Title", Value: f.Session.Title},
		{Key: "When", Value: words.Weekday(f.Session.Starts) + ", " + words.Times(f.Session.Starts, f.Session.Ends)},
		{Key: "Place", Value: orNone(f.Session.Place)},
		{Key: "Link to join", Value: orNone(f.Session.JoinURL)},
		{Key: "Joining text", Value: orNone(f.Session.JoiningText)},
	}
}

// standsIn says who teaches the session in place of whom; empty where nobody does.
func standsIn(list []learning.StandIn, session models.ID) string {
	text := ""
	for _, s := range list {
		if s.SessionID == session {
			text = s.Stander + " in place of " + s.Trainer
		}
	}
	return text
}

// expectedWords are the months in which an unscheduled cohort is expected.
func expectedWords(c models.Cohort) string { return "Expected " + words.Months(c.Starts, c.Ends) }

// whenOf are the dates of a cohort, or when it is expected.
func whenOf(c models.Cohort) string {
	if c.Unscheduled {
		return expectedWords(c)
	}
	return words.Dates(c.Starts, c.Ends)
}

// manageLinks are what can be done to a cohort as a whole.
func manageLinks(page learning.TaughtPage) []components.Link {
	links := []components.Link{{Label: "Change the cohort", Href: paths.EditCohort(page.Code)}}
	if !page.Unscheduled {
		links = append(links, components.Link{Label: "Change sessions", Href: paths.CohortSessions(page.Code)})
	}
	links = append(links,
		components.Link{Label: "What people do before", Href: paths.Preparations(page.Code)},
		components.Link{Label: "Trainers", Href: paths.Trainers(page.Code)},
	)
	if !page.Unscheduled {
		links = append(links, components.Link{Label: "Substitutes for one session", Href: paths.Substitutes(page.Code)})
	}
	if len(page.Sessions) > 0 {
		links = append(links, components.Link{Label: "Materials and texts of the sessions", Href: paths.Materials(page.Code, page.Sessions[0].Number)})
	}
	links = append(links, components.Link{Label: "Copy to other dates", Href: paths.CopyCohort(page.Code)})
	if page.CallableOffAt(page.Now) {
		links = append(links, components.Link{Label: "Call it off", Href: paths.CancelCohort(page.Code)})
	}
	return links
}

func optionalField(field components.Field) components.Field {
	field.Optional = true
	return field
}

func sessionsLede(page learning.SessionsPage) string {
	if !page.Changes {
		return "This cohort is called off: its sessions stay as they were."
	}
	return "A change of time or place goes to the calendars of people with a place."
}
