package models

import (
	"slices"
	"strconv"
)

// RoleAtOnce is of how many people a change to their role profile is counted at once; of more it is counted by a job.
const RoleAtOnce = 1000

// DrawnRole is a role profile with all that it asks for, as one is drawn.
type DrawnRole struct {
	RoleProfile
	Asks []Requirement // by competency
}

// Optional counts what the profile leaves open.
func (d DrawnRole) Optional() int { return CountOptional(d.Asks) }

// CountOptional counts the requirements that are asked only of those who chose them.
func CountOptional(requirements []Requirement) (n int) {
	for _, r := range requirements {
		if r.Optional {
			n++
		}
	}
	return n
}

// Check answers Invalid unless the profile can be asked of people: its levels are points of the scale, a range ends above its
// foot, what is optional is not core, and no more has to be chosen than is left open.
func (d DrawnRole) Check(levels []Level) error {
	problems := Invalid{}
	for _, r := range d.Asks {
		field := "asks-" + string(r.CompetencyID)
		switch {
		case r.Level <= 0 || !isPoint(levels, r.Level):
			problems[field] = "Select a level of the scale"
		case r.UpTo != nil && (*r.UpTo <= r.Level || !isPoint(levels, *r.UpTo)):
			problems[field] = "The top of a range is above its foot: select a higher level, or none"
		case r.Optional && r.Core:
			problems[field] = "A skill is core or optional, not both"
		}
	}
	open := d.Optional()
	switch {
	case len(d.Asks) == 0:
		problems["asks"] = "Select a level for at least one skill"
	case d.OptionalMinimum > open:
		problems["optional_minimum"] = "Only " + strconv.Itoa(open) + " are optional: enter that many or fewer"
	}
	return problems.OrNil()
}

func isPoint(levels []Level, value int) bool {
	return slices.ContainsFunc(levels, func(l Level) bool { return l.Value == value })
}

// AskedOf are the requirements that are asked of somebody who chose so: what is optional and not chosen is left out.
func AskedOf(requirements []Requirement, chosen []ChosenCompetency) []Requirement {
	if CountOptional(requirements) == 0 {
		return requirements
	}
	wanted := make(map[[2]ID]bool, len(chosen))
	for _, c := range chosen {
		wanted[[2]ID{c.RoleProfileID, c.CompetencyID}] = true
	}
	asked := make([]Requirement, 0, len(requirements))
	for _, r := range requirements {
		if !r.Optional || wanted[[2]ID{r.RoleProfileID, r.CompetencyID}] {
			asked = append(asked, r)
		}
	}
	return asked
}

// Choice is what a role profile leaves open to somebody, and what they chose of it.
type Choice struct {
	Profile RoleProfile
	Open    []Requirement
	Chosen  []ID // competencies
}

// Missing is how many more they have to choose.
func (c Choice) Missing() int {
	return max(min(c.Profile.OptionalMinimum, len(c.Open))-len(c.Chosen), 0)
}

// Choices are what the role profiles leave open; a profile that leaves nothing open is not among them.
func Choices(profiles []RoleProfile, requirements []Requirement, chosen []ChosenCompetency) (list []Choice) {
	for _, p := range profiles {
		c := Choice{Profile: p}
		for _, r := range requirements {
			if r.RoleProfileID != p.ID || !r.Optional {
				continue
			}
			c.Open = append(c.Open, r)
			if slices.ContainsFunc(chosen, func(x ChosenCompetency) bool { return x.RoleProfileID == p.ID && x.CompetencyID == r.CompetencyID }) {
				c.Chosen = append(c.Chosen, r.CompetencyID)
			}
		}
		if len(c.Open) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// TeamMix is what a role profile would ask for that is drawn from what a team holds: of each competency the level that half of
// those assessed in it have or pass. Where fewer than the least are assessed it tells nothing; core is what most were assessed in.
func TeamMix(levels map[ID][]int, least int) []Requirement {
	most := 0
	for _, held := range levels {
		most = max(most, len(held))
	}
	var asks []Requirement
	for competency, held := range levels {
		sorted := slices.Sorted(slices.Values(held))
		if len(sorted) < max(least, 1) {
			continue
		}
		if middle := sorted[(len(sorted)-1)/2]; middle > 0 {
			asks = append(asks, Requirement{CompetencyID: competency, Level: middle, Core: 3*len(sorted) >= 2*most && middle > 1})
		}
	}
	slices.SortFunc(asks, func(a, b Requirement) int { return compareIDs(a.CompetencyID, b.CompetencyID) })
	return asks
}

func compareIDs(a, b ID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// RoleDifference is what two role profiles ask for of one competency. A nil asks for nothing.
type RoleDifference struct {
	CompetencyID ID
	One, Other   *Requirement
}

// More is how many levels the other asks for beyond the one; below 0 it asks for less.
func (d RoleDifference) More() int {
	level := func(r *Requirement) int {
		if r == nil {
			return 0
		}
		return r.Level
	}
	return level(d.Other) - level(d.One)
}

// CompareRoles puts what two role profiles ask for side by side: a competency that either asks for, in the order of the list.
func CompareRoles(one, other []Requirement, order []ID) []RoleDifference {
	at := func(list []Requirement) map[ID]*Requirement {
		by := make(map[ID]*Requirement, len(list))
		for i, r := range list {
			by[r.CompetencyID] = &list[i]
		}
		return by
	}
	a, b := at(one), at(other)
	var list []RoleDifference
	for _, id := range order {
		if a[id] != nil || b[id] != nil {
			list = append(list, RoleDifference{CompetencyID: id, One: a[id], Other: b[id]})
		}
	}
	return list
}
