package exchange

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// course reads a course with its units and outcomes. What must come before it is read once all courses are known.
func (r *programmeReader) course(c *value) {
	r.only(c, "code", "slug", "version", "title", "summary", "format", "delivery", "sessions", "units", "total_minutes", "total_hours",
		"capacity", "valid_months", "waiting_list", "entry", "way_in", "audience_roles", "prerequisites", "learning_outcomes",
		"completion", "raises", "no_raises", "notes")
	title := r.name(c, "title")
	course := models.Course{
		State: models.CoursePublished, WayIn: r.wayIn(c), NoOutcomes: r.optional(c, "no_raises"),
		Code: r.code(c, "code", r.codes), Version: r.version(c), Title: title, TitleKey: store.Fold(title), Summary: r.optional(c, "summary"),
		Format: r.optional(c, "format"), Delivery: r.optional(c, "delivery"), Aims: strings.Join(r.texts(c, "learning_outcomes"), "\n"),
		Capacity: r.whole(c, "capacity", 1, 10_000), Minutes: r.whole(c, "total_minutes", 1, 100_000),
	}
	course.Slug = r.address(c, title, course.Code)
	if v := c.get("valid_months"); v != nil {
		course.ValidMonths = r.number(v, "valid_months", 0, 1200)
	}
	r.courses[course.Code] = true
	r.places["course "+course.Code] = c.at
	r.units(c, &course)
	r.c.Courses = append(r.c.Courses, course)
	raised := map[models.ID]bool{}
	for _, o := range r.list(c, "raises", anObject) {
		r.only(o, "competency", "to_level", "framework", "framework_version")
		competency, e := r.competency(o, "competency")
		if e == nil {
			continue
		}
		if raised[competency] {
			r.refuse(o.at, o.get("competency").text, "the course raises this competency twice")
		}
		raised[competency] = competency.Known()
		r.c.Outcomes = append(r.c.Outcomes, models.Outcome{
			CourseID: models.ID(course.Code), CompetencyID: competency, Level: r.whole(o, "to_level", e.Lowest+1, e.Highest),
		})
	}
}

// wayIn is how people come to the cohorts of a course: first come where the file says nothing.
func (r *programmeReader) wayIn(c *value) models.WayIn {
	v := c.get("way_in")
	if !r.is(v, aText, "way_in") {
		return models.FirstCome
	}
	way := models.WayIn(v.text)
	if !slices.Contains(models.WaysIn(), way) {
		r.refuse(v.at, v.text, "there is no such way in: want first_come, eligible, application, approval, nomination or pair")
	}
	return way
}

// units reads what a course is made of, and its completion rule. Plain sessions are a list of their own; a course that has
// more to it lists its units.
func (r *programmeReader) units(c *value, course *models.Course) {
	completion := r.object(c, "completion")
	r.only(completion, "minimum_sessions", "minimum_minutes_share", "evidence", "any_part", "assignments", "evaluation")
	course.AnyPart, course.NeedsAssignments, course.NeedsEvaluation = r.flag(completion, "any_part"), r.flag(completion, "assignments"), r.flag(completion, "evaluation")
	course.MinimumShare = r.share(completion, "minimum_minutes_share")
	var units []models.Unit
	if all := c.get("units"); all != nil {
		if sessions := c.get("sessions"); sessions != nil {
			r.refuse(sessions.at, "", "the course has units and sessions: want one of the two")
		}
		units = r.anyUnits(c)
	} else {
		units = r.sessions(c)
	}
	held := 0
	for _, u := range units {
		if u.Kind == models.SessionUnit {
			held++
		}
	}
	course.MinimumSessions = r.whole(completion, "minimum_sessions", 0, held)
	if c.get("units") == nil {
		units = r.evidence(c, units, course, completion)
	}
	for i := range units {
		units[i].CourseID, units[i].Position = models.ID(course.Code), i+1
	}
	r.c.Units = append(r.c.Units, units...)
}

func (r *programmeReader) sessions(c *value) []models.Unit {
	var units []models.Unit
	for _, s := range r.some(c, "sessions", anObject) {
		r.only(s, "number", "title", "minutes")
		units = append(units, models.Unit{Kind: models.SessionUnit, Title: r.name(s, "title"), Minutes: r.whole(s, "minutes", 1, 1440)})
	}
	return units
}

// evidence adds the assignment that the completion rule asks for. The sessions are required when it asks for all of them.
func (r *programmeReader) evidence(c *value, units []models.Unit, course *models.Course, completion *value) []models.Unit {
	total := 0
	for i := range units {
		units[i].Required = course.MinimumSessions == len(units)
		total += units[i].Minutes
	}
	if total != course.Minutes && len(units) > 0 {
		r.warn(c.at, fmt.Sprintf("the sessions of %s last %d minutes, its total says %d", course.Code, total, course.Minutes))
	}
	if evidence := strings.Join(strings.Fields(r.optional(completion, "evidence")), " "); evidence != "" && evidence != noEvidence {
		units = append(units, models.Unit{Kind: models.AssignmentUnit, Title: capitalised(evidence), Required: true})
	}
	return units
}

// noEvidence is the word for a completion rule that asks for sessions alone.
const noEvidence = "none"

func (r *programmeReader) anyUnits(c *value) []models.Unit {
	var units []models.Unit
	for _, v := range r.list(c, "units", anObject) {
		r.only(v, "kind", "title", "minutes", "required", "says", "url")
		u := models.Unit{
			Kind: models.UnitKind(r.name(v, "kind")), Title: r.name(v, "title"), Required: r.flag(v, "required"),
			Says: r.optional(v, "says"), URL: r.optional(v, "url"),
		}
		problems := u.Problems()
		for _, field := range slices.Sorted(maps.Keys(problems)) {
			r.refuse(v.at, v.get(field).text, field+": "+problems[field])
		}
		switch u.Kind {
		case models.SessionUnit:
			u.Minutes = r.whole(v, "minutes", 1, 1440)
		case models.SelfStudyUnit, models.AssignmentUnit, models.EvaluationUnit:
			if minutes := v.get("minutes"); minutes != nil {
				u.Minutes = r.number(minutes, "minutes", 0, 100_000)
			}
		default:
			r.refuse(v.at, string(u.Kind), "there is no such kind of unit: want session, self_study, assignment or evaluation")
		}
		units = append(units, u)
	}
	return units
}

// share is a number between 0 and 1, as a whole percentage.
func (r *programmeReader) share(of *value, name string) int {
	v := of.get(name)
	if v == nil {
		r.missing(of, name, "a number from 0 to 1")
		return 0
	}
	if !r.is(v, aNumber, name) {
		return 0
	}
	share, err := strconv.ParseFloat(v.text, 64)
	if err != nil || share < 0 || share > 1 {
		r.refuse(v.at, v.text, name+": want a number from 0 to 1, such as 0.75")
		return 0
	}
	return int(math.Round(share * 100))
}

// groups are the alternatives among the prerequisites of a course.
type groups struct {
	of   map[string]int // the group of each code, as it was named last
	last int
}

// prerequisites are grouped by alternative: one that names another in alternative_to can stand in for it.
func (r *programmeReader) prerequisites(c *value) {
	course := c.get("code")
	if !r.is(course, aText, "code") {
		return
	}
	g := groups{of: map[string]int{}}
	for _, p := range r.list(c, "prerequisites", anObject) {
		r.only(p, "type", "code", "level", "framework", "framework_version", "alternative_to")
		needed := models.Prerequisite{CourseID: models.ID(course.text)}
		switch kind := p.get("type"); {
		case kind != nil && kind.text == "course":
			id := r.before(p, course.text)
			needed.OtherID = &id
		case kind != nil && kind.text == "competency":
			id, e := r.competency(p, "code")
			if e == nil {
				continue
			}
			needed.CompetencyID, needed.Level = &id, r.whole(p, "level", e.Lowest+1, e.Highest)
		default:
			r.refuse(p.at, "", `type: want "course" or "competency"`)
		}
		needed.Alternative = r.group(p, &g)
		r.c.Prerequisites = append(r.c.Prerequisites, needed)
	}
}

// before is the code of a course that comes before another.
func (r *programmeReader) before(p *value, course string) models.ID {
	v := p.get("code")
	if v == nil {
		r.missing(p, "code", "the code of a course")
		return ""
	}
	switch {
	case !r.is(v, aText, "code"):
	case !r.courses[v.text]:
		r.refuse(v.at, v.text, "no course of this file or of the network has the code")
	case v.text == course:
		r.refuse(v.at, v.text, "a course cannot be needed before itself")
	}
	return models.ID(v.text)
}

func (r *programmeReader) group(p *value, g *groups) int {
	code := ""
	if v := p.get("code"); v != nil {
		code = v.text
	}
	other := p.get("alternative_to")
	if r.is(other, aText, "alternative_to") {
		if g.of[other.text] == 0 {
			r.refuse(other.at, other.text, "want the code of a prerequisite that stands before this one")
		}
		g.of[code] = g.of[other.text]
		return g.of[code]
	}
	g.last++
	g.of[code] = g.last
	return g.last
}
