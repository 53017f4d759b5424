package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// PlanForm is the page of a new cohort with what was typed, and what is wrong with it.
type PlanForm struct {
	learning.NewCohortPage
	Problems models.Invalid
}

// fieldID is the id of a field: sessions-0-date for sessions[0].date, so that links to it need no escapes.
func fieldID(name string) string {
	return strings.NewReplacer("[", "-", "].", "-").Replace(name)
}

func (f PlanForm) field(name, label, value string) components.Field {
	return components.Field{Name: name, ID: fieldID(name), Label: label, Value: value, Problem: f.Problems[name]}
}

func (f PlanForm) text(name, label, value, hint string) components.Field {
	field := f.field(name, label, value)
	field.Hint = hint
	return field
}

// open is a question that may be left empty.
func (f PlanForm) open(field components.Field) components.Field {
	field.Optional = true
	return field
}

// rows are the sessions of the form: as many as the course asks for, or as were typed.
func (f PlanForm) rows() []learning.PlanSession {
	rows := make([]learning.PlanSession, max(len(f.Units), len(f.Plan.Sessions)))
	copy(rows, f.Plan.Sessions)
	return rows
}

func (f PlanForm) legend(n int) string { return sessionLegend(n, len(f.rows()), f.Units) }

// sessionLegend reads "Session 2 of 6, planned for 2 hours".
func sessionLegend(n, of int, units []models.Unit) string {
	legend := "Session " + strconv.Itoa(n+1) + " of " + strconv.Itoa(of)
	if n < len(units) && units[n].Minutes > 0 {
		legend += ", planned for " + words.Hours(units[n].Minutes)
	}
	return legend
}

// terms are the fields that a change of a cohort has too.
func (f PlanForm) terms() TermsForm {
	return TermsForm{Terms: f.Plan.CohortTerms, Questions: f.Plan.Questions, Systems: f.Systems, NoShows: f.NoShows, Problems: f.Problems}
}

// title is the heading of the form.
func (f PlanForm) title() string {
	switch {
	case f.From.ID.Known():
		return "Copy " + f.From.Name
	case f.Plan.Later():
		return "Plan a cohort without dates"
	}
	return "Plan a cohort"
}

// sessionFields are the fields of so many sessions in their order.
func sessionFields(sessions int) []string {
	var list []string
	for n := range sessions {
		for _, field := range []string{"title", "date", "starts", "ends", "place", "join_url", "joining_text"} {
			list = append(list, models.SessionField(n, field))
		}
	}
	return list
}

// summary are the problems in the order of the form's fields.
func (f PlanForm) summary() []components.Problem {
	order := []string{"course", "name", "code", "capacity", "minimum", "place", "join_url", "from", "to"}
	order = append(order, sessionFields(len(f.rows()))...)
	order = append(order, "trainers")
	order = append(order, termsFields(len(f.Systems))...)
	for n := range models.MostPreparations {
		for _, field := range []string{"title", "url", "minutes"} {
			order = append(order, models.PreparationField(n, field))
		}
	}
	return summaryOf(f.Problems, order)
}

// repeats are how the days of sessions without one follow.
func repeats(value string) []components.Option {
	return []components.Option{
		{Value: "", Label: "Each on the day typed", Chosen: value == ""},
		{Value: "1", Label: "Every week"},
		{Value: "2", Label: "Every 2 weeks"},
		{Value: "4", Label: "Every 4 weeks"},
	}
}

// sessionForm are the rows of sessions that a plan and a schedule share.
type sessionForm struct {
	Rows     []learning.PlanSession
	Units    []models.Unit
	Repeats  string
	Problems models.Invalid
}

func (f sessionForm) field(n int, name, label, value, kind string) components.Field {
	full := models.SessionField(n, name)
	return components.Field{Name: full, ID: fieldID(full), Label: label, Value: value, Problem: f.Problems[full], Type: kind}
}

func (f sessionForm) hinted(n int, name, label, value, hint string) components.Field {
	field := f.field(n, name, label, value, "")
	field.Hint, field.Optional = hint, true
	return field
}

func (f sessionForm) more(n int) bool {
	s := f.Rows[n]
	return s.Place != "" || s.JoinURL != "" || s.JoiningText != "" ||
		wrong(f.Problems, models.SessionField(n, "place"), models.SessionField(n, "join_url"), models.SessionField(n, "joining_text"))
}

func (f PlanForm) sessions() sessionForm {
	return sessionForm{Rows: f.rows(), Units: f.Units, Repeats: f.Plan.Repeats, Problems: f.Problems}
}

func (f PlanForm) preparation(n int, name, label, value string) components.Field {
	return f.text(models.PreparationField(n, name), label, value, "")
}

func courseOptions(courses []models.Course) []components.Option {
	options := []components.Option{{Label: "Choose a course"}}
	for _, c := range courses {
		options = append(options, components.Option{Value: c.Code, Label: c.Title + " (" + c.Code + ")"})
	}
	return options
}

func (f PlanForm) month(name, label, value string) components.Field {
	field := f.text(name, label, value, "Such as 2027-03")
	field.Type, field.Width = "month", 10
	return field
}
