package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// CompleteForm is the page on which records are issued, with what is wrong with what was sent.
type CompleteForm struct {
	records.CompletePage
	Problems models.Invalid
}

func (f CompleteForm) summary() []components.Problem {
	var list []components.Problem
	for _, text := range f.Problems {
		list = append(list, components.Problem{Field: "ready", Text: text})
	}
	return list
}

func registersOpen(f CompleteForm) []components.Todo {
	list := make([]components.Todo, len(f.Unmarked))
	for i, u := range f.Unmarked {
		list[i] = components.Todo{
			Link:   components.Link{Label: "Finish the register of session " + strconv.Itoa(u.Number), Href: paths.SessionRegister(f.Code, u.Number)},
			Detail: words.Count(u.People, "person is", "people are") + " not marked. " + words.Weekday(u.Starts),
		}
	}
	return list
}

// stood reads "6 of 6 sessions, 100% of the time".
func stood(s models.Standing) string {
	return strconv.Itoa(s.Attended) + " of " + words.Count(s.Held, "session", "sessions") + ", " + strconv.Itoa(s.Share) + "% of the time"
}

func missing(s models.Standing) string { return strings.Join(s.Missing, "; ") }

func issueLabel(people int) string {
	return "Issue " + words.Count(people, "completion record", "completion records")
}

func readyDetail(f CompleteForm) string {
	n := len(f.Ready())
	switch {
	case !f.Open:
		return words.Count(n, "person meets", "people meet") + " the completion rule by now. Records can be issued from " + words.Day(f.Ends) + " on"
	case n == 1:
		return "Exactly this person gets a completion record"
	}
	return "These " + strconv.Itoa(n) + " people get a completion record"
}

func recordPill(r models.CompletionRecord, today models.Date) components.Status {
	switch r.StateOn(today) {
	case models.RecordWithdrawn:
		return components.Status{Kind: components.Plain, Text: "Withdrawn"}
	case models.Superseded:
		return components.Status{Kind: components.Info, Text: "Replaced"}
	case models.Expired:
		return components.Status{Kind: components.Warn, Text: "Expired"}
	case models.Genuine, models.RecordNotFound:
	}
	return components.Status{Kind: components.OK, Text: "Genuine"}
}

func met(c records.Candidate, u models.Unit) bool { return c.Met[u.ID] }

func unitTitles(units []models.Unit) string {
	titles := make([]string, len(units))
	for i, u := range units {
		titles[i] = u.Title
	}
	return words.List(titles)
}

// RevokeForm is the page on which a record is withdrawn, with what was typed.
type RevokeForm struct {
	records.RevokePage
	Reason   string
	Problems models.Invalid
}

func (f RevokeForm) summary() []components.Problem {
	var list []components.Problem
	if text, found := f.Problems["reason"]; found {
		list = append(list, components.Problem{Field: "reason", Text: text})
	}
	return list
}

func (f RevokeForm) facts() []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Record number", Value: f.Record.Code},
		{Key: "Person", Value: f.Record.PersonName},
		{Key: "Course", Value: f.Record.CourseTitle + ", " + f.Record.CohortName},
		{Key: "Issued", Value: words.Day(f.Record.IssuedAt) + " by " + f.Record.IssuedBy},
	}
	if f.Record.RevokedAt != nil {
		rows = append(rows, components.SummaryRow{Key: "Withdrawn", Value: words.Day(*f.Record.RevokedAt)}, components.SummaryRow{Key: "Reason", Value: f.Record.RevokedReason})
	}
	return rows
}
