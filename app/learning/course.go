package learning

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// CoursePage is a course as somebody sees it who may come to it.
type CoursePage struct {
	models.Course
	Units    []models.Unit
	Cohorts  []CohortCard
	Skills   []BuiltSkill
	Advised  []AdvisedGroup
	Reaches  string // "Working to Practitioner"
	Sessions int    // in one run
	// Others counts who else wants to hear of new dates; Asked tells that the viewer does.
	Others int
	Asked  bool
	// Newest is what is taught now, of an earlier version.
	Newest *models.Course
	// Programmes are those that the course is part of.
	Programmes []models.Programme
	// Preview leads those who write the course back, where they see its draft; empty on the page that everybody sees.
	Preview string
}

// BuiltSkill is a skill that a course builds, with where the viewer stands in it.
type BuiltSkill struct {
	models.Competency
	Level     int // that the course reaches
	Label     string
	Held      int
	HeldLabel string // empty: never assessed
	Confirmed bool
	Highest   int // of the scale
}

// AdvisedGroup is something to have before a course: one of its alternatives is enough.
type AdvisedGroup struct {
	Alternatives []store.Advised
	Met          bool
}

// Course is the page of a course.
func (s *Service) Course(ctx context.Context, actor models.Actor, slug string) (CoursePage, error) {
	course, err := s.Store.CourseBySlug(ctx, slug)
	if err != nil {
		return CoursePage{}, err
	}
	if err := policy.Allows(actor, policy.SeeCourses, course); err != nil {
		return CoursePage{}, err
	}
	page := CoursePage{Course: course}
	if page.Units, err = s.Store.Units(ctx, course.ID); err != nil {
		return page, err
	}
	page.Sessions = len(models.CourseParts{Units: page.Units}.Sessions())
	if err := s.addVersion(ctx, &page); err != nil {
		return page, err
	}
	if page.Cohorts, err = s.cohortsOf(ctx, actor, course); err != nil {
		return page, err
	}
	advised, err := s.Store.AdvisedBefore(ctx, course.ID, actor.ID)
	if err != nil {
		return page, err
	}
	page.Advised = groups(advised)
	if err := s.build(ctx, actor, &page); err != nil {
		return page, err
	}
	page.Others, page.Asked, err = s.Store.Interested(ctx, course.ID, actor.ID)
	if page.Asked {
		page.Others--
	}
	return page, err
}

// cohortsOf are the coming cohorts of a course; of an earlier version those alone that began with it.
func (s *Service) cohortsOf(ctx context.Context, actor models.Actor, course models.Course) ([]CohortCard, error) {
	cohorts, err := s.Store.UpcomingCohorts(ctx, []models.ID{course.Itself()}, s.Store.Now())
	if err != nil {
		return nil, err
	}
	if course.State == models.CourseSuperseded {
		cohorts = slices.DeleteFunc(cohorts, func(c store.CohortPlaces) bool { return c.Content() != course.ID })
	}
	return s.cards(ctx, actor, cohorts)
}

// addVersion adds what is taught now, to the page of an earlier version, the completion rule that holds today, and the
// programmes that the course is part of.
func (s *Service) addVersion(ctx context.Context, page *CoursePage) (err error) {
	if page.State == models.CourseSuperseded {
		newest, err := s.Store.Course(ctx, page.Itself())
		if err != nil {
			return err
		}
		page.Newest = &newest
	}
	changes, err := s.Store.RuleChanges(ctx, []models.ID{page.Itself()})
	if err != nil {
		return err
	}
	page.Course, _ = page.RuledBy(changes, s.Store.Today())
	page.Programmes, err = s.Store.ProgrammesWith(ctx, page.Itself())
	return err
}

// build adds the skills that the course builds, beside where the actor stands.
func (s *Service) build(ctx context.Context, actor models.Actor, page *CoursePage) error {
	outcomes, err := s.Store.OutcomesOf(ctx, []models.ID{page.ID})
	if err != nil || len(outcomes) == 0 {
		return err
	}
	page.Reaches = levelsOf(outcomes)
	ids := make([]models.ID, len(outcomes))
	for i, o := range outcomes {
		ids[i] = o.ID
	}
	skills, err := s.Store.SkillsAmong(ctx, actor.ID, ids)
	if err != nil {
		return err
	}
	held := make(map[models.ID]models.Skill, len(skills))
	for _, skill := range skills {
		held[skill.CompetencyID] = skill
	}
	scale, err := s.Store.Levels(ctx, []models.ID{outcomes[0].FrameworkVersionID})
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		page.Skills = append(page.Skills, builtSkill(o, held[o.ID], scale))
	}
	return nil
}

func builtSkill(o store.CourseOutcome, skill models.Skill, scale []models.Level) BuiltSkill {
	built := BuiltSkill{Competency: o.Competency, Level: o.Level, Label: o.LevelLabel}
	for _, level := range scale {
		built.Highest = max(built.Highest, level.Value)
		if skill.Assessed() && level.Value == skill.Level {
			built.Held, built.HeldLabel, built.Confirmed = skill.Level, level.Label, skill.Confirmed
		}
	}
	return built
}

// groups puts alternatives together: they come in that order.
func groups(advised []store.Advised) []AdvisedGroup {
	var list []AdvisedGroup
	for i, a := range advised {
		if i == 0 || a.Alternative != advised[i-1].Alternative {
			list = append(list, AdvisedGroup{})
		}
		last := &list[len(list)-1]
		last.Alternatives, last.Met = append(last.Alternatives, a), last.Met || a.Met
	}
	return list
}
