package learningviews

import (
	"net/url"
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func numeral(n int) string { return strconv.Itoa(n) }

// currentRows are the enrolments under way: how far, or where they stand.
func currentRows(list []learning.MyCourse) []components.ProgressRow {
	rows := make([]components.ProgressRow, len(list))
	for i, m := range list {
		row := components.ProgressRow{Link: components.Link{Label: m.Course.Title, Hidden: ", your enrolment", Href: paths.Enrolment(m.Enrolment.ID)}, Detail: dates(m.Cohort)}
		if m.Enrolment.State == models.Placed {
			row.Sentence, row.Part, row.Total = attended(m), m.Attended, len(m.Sessions)
			row.Way = components.Link{Label: "Your path", Hidden: " through " + m.Course.Title, Href: paths.Path(m.Enrolment.ID)}
		} else {
			row.Status = components.Status{Kind: pill(m.Enrolment.State), Text: standing(m.Enrolment, m.Position, m.OfferExpires)}
		}
		rows[i] = row
	}
	return rows
}

func overRows(list []learning.MyCourse) []components.ProgressRow {
	rows := make([]components.ProgressRow, len(list))
	for i, m := range list {
		detail := dates(m.Cohort)
		if m.Minutes > 0 {
			detail += ". " + attended(m)
		}
		rows[i] = components.ProgressRow{
			Link:   components.Link{Label: m.Course.Title, Hidden: ", " + dates(m.Cohort), Href: paths.Enrolment(m.Enrolment.ID)},
			Detail: detail, Status: components.Status{Kind: pill(m.Enrolment.State), Text: words.Enrolment(m.Enrolment.State)},
		}
	}
	return rows
}

func monthTitle(m learning.LoggedMonth) string { return m.First.Time().Format("January 2006") }

// logFile is the address of the log as a file.
const logFile = paths.Learning + "?format=csv"

// logAt is the address of the page of the log beside an edge.
func logAt(name string, edge models.Edge) string {
	return query(paths.Learning, url.Values{name: {edge.String()}}) + "#log"
}

// LogForm is a piece of learning as somebody typed it, and what is wrong with it.
type LogForm struct {
	Title, Minutes, On, Kind, Reflection string
	Competency                           []string
	Version                              string
	Problems                             models.Invalid
	// Now is the entry as it stands, when somebody changed it meanwhile; nil otherwise.
	Now *learning.LoggedEntry
}

// Of fills the form with an entry.
func Of(page learning.LogEntryPage) LogForm {
	e := page.Entry
	form := LogForm{Title: e.Title, Minutes: strconv.Itoa(e.Minutes), On: string(e.LearnedOn), Kind: string(e.Kind), Reflection: e.Reflection, Version: strconv.Itoa(e.Version)}
	for _, id := range page.About {
		form.Competency = append(form.Competency, string(id))
	}
	return form
}

func (f LogForm) problems() []components.Problem {
	return found(f.Problems, "title", "minutes", "on", "kind", "competency", "reflection")
}

// skillsAsked is how many skills the form asks for at least.
const skillsAsked = 3

// skillFields are one choice for each skill of the entry, and room for more.
func skillFields(f LogForm) []components.Field {
	fields := make([]components.Field, max(skillsAsked, len(f.Competency)+1))
	for i := range fields {
		field := components.Field{Name: "competency", Label: "Skill " + strconv.Itoa(i+1), Optional: true}
		if i == 0 {
			field.Label, field.Problem = "Skill it was about", f.Problems["competency"]
		} else {
			field.ID = "competency-" + strconv.Itoa(i+1)
			field.Label = words.Ordinal(i+1) + " skill"
		}
		if i < len(f.Competency) {
			field.Value = f.Competency[i]
		}
		fields[i] = field
	}
	return fields
}

// choices are the skills to choose from, by area; what was chosen by its code is found too.
func choices(page learning.LogEntryPage, f components.Field) []components.Option {
	options := []components.Option{{Label: "No skill"}}
	for _, c := range page.Choices {
		options = append(options, components.Option{Value: string(c.ID), Label: c.Name, Group: c.DomainName, Chosen: f.Value != "" && (f.Value == c.Code || f.Value == c.Slug)})
	}
	return options
}

func kinds() []components.Option {
	var options []components.Option
	for _, k := range models.LearningKinds() {
		options = append(options, components.Option{Value: string(k), Label: kindName(k)})
	}
	return options
}

func entryRows(e learning.LoggedEntry) []components.SummaryRow {
	return []components.SummaryRow{
		{Key: "What you learned", Value: e.Title},
		{Key: "Date", Value: words.Date(e.LearnedOn)},
		{Key: "Time", Value: words.Hours(e.Minutes)},
		{Key: "Kind", Value: kindName(e.Kind)},
		{Key: "Skills", Value: orDash(words.List(e.Skills))},
		{Key: "Reflection", Value: orDash(e.Reflection)},
	}
}

// entryLine says when, how long and about what.
func entryLine(e learning.LoggedEntry) string {
	line := words.Date(e.LearnedOn) + ", " + words.Hours(e.Minutes) + ", " + kindName(e.Kind)
	if len(e.Skills) > 0 {
		line += ". " + words.List(e.Skills)
	}
	return line
}
