package models

import "slices"

// Actor is the person who acts, with what they hold today. The zero Actor is somebody who has not signed in.
type Actor struct {
	Person
	Posts  []Post  // current ones
	Grants []Grant // current ones
	// Manages holds the managers whose people the actor may see and confirm: the actor, where a current post names them,
	// and everyone they deputise for.
	Manages []ID
	// LeadsTeams holds the teams and decision support units that the actor leads: they see the named skills of those in them.
	LeadsTeams []ID
	// DecisionMaker tells that a current post's role profile is one of people who use analysis.
	DecisionMaker bool
}

// SignedIn tells whether anybody is there.
func (a Actor) SignedIn() bool { return a.ID.Known() }

// Holds tells whether the actor has the role anywhere.
func (a Actor) Holds(role Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role })
}

// HoldsFor tells whether the actor has the role for exactly that thing, or for the whole network.
func (a Actor) HoldsFor(role Role, kind ScopeKind, id ID) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return g.Role == role && (g.ScopeKind == WholeNetwork || g.ScopeKind == kind && g.ScopeID == id)
	})
}
