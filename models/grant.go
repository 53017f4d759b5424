package models

import "slices"

// Scopes are the kinds of thing that a role may be given for.
func (r Role) Scopes() []ScopeKind {
	switch r {
	case Trainer:
		return []ScopeKind{OneCourse, OneCohort}
	case Lead:
		return []ScopeKind{OneOrganisation}
	case Administrator, DataAnalyst:
		return []ScopeKind{WholeNetwork}
	case Editor:
		return []ScopeKind{OneFramework, WholeNetwork}
	case Managing: // which a post gives
	}
	return nil
}

// Means tells whether such a role can be given for such a scope.
func (g Grant) Means() bool {
	return slices.Contains(g.Role.Scopes(), g.ScopeKind) && g.ScopeID.Known() == (g.ScopeKind != WholeNetwork)
}

// CurrentOn tells whether the role is held on the day.
func (g Grant) CurrentOn(day Date) bool { return day.Within(g.Started, g.Ended) }

// Overlaps tells whether there is a day on which both are held.
func (g Grant) Overlaps(other Grant) bool {
	later := max(g.Started, other.Started)
	return later.Within(g.Started, g.Ended) && later.Within(other.Started, other.Ended)
}

// CheckNew answers Invalid where the role cannot be given today.
func (g Grant) CheckNew(today Date) error {
	switch {
	case g.Started < today:
		return Invalid{"from": "Enter today or a later day: nobody held a role before it was given"}
	case g.Ended != "" && g.Ended < g.Started:
		return Invalid{"until": "The last day must be the first day or later"}
	}
	return nil
}

// RunsNetwork tells whether who holds the role runs the whole network.
func (g Grant) RunsNetwork() bool { return g.Role == Administrator && g.ScopeKind == WholeNetwork }

// AdministratorsWithout tells whether somebody runs the whole network, and will go on to, once the grants that leave no longer
// count. Those whose time is over, has not come or will end do not count: nobody could let others in after them.
func AdministratorsWithout(all []Grant, leaves func(Grant) bool, today Date) bool {
	return slices.ContainsFunc(all, func(g Grant) bool {
		return !leaves(g) && g.RunsNetwork() && g.Started <= today && g.Ended == ""
	})
}
