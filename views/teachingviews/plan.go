package teachingviews

import (
	"slices"
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

func (f PlanForm) number(name, label, value, hint string) components.Field {
	field := f.text(name, label, value, hint)
	field.InputMode, field.Width = "numeric", 4
	return field
}

func (f PlanForm) session(n int, name, label, value, kind string) components.Field {
	field := f.field(models.SessionField(n, name), label, value)
	field.Type = kind
	return field
}

// rows are the sessions of the form, as many as the course asks for.
func (f PlanForm) rows() []learning.PlanSession {
	rows := make([]learning.PlanSession, len(f.Units))
	copy(rows, f.Plan.Sessions)
	return rows
}

func (f PlanForm) legend(n int) string {
	legend := "Session " + strconv.Itoa(n+1) + " of " + strconv.Itoa(len(f.Units))
	if minutes := f.Units[n].Minutes; minutes > 0 {
		legend += ", planned for " + words.Hours(minutes)
	}
	return legend
}

// summary are the problems in the order of the form's fields.
func (f PlanForm) summary() []components.Problem {
	order := []string{"course", "name", "code", "capacity", "minimum", "place", "join_url"}
	for n := range f.Units {
		for _, field := range []string{"title", "date", "starts", "ends"} {
			order = append(order, models.SessionField(n, field))
		}
	}
	order = append(order, "opens", "closes", "offer_hours", "trainers")
	var list []components.Problem
	for _, name := range order {
		if text, found := f.Problems[name]; found {
			list = append(list, components.Problem{Field: fieldID(name), Text: text})
		}
	}
	for name, text := range f.Problems { // of a field that the form does not show
		if !slices.Contains(order, name) {
			list = append(list, components.Problem{Text: text})
		}
	}
	return list
}

func courseOptions(courses []models.Course) []components.Option {
	options := []components.Option{{Label: "Choose a course"}}
	for _, c := range courses {
		options = append(options, components.Option{Value: c.Code, Label: c.Title + " (" + c.Code + ")"})
	}
	return options
}
