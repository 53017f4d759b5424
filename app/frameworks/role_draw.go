package frameworks

import (
	"context"
	"fmt"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// AskKind is how a role profile asks for a competency.
type AskKind string

// The kinds: core is asked first, optional is asked of those who choose it.
const (
	AskCore     AskKind = "core"
	AskLater    AskKind = "later"
	AskOptional AskKind = "optional"
)

// KindOf is how the requirement asks.
func KindOf(r models.Requirement) AskKind {
	switch {
	case r.Core:
		return AskCore
	case r.Optional:
		return AskOptional
	}
	return AskLater
}

// AskInput is one row of the form, as it was typed.
type AskInput struct {
	Level, UpTo string // values of the scale; empty for none
	Kind        AskKind
}

// RoleInput is a role profile as it was typed.
type RoleInput struct {
	Edition         string `form:"edition"` // the revision that was opened; empty for a new one
	Name            string `form:"name" validate:"required,max=120" problem:"required=Enter a name for the role|max=Use 120 characters or fewer for the name"`
	Family          string `form:"family" validate:"max=120" problem:"max=Use 120 characters or fewer"`
	Description     string `form:"description" validate:"max=2000" problem:"max=Use 2000 characters or fewer for what the role is about"`
	Bands           string `form:"bands" validate:"max=120" problem:"max=Use 120 characters or fewer"`
	DecisionMaker   bool   `form:"decision_maker"`
	OptionalMinimum string `form:"optional_minimum" validate:"omitempty,number,max=3" problem:"number=Enter a whole number|max=Enter a smaller number"`
	// Asks are by the id of the competency.
	Asks map[models.ID]AskInput
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// RoleBasis is what a new role profile begins with. What is empty is nothing.
type RoleBasis struct {
	From string // code of a role profile of the version
	Team string // code of an organisation
}

// RoleForm asks for a role profile: a new one where Code is empty.
type RoleForm struct {
	AtVersion
	Code    string
	In      RoleInput
	Basis   string                 // what it began with, in words; empty for nothing
	Skills  []store.FrameworkSkill // all of the version, in their order
	Scale   []models.Level         // from the first above "not yet"
	Roles   []models.RoleProfile   // to begin with
	Teams   []models.Organisation  // to begin with
	People  int                    // who have it
	Now     *models.DrawnRole      // what it says now, where somebody else was quicker
	Invalid models.Invalid         // what is wrong with the input
}

// NewRole is the form for a new role profile of a published version.
func (s *Service) NewRole(ctx context.Context, actor models.Actor, framework, version string, basis RoleBasis) (RoleForm, error) {
	form, err := s.roleForm(ctx, actor, framework, version)
	if err != nil {
		return form, err
	}
	today := s.Store.Today()
	if form.Roles, err = s.Store.RoleProfiles(ctx, form.Version.ID); err != nil {
		return form, err
	}
	if form.Teams, err = s.Store.TeamsToDrawFrom(ctx, form.Version.ID, today); err != nil {
		return form, err
	}
	switch {
	case basis.From != "":
		return form, s.beginWithRole(ctx, &form, basis.From)
	case basis.Team != "":
		return form, s.beginWithTeam(ctx, &form, basis.Team)
	}
	return form, nil
}

func (s *Service) beginWithRole(ctx context.Context, form *RoleForm, code string) error {
	role, err := s.Store.RoleCoded(ctx, form.Version.ID, code)
	if err != nil {
		return err
	}
	form.Basis, form.In = role.Name, inputOf(role)
	form.In.Edition, form.In.Name = "", ""
	return nil
}

// beginWithTeam fills the form with what half of a team hold. Of fewer people than may be told it says nothing: no level of
// somebody can be read from it.
func (s *Service) beginWithTeam(ctx context.Context, form *RoleForm, code string) error {
	for _, team := range form.Teams {
		if team.Code != code {
			continue
		}
		settings, err := s.Store.Settings(ctx)
		if err != nil {
			return err
		}
		held, err := s.Store.HeldByTeam(ctx, form.Version.ID, team.ID, s.Store.Today())
		if err != nil {
			return err
		}
		mix := models.TeamMix(held, settings.Thresholds().HalfFrom)
		form.Basis, form.In.Asks = team.Name, asksOf(mix)
		if len(mix) == 0 {
			form.Invalid = models.Invalid{"team": fmt.Sprintf("Too few people of %s are assessed to draw from what they hold: it takes %d in a skill", team.Name, settings.Thresholds().HalfFrom)}
		}
		return nil
	}
	return models.ErrNotFound
}

// ChangeRoleForm is the form for a role profile that was drawn here.
func (s *Service) ChangeRoleForm(ctx context.Context, actor models.Actor, framework, version, code string) (RoleForm, error) {
	form, err := s.roleForm(ctx, actor, framework, version)
	if err != nil {
		return form, err
	}
	role, err := s.Store.RoleCoded(ctx, form.Version.ID, code)
	if err != nil {
		return form, err
	}
	if !role.DrawnHere || role.Retired {
		return form, models.ErrNotFound
	}
	form.Code, form.In, form.Now = code, inputOf(role), &role
	form.People, err = s.Store.CountHoldersOf(ctx, role.ID, s.Store.Today())
	return form, err
}

func (s *Service) roleForm(ctx context.Context, actor models.Actor, framework, version string) (RoleForm, error) {
	at, err := s.at(ctx, actor, framework, version)
	form := RoleForm{AtVersion: at}
	if err != nil {
		return form, err
	}
	if !at.Draws {
		return form, models.ErrNotFound
	}
	if form.Skills, form.Scale, err = s.parts(ctx, at.Version.ID); err != nil {
		return form, err
	}
	for len(form.Scale) > 0 && form.Scale[0].Value <= 0 {
		form.Scale = form.Scale[1:]
	}
	return form, nil
}

// inputOf is what the form holds of a role profile.
func inputOf(role models.DrawnRole) RoleInput {
	in := RoleInput{
		Edition: number(role.Revision), Name: role.Name, Family: role.Family, Description: role.Description, Bands: role.Bands,
		DecisionMaker: role.DecisionMaker, OptionalMinimum: number(role.OptionalMinimum), Asks: asksOf(role.Asks),
	}
	if role.OptionalMinimum == 0 {
		in.OptionalMinimum = ""
	}
	return in
}

func asksOf(requirements []models.Requirement) map[models.ID]AskInput {
	asks := make(map[models.ID]AskInput, len(requirements))
	for _, r := range requirements {
		asks[r.CompetencyID] = AskInput{Level: number(r.Level), UpTo: upTo(r), Kind: KindOf(r)}
	}
	return asks
}

func upTo(r models.Requirement) string {
	if r.UpTo == nil {
		return ""
	}
	return number(*r.UpTo)
}

// DrawRole keeps a new role profile on a published version, and answers its code.
func (s *Service) DrawRole(ctx context.Context, actor models.Actor, framework, version string, in RoleInput) (code string, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDrawn(ctx, tx, actor, framework, version)
		if err != nil {
			return err
		}
		role, err := in.role(ctx, tx.Reads, models.DrawnRole{RoleProfile: models.RoleProfile{FrameworkVersionID: v.ID}})
		if err != nil {
			return err
		}
		profiles, err := tx.RoleProfiles(ctx, v.ID)
		if err != nil {
			return err
		}
		role.Code = freeCode(profiles, role.Name)
		if role, err = tx.AddRole(ctx, role); err != nil {
			return err
		}
		code = role.Code
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "role.drawn", Subject: "role_profiles", SubjectID: role.ID})
	})
	return code, err
}

// ChangeRole changes a role profile that was drawn here, for everybody who has it. It answers models.ErrStale when it was
// changed since the form was opened.
func (s *Service) ChangeRole(ctx context.Context, actor models.Actor, framework, version, code string, in RoleInput) error {
	return s.changeRole(ctx, actor, framework, version, code, "role.changed", func(tx *store.Tx, role models.DrawnRole) (models.DrawnRole, error) {
		if in.Edition != number(role.Revision) {
			return role, models.ErrStale
		}
		return in.role(ctx, tx.Reads, role)
	})
}

// RetireRole ends that a role profile that was drawn here is given to anybody. Whoever has it keeps it.
func (s *Service) RetireRole(ctx context.Context, actor models.Actor, framework, version, code string) error {
	return s.changeRole(ctx, actor, framework, version, code, "role.retired", func(_ *store.Tx, role models.DrawnRole) (models.DrawnRole, error) {
		role.Retired = true
		return role, nil
	})
}

func (s *Service) changeRole(ctx context.Context, actor models.Actor, framework, version, code, act string,
	change func(*store.Tx, models.DrawnRole) (models.DrawnRole, error),
) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		v, err := lockDrawn(ctx, tx, actor, framework, version)
		if err != nil {
			return err
		}
		role, err := tx.RoleCoded(ctx, v.ID, code)
		if err != nil {
			return err
		}
		if !role.DrawnHere || role.Retired {
			return models.ErrNotFound
		}
		if role, err = change(tx, role); err != nil {
			return err
		}
		counted, err := tx.ChangeRole(ctx, role)
		if err != nil {
			return err
		}
		event := models.Event{ActorID: &actor.ID, Act: act, Subject: "role_profiles", SubjectID: role.ID}
		if counted {
			return tx.Publish(ctx, event)
		}
		return tx.Publish(ctx, event, models.Job{Kind: models.RecountRole, SubjectID: role.ID})
	})
}

// lockDrawn is the version on which the actor draws, locked.
func lockDrawn(ctx context.Context, tx *store.Tx, actor models.Actor, framework, version string) (models.FrameworkVersion, error) {
	v, err := tx.LockRoles(ctx, framework, version)
	if err != nil {
		return v, err
	}
	if err := policy.Allows(actor, policy.DrawRoles, v); err != nil {
		return v, err
	}
	if v.State != models.Published {
		return v, models.ErrNotFound
	}
	return v, nil
}

// RecountRole counts everybody anew, after a change to a role profile that many people have.
func (s *Service) RecountRole(ctx context.Context, _ models.ID) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.Recount(ctx) })
}

func number(n int) string { return strconv.Itoa(n) }

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
