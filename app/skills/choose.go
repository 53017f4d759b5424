package skills

import (
	"context"
	"fmt"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// OpenChoice is what a role of a person leaves open to them.
type OpenChoice struct {
	models.Choice
	Skills []ChoosableSkill // in the order of the framework
}

// ChoosableSkill is one of them.
type ChoosableSkill struct {
	ID          models.ID
	Name        string
	Description string
	Domain      string
	Target      string // the level that is asked of those who choose it
	Chosen      bool
}

// ChoosePage is everything that a person's roles leave open.
type ChoosePage struct {
	Open []OpenChoice
}

// chosenOf are the requirements that are asked of the person, and what the roles leave open.
func chosenOf(ctx context.Context, r store.Reads, person models.ID, roles []models.RoleProfile, requirements []models.Requirement) (asked []models.Requirement, choices []models.Choice, err error) {
	if models.CountOptional(requirements) == 0 {
		return requirements, nil, nil
	}
	chosen, err := r.Chosen(ctx, person, idsOf(roles, func(p models.RoleProfile) models.ID { return p.ID }))
	return models.AskedOf(requirements, chosen), models.Choices(roles, requirements, chosen), err
}

// ToChoose shows the actor what their roles leave open, and what they have chosen of it.
func (s *Service) ToChoose(ctx context.Context, actor models.Actor) (ChoosePage, error) {
	page := ChoosePage{}
	choices, err := choicesOf(ctx, s.Store.Reads, actor)
	if err != nil {
		return page, err
	}
	var ids []models.ID
	for _, c := range choices {
		for _, r := range c.Open {
			ids = append(ids, r.CompetencyID)
		}
	}
	f, err := frameworkOf(ctx, s.Store.Reads, ids)
	for _, c := range choices {
		open := OpenChoice{Choice: c}
		for _, k := range f.list {
			at := slices.IndexFunc(c.Open, func(r models.Requirement) bool { return r.CompetencyID == k.ID })
			if at < 0 {
				continue
			}
			open.Skills = append(open.Skills, ChoosableSkill{
				ID: k.ID, Name: k.Name, Description: k.Description, Domain: k.DomainName,
				Target: f.scales[k.FrameworkVersionID].Label(c.Open[at].Level), Chosen: slices.Contains(c.Chosen, k.ID),
			})
		}
		page.Open = append(page.Open, open)
	}
	return page, err
}

func choicesOf(ctx context.Context, r store.Reads, actor models.Actor) ([]models.Choice, error) {
	roles, err := r.ProfilesNamed(ctx, profileIDs(actor.Posts))
	if err != nil {
		return nil, err
	}
	requirements, err := r.Requirements(ctx, profileIDs(actor.Posts))
	if err != nil {
		return nil, err
	}
	_, choices, err := chosenOf(ctx, r, actor.ID, roles, requirements)
	return choices, err
}

// ChooseSkills is what somebody chooses of what a role of theirs leaves open.
type ChooseSkills struct {
	Role   models.ID   `form:"role"`
	Skills []models.ID `form:"skill"`
}

// Choose keeps what the actor chooses of what a role of theirs leaves open: it is asked of them from now on, and what they do
// not choose is not. It answers models.Invalid when they choose fewer than the role asks.
func (s *Service) Choose(ctx context.Context, actor models.Actor, in ChooseSkills) error {
	if !policy.May(actor, policy.ChooseRole) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, actor.ID); err != nil {
			return err
		}
		posts, err := tx.CurrentPosts(ctx, actor.ID, tx.Today())
		if err != nil {
			return err
		}
		actor.Posts = posts
		choices, err := choicesOf(ctx, tx.Reads, actor)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(choices, func(c models.Choice) bool { return c.Profile.ID == in.Role })
		if at < 0 {
			return models.Invalid{"role": "Your role has changed since you opened this page. Look at what it leaves open now"}
		}
		choice := choices[at]
		choice.Chosen = filter(slices.Compact(slices.Sorted(slices.Values(in.Skills))), func(id models.ID) bool {
			return slices.ContainsFunc(choice.Open, func(r models.Requirement) bool { return r.CompetencyID == id })
		})
		if n := choice.Missing(); n > 0 {
			return models.Invalid{"skill-" + string(in.Role): fmt.Sprintf("Choose at least %d: %d more", choice.Profile.OptionalMinimum, n)}
		}
		if err := tx.Choose(ctx, actor.ID, in.Role, choice.Chosen); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "role.chosen", Subject: "role_profiles", SubjectID: in.Role, PersonID: &actor.ID})
	})
}

// plus writes how many levels more, or less.
func plus(n int) string {
	if n > 0 {
		return fmt.Sprintf("+%d", n)
	}
	return fmt.Sprint(n)
}
