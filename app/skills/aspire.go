package skills

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedRole is a role profile with the framework and the version that it stands on.
type NamedRole = store.NamedRole

// AimPage is where somebody says which role they aim at.
type AimPage struct {
	Roles []NamedRole // to choose from
	Aim   models.ID   // empty for none
	Now   []string    // names of the present roles
}

// AimForm shows the actor which role they aim at, and those that they may.
func (s *Service) AimForm(ctx context.Context, actor models.Actor) (AimPage, error) {
	page := AimPage{}
	aim, err := aimOf(ctx, s.Store.Reads, actor.ID)
	if err != nil {
		return page, err
	}
	page.Aim = aim
	own := profileIDs(actor.Posts)
	roles, err := s.Store.RolesToAimAt(ctx)
	for _, r := range roles {
		if slices.Contains(own, r.ID) {
			page.Now = append(page.Now, r.Name)
		} else {
			page.Roles = append(page.Roles, r)
		}
	}
	return page, err
}

// aimOf is the role that a person aims at; empty for none.
func aimOf(ctx context.Context, r store.Reads, person models.ID) (models.ID, error) {
	a, err := r.Aspiration(ctx, person)
	if errors.Is(err, models.ErrNotFound) {
		return "", nil
	}
	return a.RoleProfileID, err
}

// Aim keeps the role that the actor aims at; an empty one is none. Nobody else sees it.
func (s *Service) Aim(ctx context.Context, actor models.Actor, role models.ID) error {
	if !policy.May(actor, policy.ChooseRole) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		was, err := aimOf(ctx, tx.Reads, actor.ID)
		if err != nil || was == role {
			return err
		}
		event := models.Event{ActorID: &actor.ID, Act: "role.aimed_at", Subject: "people", SubjectID: actor.ID, PersonID: &actor.ID}
		if role == "" {
			event.Act = "role.aimed_at_no_more"
			return errors.Join(tx.AspireNoMore(ctx, actor.ID), tx.Publish(ctx, event))
		}
		roles, err := tx.RolesToAimAt(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(roles, func(r NamedRole) bool { return r.ID == role }) {
			return models.Invalid{"role": "Select a role from the list"}
		}
		return errors.Join(tx.Aspire(ctx, actor.ID, role), tx.Publish(ctx, event))
	})
}

// RolesCompared is two role profiles side by side.
type RolesCompared struct {
	Roles      []NamedRole // to choose from
	One, Other NamedRole   // the zero ones until both are chosen
	Areas      []ComparedArea
	More, Less int // skills of which the other asks for more, or less
}

// ComparedArea is what two role profiles ask for of one domain.
type ComparedArea struct {
	Domain
	Skills []ComparedSkill
}

// ComparedSkill is what two role profiles ask for of one competency, in words; empty for nothing.
type ComparedSkill struct {
	Name       string
	One, Other string
	More       int // levels that the other asks for beyond the one; below 0: less
}

// CompareRoles puts two role profiles of one version side by side. Without both it asks which.
func (s *Service) CompareRoles(ctx context.Context, actor models.Actor, one, other models.ID) (RolesCompared, error) {
	page := RolesCompared{}
	if !policy.May(actor, policy.ChooseRole) {
		return page, models.ErrForbidden
	}
	var err error
	if page.Roles, err = s.Store.RolesToAimAt(ctx); err != nil || one == "" || other == "" {
		return page, err
	}
	for _, side := range []struct {
		id   models.ID
		role *NamedRole
	}{{one, &page.One}, {other, &page.Other}} {
		at := slices.IndexFunc(page.Roles, func(r NamedRole) bool { return r.ID == side.id })
		if at < 0 {
			return page, models.ErrNotFound
		}
		*side.role = page.Roles[at]
	}
	if page.One.FrameworkVersionID != page.Other.FrameworkVersionID {
		return page, models.Invalid{"other": "Choose two roles of the same version of a framework: others ask for different skills"}
	}
	return page, s.compare(ctx, &page)
}

func (s *Service) compare(ctx context.Context, page *RolesCompared) error {
	requirements, err := s.Store.Requirements(ctx, []models.ID{page.One.ID, page.Other.ID})
	if err != nil {
		return err
	}
	f, err := frameworkOf(ctx, s.Store.Reads, idsOf(requirements, func(r models.Requirement) models.ID { return r.CompetencyID }))
	if err != nil {
		return err
	}
	of := func(id models.ID) []models.Requirement {
		return filter(requirements, func(r models.Requirement) bool { return r.RoleProfileID == id })
	}
	order := make([]models.ID, len(f.list))
	for i, k := range f.list {
		order[i] = k.ID
	}
	for i, d := range models.CompareRoles(of(page.One.ID), of(page.Other.ID), order) {
		k := f.list[i]
		scale := f.scales[k.FrameworkVersionID]
		page.add(Domain{k.DomainID, k.DomainCode, k.DomainName}, ComparedSkill{Name: k.Name, One: askedWords(scale, d.One), Other: askedWords(scale, d.Other), More: d.More()})
	}
	return nil
}

func (p *RolesCompared) add(d Domain, k ComparedSkill) {
	if last := len(p.Areas) - 1; last < 0 || p.Areas[last].ID != d.ID {
		p.Areas = append(p.Areas, ComparedArea{Domain: d})
	}
	area := &p.Areas[len(p.Areas)-1]
	area.Skills = append(area.Skills, k)
	switch {
	case k.More > 0:
		p.More++
	case k.More < 0:
		p.Less++
	}
}

// askedWords says what is asked for: a level, a range of levels, and whether it is left open.
func askedWords(scale Scale, r *models.Requirement) string {
	if r == nil {
		return ""
	}
	text := scale.Label(r.Level)
	if r.UpTo != nil {
		text += " to " + scale.Label(*r.UpTo)
	}
	if r.Optional {
		text += ", optional"
	}
	return text
}

// Table is the page as rows of a file, with a head.
func (p RolesCompared) Table() [][]string {
	rows := [][]string{{"domain", "skill", p.One.Name, p.Other.Name, "more"}}
	for _, a := range p.Areas {
		for _, k := range a.Skills {
			rows = append(rows, []string{a.Name, k.Name, k.One, k.Other, plus(k.More)})
		}
	}
	return rows
}
