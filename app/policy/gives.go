package policy

import (
	"slices"

	"trellis/models"
)

// Around is what the scope of a grant belongs to: the course of a cohort; what an organisation is part of or serves, be it
// through others. Names says that the role comes with the sight of named people, as that of the lead of a team does.
type Around struct {
	IDs   []models.ID
	Names bool
}

// Gives tells whether the actor may give the role: who runs the network any, others what they hold, for the same thing or a
// part of it, and not to themselves: it would stay when what they hold ends. The lead of a larger organisation sees figures,
// so they do not give the sight of names that they do not have.
func Gives(actor models.Actor, g models.Grant, around Around) bool {
	return g.Means() && (isAdministrator(actor) || g.PersonID != actor.ID && (holdsHere(actor, g) || holdsAround(actor, g, around)))
}

// GivesUntil is the last day until which the actor may give a role that they may give; empty where nothing says that it ends.
// What somebody holds for a time they give for no longer.
func GivesUntil(actor models.Actor, g models.Grant, around Around) (last models.Date) {
	if isAdministrator(actor) {
		return ""
	}
	for _, held := range actor.Grants {
		by := models.Actor{Person: actor.Person, Grants: []models.Grant{held}}
		switch {
		case !holdsHere(by, g) && !holdsAround(by, g, around):
		case held.Ended == "":
			return ""
		default:
			last = max(last, held.Ended)
		}
	}
	return last
}

// Ends tells whether the actor may end the role: who runs the network any, everybody their own, others what they have given
// and what they hold for more than it is for. So of two trainers of one cohort none removes the other who came first.
func Ends(actor models.Actor, g models.Grant, around Around) bool {
	gave := g.GivenByID != nil && *g.GivenByID == actor.ID
	return isAdministrator(actor) || actor.SignedIn() && g.PersonID == actor.ID || gave && Gives(actor, g, around) || holdsAround(actor, g, around)
}

// holdsHere tells whether the actor has the same role for the same thing.
func holdsHere(actor models.Actor, g models.Grant) bool {
	return (g.Role == models.Trainer || g.Role == models.Lead) && holdsExactly(actor, g.Role, g.ScopeKind, g.ScopeID)
}

// holdsAround tells whether the actor has the same role for something to which the scope belongs.
func holdsAround(actor models.Actor, g models.Grant, around Around) bool {
	kind := models.OneOrganisation
	if g.Role == models.Trainer {
		kind = models.OneCourse
	}
	return (g.Role == models.Trainer || g.Role == models.Lead && !around.Names) &&
		slices.ContainsFunc(around.IDs, func(id models.ID) bool { return holdsExactly(actor, g.Role, kind, id) })
}

func holdsExactly(actor models.Actor, role models.Role, kind models.ScopeKind, id models.ID) bool {
	return slices.Contains(scopes(actor, role, kind), id)
}
