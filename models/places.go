package models

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Share is how many places of a cohort are held for the people of a system, until the shares are released.
type Share struct {
	CohortID       ID `gorm:"primaryKey"`
	OrganisationID ID `gorm:"primaryKey"` // the system
	Places         int
}

// Reservation holds places of a cohort for a team until a time. Who has them is named later.
type Reservation struct {
	ID             ID
	CohortID       ID
	OrganisationID ID  // the team
	SystemID       *ID // of the team, where the cohort holds places for systems
	Places         int
	Named          int // of these, how many have a name
	Until          time.Time
	MadeByID       ID
	MadeAt         time.Time
	EndedAt        *time.Time
}

// Left is how many places nobody is named for.
func (r Reservation) Left() int { return r.Places - r.Named }

// OpenAt tells whether people can still be named.
func (r Reservation) OpenAt(now time.Time) bool {
	return r.EndedAt == nil && now.Before(r.Until) && r.Left() > 0
}

// Allotment says how many places of a cohort are free, and to whom. A share that is not used up is free to the people of its
// system alone; whoever comes beyond the share of their system, or has none, takes of what is left for everybody.
type Allotment struct {
	places int
	shares map[ID]int // by system
	held   map[ID]int // by system; "" for people of none, or of several
}

// Allot is how the places stand: with the shares, until these are released, and how many are held by people of each system,
// "" for none. Places reserved for a team count as held.
func (c Cohort) Allot(shares, held map[ID]int, now time.Time) Allotment {
	if !c.SharedAt(now) {
		shares = nil
	}
	return Allotment{places: c.Places(), shares: shares, held: maps.Clone(held)}
}

// SharedAt tells whether the shares of the cohort, if it has any, are not released yet.
func (c Cohort) SharedAt(now time.Time) bool {
	return c.SharesUntil != nil && now.Before(*c.SharesUntil)
}

// Free is how many places nobody holds, whomever they are kept for.
func (a Allotment) Free() int {
	free := a.places
	for _, n := range a.held {
		free -= n
	}
	return max(free, 0)
}

// FreeTo is how many of the free places somebody of the system could take; "" for somebody of none.
func (a Allotment) FreeTo(system ID) int {
	pool, own := a.places, 0
	for s, n := range a.shares {
		pool -= n
		if s == system && s != "" {
			own = max(n-a.held[s], 0)
		}
	}
	for s, n := range a.held {
		pool -= max(n-a.shares[s], 0)
	}
	return min(a.Free(), own+max(pool, 0))
}

// Kept is how many of the free places are kept for the system alone.
func (a Allotment) Kept(system ID) int { return min(a.Free(), max(a.shares[system]-a.held[system], 0)) }

// take counts one place as held by somebody of the system, if one is free to them.
func (a *Allotment) take(system ID) bool {
	if a.FreeTo(system) == 0 {
		return false
	}
	if a.held == nil {
		a.held = map[ID]int{}
	}
	a.held[system]++
	return true
}

// Party is one who waits, or several who wait together.
type Party []Enrolment

// Parties puts those of a line together who wait together: at the turn of the first of them.
func Parties(line []Enrolment) []Party {
	var parties []Party
	at := map[ID]int{}
	for _, e := range line {
		if e.PartyID == nil {
			parties = append(parties, Party{e})
			continue
		}
		i, there := at[*e.PartyID]
		if !there {
			i = len(parties)
			at[*e.PartyID] = i
			parties = append(parties, nil)
		}
		parties[i] = append(parties[i], e)
	}
	return parties
}

// Serve takes the parties in their order, and gives each the places that are free to all of it. What is free to a party that
// cannot have enough yet is set aside for it: nobody behind takes it. It tells which of the parties are served.
func (a Allotment) Serve(parties []Party) []bool {
	served, _ := a.serve(parties)
	return served
}

// serve is Serve, with how the places stand then: those set aside count as held.
func (a Allotment) serve(parties []Party) ([]bool, Allotment) {
	a.held = maps.Clone(a.held)
	served := make([]bool, len(parties))
	for i, party := range parties {
		served[i] = true
		for _, e := range party {
			if !a.take(e.System()) {
				served[i] = false
			}
		}
	}
	return served, a
}

// Left is how many places somebody of the system would find who asks now: none while one of the line could take a place, and
// none of those that are set aside.
func (a Allotment) Left(system ID, line []Enrolment) int {
	served, after := a.serve(Parties(line))
	if slices.Contains(served, true) {
		return 0
	}
	return after.FreeTo(system)
}

// Compare orders a waiting list: priority first, then the time of asking.
func (e Enrolment) Compare(other Enrolment) int {
	return cmp.Or(cmp.Compare(other.Priority, e.Priority), e.AppliedAt.Compare(other.AppliedAt), cmp.Compare(e.ID, other.ID))
}

// Admits tells whether places are free to all of the party, and not to anybody of the line who comes before it.
func (a Allotment) Admits(party Party, line []Enrolment) bool {
	if a.Free() < len(party) || len(party) == 0 {
		return false
	}
	before := slices.DeleteFunc(slices.Clone(line), func(e Enrolment) bool { return e.Compare(party[0]) > 0 })
	served := a.Serve(append(Parties(before), party))
	return slices.Index(served, true) == len(served)-1
}

// System is that of the enrolment; "" for none.
func (e Enrolment) System() ID {
	if e.SystemID == nil {
		return ""
	}
	return *e.SystemID
}
