// Package learningviews are the pages of those who learn: courses, cohorts, enrolments and the learning log.
package learningviews

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// dates are the first and the last day of a cohort: 12 January to 23 March 2027, 4 to 18 May 2027.
func dates(c models.Cohort) string {
	if c.Unscheduled {
		return "Expected " + words.Months(c.Starts, c.Ends)
	}
	return words.Dates(c.Starts, c.Ends)
}

func day(t time.Time) components.Day {
	return components.Day{Month: words.Month(t), Number: words.DayOfMonth(t), Weekday: words.DayOfWeek(t)}
}

// rhythm says when people meet: "Tuesdays, 10am to midday, every 2 weeks", or else how often.
func rhythm(sessions []models.Session) string {
	if len(sessions) == 0 {
		return "Dates to be confirmed"
	}
	first := sessions[0]
	times := words.Times(first.Starts, first.Ends)
	if len(sessions) == 1 {
		return words.Weekday(first.Starts) + ", " + times
	}
	weeks, regular := interval(sessions)
	if !regular {
		return words.Count(len(sessions), "session", "sessions") + ", first on " + words.Weekday(first.Starts) + ", " + times
	}
	every := "every " + strconv.Itoa(weeks) + " weeks"
	if weeks == 1 {
		every = "every week"
	}
	return words.DayOfWeek(first.Starts) + "s, " + times + ", " + every
}

// interval is how many weeks lie between sessions; regular only when that and the times of day are the same throughout.
func interval(sessions []models.Session) (weeks int, regular bool) {
	for i := 1; i < len(sessions); i++ {
		a, b := sessions[i-1], sessions[i]
		days := int(models.DateOf(b.Starts).Time().Sub(models.DateOf(a.Starts).Time()).Round(24*time.Hour) / (24 * time.Hour))
		if days <= 0 || days%7 != 0 || weeks != 0 && days/7 != weeks || words.Times(a.Starts, a.Ends) != words.Times(b.Starts, b.Ends) {
			return 0, false
		}
		weeks = days / 7
	}
	return weeks, true
}

// lines say when, where and with whom.
func lines(c learning.CohortCard) []string {
	where := c.Place
	if len(c.Trainers) > 0 {
		where = strings.TrimPrefix(where+", with "+words.List(c.Trainers), ", ")
	}
	list := []string{rhythm(c.Sessions)}
	if where != "" {
		list = append(list, where)
	}
	return list
}

// places say in words how many are left, the number first.
func places(c learning.CohortCard) (strong, rest string) {
	switch {
	case c.State == models.CohortCancelled:
		return "Called off", ""
	case c.Finished():
		return "Finished", ""
	case c.OpensLater():
		return "", "Enrolment opens on " + words.Day(c.Opens)
	case !c.Open():
		return "Enrolment is closed", ""
	case c.KeptForOthers():
		return "No place for you yet", ". " + words.Count(c.Free(c.Held), "free place is", "free places are") + " kept for others"
	case c.Unscheduled:
		return "Dates to be set", ". " + words.Count(c.Waiting, "person waits", "people wait")
	case c.Full() && c.Waiting == 0:
		return "Full", ". Nobody is on the waiting list yet"
	case c.Full():
		return "Full", ". " + words.Count(c.Waiting, "person", "people") + " on the waiting list"
	}
	return words.Count(c.Left(), "place left", "places left"), " of " + strconv.Itoa(c.Places()) + ". Enrol by " + words.Day(c.Closes.Add(-time.Second))
}

// standing is a state as the person reads it, with the turn or the deadline: "On the waiting list: 4th".
func standing(e models.Enrolment, position int, expires time.Time) string {
	text := words.Enrolment(e.State)
	switch {
	case e.State == models.Waiting && position > 0:
		return text + ": " + words.Ordinal(position)
	case e.State == models.Offered && !expires.IsZero():
		return text + ": reply by " + words.Moment(expires)
	}
	return text
}

func pill(s models.EnrolmentState) components.PillKind {
	switch s {
	case models.Placed, models.Completed:
		return components.OK
	case models.Applied, models.Waiting, models.Offered:
		return components.Warn
	default:
		return components.Plain
	}
}

// sessionDates are the sessions as a list shows them.
func sessionDates(sessions []models.Session) []components.SessionDate {
	list := make([]components.SessionDate, len(sessions))
	for i, s := range sessions {
		list[i] = components.SessionDate{Title: s.Title, When: words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends)}
	}
	return list
}

// orDash is the text, or a dash where there is none.
func orDash(text string) string { return cmp.Or(text, "–") }

func kindName(k models.LearningKind) string {
	switch k {
	case models.SelfStudy:
		return "Self-study"
	case models.Reading:
		return "Reading"
	case models.Project:
		return "Project at work"
	case models.Conference:
		return "Conference or event"
	case models.OtherLearning:
		return "Something else"
	}
	return "Course sessions"
}

// query is an address of ours with the parts of a query that are not empty, in a fixed order.
func query(path string, values url.Values) string {
	for name := range values {
		if values.Get(name) == "" {
			values.Del(name)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// found are problems in the order of the fields of the form; what belongs to no field comes first.
func found(problems models.Invalid, fields ...string) []components.Problem {
	var list []components.Problem
	rest := make([]string, 0, len(problems))
	for name := range problems {
		if !slices.Contains(fields, name) {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		list = append(list, components.Problem{Text: problems[name]})
	}
	for _, name := range fields {
		if text := problems[name]; text != "" {
			list = append(list, components.Problem{Field: name, Text: text})
		}
	}
	return list
}

const noPatients = "Do not name patients or write anything that could identify one."

// noTime stands where no deadline is shown.
var noTime time.Time

// closedWords say why nobody can enrol now.
func closedWords(c learning.CohortCard) string {
	strong, rest := places(c)
	return strong + rest
}
