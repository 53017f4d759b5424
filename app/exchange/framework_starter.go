package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// StarterFormat is the schema that a framework file in our own format names.
const StarterFormat = "competency-framework/1"

// starterReader turns a file of the starter format into nouns.
type starterReader struct {
	form
	c            store.FrameworkContent
	lowest, most int               // of the scale
	codes        map[string]bool   // of competencies, folded
	known        map[string]bool   // the same, as written
	places       map[string]*value // where each one names the one that it is a part of, by its code
}

// readStarter reads a framework in our own format. Where it is wrong, the report says so.
func readStarter(s *source, file *value) store.FrameworkContent {
	r := &starterReader{form: form{s}, codes: map[string]bool{}, known: map[string]bool{}, places: map[string]*value{}}
	r.only(file, "schema", "framework")
	f := r.object(file, "framework")
	if f == nil {
		return r.c
	}
	r.only(f, "code", "name", "version", "status", "language", "licence", "source", "attribution", "export", "identifier", "description",
		"scale", "notes", "domains", "role_profiles", "crosswalks")
	r.c.Framework = models.Framework{Code: r.code(f, "code", map[string]bool{}), Name: r.name(f, "name")}
	r.c.Version = models.FrameworkVersion{
		Version: r.name(f, "version"), Language: r.optional(f, "language"), Licence: r.optional(f, "licence"),
		Description: r.optional(f, "description"), Notes: strings.Join(r.texts(f, "notes"), "\n"),
		Source: r.optional(f, "source"), Attribution: r.optional(f, "attribution"), Identifier: r.line(f, "identifier"),
		ExportBarred: f.get("export") != nil && !r.flag(f, "export"),
	}
	if v := f.get("version"); v != nil {
		line, column := s.place(v.at)
		s.report.version = Problem{File: s.name, Line: line, Column: column, ColumnName: "version"}
	}
	r.scale(r.object(f, "scale"))
	domains := map[string]bool{}
	for _, d := range r.some(f, "domains", anObject) {
		r.domain(d, domains)
	}
	r.c.Competencies = planted(r.c.Competencies)
	r.depth()
	list := r.list(f, "role_profiles", anObject)
	if len(list) > mostParts || len(r.c.Competencies) > mostParts {
		r.refuse(f.at, "", fmt.Sprintf("a framework has %d competencies and %d role profiles at most", mostParts, mostParts))
		return r.c
	}
	profiles := map[string]bool{}
	for _, p := range list {
		r.profile(p, profiles)
	}
	for _, w := range r.list(f, "crosswalks", anObject) {
		r.crosswalk(w)
	}
	return r.c
}

func (r *starterReader) scale(scale *value) {
	if scale == nil {
		return
	}
	r.only(scale, "minimum", "maximum", "points")
	points := r.some(scale, "points", anObject)
	if len(points) > mostLevels {
		r.refuse(scale.at, strconv.Itoa(len(points)), fmt.Sprintf("a scale has %d points at most", mostLevels))
		return
	}
	for i, p := range points {
		r.only(p, "value", "label", "description")
		level := models.Level{Value: r.whole(p, "value", 0, 20), Label: r.name(p, "label"), Description: r.optional(p, "description")}
		if i > 0 && level.Value != r.most+1 {
			r.refuse(p.at, strconv.Itoa(level.Value), fmt.Sprintf("the points of a scale rise by one: want %d here", r.most+1))
		}
		if i == 0 {
			r.lowest = level.Value
		}
		r.most = level.Value
		r.c.Levels = append(r.c.Levels, level)
	}
	if len(points) == 1 {
		r.missing(scale, "a second point", "a lowest one that means not yet, and at least one above it")
	}
	r.points()
	for name, n := range map[string]int{"minimum": r.lowest, "maximum": r.most} {
		if v := scale.get(name); v != nil && len(points) > 0 {
			r.number(v, name, n, n)
		}
	}
}

// points warns of a scale that is harder to use than it need be.
func (r *starterReader) points() {
	if words := scaleWords(r.c.Levels); words != "" {
		r.report.warn(r.source.name + ": " + words)
	}
}

func (r *starterReader) domain(d *value, seen map[string]bool) {
	r.only(d, "code", "name", "identifier", "description", "competencies")
	domain := models.Domain{
		Code: r.code(d, "code", seen), Name: r.name(d, "name"), Description: r.optional(d, "description"),
		Position: len(r.c.Domains) + 1, Identifier: r.line(d, "identifier"),
	}
	r.c.Domains = append(r.c.Domains, domain)
	first, list := len(r.c.Competencies), r.some(d, "competencies", anObject)
	for _, k := range list {
		r.competency(k, domain)
	}
	r.parents(list, r.c.Competencies[first:])
}

// parents reads which competency of a domain is a part of which other.
func (r *starterReader) parents(list []*value, competencies []models.Competency) {
	next := map[models.ID][]models.ID{}
	starts, places := make([]models.ID, len(list)), map[models.ID]*value{}
	for i := range competencies {
		starts[i] = models.ID(competencies[i].Code)
		next[starts[i]] = nil
	}
	for i, k := range list {
		parent := k.get("parent")
		if !r.is(parent, aText, "parent") {
			continue
		}
		id := models.ID(parent.text)
		if _, there := next[id]; !there {
			r.refuse(parent.at, parent.text, "no competency of the same domain has the code")
			continue
		}
		competencies[i].ParentID, next[starts[i]], places[starts[i]] = &id, []models.ID{id}, parent
		r.places[competencies[i].Code] = parent
	}
	for _, circle := range models.Circles(starts, next, mostProblems) {
		r.refuse(places[circle[0]].at, places[circle[0]].text, circleOf(circle))
	}
}

func (r *starterReader) competency(k *value, domain models.Domain) {
	r.only(k, "code", "name", "parent", "kind", "flags", "holds_months", "identifier", "description", "levels", "see_also")
	competency := models.Competency{
		DomainID: models.ID(domain.Code), Code: r.code(k, "code", r.codes), Name: r.name(k, "name"),
		Description: r.optional(k, "description"), SeeAlso: strings.Join(r.texts(k, "see_also"), "\n"),
		Kind: r.kind(k), Flags: strings.Join(r.texts(k, "flags"), "\n"), Identifier: r.line(k, "identifier"),
	}
	if months := k.get("holds_months"); months != nil {
		competency.HoldsMonths = r.number(months, "holds_months", 0, mostMonths)
	}
	r.c.Competencies = append(r.c.Competencies, competency)
	r.known[competency.Code] = true
	levels := k.get("levels")
	if !r.is(levels, anObject, "levels") {
		return
	}
	texts := map[int]string{}
	for _, m := range levels.members {
		level, err := strconv.Atoi(m.name)
		if err != nil || level < r.lowest || level > r.most || strconv.Itoa(level) != m.name {
			r.refuse(m.at, m.name, fmt.Sprintf("there is no such level: want one from %d to %d", r.lowest, r.most))
			continue
		}
		if r.is(m.value, aText, "the text of a level") && m.value.text != "" {
			texts[level] = r.optional(levels, m.name)
		}
	}
	for level := r.lowest; level <= r.most; level++ {
		if texts[level] != "" {
			r.c.Descriptors = append(r.c.Descriptors, models.Descriptor{CompetencyID: models.ID(competency.Code), Level: level, Text: texts[level]})
		}
	}
}

// kind is what sort of thing a competency is; nothing where it does not say.
func (r *starterReader) kind(k *value) models.CompetencyKind {
	v := k.get("kind")
	if !r.is(v, aText, "kind") {
		return ""
	}
	kind, problem := competencyKind(v.text)
	if problem != "" {
		r.refuse(v.at, v.text, problem)
	}
	return kind
}

// depth refuses a competency that stands more than three deep: a domain, a competency in it, and a part of that.
func (r *starterReader) depth() {
	for _, k := range tooDeep(r.c.Competencies) {
		at, line, column := r.places[k.Code], 0, 0
		if at != nil {
			line, column = r.place(at.at)
		}
		r.report.refuse(Problem{File: r.source.name, Line: line, Column: column, ColumnName: "parent", Value: k.Code, Problem: depthRule})
	}
}
