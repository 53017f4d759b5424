package skills

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Closing is what would close a gap of somebody, and the skills among which they choose.
type Closing struct {
	Skill   *Skill // nil where none was named
	Skills  []Skill
	Courses []CourseToBuild
	Helpers []store.Helper // who may be asked, at or above the target
}

// Closing gathers that for the actor, or for one of their people; slug names a skill, and may be empty.
func (s *Service) Closing(ctx context.Context, actor models.Actor, person models.ID, slug string) (page Closing, err error) {
	posts := actor.Posts
	if person != actor.ID {
		if posts, err = s.Store.CurrentPosts(ctx, person, s.Store.Today()); err != nil {
			return page, err
		}
		if err := policy.Allows(actor, policy.AgreePlans, posts); err != nil {
			return page, err
		}
	}
	p, err := profileOf(ctx, s.Store.Reads, person, posts)
	if err != nil {
		return page, err
	}
	page.Skills = filter(p.skills, func(k Skill) bool { return !k.Earlier })
	if slug == "" {
		return page, nil
	}
	skill, err := s.find(ctx, p.skills, slug)
	if err != nil {
		return page, err
	}
	page.Skill = &skill
	if !slices.ContainsFunc(page.Skills, func(k Skill) bool { return k.CompetencyID == skill.CompetencyID }) {
		page.Skills = append(page.Skills, skill)
	}
	courses, err := s.courses(ctx, []models.ID{skill.CompetencyID})
	if err != nil {
		return page, err
	}
	page.Courses = filter(courses[skill.CompetencyID], func(c CourseToBuild) bool { return c.Level > skill.Held })
	helpers, err := s.Store.Helpers(ctx, person, []models.ID{skill.CompetencyID}, s.Store.Today())
	page.Helpers = filter(helpers, func(h store.Helper) bool { return h.Level >= max(skill.Required, skill.Held+1) })
	return page, err
}
