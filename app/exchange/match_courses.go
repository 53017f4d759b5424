package exchange

import (
	"cmp"
	"context"
	"fmt"
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
	gone                      []models.Unit // that changed courses no longer have
	added, changed, unchanged int
}

func newMatch(kept, in store.Content) *match {
	m := &match{kept: kept, in: in, ids: map[string]models.ID{}}
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
	for _, c := range m.in.Courses {
		parts := fresh[models.ID(c.Code)]
		m.identify(parts)
		is := old[parts.course.ID]
		switch other := written[strings.ToLower(c.Code)]; {
		case is == nil && other != "":
			r.refuse(r.places["course "+c.Code], c.Code, "the network has a course with the code "+other+": write it the same way, or want another code")
		case is == nil:
			parts.course.Slug = addresses.free(c.Slug)
			m.added++
			m.keep(parts)
		case is.print() == parts.print():
			m.unchanged++
		default:
			m.changed++
			parts.course.Slug, parts.course.Version = is.course.Slug, max(is.course.Version+1, c.Version)
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

// print is a digest of all that a file says of a course. Its address and its version are not part of what it is.
func (p *courseParts) print() string {
	c := p.course
	c.ID, c.Slug, c.Version, c.TitleKey = "", "", 0, ""
	units := slices.Clone(p.units)
	for i := range units {
		units[i].ID = ""
	}
	outcomes := slices.SortedFunc(slices.Values(p.outcomes), func(a, b models.Outcome) int { return cmp.Compare(a.CompetencyID, b.CompetencyID) })
	return printOf(c, units, outcomes, alternatives(p.prerequisites))
}

// alternatives are the prerequisites group by group, counted from 1.
func alternatives(list []models.Prerequisite) []models.Prerequisite {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b models.Prerequisite) int { return cmp.Compare(a.Alternative, b.Alternative) })
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

// programmes sorts the programmes of the file into added, changed and unchanged.
func (m *match) programmes() {
	old, there := map[string]models.Programme{}, map[models.ID][]models.ID{}
	for _, p := range m.kept.Programmes {
		old[p.Code] = p
	}
	for _, l := range m.kept.InProgrammes {
		there[l.ProgrammeID] = append(there[l.ProgrammeID], l.CourseID)
	}
	listed := map[string][]models.ID{}
	for _, l := range m.in.InProgrammes {
		listed[string(l.ProgrammeID)] = append(listed[string(l.ProgrammeID)], m.ids[string(l.CourseID)])
	}
	for _, p := range m.in.Programmes {
		is, found := old[p.Code]
		switch {
		case !found:
			m.added++
			p.ID = store.NewID()
		case printOf(is.Title, is.RoleProfileID, there[is.ID]) == printOf(p.Title, p.RoleProfileID, listed[p.Code]):
			m.unchanged++
			continue
		default:
			m.changed++
			p.ID = is.ID
		}
		m.differs.Programmes = append(m.differs.Programmes, p)
		for i, course := range listed[p.Code] {
			m.differs.InProgrammes = append(m.differs.InProgrammes, models.ProgrammeCourse{ProgrammeID: p.ID, CourseID: course, Position: i + 1})
		}
	}
}

// release refuses to let go of units that cohorts have sessions of, or that people have passed.
func (m *match) release(ctx context.Context, tx *store.Tx, r *programmeReader) error {
	used, err := tx.UnitsInUse(ctx, ids(m.gone))
	if err != nil {
		return err
	}
	codes := map[models.ID]string{}
	for _, c := range m.kept.Courses {
		codes[c.ID] = c.Code
	}
	for _, u := range m.gone {
		if slices.Contains(used, u.ID) {
			code := codes[u.CourseID]
			r.refuse(r.places["course "+code], u.Title, fmt.Sprintf(
				"this unit of %s is gone from the file, but cohorts have sessions of it or people have passed it: keep it, or give the course another code", code))
		}
	}
	return nil
}

func (m *match) event() models.Event {
	e := models.Event{Act: "courses.imported", Subject: "courses"}
	if len(m.differs.Courses) > 0 {
		e.SubjectID = m.differs.Courses[0].ID
		return e
	}
	e.Subject, e.SubjectID = "programmes", m.differs.Programmes[0].ID
	return e
}
