package exchange

import (
	"trellis/models"
)

// pathway reads a programme. One without sets lists its courses, and asks for all of them.
func (r *programmeReader) pathway(p *value, seen map[string]bool) {
	r.only(p, "code", "title", "summary", "role", "framework", "framework_version", "courses", "sets", "communities")
	programme := models.Programme{Code: r.code(p, "code", seen), Title: r.name(p, "title"), Summary: r.optional(p, "summary")}
	r.places["programme "+programme.Code] = p.at
	if p.get("role") != nil {
		if e := r.editionOf(p); e != nil {
			profile := r.oneOf(p, "role", e.profiles, "no role profile of "+e.Framework+" "+e.Version.Version+" has the code")
			programme.RoleProfileID = &profile
		}
	}
	r.c.Programmes = append(r.c.Programmes, programme)
	listed := map[string]bool{}
	if p.get("sets") == nil {
		r.set(p, models.ProgrammeSet{ProgrammeID: models.ID(programme.Code), Number: 1, Rule: models.AllOfSet}, listed)
		return
	}
	if courses := p.get("courses"); courses != nil {
		r.refuse(courses.at, "", "the programme has sets and courses: want one of the two")
	}
	for i, s := range r.some(p, "sets", anObject) {
		r.only(s, "title", "rule", "at_least", "courses")
		set := models.ProgrammeSet{ProgrammeID: models.ID(programme.Code), Number: i + 1, Title: r.optional(s, "title"), Rule: models.SetRule(r.name(s, "rule"))}
		switch set.Rule {
		case models.AllOfSet, models.AnyOfSet:
			if v := s.get("at_least"); v != nil {
				r.refuse(v.at, v.text, `at_least: only a set with the rule "at_least" names a number`)
			}
		case models.AtLeastOfSet:
			set.AtLeast = r.whole(s, "at_least", 1, max(1, len(r.some(s, "courses", aText))))
		default:
			r.refuse(s.at, string(set.Rule), `there is no such rule: want "all", "any" or "at_least"`)
		}
		r.set(s, set, listed)
	}
}

// set reads the courses of a set of a programme, which lists each once.
func (r *programmeReader) set(of *value, set models.ProgrammeSet, listed map[string]bool) {
	r.c.Sets = append(r.c.Sets, set)
	for i, v := range r.some(of, "courses", aText) {
		switch {
		case !r.courses[v.text]:
			r.refuse(v.at, v.text, "no course of this file or of the network has the code")
		case listed[v.text]:
			r.refuse(v.at, v.text, "the programme lists this course twice")
		}
		listed[v.text] = true
		r.c.InProgrammes = append(r.c.InProgrammes, models.ProgrammeCourse{
			ProgrammeID: set.ProgrammeID, CourseID: models.ID(v.text), SetNumber: set.Number, Position: i + 1,
		})
	}
}
