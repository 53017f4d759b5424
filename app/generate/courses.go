package generate

import (
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// course is a course with what belongs to it.
type course struct {
	models.Course
	place     int // among the courses
	units     []models.Unit
	sessions  []models.Unit // those of the units that are sessions
	outcomes  []models.Outcome
	popular   int  // how many ask for a place, of a hundred places
	free      bool // nothing is asked before it
	approval  bool // people ask, and the trainer decides
	paired    bool
	forAll    bool // analysts come
	forDecide bool // decision makers come
}

// teachable are the courses without what names competencies that the framework does not have, and without organisations.
func (g *generator) teachable(f store.FrameworkContent, c store.Content) store.Content {
	stays := map[models.ID]bool{}
	for _, k := range f.Competencies {
		stays[models.ID(k.Code)] = true
	}
	c.Organisations, c.Links = nil, nil
	c.Outcomes = slices.DeleteFunc(c.Outcomes, func(o models.Outcome) bool { return !stays[o.CompetencyID] })
	c.Prerequisites = slices.DeleteFunc(c.Prerequisites, func(p models.Prerequisite) bool { return p.CompetencyID != nil && !stays[*p.CompetencyID] })
	for i := range c.Courses {
		c.Courses[i].ValidMonths = g.words.learning.ValidMonths[c.Courses[i].Code]
	}
	return c
}

// offer knows the courses as they are kept: what belongs to each, and who comes.
func (g *generator) offer(f store.FrameworkContent, c store.Content) {
	g.courses = nil
	byID, luck := map[models.ID]*course{}, g.in.chance("courses", 0)
	for i, k := range c.Courses {
		known := &course{
			Course: k, place: i, popular: luck.between(70, 150), free: true, approval: slices.Contains(g.words.learning.ApprovalCourses, k.Code),
			paired: slices.Contains(g.words.learning.PairedCourses, k.Code),
		}
		byID[k.ID] = known
		g.courses = append(g.courses, known)
	}
	for _, u := range c.Units {
		k := byID[u.CourseID]
		k.units = append(k.units, u)
		if u.Kind == models.SessionUnit {
			k.sessions = append(k.sessions, u)
		}
	}
	for _, o := range c.Outcomes {
		byID[o.CourseID].outcomes = append(byID[o.CourseID].outcomes, o)
	}
	for _, p := range c.Prerequisites {
		byID[p.CourseID].free = false
	}
	g.invite(f, c, byID)
}

// invite says who comes to which course, as the programmes do: those that lead to a role of people who decide are theirs,
// what stands in another programme, or in none, is for analysts.
func (g *generator) invite(f store.FrameworkContent, c store.Content, courses map[models.ID]*course) {
	deciding := map[models.ID]bool{} // role profiles, and then programmes
	for _, p := range f.Profiles {
		deciding[p.ID] = p.DecisionMaker
	}
	for _, p := range c.Programmes {
		deciding[p.ID] = p.RoleProfileID != nil && deciding[*p.RoleProfileID]
	}
	for _, in := range c.InProgrammes {
		if deciding[in.ProgrammeID] {
			courses[in.CourseID].forDecide = true
		} else {
			courses[in.CourseID].forAll = true
		}
	}
	for _, k := range g.courses {
		k.forAll = k.forAll || !k.forDecide
	}
}

// comes tells whether the course is for the person's role.
func (k *course) comes(m *member) bool {
	if m.role.DecisionMaker {
		return k.forDecide
	}
	return k.forAll
}
