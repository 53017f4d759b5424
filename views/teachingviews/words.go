// Package teachingviews are the faces of teaching: what a trainer runs, and who is on it.
package teachingviews

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// placesWords reads "14 of 16, 2 on offer".
func placesWords(placed, offered, places int) string {
	text := strconv.Itoa(placed) + " of " + strconv.Itoa(places)
	if offered > 0 {
		text += ", " + strconv.Itoa(offered) + " on offer"
	}
	return text
}

func none(n int, one, many string) string {
	if n == 0 {
		return "None"
	}
	return words.Count(n, one, many)
}

func registerTodos(due []learning.DueRegister, ofOne bool) []components.Todo {
	list := make([]components.Todo, len(due))
	for i, d := range due {
		label := "Finish the register of session " + strconv.Itoa(d.Number)
		detail := strconv.Itoa(d.Unmarked()) + " of " + strconv.Itoa(d.People) + " not marked"
		if !ofOne {
			label += ", " + d.Cohort.CourseTitle
			detail += ". " + d.Cohort.Name
		}
		list[i] = components.Todo{Link: components.Link{Label: label, Href: paths.SessionRegister(d.Cohort.Code, d.Number)}, Detail: detail + ". " + words.Weekday(d.Starts)}
	}
	return list
}

func readyWords(people int) string {
	return words.Count(people, "person is", "people are") + " ready for records"
}

func readyTodos(ready []learning.ReadyCohort) []components.Todo {
	list := make([]components.Todo, len(ready))
	for i, r := range ready {
		list[i] = components.Todo{
			Link:   components.Link{Label: "Complete " + r.CourseTitle + ", " + r.Name, Href: paths.Complete(r.Code)},
			Detail: readyWords(r.People) + ". Ended " + words.Day(r.Ends),
		}
	}
	return list
}

func waitingTodos(page learning.TeachingPage) []components.Todo {
	list := make([]components.Todo, len(page.Full))
	for i, c := range page.Full {
		detail := words.Count(c.Waiting, "person waits", "people wait")
		if c.Offered > 0 {
			detail += ", " + words.Count(c.Offered, "offer is out", "offers are out")
		}
		list[i] = components.Todo{
			Link:   components.Link{Label: "Waiting list of " + c.CourseTitle + ", " + c.Name, Href: paths.WaitingList(c.Code)},
			Detail: detail + ". Starts " + words.Day(c.Starts) + quietDetail(page, c),
		}
	}
	return list
}

func quietDetail(page learning.TeachingPage, c learning.TaughtCohort) string {
	if c.Free(c.Held()) == 0 || !c.QuietAt(page.Now) {
		return ""
	}
	return ". " + words.Count(c.Free(c.Held()), "place is", "places are") + " free, and none is offered by itself any more"
}

// nextTasks are what is to be done on one cohort.
func nextTasks(page learning.TaughtPage) []components.Todo {
	list := registerTodos(page.Registers, true)
	if page.Ready > 0 {
		list = append(list, components.Todo{Link: components.Link{Label: "Issue completion records", Href: paths.Complete(page.Code)}, Detail: readyWords(page.Ready)})
	}
	if page.Applied > 0 && page.MayAnnounce {
		list = append(list, components.Todo{
			Link:   components.Link{Label: "Answer " + words.Count(page.Applied, "application", "applications"), Href: paths.Applications(page.Code)},
			Detail: words.Count(page.Applied, "person waits", "people wait") + " for an answer",
		})
	}
	if free := page.FreePlaces(); free > 0 && page.Waiting > 0 && page.Quiet() {
		list = append(list, components.Todo{
			Link:   components.Link{Label: "Offer " + words.Count(free, "free place", "free places"), Href: paths.WaitingList(page.Code)},
			Detail: quietWords(page.Cohort),
		})
	}
	if page.Offered > 0 {
		todo := components.Todo{Link: components.Link{Label: words.Count(page.Offered, "offer is out", "offers are out"), Href: paths.WaitingList(page.Code)}}
		if !page.NextReply.IsZero() {
			todo.Detail = "The first runs out at " + words.Moment(page.NextReply)
		}
		list = append(list, todo)
	}
	return list
}

// quietWords say why a free place is not offered to those who wait.
func quietWords(c models.Cohort) string {
	return "People wait. In the last " + models.Plural(c.QuietHours, "hour", "hours") + " before the start no place is offered by itself"
}

func placeTiles(page learning.TaughtPage) []components.Stat {
	return []components.Stat{
		{Number: strconv.Itoa(page.Placed), Unit: "of " + strconv.Itoa(page.Places()), Label: "places taken"},
		{Number: strconv.Itoa(page.Offered), Label: "on offer"},
		{Number: strconv.Itoa(page.FreePlaces()), Label: "free"},
		{Number: strconv.Itoa(page.Waiting), Label: "waiting"},
	}
}

func sessionRows(page learning.TaughtPage) []components.ProgressRow {
	rows := make([]components.ProgressRow, len(page.Sessions))
	for i, s := range page.Sessions {
		row := components.ProgressRow{
			Link:   components.Link{Label: "Session " + strconv.Itoa(s.Number) + ": " + s.Title, Href: paths.SessionRegister(page.Code, s.Number)},
			Detail: words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends),
		}
		switch {
		case !page.Begun(s):
			row.Status = components.Status{Kind: components.Plain, Text: "To come"}
		case s.People == 0:
			row.Status = components.Status{Kind: components.Plain, Text: "Nobody enrolled"}
		default:
			row.Sentence, row.Part, row.Total = whoCame(s.Attended, s.Part, s.Missed, s.Apologies, s.People), s.Attended+s.Part, s.People
		}
		rows[i] = row
	}
	return rows
}

// whoCame reads "10 of 14 attended, 2 of them in part; 1 missed, 1 sent apologies, 2 not marked".
func whoCame(attended, part, missed, apologies, people int) string {
	text := strconv.Itoa(attended+part) + " of " + strconv.Itoa(people) + " attended"
	if part > 0 {
		text += ", " + strconv.Itoa(part) + " of them in part"
	}
	var rest []string
	for _, r := range []struct {
		n    int
		what string
	}{{missed, "missed"}, {apologies, "sent apologies"}, {people - attended - part - missed - apologies, "not marked"}} {
		if r.n > 0 {
			rest = append(rest, strconv.Itoa(r.n)+" "+r.what)
		}
	}
	if len(rest) > 0 {
		text += "; " + strings.Join(rest, ", ")
	}
	return text
}

func facts(page learning.TaughtPage) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Code", Value: page.Code},
		{Key: "Dates", Value: whenOf(page.Cohort)},
		{Key: "Enrolment", Value: "From " + words.Day(page.Opens) + " until " + words.Moment(page.Closes)},
		{Key: "Place", Value: page.Place},
	}
	if page.Version != page.Newest {
		rows = append(rows, components.SummaryRow{Key: "Version of the course", Value: "Version " + strconv.Itoa(page.Version) + ", with which it began. Version " + strconv.Itoa(page.Newest) + " is taught now"})
	}
	if page.JoinURL != "" {
		rows = append(rows, components.SummaryRow{Key: "Link to join", Content: joinLink(page.JoinURL)})
	}
	if page.Minimum > 0 {
		rows = append(rows, components.SummaryRow{Key: "Runs with", Value: strconv.Itoa(page.Minimum) + " or more"})
	}
	return append(rows, components.SummaryRow{Key: "To complete", Value: page.Rule})
}

func trainersOf(page learning.TaughtPage) string {
	return cmp.Or(words.List(page.Trainers), "Nobody named")
}

// standingOf is where somebody on the cohort stands, as others read it.
func standingOf(p learning.TaughtPerson) components.Status {
	kind := components.OK
	switch p.State {
	case models.NotCompleted:
		kind = components.Plain
	case models.Offered:
		kind = components.Warn
	default:
	}
	return components.Status{Kind: kind, Text: words.Enrolment(p.State)}
}

func replyBy(expires *time.Time) string {
	if expires == nil {
		return ""
	}
	return words.Moment(*expires)
}
