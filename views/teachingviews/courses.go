package teachingviews

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"trellis/app/courses"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// CourseEdit is the form of a course with what was typed, and what is wrong with it.
type CourseEdit struct {
	courses.FormPage
	In       courses.WriteCourse
	Problems models.Invalid
	// Stale tells that somebody saved the draft meanwhile.
	Stale bool
}

// Teaching pages beside each other, as teachingNav marks them.
const (
	CohortsPage    = "cohorts"
	WorkPage       = "work"
	CoursesPage    = "courses"
	ProgrammesPage = "programmes"
)

func (e CourseEdit) text(name, label, value, hint string) components.Field {
	return components.Field{Name: name, ID: fieldID(name), Label: label, Value: value, Hint: hint, Problem: e.Problems[name]}
}

func (e CourseEdit) open(name, label, value, hint string) components.Field {
	field := e.text(name, label, value, hint)
	field.Optional = true
	return field
}

func (e CourseEdit) long(name, label, value, hint string, most int) components.Field {
	field := e.open(name, label, value, hint)
	field.MaxLength, field.Rows = most, 3
	return field
}

func (e CourseEdit) number(name, label, value, hint string) components.Field {
	field := e.text(name, label, value, hint)
	field.InputMode, field.Width = "numeric", 4
	return field
}

func (e CourseEdit) address(name, label, value string) components.Field {
	field := e.open(name, label, value, "An address that begins with https://")
	field.Type = "url"
	return field
}

// asksOpen tells whether the form shows what a unit asks: of a session only what has to be taken away.
func (e CourseEdit) asksOpen(n int, unit courses.WriteUnit) bool {
	return unit.Kind != models.SessionUnit || unit.Says != "" || unit.URL != "" || e.Problems[models.UnitField(n, "says")] != "" || e.Problems[models.UnitField(n, "url")] != ""
}

func (e CourseEdit) flag(name, label string, on bool) components.Field {
	field := components.Field{Name: name, ID: fieldID(name), Label: label}
	if on {
		field.Value = "true"
	}
	return field
}

func rowField(list string, n int, field string) string {
	return list + "[" + strconv.Itoa(n) + "]." + field
}

// skillRows are the skills chosen, and an empty row for one more.
func (e CourseEdit) skillRows() []courses.WriteSkill {
	return append(slices.Clone(e.In.Outcomes), courses.WriteSkill{})
}

// beforeRows are what comes before, and an empty row for one more.
func (e CourseEdit) beforeRows() []courses.WriteBefore {
	return append(slices.Clone(e.In.Before), courses.WriteBefore{})
}

func (e CourseEdit) skillOptions(prefix string) []components.Option {
	var options []components.Option
	for _, s := range e.Choices.Skills {
		options = append(options, components.Option{Value: prefix + string(s.ID), Label: s.Name, Group: s.Framework + " " + s.Version + ": " + s.Domain})
	}
	return options
}

func (e CourseEdit) outcomeOptions() []components.Option {
	return append([]components.Option{{Label: "None"}}, e.skillOptions("")...)
}

func (e CourseEdit) beforeOptions() []components.Option {
	options := []components.Option{{Label: "Nothing"}}
	for _, c := range e.Choices.Courses {
		if c.ID != e.Course.ID {
			options = append(options, components.Option{Value: courses.BeforeCourse + string(c.ID), Label: c.Title, Group: "Courses"})
		}
	}
	return append(options, e.skillOptions(courses.BeforeSkill)...)
}

// levelOptions are the levels of all frameworks by number: those with one number stand in one line.
func (e CourseEdit) levelOptions() []components.Option {
	labels := map[int][]string{}
	for _, l := range e.Choices.Levels {
		if !slices.Contains(labels[l.Value], l.Label) {
			labels[l.Value] = append(labels[l.Value], l.Label)
		}
	}
	options := []components.Option{{Label: "Choose a level"}}
	for _, value := range slices.Sorted(maps.Keys(labels)) {
		options = append(options, components.Option{Value: strconv.Itoa(value), Label: strconv.Itoa(value) + " " + strings.Join(labels[value], " or ")})
	}
	return options
}

func unitKindOptions() []components.Option {
	var options []components.Option
	for _, kind := range models.UnitKinds() {
		options = append(options, components.Option{Value: string(kind), Label: words.UnitKind(kind)})
	}
	return options
}

func courseWays() []components.Option {
	var options []components.Option
	for _, way := range models.WaysIn() {
		options = append(options, components.Option{Value: string(way), Label: wayIn(way)})
	}
	return options
}

func wayIn(way models.WayIn) string {
	switch way {
	case models.FirstCome:
		return "First come, first served"
	case models.Eligible:
		return "First come, for those who have what is asked for before"
	case models.Application:
		return "Application with questions: the trainer decides"
	case models.Approval:
		return "The manager approves"
	case models.Nomination:
		return "Nomination by a manager or a decision maker"
	case models.PairedWay:
		return "Analyst and decision maker come as a pair"
	}
	return string(way)
}

func unitName(n int, title string) string {
	name := "Unit " + strconv.Itoa(n+1)
	if title != "" {
		name += ": " + title
	}
	return name
}

// summary are the problems in the order of the form.
func (e CourseEdit) summary() []components.Problem {
	order := []string{"title", "summary", "aims", "format", "delivery", "capacity", "way_in", "units"}
	for i := range e.In.Units {
		for _, field := range []string{"kind", "title", "minutes", "says", "url"} {
			order = append(order, models.UnitField(i, field))
		}
	}
	order = append(order, "outcomes")
	for i := range e.skillRows() {
		order = append(order, rowField("outcomes", i, "competency"), rowField("outcomes", i, "level"))
	}
	order = append(order, "no_outcomes")
	for i := range e.beforeRows() {
		order = append(order, rowField("before", i, "what"), rowField("before", i, "level"))
	}
	return inOrder(e.Problems, append(order, "minimum_sessions", "minimum_share", "valid_months", "note"))
}

// inOrder are the problems in the order of the fields, and then those of no field.
func inOrder(problems models.Invalid, order []string) []components.Problem {
	var list []components.Problem
	for _, name := range order {
		if text, found := problems[name]; found {
			list = append(list, components.Problem{Field: fieldID(name), Text: text})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(problems)) {
		if !slices.Contains(order, name) {
			list = append(list, components.Problem{Text: problems[name]})
		}
	}
	return list
}

// saysRows are what a version says, for somebody whose own save was refused because of it.
func saysRows(p models.CourseParts) []components.SummaryRow {
	var units []string
	for _, u := range p.Units {
		units = append(units, words.UnitKind(u.Kind)+" "+u.Title+minutesWords(u.Minutes)+asksWords(u))
	}
	c := p.Course
	return []components.SummaryRow{
		{Key: "Title", Value: c.Title},
		{Key: "Summary", Value: c.Summary},
		{Key: "What people will be able to do", Value: strings.Join(c.AimList(), "; ")},
		{Key: "Units", Value: strings.Join(units, "; ")},
		{Key: "Skills", Value: models.Plural(len(p.Outcomes), "skill", "skills")},
		{Key: "Completion", Value: c.Rule(p.Units)},
		{Key: "What is new", Value: c.Note},
	}
}

// asksWords are what a unit asks for, and where.
func asksWords(u models.Unit) string {
	text := ""
	for _, part := range []string{u.Says, u.URL} {
		if part != "" {
			text += ", " + part
		}
	}
	return text
}

func minutesWords(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return ", " + words.Hours(minutes)
}

// courseStatus is where a course stands for those who write it.
func courseStatus(c courses.WrittenCourse) []components.Status {
	switch {
	case c.State == models.CourseDraft:
		return []components.Status{{Kind: components.Plain, Text: "Draft, not published yet"}}
	case c.Drafted:
		return []components.Status{{Kind: components.OK, Text: "Version " + strconv.Itoa(c.Version)}, {Kind: components.Plain, Text: "Draft of version " + strconv.Itoa(c.Version+1)}}
	}
	return []components.Status{{Kind: components.OK, Text: "Version " + strconv.Itoa(c.Version)}}
}

func versionTitle(v courses.Version) string {
	if v.IsTaught() {
		return "Version " + strconv.Itoa(v.Version) + ", taught now"
	}
	return "Version " + strconv.Itoa(v.Version)
}

func publishedOn(c models.Course) string {
	if c.PublishedAt == nil {
		return "Not known"
	}
	return words.Date(models.DateOf(*c.PublishedAt))
}

func versionHref(v courses.Version) string { return paths.Course(v.Slug) }

func cohortWords(c courses.VersionCohort) string {
	return words.Dates(c.Starts, c.Ends) + ", " + models.Plural(c.People, "person", "people")
}

func cohortNames(list []courses.VersionCohort) []string {
	var names []string
	for _, c := range list {
		names = append(names, c.Name+" ("+c.Code+")")
	}
	return names
}

// Nav are the pages of what is taught that the viewer has.
func Nav(p layout.Page, current string) []components.SubItem {
	var items []components.SubItem
	if at := slices.IndexFunc(p.Viewer.Menu, func(item layout.MenuItem) bool { return item.Href == paths.Teaching }); at >= 0 {
		items = append(items, components.SubItem{Label: "Cohorts", Href: paths.Teaching, Current: current == CohortsPage})
		if menu := p.Viewer.Menu[at]; menu.HandedIn {
			items = append(items, components.SubItem{Label: "Work handed in", Href: paths.Work, Current: current == WorkPage, Count: menu.Count})
		}
	}
	return append(items,
		components.SubItem{Label: "Courses", Href: paths.TeachingCourses, Current: current == CoursesPage},
		components.SubItem{Label: "Programmes", Href: paths.TeachingProgrammes, Current: current == ProgrammesPage})
}

// publishProblems are what stands in the way of publishing, each leading to its field of the form.
func publishProblems(page courses.PublishPage) []components.Problem {
	list := CourseEdit{FormPage: page.FormPage, In: courses.Write(page.Now), Problems: page.Problems}.summary()
	for i := range list {
		list[i].Field = "" // the fields are on the page of the draft
	}
	return list
}
