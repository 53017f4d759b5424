package models

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What a course may hold.
const (
	MostUnits      = 60
	MostOutcomes   = 40
	MostUnitLength = 1440 // minutes of one session
)

// CourseParts are a course, a draft of it or an earlier version, with all that belongs to it.
type CourseParts struct {
	Course        Course
	Units         []Unit // in order
	Outcomes      []Outcome
	Prerequisites []Prerequisite // alternatives together
}

// IsTaught tells whether this is the version that is taught now.
func (c Course) IsTaught() bool { return c.State == CoursePublished }

// Itself is the id of the course, of which this may be a draft or an earlier version.
func (c Course) Itself() ID {
	if c.VersionOfID != nil {
		return *c.VersionOfID
	}
	return c.ID
}

// Sessions are the units that are met in a session.
func (p CourseParts) Sessions() []Unit {
	return slices.DeleteFunc(slices.Clone(p.Units), func(u Unit) bool { return u.Kind != SessionUnit })
}

// Says is a digest of all that is said of a course: two versions that say the same have the same. Neither what they are
// called by, nor when and why they were published, is part of it.
func (p CourseParts) Says() string {
	c := p.Course
	lines := []string{fmt.Sprintf("%q", []string{
		c.Title, c.Summary, c.Format, c.Delivery, c.Aims, strconv.Itoa(c.Capacity), strconv.Itoa(c.Minutes), strconv.Itoa(c.MinimumSessions),
		strconv.Itoa(c.MinimumShare), strconv.Itoa(c.ValidMonths), string(c.WayIn), c.NoOutcomes,
	})}
	if c.AnyPart || c.NeedsAssignments || c.NeedsEvaluation {
		lines = append(lines, fmt.Sprintf("rule %v %v %v", c.AnyPart, c.NeedsAssignments, c.NeedsEvaluation))
	}
	for _, u := range p.Units {
		lines = append(lines, fmt.Sprintf("unit %q %q %d %v %q %q %q", u.Kind, u.Title, u.Minutes, u.Required, u.Says, u.URL, textOf(u.FileID)))
	}
	var outcomes []string
	for _, o := range p.Outcomes {
		outcomes = append(outcomes, fmt.Sprintf("outcome %q %d", o.CompetencyID, o.Level))
	}
	slices.Sort(outcomes)
	lines = append(lines, outcomes...)
	for _, r := range Alternatives(p.Prerequisites) {
		lines = append(lines, fmt.Sprintf("before %d %q %q %d", r.Alternative, textOf(r.OtherID), textOf(r.CompetencyID), r.Level))
	}
	return digestOf(strings.Join(lines, "\n"))
}

// Edition is another text whenever a draft says something else.
func (p CourseParts) Edition() string { return editionOf(p.Says(), p.Course.Note, p.Course.Version) }

// Alternatives are prerequisites group by group, counted from 1, without the ids that they are kept under.
func Alternatives(list []Prerequisite) []Prerequisite {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Prerequisite) int { return cmp.Compare(a.Alternative, b.Alternative) })
	group, last := 0, 0
	for i := range list {
		if i == 0 || list[i].Alternative != last {
			group++
		}
		last = list[i].Alternative
		list[i].ID, list[i].Alternative = "", group
	}
	return list
}

// Draft is a draft of what is taught now, which is to be the version after it.
func (c Course) Draft(id ID) Course {
	of := c.ID
	draft := c
	draft.ID, draft.VersionOfID, draft.State = id, &of, CourseDraft
	draft.Code, draft.Slug, draft.Version, draft.Note, draft.PublishedAt = c.Code+" draft", c.Slug+"-draft", c.Version+1, "", nil
	return draft
}

// Superseded is what is taught now as it is kept for the cohorts that began with it.
func (c Course) Superseded(id ID) Course {
	of, number := c.ID, strconv.Itoa(c.Version)
	old := c
	old.ID, old.VersionOfID, old.State = id, &of, CourseSuperseded
	old.Code, old.Slug = c.Code+" version "+number, c.Slug+"-version-"+number
	return old
}

// Becomes is the course as another version has it: what it is called by stays.
func (c Course) Becomes(next Course) Course {
	next.ID, next.Code, next.Slug, next.State, next.VersionOfID = c.ID, c.Code, c.Slug, CoursePublished, nil
	return next
}

// Under gives the parts to a course, with new ids.
func (p CourseParts) Under(course ID, newID func() ID) CourseParts {
	p.Units, p.Outcomes, p.Prerequisites = slices.Clone(p.Units), slices.Clone(p.Outcomes), slices.Clone(p.Prerequisites)
	for i := range p.Units {
		p.Units[i].ID, p.Units[i].CourseID, p.Units[i].Position = newID(), course, i+1
	}
	for i := range p.Outcomes {
		p.Outcomes[i].CourseID = course
	}
	for i := range p.Prerequisites {
		p.Prerequisites[i].ID, p.Prerequisites[i].CourseID = newID(), course
	}
	return p
}

// Publishable is what stands in the way of teaching the course as it is written; empty when nothing does. Fields are those
// of the form in which it is written.
func (p CourseParts) Publishable() Invalid {
	problems, c := p.unitProblems(), p.Course
	if c.Title == "" {
		problems["title"] = "Enter the title"
	}
	if c.Summary == "" {
		problems["summary"] = "Say in a sentence or two what the course is about"
	}
	switch sessions := len(p.Sessions()); {
	case sessions == 0:
		problems["units"] = "Add a session: a cohort is a run of the sessions of its course"
	case c.MinimumSessions > sessions:
		problems["minimum_sessions"] = "Enter " + strconv.Itoa(sessions) + " or fewer: the course has no more sessions"
	}
	if len(p.Outcomes) == 0 && c.NoOutcomes == "" {
		problems["outcomes"] = "Choose a skill that the course builds, or say why it builds none"
	}
	return problems
}

// unitProblems are those of each unit by itself.
func (p CourseParts) unitProblems() Invalid {
	problems := Invalid{}
	for i, u := range p.Units {
		switch {
		case u.Title == "":
			problems[UnitField(i, "title")] = "Enter the title of unit " + strconv.Itoa(i+1) + ", or remove the unit"
		case u.Kind == SessionUnit && u.Minutes < 1:
			problems[UnitField(i, "minutes")] = "Enter how many minutes the session lasts: unit " + strconv.Itoa(i+1)
		}
	}
	return problems
}

// UnitField names a field of the n-th unit, from 0: units[0].title.
func UnitField(n int, field string) string { return "units[" + strconv.Itoa(n) + "]." + field }
