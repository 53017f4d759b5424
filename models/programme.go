package models

import (
	"fmt"
	"slices"
)

// What a programme may hold.
const (
	MostSets       = 20
	MostSetCourses = 60
)

// SetRules lists every rule of a set.
func SetRules() []SetRule { return []SetRule{AllOfSet, AnyOfSet, AtLeastOfSet} }

// ProgrammeParts are a programme with its sets and their courses.
type ProgrammeParts struct {
	Programme Programme
	Sets      []ProgrammeSet    // in order
	Courses   []ProgrammeCourse // in the order of the sets, and within each
}

// Of are the courses of a set, in order.
func (p ProgrammeParts) Of(set ProgrammeSet) []ID {
	var list []ID
	for _, c := range p.Courses {
		if c.SetNumber == set.Number {
			list = append(list, c.CourseID)
		}
	}
	return list
}

// Edition is another text whenever the programme says something else.
func (p ProgrammeParts) Edition() string {
	said := []string{p.Programme.Code, p.Programme.Title, p.Programme.Summary, textOf(p.Programme.RoleProfileID)}
	for _, s := range p.Sets {
		said = append(said, fmt.Sprintf("set %d %q %s %d %q", s.Number, s.Title, s.Rule, s.AtLeast, p.Of(s)))
	}
	return editionOf(said)
}

// Needs is how many of its courses a set asks for, of as many as it has.
func (s ProgrammeSet) Needs(courses int) int {
	switch s.Rule {
	case AnyOfSet:
		return min(1, courses)
	case AtLeastOfSet:
		return min(s.AtLeast, courses)
	case AllOfSet:
	}
	return courses
}

// SetProgress is how far somebody is with a set.
type SetProgress struct {
	Set     ProgrammeSet
	Courses []ID // in order
	Done    []ID // those completed
	Needs   int  // how many are asked for
	Met     bool
	Next    []ID // what can come next; none once the set is met
}

// Counts is how many of those completed count: no more than are asked for.
func (s SetProgress) Counts() int { return min(len(s.Done), s.Needs) }

// ProgrammeProgress is how far somebody is with a programme.
type ProgrammeProgress struct {
	Sets []SetProgress
	// Counts of Needs courses are completed that count. What is completed beyond the rule of its set does not.
	Counts, Needs int
	Met           bool
	// Next is what can come next: of the first set that is not met. Of a set that asks for all it is the first in order, of
	// another any.
	Next []ID
}

// Progress is how far somebody is who has completed those courses. A programme that asks for nothing is not met.
func (p ProgrammeParts) Progress(completed map[ID]bool) ProgrammeProgress {
	progress := ProgrammeProgress{}
	for _, set := range p.Sets {
		s := SetProgress{Set: set, Courses: p.Of(set)}
		var left []ID
		for _, c := range s.Courses {
			if completed[c] {
				s.Done = append(s.Done, c)
			} else {
				left = append(left, c)
			}
		}
		s.Needs = set.Needs(len(s.Courses))
		s.Met = len(s.Done) >= s.Needs
		if !s.Met {
			s.Next = left
			if set.Rule == AllOfSet {
				s.Next = left[:1]
			}
		}
		if len(progress.Next) == 0 {
			progress.Next = s.Next
		}
		progress.Counts, progress.Needs = progress.Counts+s.Counts(), progress.Needs+s.Needs
		progress.Sets = append(progress.Sets, s)
	}
	progress.Met = progress.Needs > 0 && !slices.ContainsFunc(progress.Sets, func(s SetProgress) bool { return !s.Met })
	return progress
}
