package models

import "slices"

// CarriesTo is, by competency of the earlier version, those of the later to which its assessments carry over: several where it
// was split, none where its words changed and nobody said that it carries.
func CarriesTo(changes []Became) map[ID][]ID {
	to := map[ID][]ID{}
	for _, c := range changes {
		if c.Carries && c.From != nil && c.To != nil {
			to[c.From.ID] = append(to[c.From.ID], c.To.ID)
		}
	}
	return to
}

// FollowedBy is the same whether or not assessments carry over: what a wish or a role profile follows.
func FollowedBy(changes []Became) map[ID][]ID {
	to := map[ID][]ID{}
	for _, c := range changes {
		if c.From != nil && c.To != nil {
			to[c.From.ID] = append(to[c.From.ID], c.To.ID)
		}
	}
	return to
}

// Carry is the assessment repeated on what followed its competency: as it was, by whom and when, and with where it comes from.
func (a Assessment) Carry(to ID) Assessment {
	from := a.ID
	a.ID, a.CompetencyID, a.CarriedFromID = "", to, &from
	return a
}

// CarriedOver is assessments with their confirmations, repeated on what followed their competencies.
type CarriedOver struct {
	Assessments   []Assessment
	Confirmations []Confirmation
}

// CarryOver repeats what was not repeated yet. There are the assessments that were carried before; newID gives ids.
func CarryOver(list []Assessment, confirmations map[ID]Confirmation, to map[ID][]ID, there []Assessment, newID func() ID) CarriedOver {
	key := func(from, competency ID) [2]ID { return [2]ID{from, competency} }
	carried := make(map[[2]ID]ID, len(list))
	for _, a := range there {
		if a.CarriedFromID != nil {
			carried[key(*a.CarriedFromID, a.CompetencyID)] = a.ID
		}
	}
	var over CarriedOver
	fresh := map[ID]bool{}
	for _, a := range list {
		for _, competency := range to[a.CompetencyID] {
			if carried[key(a.ID, competency)] != "" {
				continue
			}
			again := a.Carry(competency)
			again.ID = newID()
			carried[key(a.ID, competency)] = again.ID
			fresh[again.ID] = true
			over.Assessments = append(over.Assessments, again)
		}
	}
	for _, a := range list {
		c, answered := confirmations[a.ID]
		if !answered {
			continue
		}
		for _, competency := range to[a.CompetencyID] {
			again := carried[key(a.ID, competency)]
			if !fresh[again] {
				continue
			}
			repeated := c
			repeated.ID, repeated.AssessmentID = "", again
			if c.OwnID != nil {
				repeated.OwnID = nil
				if own := carried[key(*c.OwnID, competency)]; own != "" {
					repeated.OwnID = &own
				}
			}
			over.Confirmations = append(over.Confirmations, repeated)
		}
	}
	return over
}

// Redraw is a role profile on what followed the competencies that it asks for: of several that became one the most that any
// asked. What ended is asked no more, and neither is a level that the later scale does not have.
func Redraw(role DrawnRole, to map[ID][]ID, version ID, levels []Level) DrawnRole {
	asks := map[ID]Requirement{}
	for _, r := range role.Asks {
		for _, id := range to[r.CompetencyID] {
			if !isPoint(levels, r.Level) {
				continue
			}
			if before, merged := asks[id]; merged {
				r = widest(before, r)
			}
			r.RoleProfileID, r.CompetencyID = "", id
			if r.UpTo != nil && !isPoint(levels, *r.UpTo) {
				r.UpTo = nil
			}
			asks[id] = r
		}
	}
	role.ID, role.FrameworkVersionID, role.Asks = "", version, nil
	for _, r := range asks {
		role.Asks = append(role.Asks, r)
	}
	slices.SortFunc(role.Asks, func(a, b Requirement) int { return compareIDs(a.CompetencyID, b.CompetencyID) })
	role.OptionalMinimum = min(role.OptionalMinimum, role.Optional())
	return role
}

// widest is the two requirements as one.
func widest(a, b Requirement) Requirement {
	if b.Level > a.Level {
		a.Level = b.Level
	}
	if a.UpTo == nil || b.UpTo != nil && *b.UpTo > *a.UpTo {
		a.UpTo = b.UpTo
	}
	if a.UpTo != nil && *a.UpTo <= a.Level {
		a.UpTo = nil
	}
	a.Core, a.Optional = a.Core || b.Core, a.Optional && b.Optional
	return a
}

// MoveProfile is the post with the role profile that follows its own: one that has begun ends the day before, and another takes
// its place, without an id; one that begins on the day or later is changed itself, and then there is no other.
func (p Post) MoveProfile(to ID, day Date) (ended, begun Post) {
	next := p
	next.RoleProfileID = &to
	if p.Started >= day {
		return Post{}, next
	}
	next.ID, next.Started = "", day
	p.Ended = day.AddDays(-1)
	return p, next
}
