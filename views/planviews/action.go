package planviews

import (
	"strconv"

	"trellis/app/plans"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Action is the form of one action, new or not.
type Action struct {
	plans.ActionForm
	Whose
	Closing  skills.Closing
	In       plans.WriteAction
	Problems models.Invalid
	Stale    bool
}

func (f Action) isNew() bool { return f.Action.ID == "" }

func (f Action) address() string {
	if f.isNew() {
		return paths.PlanActionNew(f.Of, f.In.Skill)
	}
	return paths.PlanAction(f.Of, f.Action.ID)
}

func (f Action) skillOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "No skill in particular"}}
	for _, k := range f.Closing.Skills {
		list = append(list, components.Option{Value: k.Slug, Label: k.Name, Group: k.Domain.Name})
	}
	return list
}

// levelOptions are those of the scale of the skill, or of the first of those to choose from.
func (f Action) levelOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "No level in particular"}}
	scale := skills.Scale(nil)
	if f.Closing.Skill != nil {
		scale = f.Closing.Skill.Scale
	} else if len(f.Closing.Skills) > 0 {
		scale = f.Closing.Skills[0].Scale
	}
	for _, l := range scale {
		list = append(list, components.Option{Value: strconv.Itoa(l.Value), Label: l.Label})
	}
	return list
}

func (f Action) courseOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "None of ours"}}
	builds := map[string]bool{}
	for _, b := range f.Builds {
		if builds[b.Code] {
			continue
		}
		builds[b.Code] = true
		label := b.Title
		if b.Starts != nil {
			label += ", next " + words.Day(*b.Starts)
		}
		list = append(list, components.Option{Value: b.Code, Label: label, Group: "Build this skill"})
	}
	for _, c := range f.Courses {
		if !builds[c.Code] {
			list = append(list, components.Option{Value: c.Code, Label: c.Title, Group: "All courses"})
		}
	}
	return list
}

func (f Action) mentorOptions() []components.Option {
	list := []components.Option{{Value: "", Label: "Nobody by name yet"}}
	for _, m := range f.Mentors {
		list = append(list, components.Option{Value: string(m.ID), Label: m.Name + ", " + m.Says})
	}
	return list
}

// heading is the heading of the form.
func (f Action) heading() string {
	switch {
	case !f.isNew():
		return "Change an action"
	case f.own():
		return "Add an action to my plan"
	}
	return "Add an action to the plan of " + f.Person.Name
}

// gapWords say where the person stands in the skill.
func gapWords(k skills.Skill) string {
	text := "Not assessed yet"
	if k.Assessed {
		text = k.HeldLabel() + " now"
	}
	if k.Required > 0 {
		text += ". Target: " + k.RequiredLabel()
	}
	return text
}

func suggestions(k skills.Skill) []string {
	if k.Unused() {
		return []string{
			"Real work: take on a question of a decision maker that needs " + k.Name,
			"Real work: review a piece of work of a colleague",
			"Real work: show the team how you did it last time",
		}
	}
	return []string{
		"Real work: do the next piece that needs " + k.Name + " with somebody who has done it",
		"Mentor: ask somebody for an hour a month until the day below",
		"Reading: write half a page on what you take from it for your own work",
	}
}

func courseLine(c skills.CourseToBuild, scale skills.Scale) string {
	text := "To " + scale.Label(c.Level)
	if c.Starts == nil {
		return text + ". No dates yet"
	}
	return text + ". Next: " + words.Day(*c.Starts)
}

// Prefill says of a new action what the gap suggests: the target, and a course where one leads to it.
func (f *Action) Prefill() {
	k := f.Closing.Skill
	f.In.Due = string(f.Today.AddMonths(3))
	if k == nil {
		return
	}
	if k.Required > 0 {
		f.In.To = strconv.Itoa(k.Required)
	}
	if k.Gap() == 0 || len(f.Closing.Courses) == 0 {
		f.In.Kind = string(models.ByWorkAction)
		return
	}
	f.In.Kind = string(models.ByCourseAction)
	for _, b := range f.Builds {
		if b.Level > k.Held {
			f.In.Course = b.Code
			return
		}
	}
}
