package planviews

import (
	"fmt"
	"slices"
	"strconv"

	"trellis/app/plans"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Template is the form of a template, with what was refused.
type Template struct {
	plans.TemplatePage
	In       plans.WriteTemplate
	Problems models.Invalid
	Stale    bool
}

func (f Template) isNew() bool { return f.Template.ID == "" }

func (f Template) address() string {
	if f.isNew() {
		return paths.NewTemplate
	}
	return paths.PlanTemplate(f.Template.ID)
}

// rows are the lines with some empty ones to fill.
func (f Template) rows() []plans.WriteLine {
	rows := slices.Clone(f.In.Lines)
	for range max(1, 3-len(rows)) {
		rows = append(rows, plans.WriteLine{Days: "90"})
	}
	return rows[:min(len(rows), models.MostPlanLines)]
}

func (f Template) skillOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "No skill in particular"}}
	for _, k := range f.Skills {
		list = append(list, components.Option{Value: string(k.ID), Label: k.Name, Group: k.DomainName})
	}
	return list
}

func (f Template) levelOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "No level in particular"}}
	for _, l := range f.Levels {
		o := components.Option{Value: strconv.Itoa(l.Value), Label: l.Label}
		if !slices.ContainsFunc(list, func(other components.Option) bool { return other.Value == o.Value && other.Label == o.Label }) {
			list = append(list, o)
		}
	}
	return list
}

func (f Template) courseOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "None of ours"}}
	for _, c := range f.Courses {
		list = append(list, components.Option{Value: c.Code, Label: c.Title})
	}
	return list
}

func lineKinds() []components.Option {
	list := []components.Option{{Value: "", Label: "No action"}}
	for _, k := range models.ActionKinds() {
		list = append(list, components.Option{Value: string(k), Label: kindWords(k)})
	}
	return list
}

func lineField(i int, name, label, value string) components.Field {
	return components.Field{Name: fmt.Sprintf("line[%d].%s", i, name), ID: fmt.Sprintf("line-%d-%s", i, name), Label: label, Value: value}
}

func lineDays(i int, value string) components.Field {
	f := lineField(i, "days", "Due after how many days", value)
	f.Width, f.InputMode = 3, "numeric"
	return f
}

func lastGiven(t plans.ListedTemplate) string {
	if t.AppliedAt == nil {
		return "Not yet"
	}
	return words.Day(*t.AppliedAt)
}

func givenWords(g plans.GivenTemplate) string {
	if g.UndoneAt != nil {
		return "Taken back " + words.Day(*g.UndoneAt)
	}
	return words.Count(g.Actions, "action", "actions") + " to " + words.Count(g.People, "person", "people") + ". " + words.Count(g.Untouched, "is", "are") + " as given"
}

// Apply is the page that asks to whom a template is given.
type Apply struct {
	plans.ApplyPage
	Chosen   []models.ID
	Problems models.Invalid
	Stale    bool
}

func (f Apply) options() []components.Option {
	list := make([]components.Option, len(f.People))
	for i, p := range f.People {
		list[i] = components.Option{Value: string(p.ID), Label: p.Name, Hint: getsWords(p), Chosen: slices.Contains(f.Chosen, p.ID)}
	}
	return list
}

// getsWords say what somebody would get, and why not the rest.
func getsWords(p plans.ApplyTo) string {
	var gets []string
	for _, l := range p.Gets {
		gets = append(gets, l.Title)
	}
	text := "Gets nothing"
	if len(gets) > 0 {
		text = "Gets " + words.List(gets)
	}
	for _, s := range p.Skips {
		text += ". Not " + s.Title + ": " + map[models.SkipReason]string{models.SkipsHeld: "is at the level", models.SkipsSame: "has it already", models.SkipsFull: "has too many open actions"}[s.Why]
	}
	return text
}
