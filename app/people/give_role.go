package people

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// NamedScope is something that a role can be given for.
type NamedScope = store.NamedScope

// GiveRole is a role that an administrator gives somebody.
type GiveRole struct {
	Role  string    `form:"role" validate:"required" problem:"required=Select a role"` // and for which kind of thing: "trainer:course"
	Of    string    `form:"of" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	OfID  models.ID `form:"of_id"` // one of those that the text finds
	From  string    `form:"from" validate:"required,datetime=2006-01-02" problem:"required=Enter the first day|datetime=Enter the first day as a date, such as 2026-11-23"`
	Until string    `form:"until" validate:"omitempty,datetime=2006-01-02" problem:"datetime=Enter the last day as a date, such as 2026-11-23"`
}

// grant is the role without its holder and, where it is one for a thing, without that.
func (in GiveRole) grant() models.Grant {
	role, kind, _ := strings.Cut(in.Role, ":")
	return models.Grant{Role: models.Role(role), ScopeKind: models.ScopeKind(kind), Started: models.Date(in.From), Ended: models.Date(in.Until)}
}

// matches are the things that the text may mean, and the one that is meant where that is clear.
func (in GiveRole) matches(ctx context.Context, reads store.Reads) (found []NamedScope, meant models.ID, err error) {
	found, err = reads.ScopesCalled(ctx, in.grant().ScopeKind, in.Of, mostMatches+1)
	if len(found) == 1 && store.Fold(in.Of) == store.Fold(found[0].Code) {
		return found, found[0].ID, err
	}
	for _, s := range found {
		if s.ID == in.OfID {
			return found, s.ID, err
		}
	}
	return found, "", err
}

// GiveRolePage is what an administrator needs to give somebody a role.
type GiveRolePage struct {
	Person  models.Person
	Matches []NamedScope // what the text of the scope may mean
	Today   models.Date
}

// GiveRolePage gathers it.
func (s *Service) GiveRolePage(ctx context.Context, actor models.Actor, id models.ID, in GiveRole) (GiveRolePage, error) {
	page := GiveRolePage{Today: s.Store.Today()}
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.GiveGrant, person); err != nil {
		return page, err
	}
	page.Person = person
	if page.Matches, _, err = in.matches(ctx, s.Store.Reads); len(page.Matches) > mostMatches {
		page.Matches = nil
	}
	return page, err
}

// GiveRole gives somebody a role. They are signed out everywhere: what they may do begins with a fresh sign-in.
func (s *Service) GiveRole(ctx context.Context, actor models.Actor, person models.ID, in GiveRole) error {
	in.Of = input.Tidy(in.Of)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		problems, err := input.Problems(in)
		if err != nil {
			return err
		}
		grant := in.grant()
		grant.PersonID = person
		if _, wrong := problems["role"]; !wrong && !slices.Contains(grant.Role.Scopes(), grant.ScopeKind) {
			problems["role"] = "Select a role"
		}
		if grant.ScopeKind != models.WholeNetwork {
			found, meant, err := in.matches(ctx, tx.Reads)
			if err != nil {
				return err
			}
			grant.ScopeID = meant
			if problem := whichOf(found, meant); problem != "" && problems["role"] == "" { // without a role nothing is looked for
				problems["of"] = problem
			}
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		return give(ctx, tx, actor, grant)
	})
}

// whichOf says what is wrong with the text that names a thing; nothing where it is clear which is meant.
func whichOf(found []NamedScope, meant models.ID) string {
	switch {
	case meant.Known():
		return ""
	case len(found) == 0:
		return "Nothing is found by this: enter the code, or the beginning of the name"
	case len(found) > mostMatches:
		return "Many are found by this: enter the code, or more of the name"
	}
	return "Select which one you mean"
}

// give keeps a role, where the actor may give it.
func give(ctx context.Context, tx *store.Tx, actor models.Actor, grant models.Grant) error {
	if err := tx.LockPeople(ctx, []models.ID{grant.PersonID}); err != nil {
		return err
	}
	around, err := aroundOf(ctx, tx.Reads, grant, tx.Today())
	if err != nil {
		return err
	}
	if !policy.Gives(actor, grant, around) {
		return models.ErrForbidden
	}
	if holder, err := tx.Person(ctx, grant.PersonID); err != nil || holder.ErasedAt != nil {
		return cmp.Or(err, models.ErrNotFound)
	}
	if last := policy.GivesUntil(actor, grant, around); last != "" && (grant.Ended == "" || grant.Ended > last) {
		return models.Invalid{"until": "Enter a last day that is not after " + string(last) + ", on which your own role ends"}
	}
	if err := grant.CheckNew(tx.Today()); err != nil {
		return err
	}
	grant.GivenByID = &actor.ID
	if err := keepRole(ctx, tx, &grant); err != nil {
		return err
	}
	return errors.Join(tx.EndDevices(ctx, "", grant.PersonID), tx.Publish(ctx, aboutGrant("grant.given", actor, grant)))
}

// keepRole writes a role that is not held at the time. One that was given and ended on one day is given anew in its row.
func keepRole(ctx context.Context, tx *store.Tx, grant *models.Grant) error {
	held, err := tx.RoleHeld(ctx, *grant)
	if err != nil {
		return err
	}
	for _, other := range held {
		if other.Overlaps(*grant) {
			return models.Invalid{"role": "They hold this role already"}
		}
		if other.Started == grant.Started {
			grant.ID = other.ID
		}
	}
	if grant.ID.Known() {
		return tx.ChangeGrant(ctx, *grant)
	}
	return tx.Add(ctx, grant)
}

// aroundOf is what the scope of a grant belongs to; models.ErrNotFound where there is no such thing.
func aroundOf(ctx context.Context, reads store.Reads, grant models.Grant, today models.Date) (policy.Around, error) {
	arounds, err := aroundsOf(ctx, reads, grant.ScopeKind, []models.ID{grant.ScopeID}, today)
	if err != nil {
		return policy.Around{}, err
	}
	around, found := arounds[grant.ScopeID]
	if !found {
		return around, models.ErrNotFound
	}
	return around, nil
}

// aroundsOf is what each of some things belongs to. Things that are not there are left out.
func aroundsOf(ctx context.Context, reads store.Reads, kind models.ScopeKind, ids []models.ID, today models.Date) (map[models.ID]policy.Around, error) {
	arounds := make(map[models.ID]policy.Around, len(ids))
	switch kind {
	case models.OneCohort:
		cohorts, err := reads.CohortsAmong(ctx, ids)
		for _, c := range cohorts {
			arounds[c.ID] = policy.Around{IDs: []models.ID{c.CourseID}}
		}
		return arounds, err
	case models.OneOrganisation:
		organisations, err := reads.OrganisationsAmong(ctx, ids)
		if err != nil {
			return nil, err
		}
		links, err := reads.LinksSince(ctx, today)
		for _, o := range organisations {
			arounds[o.ID] = policy.Around{IDs: models.Above(links, o.ID, today), Names: o.Kind.IsTeam()}
		}
		return arounds, err
	case models.OneCourse, models.OneFramework, models.WholeNetwork:
	}
	for _, id := range ids {
		arounds[id] = policy.Around{}
	}
	return arounds, nil
}

func aboutGrant(act string, by models.Actor, grant models.Grant) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "grants", SubjectID: grant.ID, PersonID: &grant.PersonID}
}
