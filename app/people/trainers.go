package people

import (
	"context"
	"errors"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// HeldRole is a grant with whether the actor may end it.
type HeldRole struct {
	NamedGrant
	Endable bool
}

// TrainersPage is who trains a cohort: those who are named for it, and those of its course.
type TrainersPage struct {
	Cohort          models.Cohort
	Title           string // of the course
	Named, OfCourse []HeldRole
	Today           models.Date
}

// NameTrainer names somebody, by address, as a trainer of a cohort.
type NameTrainer struct {
	Email string `form:"email"`
	Until string `form:"until"`
}

// Trainers shows who trains a cohort. For those who do not train it there is no such page.
func (s *Service) Trainers(ctx context.Context, actor models.Actor, code string) (TrainersPage, error) {
	page := TrainersPage{Today: s.Store.Today()}
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return page, err
	}
	page.Cohort, page.Title = cohort.Cohort, cohort.CourseTitle
	if err := policy.Allows(actor, policy.NameTrainers, page.Cohort); err != nil {
		return page, err
	}
	if page.Named, err = s.heldRoles(ctx, actor, models.Trainer, models.OneCohort, page.Cohort.ID); err != nil {
		return page, err
	}
	page.OfCourse, err = s.heldRoles(ctx, actor, models.Trainer, models.OneCourse, page.Cohort.CourseID)
	return page, err
}

// heldRoles are the grants of a role for the things that are not over.
func (s *Service) heldRoles(ctx context.Context, actor models.Actor, role models.Role, kind models.ScopeKind, scopes ...models.ID) ([]HeldRole, error) {
	grants, err := s.Store.GrantsFor(ctx, role, kind, scopes, s.Store.Today())
	if err != nil {
		return nil, err
	}
	arounds, err := aroundsOf(ctx, s.Store.Reads, kind, scopes, s.Store.Today())
	list := make([]HeldRole, len(grants))
	for i, g := range grants {
		list[i] = HeldRole{g, policy.Ends(actor, g.Grant, arounds[g.ScopeID])}
	}
	return list, err
}

// NameTrainer makes somebody a trainer of a cohort.
func (s *Service) NameTrainer(ctx context.Context, actor models.Actor, code string, in NameTrainer) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.TaughtCohortByCode(ctx, code)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.NameTrainers, cohort.Cohort); err != nil {
			return err
		}
		return giveByEmail(ctx, tx, actor, in.Email, in.Until, models.Grant{Role: models.Trainer, ScopeKind: models.OneCohort, ScopeID: cohort.ID})
	})
}

// giveByEmail gives a role from today on to somebody who is named by their address: only who knows it can name them.
func giveByEmail(ctx context.Context, tx *store.Tx, actor models.Actor, email, until string, grant models.Grant) error {
	problems := models.Invalid{}
	person, problem, err := byEmail(ctx, tx, email)
	if err != nil {
		return err
	}
	switch {
	case problem != "":
		problems["email"] = problem
	case person.ID == actor.ID && !policy.May(actor, policy.GiveGrant):
		problems["email"] = "Enter the email address of somebody else: nobody gives themselves a role"
	}
	if grant.Ended, err = models.ParseDate(until); err != nil {
		problems["until"] = "Enter the last day as a date, such as 2026-11-23"
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	grant.PersonID, grant.Started = person.ID, tx.Today()
	return moved(give(ctx, tx, actor, grant), "role", "email")
}

// moved puts a problem at the field that the form has for it.
func moved(err error, from, to string) error {
	if invalid, ok := errors.AsType[models.Invalid](err); ok && invalid[from] != "" {
		return models.Invalid{to: invalid[from]}
	}
	return err
}

// EndTrainer ends that somebody is a trainer of a cohort, or of its course.
func (s *Service) EndTrainer(ctx context.Context, actor models.Actor, code string, id models.ID) error {
	cohort, err := s.Store.TaughtCohortByCode(ctx, code)
	if err != nil {
		return err
	}
	return s.endRole(ctx, actor, id, func(g models.Grant) bool {
		return g.Role == models.Trainer && (g.ScopeKind == models.OneCohort && g.ScopeID == cohort.ID || g.ScopeKind == models.OneCourse && g.ScopeID == cohort.CourseID)
	})
}
