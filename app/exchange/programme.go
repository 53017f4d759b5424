package exchange

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// ProgrammeFormat is the schema that a file of courses and organisations names.
const ProgrammeFormat = "programme-starter/1"

// programmeReader turns a file of courses, pathways and organisations into nouns that refer to each other by code.
type programmeReader struct {
	form
	c          store.Content
	framework  store.FrameworkContent
	levels     map[string]bool // codes of competencies
	profiles   map[string]bool
	courses    map[string]bool // as written
	units      map[string]bool // codes of organisations, as written
	titles     slugs
	nameless   slugs // codes of organisations that have none
	lowest     int
	highest    int
	clusterOf  map[string][]string // codes of clusters, by ODS code of a member
	regionCode string
}

// ReadProgramme turns a file of courses, pathways and organisations into nouns whose references are codes, or says in the
// report what is wrong with it. What it names of competencies and role profiles must be in the framework given.
func ReadProgramme(file File, framework store.FrameworkContent) (store.Content, Report, error) {
	report := newReport("courses", []File{file})
	s, err := read(file, report)
	if err != nil || s == nil {
		return store.Content{}, *report, err
	}
	top := parseJSON(s)
	if top == nil || report.IsRefused() {
		return store.Content{}, *report, nil
	}
	r := &programmeReader{
		form: form{s}, framework: framework, levels: map[string]bool{}, profiles: map[string]bool{}, courses: map[string]bool{},
		units: map[string]bool{}, titles: slugs{}, nameless: slugs{}, clusterOf: map[string][]string{},
	}
	r.know(framework)
	r.file(top)
	if report.IsRefused() {
		return store.Content{}, *report, nil
	}
	report.Subject = fmt.Sprintf("%s, %s, %s", count(len(r.c.Courses), "course", "courses"),
		count(len(r.c.Programmes), "programme", "programmes"), count(len(r.c.Organisations), "organisation", "organisations"))
	return r.c, *report, nil
}

func (r *programmeReader) know(f store.FrameworkContent) {
	for _, k := range f.Competencies {
		r.levels[k.Code] = true
	}
	for _, p := range f.Profiles {
		r.profiles[p.Code] = true
	}
	if len(f.Levels) > 0 {
		r.lowest, r.highest = f.Levels[0].Value, f.Levels[len(f.Levels)-1].Value
	}
}

func (r *programmeReader) file(top *value) {
	schema := top.get("schema")
	if schema == nil || schema.text != ProgrammeFormat {
		r.refuse(top.at, "", `this is no file of courses: want the schema "`+ProgrammeFormat+`"`)
		return
	}
	r.only(top, "schema", "as_of", "framework", "notes", "courses", "communities", "pathways", "region", "integrated_care_boards",
		"clusters", "organisation_types", "organisations", "sources")
	if f := top.get("framework"); r.is(f, aText, "framework") && f.text != r.framework.Framework.Code {
		r.refuse(f.at, f.text, "the courses name competencies of another framework: want "+r.framework.Framework.Code)
	}
	if n := len(r.list(top, "communities", anObject)); n > 0 {
		r.report.warn(fmt.Sprintf("%s: %s left out: Trellis keeps courses only", r.source.name, count(n, "community is", "communities are")))
	}
	courses := r.list(top, "courses", anObject)
	seen := map[string]bool{}
	for _, c := range courses {
		r.course(c, seen)
	}
	for _, c := range courses {
		r.prerequisites(c)
	}
	seen = map[string]bool{}
	for _, p := range r.list(top, "pathways", anObject) {
		r.pathway(p, seen)
	}
	r.organisations(top)
}

func (r *programmeReader) course(c *value, seen map[string]bool) {
	r.only(c, "code", "title", "summary", "format", "delivery", "sessions", "total_minutes", "total_hours", "capacity", "waiting_list",
		"entry", "audience_roles", "prerequisites", "learning_outcomes", "completion", "raises", "notes")
	title := r.name(c, "title")
	course := models.Course{
		Code: r.code(c, "code", seen), Version: 1, Title: title, TitleKey: store.Fold(title), Summary: r.optional(c, "summary"),
		Format: r.optional(c, "format"), Delivery: r.optional(c, "delivery"), Aims: strings.Join(r.texts(c, "learning_outcomes"), "\n"),
		Capacity: r.whole(c, "capacity", 1, 10_000), Minutes: r.whole(c, "total_minutes", 1, 100_000),
	}
	course.Slug = r.titles.of(title, course.Code)
	r.courses[course.Code] = true
	sessions := r.some(c, "sessions", anObject)
	completion := r.object(c, "completion")
	r.only(completion, "minimum_sessions", "minimum_minutes_share", "evidence")
	course.MinimumSessions = r.whole(completion, "minimum_sessions", 0, len(sessions))
	course.MinimumShare = r.share(completion, "minimum_minutes_share")
	r.c.Courses = append(r.c.Courses, course)
	r.unitsOf(course, sessions, completion)
	raised := map[string]bool{}
	for _, o := range r.list(c, "raises", anObject) {
		r.only(o, "competency", "to_level")
		competency := r.competency(o, "competency")
		if raised[competency] {
			r.refuse(o.at, competency, "the course raises this competency twice")
		}
		raised[competency] = true
		r.c.Outcomes = append(r.c.Outcomes, models.Outcome{
			CourseID: models.ID(course.Code), CompetencyID: models.ID(competency), Level: r.whole(o, "to_level", r.lowest+1, r.highest),
		})
	}
}

// unitsOf makes a unit of each session, and one of the evidence that the completion rule asks for.
func (r *programmeReader) unitsOf(course models.Course, sessions []*value, completion *value) {
	total := 0
	for i, s := range sessions {
		r.only(s, "number", "title", "minutes")
		unit := models.Unit{
			CourseID: models.ID(course.Code), Kind: models.SessionUnit, Position: i + 1, Title: r.name(s, "title"),
			Minutes: r.whole(s, "minutes", 1, 1440), Required: course.MinimumSessions == len(sessions),
		}
		total += unit.Minutes
		r.c.Units = append(r.c.Units, unit)
	}
	if total != course.Minutes && len(sessions) > 0 {
		r.report.warn(fmt.Sprintf("%s: the sessions of %s last %d minutes, its total says %d", r.source.name, course.Code, total, course.Minutes))
	}
	if evidence := r.optional(completion, "evidence"); evidence != "" && evidence != "none" {
		r.c.Units = append(r.c.Units, models.Unit{
			CourseID: models.ID(course.Code), Kind: models.AssignmentUnit, Position: len(sessions) + 1, Title: capitalised(evidence), Required: true,
		})
	}
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

// competency is the code of a competency of the framework.
func (r *programmeReader) competency(of *value, name string) string {
	return r.oneOf(of, name, r.levels, "no competency of "+r.framework.Framework.Code+" has the code")
}

// oneOf is a code that must be among those known.
func (r *programmeReader) oneOf(of *value, name string, known map[string]bool, otherwise string) string {
	v := of.get(name)
	if v == nil {
		r.missing(of, name, "a code")
		return ""
	}
	if r.is(v, aText, name) && !known[v.text] {
		r.refuse(v.at, v.text, otherwise)
	}
	return v.text
}

// prerequisites are grouped by alternative: one that names another in alternative_to can stand in for it.
func (r *programmeReader) prerequisites(c *value) {
	course := c.get("code")
	if !r.is(course, aText, "code") {
		return
	}
	groups := map[string]int{}
	for _, p := range r.list(c, "prerequisites", anObject) {
		r.only(p, "type", "code", "level", "alternative_to")
		needed := models.Prerequisite{CourseID: models.ID(course.text)}
		var id models.ID
		switch kind := p.get("type"); {
		case kind != nil && kind.text == "course":
			id = models.ID(r.oneOf(p, "code", r.courses, "no course of this file has the code"))
			needed.OtherID = &id
			if id == needed.CourseID {
				r.refuse(p.at, string(id), "a course cannot be needed before itself")
			}
		case kind != nil && kind.text == "competency":
			id = models.ID(r.competency(p, "code"))
			needed.CompetencyID, needed.Level = &id, r.whole(p, "level", r.lowest+1, r.highest)
		default:
			r.refuse(p.at, "", `type: want "course" or "competency"`)
		}
		needed.Alternative = r.group(p, string(id), groups)
		r.c.Prerequisites = append(r.c.Prerequisites, needed)
	}
}

func (r *programmeReader) group(p *value, code string, groups map[string]int) int {
	other := p.get("alternative_to")
	if r.is(other, aText, "alternative_to") {
		if groups[other.text] == 0 {
			r.refuse(other.at, other.text, "want the code of a prerequisite that stands before this one")
		}
		groups[code] = groups[other.text]
		return groups[code]
	}
	next := 1
	for _, g := range groups {
		next = max(next, g+1)
	}
	groups[code] = next
	return next
}

func (r *programmeReader) pathway(p *value, seen map[string]bool) {
	r.only(p, "code", "title", "role", "courses", "communities")
	programme := models.Programme{Code: r.code(p, "code", seen), Title: r.name(p, "title")}
	if p.get("role") != nil {
		profile := models.ID(r.oneOf(p, "role", r.profiles, "no role profile of "+r.framework.Framework.Code+" has the code"))
		programme.RoleProfileID = &profile
	}
	r.c.Programmes = append(r.c.Programmes, programme)
	listed := map[string]bool{}
	for i, v := range r.some(p, "courses", aText) {
		switch {
		case !r.courses[v.text]:
			r.refuse(v.at, v.text, "no course of this file has the code")
		case listed[v.text]:
			r.refuse(v.at, v.text, "the programme lists this course twice")
		}
		listed[v.text] = true
		r.c.InProgrammes = append(r.c.InProgrammes, models.ProgrammeCourse{
			ProgrammeID: models.ID(programme.Code), CourseID: models.ID(v.text), Position: i + 1,
		})
	}
}
