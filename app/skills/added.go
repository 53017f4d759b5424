package skills

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// AddedPage is what somebody wants to be asked about besides what their role asks for, and what they may add.
type AddedPage struct {
	Words string
	Added []Skill
	Found []Skill // of their framework: neither asked for nor added
	More  bool    // there are more: other words find them
}

// mostFound is how many competencies a search shows.
const mostFound = 60

// addedSkills are what a person has added, in the order of the framework. What a role asks for by now is left out.
func addedSkills(ctx context.Context, r store.Reads, person models.ID, p profile) ([]Skill, error) {
	ids, err := r.Added(ctx, person)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	own := make(map[models.ID]Skill, len(p.skills))
	for _, k := range p.skills {
		own[k.CompetencyID] = k
	}
	ids = slices.DeleteFunc(ids, func(id models.ID) bool { return own[id].Required > 0 })
	f, err := frameworkOf(ctx, r, ids)
	var list []Skill
	for _, k := range f.list {
		skill, known := own[k.ID]
		if !known {
			skill = skillOf(k, f.scales[k.FrameworkVersionID], models.Target{}, models.Skill{})
		}
		list = append(list, skill)
	}
	return list, err
}

// Added shows the actor what they have added, and what of their framework they may add.
func (s *Service) Added(ctx context.Context, actor models.Actor, words string) (AddedPage, error) {
	page := AddedPage{Words: words}
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return page, err
	}
	if page.Added, err = addedSkills(ctx, s.Store.Reads, actor.ID, p); err != nil {
		return page, err
	}
	taken := map[models.ID]bool{}
	for _, k := range append(filter(p.skills, func(k Skill) bool { return k.Required > 0 }), page.Added...) {
		taken[k.CompetencyID] = true
	}
	found, err := s.Store.Addable(ctx, versionsOf(p), words, mostFound+len(taken)+1)
	if err != nil {
		return page, err
	}
	scales, err := scalesOf(ctx, s.Store.Reads, idsOf(found, func(k store.FrameworkSkill) models.ID { return k.FrameworkVersionID }))
	for _, k := range found {
		if !taken[k.ID] {
			page.Found = append(page.Found, skillOf(k, scales[k.FrameworkVersionID], models.Target{}, models.Skill{}))
		}
	}
	if page.More = len(page.Found) > mostFound; page.More {
		page.Found = page.Found[:mostFound]
	}
	return page, err
}

// versionsOf are the framework versions that the person's roles stand on.
func versionsOf(p profile) []models.ID {
	return idsOf(p.roles, func(r models.RoleProfile) models.ID { return r.FrameworkVersionID })
}

// AddSkill lets the actor be asked about a competency of their framework.
func (s *Service) AddSkill(ctx context.Context, actor models.Actor, slug string) error {
	return s.changeAdded(ctx, actor, slug, "skill.added", func(tx *store.Tx, k Skill) error {
		if k.Required > 0 {
			return models.Invalid{"skill": "Your role asks for this already"}
		}
		return tx.AddCompetency(ctx, actor.ID, k.CompetencyID)
	})
}

// RemoveSkill lets the actor no longer be asked about a competency that they added. What they have sent stays.
func (s *Service) RemoveSkill(ctx context.Context, actor models.Actor, slug string) error {
	return s.changeAdded(ctx, actor, slug, "skill.removed", func(tx *store.Tx, k Skill) error {
		return tx.RemoveCompetency(ctx, actor.ID, k.CompetencyID)
	})
}

func (s *Service) changeAdded(ctx context.Context, actor models.Actor, slug, act string, change func(*store.Tx, Skill) error) error {
	if !policy.May(actor, policy.ChooseRole) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		p, err := profileOf(ctx, tx.Reads, actor.ID, actor.Posts)
		if err != nil {
			return err
		}
		k, err := findIn(ctx, tx.Reads, p.skills, slug)
		if err != nil {
			return err
		}
		if err := change(tx, k); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "competencies", SubjectID: k.CompetencyID, PersonID: &actor.ID})
	})
}
