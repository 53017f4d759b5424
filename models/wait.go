package models

import (
	"maps"
	"slices"
	"time"
)

// WaitCause is why somebody on a waiting list has no place yet.
type WaitCause string

// The causes.
const (
	WaitDates WaitCause = "dates" // the dates are not set
	WaitBegun WaitCause = "begun" // the cohort has begun: no place is offered any more
	WaitFull  WaitCause = "full"  // every place is held
	WaitKept  WaitCause = "kept"  // what is free is kept for the people of other systems
	WaitParty WaitCause = "party" // fewer places are free than come together
	WaitAside WaitCause = "aside" // what is free is set aside for a party that comes before
	WaitQuiet WaitCause = "quiet" // a place is free, and none is offered by itself any more
	WaitTurn  WaitCause = "turn"  // a place is free to somebody before them, or to them, and is about to be offered
)

// Wait is why somebody waits.
type Wait struct {
	Cause  WaitCause
	Places int // of the cohort
	Free   int // of these, whomever they are kept for
	// Kept is how many of the free places are kept for each of the other systems.
	Kept map[ID]int
	// Among is the turn among those who can have what is not kept for their own system.
	Among int
	Party int // how many come together with the person, with themselves
	Aside int // of how many people the party is for which places are set aside
	Quiet bool
}

// Wait says why somebody waits on the line of a cohort whose places stand so.
func (c Cohort) Wait(places Allotment, line []Enrolment, id ID, now time.Time) Wait {
	parties := Parties(line)
	at := slices.IndexFunc(parties, func(p Party) bool { return p.has(id) })
	wait := Wait{Places: c.Places(), Free: places.Free(), Quiet: !c.OffersAt(now)}
	if at < 0 {
		return wait
	}
	own, system := parties[at], parties[at].systemOf(id)
	wait.Party, wait.Kept, wait.Among = len(own), places.keptFromOthers(system), places.among(parties[:at])+1
	served, after := places.serve(parties[:at])
	switch {
	case c.Unscheduled:
		wait.Cause = WaitDates
	case !c.OffersByHandAt(now):
		wait.Cause = WaitBegun
	case wait.Free == 0:
		wait.Cause = WaitFull
	case places.FreeTo(system) == 0:
		wait.Cause = WaitKept
	case !places.Serve([]Party{own})[0]:
		wait.Cause = WaitParty
	case after.Serve([]Party{own})[0] || slices.Contains(served, true):
		wait.Cause = WaitTurn
		if wait.Quiet {
			wait.Cause = WaitQuiet
		}
	default:
		wait.Cause, wait.Aside = WaitAside, largest(parties[:at])
	}
	return wait
}

// keptFromOthers are the free places kept for systems but the one.
func (a Allotment) keptFromOthers(system ID) map[ID]int {
	kept := map[ID]int{}
	for s := range a.shares {
		if n := a.Kept(s); n > 0 && s != system {
			kept[s] = n
		}
	}
	return kept
}

// among counts the people who wait for what is not kept for their own system.
func (a Allotment) among(parties []Party) int {
	a.held = maps.Clone(a.held)
	n := 0
	for _, party := range parties {
		for _, e := range party {
			if a.Kept(e.System()) == 0 || !a.take(e.System()) {
				n++
			}
		}
	}
	return n
}

// Shared tells whether places are held for systems now.
func (a Allotment) Shared() bool { return len(a.shares) > 0 }

func (p Party) has(id ID) bool {
	return slices.ContainsFunc(p, func(e Enrolment) bool { return e.ID == id })
}

func (p Party) systemOf(id ID) ID {
	return p[slices.IndexFunc(p, func(e Enrolment) bool { return e.ID == id })].System()
}

func largest(parties []Party) int {
	most := 0
	for _, p := range parties {
		most = max(most, len(p))
	}
	return most
}

// HeldBy is how many places the people of a system hold; "" for those of none.
func (a Allotment) HeldBy(system ID) int { return a.held[system] }
