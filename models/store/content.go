package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trellis/models"
)

// Content is what a network begins with: its organisations, courses and programmes. A file knows no ids: there, whatever
// refers to one of them, or to a part of a framework, names it by its code.
type Content struct {
	Organisations []models.Organisation
	Links         []models.Link
	Courses       []models.Course
	Units         []models.Unit
	Outcomes      []models.Outcome
	Prerequisites []models.Prerequisite
	Programmes    []models.Programme
	Sets          []models.ProgrammeSet
	InProgrammes  []models.ProgrammeCourse
}

// AddContent keeps new organisations, courses and programmes whose references are codes, of each other and of the
// framework, which has ids. It answers them with the ids they were given, or models.ErrTaken when a code is in use.
func (tx *Tx) AddContent(ctx context.Context, c Content, framework FrameworkContent) (Content, error) {
	c = c.clone()
	c.identify(framework)
	for _, rows := range []any{
		&c.Organisations, &c.Links, &c.Courses, &c.Units, &c.Outcomes, &c.Prerequisites, &c.Programmes, &c.Sets, &c.InProgrammes,
	} {
		if err := tx.Add(ctx, rows); err != nil {
			return c, fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return c, nil
}

// identify turns every code that is a reference into an id.
func (c *Content) identify(framework FrameworkContent) {
	parts := framework.codes().turned()
	organisations, courses, programmes := map[models.ID]models.ID{}, map[models.ID]models.ID{}, map[models.ID]models.ID{}
	for i := range c.Organisations {
		c.Organisations[i].ID = NewID()
		organisations[models.ID(c.Organisations[i].Code)] = c.Organisations[i].ID
	}
	for i := range c.Courses {
		c.Courses[i].ID = NewID()
		courses[models.ID(c.Courses[i].Code)] = c.Courses[i].ID
	}
	for i := range c.Programmes {
		p := &c.Programmes[i]
		p.ID = NewID()
		programmes[models.ID(p.Code)] = p.ID
		p.RoleProfileID = named(p.RoleProfileID, parts.profiles)
	}
	for i := range c.Links {
		l := &c.Links[i]
		l.OrganisationID, l.OtherID = organisations[l.OrganisationID], organisations[l.OtherID]
	}
	for i := range c.Units {
		c.Units[i].CourseID = courses[c.Units[i].CourseID]
	}
	for i := range c.Outcomes {
		o := &c.Outcomes[i]
		o.CourseID, o.CompetencyID = courses[o.CourseID], parts.competencies[o.CompetencyID]
	}
	for i := range c.Prerequisites {
		p := &c.Prerequisites[i]
		p.CourseID, p.OtherID, p.CompetencyID = courses[p.CourseID], named(p.OtherID, courses), named(p.CompetencyID, parts.competencies)
	}
	for i := range c.Sets {
		c.Sets[i].ProgrammeID = programmes[c.Sets[i].ProgrammeID]
	}
	for i := range c.InProgrammes {
		p := &c.InProgrammes[i]
		p.ProgrammeID, p.CourseID = programmes[p.ProgrammeID], courses[p.CourseID]
	}
}

func named(code *models.ID, ids map[models.ID]models.ID) *models.ID {
	if code == nil {
		return nil
	}
	id := ids[*code]
	return &id
}

// Content reads the organisations, courses and programmes of the whole network, by code, with all that belongs to them.
func (r Reads) Content(ctx context.Context) (Content, error) {
	c, err := r.CourseContent(ctx)
	db := r.db.WithContext(ctx)
	return c, errors.Join(
		err,
		db.Order("code").Find(&c.Organisations).Error,
		db.Order("organisation_id, other_id, kind, started").Find(&c.Links).Error,
	)
}

// CourseContent reads the courses that are taught now and the programmes of the whole network, by code, with all that belongs
// to them. Drafts and earlier versions are left out.
func (r Reads) CourseContent(ctx context.Context) (Content, error) {
	var c Content
	db := r.db.WithContext(ctx)
	const taught = "course_id IN (SELECT id FROM courses WHERE state = ?)"
	err := errors.Join(
		db.Where("state = ?", models.CoursePublished).Order("code").Find(&c.Courses).Error,
		db.Where(taught, models.CoursePublished).Order("course_id, position").Find(&c.Units).Error,
		db.Where(taught, models.CoursePublished).Order("course_id, competency_id").Find(&c.Outcomes).Error,
		db.Where(taught, models.CoursePublished).Order("course_id, alternative, id").Find(&c.Prerequisites).Error,
		db.Order("code").Find(&c.Programmes).Error,
		db.Order("programme_id, number").Find(&c.Sets).Error,
		db.Order("programme_id, set_number, position").Find(&c.InProgrammes).Error,
	)
	return c, err
}

// IsEmpty tells whether nothing has been put into the store yet: no framework, no organisation and nobody.
func (r Reads) IsEmpty(ctx context.Context) (bool, error) {
	var filled bool
	err := r.db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM frameworks) OR EXISTS (SELECT 1 FROM organisations)
		OR EXISTS (SELECT 1 FROM people)`).Scan(&filled).Error
	return !filled, err
}

// clone is a copy that shares no list with the original: a transaction may run again with it.
func (c Content) clone() Content {
	c.Organisations, c.Links = slices.Clone(c.Organisations), slices.Clone(c.Links)
	c.Courses, c.Units, c.Outcomes = slices.Clone(c.Courses), slices.Clone(c.Units), slices.Clone(c.Outcomes)
	c.Prerequisites, c.Programmes, c.InProgrammes = slices.Clone(c.Prerequisites), slices.Clone(c.Programmes), slices.Clone(c.InProgrammes)
	c.Sets = slices.Clone(c.Sets)
	return c
}
