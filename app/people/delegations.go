package people

import (
	"context"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// DeputiesPage is who acts for the actor, and for whom the actor acts.
type DeputiesPage struct {
	Mine    []NamedDelegation // by the actor
	Others  []NamedDelegation // to the actor
	Manages bool              // whether the actor has people of their own, and so may name a deputy
	Latest  models.Date       // day until which a deputy can be named
	Today   models.Date
}

// Deputies gathers it.
func (s *Service) Deputies(ctx context.Context, actor models.Actor) (DeputiesPage, error) {
	page := DeputiesPage{Today: s.Store.Today(), Manages: slices.Contains(actor.Manages, actor.ID)}
	page.Latest = models.LatestEnd(models.Deputy, page.Today)
	if !policy.May(actor, policy.NameDeputy) {
		return page, models.ErrForbidden
	}
	list, err := s.Store.DelegationsOf(ctx, actor.ID, page.Today)
	for _, d := range list {
		if d.ManagerID == actor.ID {
			page.Mine = append(page.Mine, d)
		} else {
			page.Others = append(page.Others, d)
		}
	}
	return page, err
}

// NameDeputy lets somebody, named by address, act for a manager until a day.
type NameDeputy struct {
	Email string `form:"email" validate:"max=320" problem:"max=Enter their email address, like name@example.org"`
	Until string `form:"until" validate:"required,datetime=2006-01-02" problem:"required=Enter the last day|datetime=Enter the last day as a date, such as 2026-11-23"`
	// An administrator says when it begins, and may say that somebody acts in the place of the manager.
	From string                `form:"from" validate:"omitempty,datetime=2006-01-02" problem:"datetime=Enter the first day as a date, such as 2026-11-23"`
	Kind models.DelegationKind `form:"kind" validate:"omitempty,oneof=deputy acting" problem:"oneof=Select a deputy or an acting manager"`
}

// NameDeputy names a deputy of the actor, from today on. Who acts for a manager has their people for a time and does not
// pass them on: a deputy without people of their own names none.
func (s *Service) NameDeputy(ctx context.Context, actor models.Actor, in NameDeputy) error {
	if !slices.Contains(policy.Scope(actor, policy.NameDeputy).Managers, actor.ID) {
		return models.ErrForbidden
	}
	in.Kind, in.From = models.Deputy, ""
	return s.delegate(ctx, actor, actor.ID, in)
}

// NameDeputyOf lets somebody act for a manager. Only who keeps people may.
func (s *Service) NameDeputyOf(ctx context.Context, actor models.Actor, manager models.ID, in NameDeputy) error {
	if !policy.Scope(actor, policy.KeepPeople).All {
		return models.ErrForbidden
	}
	if in.Kind == "" {
		in.Kind = models.Deputy
	}
	return s.delegate(ctx, actor, manager, in)
}

func (s *Service) delegate(ctx context.Context, actor models.Actor, manager models.ID, in NameDeputy) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{manager}); err != nil {
			return err
		}
		d, err := in.delegation(ctx, tx, manager)
		if err != nil {
			return err
		}
		d.GivenByID = &actor.ID
		if err := tx.Add(ctx, &d); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutDelegation("delegation.given", actor, d))
	})
}

// delegation is what the form asks for, held against those that the manager has made already.
func (in NameDeputy) delegation(ctx context.Context, tx *store.Tx, manager models.ID) (models.Delegation, error) {
	d := models.Delegation{ManagerID: manager, Kind: in.Kind, Started: models.Date(in.From), Until: models.Date(in.Until)}
	if d.Started == "" {
		d.Started = tx.Today()
	}
	problems, err := input.Problems(in)
	if err != nil {
		return d, err
	}
	deputy, problem, err := byEmail(ctx, tx, in.Email)
	if err != nil {
		return d, err
	}
	if problem != "" {
		problems["email"] = problem
	}
	d.DeputyID = deputy.ID
	problems.Add(d.Problems(tx.Today()))
	if err := problems.OrNil(); err != nil {
		return d, err
	}
	others, err := tx.DelegationsOf(ctx, manager, d.Started)
	if err != nil {
		return d, err
	}
	if slices.ContainsFunc(others, func(o NamedDelegation) bool { return d.Overlaps(o.Delegation) }) {
		return d, models.Invalid{"email": deputy.Name + " acts for them at that time already"}
	}
	return d, nil
}

// EndDelegation ends at once that somebody acts for a manager. The manager may, who acts for them, and who keeps people.
func (s *Service) EndDelegation(ctx context.Context, actor models.Actor, id models.ID) (d models.Delegation, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if d, err = tx.LockDelegation(ctx, id); err != nil {
			return err
		}
		theirs := d.ManagerID == actor.ID || d.DeputyID == actor.ID
		if !actor.SignedIn() || !theirs && !policy.Scope(actor, policy.KeepPeople).All {
			return models.ErrForbidden
		}
		yesterday := tx.Today().AddDays(-1)
		if d.Until <= yesterday {
			return nil // it is over
		}
		d.Until = yesterday
		if err := tx.ChangeDelegation(ctx, d); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutDelegation("delegation.ended", actor, d))
	})
	return d, err
}

// aboutDelegation is an event about the manager: the one who acts is in the delegation.
func aboutDelegation(act string, by models.Actor, d models.Delegation) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "delegations", SubjectID: d.ID, PersonID: &d.ManagerID}
}
