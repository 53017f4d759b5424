package exchange

import (
	"cmp"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// match finds the courses and programmes of a file among those that are kept, and gathers what differs, with its ids.
type match struct {
	kept, in                  store.Content
	ids                       map[string]models.ID // of courses: of the file, and of the network
	differs                   store.Content
	others                    []models.Course      // drafts and earlier versions
	began                     map[models.ID]bool   // courses that have cohorts
	versions                  []models.CourseParts // that are taught from now on in courses that have cohorts
	gone                      []models.Unit        // that changed courses no longer have
	added, changed, unchanged int
}

func newMatch(kept, in store.Content, others []models.Course, began map[models.ID]bool) *match {
	m := &match{kept: kept, in: in, others: others, began: began, ids: map[string]models.ID{}}
	for _, c := range kept.Courses {
		m.ids[c.Code] = c.ID
	}
	for _, c := range in.Courses {
		if !m.ids[c.Code].Known() {
			m.ids[c.Code] = store.NewID()
		}
	}
	return m
}

// courseParts are a course with all that belongs to it. References are ids.
type courseParts struct {
	course        models.Course
	units         []models.Unit
	outcomes      []models.Outcome
	prerequisites []models.Prerequisite
}

// parted are the courses by the id or code that their parts name them by. Parts of a course that came in after the courses
// were read are left out: who keeps that course finds it taken, and looks again.
func parted(c store.Content, name func(models.Course) models.ID) map[models.ID]*courseParts {
	parts := make(map[models.ID]*courseParts, len(c.Courses))
	for _, k := range c.Courses {
		parts[name(k)] = &courseParts{course: k}
	}
	for _, u := range c.Units {
		if of := parts[u.CourseID]; of != nil {
			of.units = append(of.units, u)
		}
	}
	for _, o := range c.Outcomes {
		if of := parts[o.CourseID]; of != nil {
			of.outcomes = append(of.outcomes, o)
		}
	}
	for _, p := range c.Prerequisites {
		if of := parts[p.CourseID]; of != nil {
			of.prerequisites = append(of.prerequisites, p)
		}
	}
	return parts
}

// courses sorts the courses of the file into added, changed and unchanged.
func (m *match) courses(r *programmeReader) {
	old := parted(m.kept, func(c models.Course) models.ID { return c.ID })
	fresh := parted(m.in, func(c models.Course) models.ID { return models.ID(c.Code) })
	written := map[string]string{}
	addresses := slugs{}
	for _, c := range m.kept.Courses {
		written[strings.ToLower(c.Code)] = c.Code
		addresses.free(c.Slug)
	}
	drafts := map[string]bool{}
	for _, c := range m.others {
		addresses.free(c.Slug)
		drafts[strings.ToLower(c.Code)] = true
	}
	for _, c := range m.in.Courses {
		parts := fresh[models.ID(c.Code)]
		m.identify(parts)
		is := old[parts.course.ID]
		switch other := written[strings.ToLower(c.Code)]; {
		case is == nil && other != "":
			r.refuse(r.places["course "+c.Code], c.Code, "the network has a course with the code "+other+": write it the same way, or want another code")
		case is == nil && drafts[strings.ToLower(c.Code)]:
			r.refuse(r.places["course "+c.Code], c.Code, "a draft that is written on screen has this code: publish it or drop it first, or want another code")
		case is == nil:
			parts.course.Slug = addresses.free(c.Slug)
			m.added++
			m.keep(parts)
		case is.print() == parts.print():
			m.unchanged++
		default:
			m.changed++
			parts.course.Slug, parts.course.Version = is.course.Slug, max(is.course.Version+1, c.Version)
			if m.began[is.course.ID] { // cohorts keep the version that they began with
				m.versions = append(m.versions, parts.noun())
				continue
			}
			m.gone = append(m.gone, parts.takeOver(is.units)...)
			m.keep(parts)
		}
	}
}

// identify turns the codes of courses into ids.
func (m *match) identify(p *courseParts) {
	id := m.ids[p.course.Code]
	p.course.ID = id
	for i := range p.units {
		p.units[i].CourseID = id
	}
	for i := range p.outcomes {
		p.outcomes[i].CourseID = id
	}
	for i := range p.prerequisites {
		p.prerequisites[i].CourseID = id
		if other := p.prerequisites[i].OtherID; other != nil {
			needed := m.ids[string(*other)]
			p.prerequisites[i].OtherID = &needed
		}
	}
}

// takeOver gives the units the ids of those before them: the first session that of the first session, and so on by kind.
// It answers the units that have nobody to go on as.
func (p *courseParts) takeOver(before []models.Unit) (gone []models.Unit) {
	left := slices.Clone(before)
	for i := range p.units {
		same := slices.IndexFunc(left, func(u models.Unit) bool { return u.Kind == p.units[i].Kind })
		if same >= 0 {
			p.units[i].ID = left[same].ID
			left = slices.Delete(left, same, same+1)
		} else {
			p.units[i].ID = store.NewID()
		}
	}
	return left
}

func (m *match) keep(p *courseParts) {
	for i := range p.units {
		p.units[i].ID = cmp.Or(p.units[i].ID, store.NewID())
	}
	m.differs.Courses = append(m.differs.Courses, p.course)
	m.differs.Units = append(m.differs.Units, p.units...)
	m.differs.Outcomes = append(m.differs.Outcomes, p.outcomes...)
	m.differs.Prerequisites = append(m.differs.Prerequisites, p.prerequisites...)
}

func (p *courseParts) noun() models.CourseParts {
	return models.CourseParts{Course: p.course, Units: p.units, Outcomes: p.outcomes, Prerequisites: p.prerequisites}
}

// print is a digest of all that a file says of a course. Its address and its version are not part of what it is.
func (p *courseParts) print() string { return p.noun().Says() }

// programmeParts are a programme with its sets. References are ids.
type programmeParts struct {
	programme models.Programme
	sets      []setParts
}

type setParts struct {
	set     models.ProgrammeSet
	courses []models.ID
}

// programmesOf are the programmes by the id or code that their sets name them by.
func programmesOf(c store.Content, course func(models.ID) models.ID) map[models.ID]*programmeParts {
	list := map[models.ID]*programmeParts{}
	for _, s := range c.Sets {
		of := list[s.ProgrammeID]
		if of == nil {
			of = &programmeParts{}
			list[s.ProgrammeID] = of
		}
		set := setParts{set: s}
		for _, l := range c.InProgrammes {
			if l.ProgrammeID == s.ProgrammeID && l.SetNumber == s.Number {
				set.courses = append(set.courses, course(l.CourseID))
			}
		}
		of.sets = append(of.sets, set)
	}
	return list
}

// print is a digest of all that a file says of a programme.
func (p *programmeParts) print(of models.Programme) string {
	said := []any{of.Title, of.Summary, of.RoleProfileID}
	if p != nil {
		for _, s := range p.sets {
			said = append(said, s.set.Number, s.set.Title, s.set.Rule, s.set.AtLeast, s.courses)
		}
	}
	return printOf(said...)
}

// programmes sorts the programmes of the file into added, changed and unchanged.
func (m *match) programmes() {
	old, there := map[string]models.Programme{}, programmesOf(m.kept, func(id models.ID) models.ID { return id })
	for _, p := range m.kept.Programmes {
		old[p.Code] = p
	}
	listed := programmesOf(m.in, func(code models.ID) models.ID { return m.ids[string(code)] })
	for _, p := range m.in.Programmes {
		is, found := old[p.Code]
		parts := listed[models.ID(p.Code)]
		switch {
		case !found:
			m.added++
			p.ID = store.NewID()
		case there[is.ID].print(is) == parts.print(p):
			m.unchanged++
			continue
		default:
			m.changed++
			p.ID = is.ID
		}
		m.keepProgramme(p, parts)
	}
}

func (m *match) keepProgramme(p models.Programme, parts *programmeParts) {
	m.differs.Programmes = append(m.differs.Programmes, p)
	for _, s := range parts.sets {
		s.set.ProgrammeID = p.ID
		m.differs.Sets = append(m.differs.Sets, s.set)
		for i, course := range s.courses {
			m.differs.InProgrammes = append(m.differs.InProgrammes, models.ProgrammeCourse{ProgrammeID: p.ID, CourseID: course, SetNumber: s.set.Number, Position: i + 1})
		}
	}
}

func (m *match) event() models.Event {
	e := models.Event{Act: "courses.imported", Subject: "courses"}
	switch {
	case len(m.differs.Courses) > 0:
		e.SubjectID = m.differs.Courses[0].ID
		return e
	case len(m.versions) > 0:
		e.SubjectID = m.versions[0].Course.ID
		return e
	}
	e.Subject, e.SubjectID = "programmes", m.differs.Programmes[0].ID
	return e
}
