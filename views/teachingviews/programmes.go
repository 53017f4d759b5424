package teachingviews

import (
	"slices"
	"strconv"

	"trellis/app/courses"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// ProgrammeEdit is the form of a programme with what was typed, and what is wrong with it.
type ProgrammeEdit struct {
	courses.ProgrammeForm
	In       courses.WriteProgramme
	Problems models.Invalid
	// Stale tells that somebody changed the programme meanwhile.
	Stale bool
}

func (e ProgrammeEdit) isNew() bool { return !e.Now.Programme.ID.Known() }

func (e ProgrammeEdit) text(name, label, value, hint string) components.Field {
	return components.Field{Name: name, ID: fieldID(name), Label: label, Value: value, Hint: hint, Problem: e.Problems[name]}
}

func (e ProgrammeEdit) open(name, label, value, hint string) components.Field {
	field := e.text(name, label, value, hint)
	field.Optional = true
	return field
}

func (e ProgrammeEdit) count(n int, value string) components.Field {
	field := e.open(courses.SetField(n, "at_least"), "At least", value, "")
	field.InputMode, field.Width = "numeric", 4
	return field
}

// sets are those of the programme, and an empty one.
func (e ProgrammeEdit) sets() []courses.WriteSet {
	return append(slices.Clone(e.In.Sets), courses.WriteSet{Rule: models.AllOfSet})
}

// rows are the courses of a set, and an empty one for one more.
func (e ProgrammeEdit) rows(set courses.WriteSet) []models.ID {
	return append(slices.Clone(set.Courses), "")
}

// courseField is the choice of one course of a set. Its problem stands at the set.
func (e ProgrammeEdit) courseField(set, n int, value models.ID) components.Field {
	name := courses.SetField(set, "courses") + "[" + strconv.Itoa(n) + "]"
	return components.Field{Name: name, ID: "set-" + strconv.Itoa(set) + "-course-" + strconv.Itoa(n), Label: "Course " + strconv.Itoa(n+1), Value: string(value)}
}

func (e ProgrammeEdit) courseOptions() []components.Option {
	options := []components.Option{{Label: "None"}}
	for _, c := range e.Courses {
		options = append(options, components.Option{Value: string(c.ID), Label: c.Title + " (" + c.Code + ")"})
	}
	return options
}

func setName(e ProgrammeEdit, n int) string {
	if n == len(e.In.Sets) {
		return "Another set"
	}
	return "Set " + strconv.Itoa(n+1)
}

func setRules() []components.Option {
	return []components.Option{
		{Value: string(models.AllOfSet), Label: "All of them"},
		{Value: string(models.AnyOfSet), Label: "Any one of them"},
		{Value: string(models.AtLeastOfSet), Label: "At least so many"},
	}
}

// summary are the problems in the order of the form.
func (e ProgrammeEdit) summary() []components.Problem {
	order := []string{"code", "title", "summary", "sets"}
	for i := range e.sets() {
		for _, field := range []string{"title", "rule", "at_least", "courses"} {
			order = append(order, courses.SetField(i, field))
		}
	}
	list := inOrder(e.Problems, order)
	for i, problem := range list {
		if problem.Field == "sets" {
			list[i].Field = "set-0-course-0"
		}
	}
	return list
}

// saysProgramme is what a programme says, for somebody whose own save was refused because of it.
func saysProgramme(e ProgrammeEdit) []components.SummaryRow {
	titles := map[models.ID]string{}
	for _, c := range e.Courses {
		titles[c.ID] = c.Title
	}
	rows := []components.SummaryRow{{Key: "Title", Value: e.Now.Programme.Title}, {Key: "Summary", Value: e.Now.Programme.Summary}}
	for _, s := range e.Now.Sets {
		var names []string
		for _, id := range e.Now.Of(s) {
			names = append(names, titles[id])
		}
		rows = append(rows, components.SummaryRow{Key: "Set " + strconv.Itoa(s.Number) + ", " + strconv.Itoa(s.Needs(len(names))) + " asked for", Value: words.List(names)})
	}
	return rows
}
