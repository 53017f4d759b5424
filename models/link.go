package models

import (
	"cmp"
	"maps"
	"slices"
)

// Overlaps tells whether there is a day on which both links hold.
func (l Link) Overlaps(other Link) bool {
	return (l.Ended == "" || other.Started <= l.Ended) && (other.Ended == "" || l.Started <= other.Ended)
}

// Same tells whether both links say the same of the same two, whenever.
func (l Link) Same(other Link) bool {
	return l.OrganisationID == other.OrganisationID && l.OtherID == other.OtherID && l.Kind == other.Kind
}

// Check answers Invalid where the link cannot be added to the others: it ends before it begins, leads to itself, says again
// what another says of the same days, or makes an organisation a part of itself on any day.
func (l Link) Check(others []Link) error {
	switch {
	case l.OrganisationID == l.OtherID:
		return Invalid{"other": "Choose another organisation: none is linked to itself"}
	case l.Ended != "" && l.Ended < l.Started:
		return Invalid{"ended": "Enter a last day that is not before the first"}
	}
	for _, other := range others {
		if l.Same(other) && l.Overlaps(other) {
			return Invalid{"other": "There is such a link at that time already"}
		}
	}
	if l.ClosesCircle(others) {
		return Invalid{"other": "That would be a circle: the organisation chosen is then itself part of this one"}
	}
	return nil
}

// ClosesCircle tells whether the link makes an organisation a part of itself, be it by way of others, on any day.
func (l Link) ClosesCircle(others []Link) bool {
	if l.Kind != PartOf {
		return false
	}
	return len(PartOfCircles([]ID{l.OrganisationID}, append(slices.Clone(others), l), 1, l)) > 0
}

// PartOfCircles are the ways on which an organisation that can be gone to from the starts is part of itself, on any day, each
// once and not more than so many. Where links are named, only the days on which one of them holds count, and only circles
// that it is in.
func PartOfCircles(starts []ID, links []Link, most int, through ...Link) [][]ID {
	var found [][]ID
	seen := map[string]bool{}
	for _, day := range firstDays(links, through) {
		next := map[ID][]ID{}
		for _, l := range links {
			if l.Kind == PartOf && l.HoldsOn(day) {
				next[l.OrganisationID] = append(next[l.OrganisationID], l.OtherID)
			}
		}
		for _, circle := range Circles(starts, next, most-len(found)) {
			if key := circleKey(circle); !seen[key] && (len(through) == 0 || slices.ContainsFunc(through, func(l Link) bool { return isIn(l, circle) })) {
				seen[key] = true
				found = append(found, circle)
			}
		}
	}
	return found
}

// firstDays are the days on which a circle can come about: those on which a link begins. No day is the one before all
// others.
func firstDays(links, through []Link) []Date {
	days := map[Date]bool{}
	for _, l := range links {
		if l.Kind != PartOf {
			continue
		}
		if len(through) == 0 || slices.ContainsFunc(through, func(t Link) bool { return t.HoldsOn(l.Started) }) {
			days[l.Started] = true
		}
	}
	return slices.Sorted(maps.Keys(days))
}

func isIn(l Link, circle []ID) bool {
	at := slices.Index(circle, l.OrganisationID)
	return at >= 0 && circle[(at+1)%len(circle)] == l.OtherID
}

func circleKey(circle []ID) string {
	key := ""
	for _, id := range slices.Sorted(slices.Values(circle)) {
		key += string(id) + " "
	}
	return key
}

// Circles are ways that come back to where they began, each once and not more than so many, among those that can be gone
// from the starts.
func Circles(starts []ID, next map[ID][]ID, most int) [][]ID {
	var found [][]ID
	var way []ID
	const onTheWay, done = 1, 2
	state := map[ID]int{}
	var visit func(id ID)
	visit = func(id ID) {
		state[id] = onTheWay
		way = append(way, id)
		for _, other := range next[id] {
			switch state[other] {
			case onTheWay:
				found = append(found, slices.Clone(way[slices.Index(way, other):]))
			case done:
			default:
				visit(other)
			}
		}
		way = way[:len(way)-1]
		state[id] = done
	}
	for _, id := range starts {
		if state[id] == 0 && len(found) < most {
			visit(id)
		}
	}
	return found
}

// LinksMoved is what becomes of links when one organisation takes the place of another.
type LinksMoved struct {
	Ended   []Link // the day before
	Dropped []Link // would have begun later
	Added   []Link // without ids
	// Left are those that the successor cannot have: it would be part of itself.
	Left []Link
}

// MoveLinks gives the links of an organisation that hold on the day or later to its successor, from that day on. What the
// successor has already, and what would link it to itself, is not added. The links given are all that hold
// on the day or later.
func MoveLinks(links []Link, from, to ID, day Date) LinksMoved {
	var moved LinksMoved
	var stay, wanted []Link
	for _, l := range links {
		if l.Ended != "" && l.Ended < day || l.OrganisationID != from && l.OtherID != from {
			stay = append(stay, l)
			continue
		}
		wanted = append(wanted, l)
		if l.Started >= day {
			moved.Dropped = append(moved.Dropped, l)
			continue
		}
		l.Ended = day.AddDays(-1)
		moved.Ended = append(moved.Ended, l)
		stay = append(stay, l)
	}
	for _, l := range wanted {
		now := Link{OrganisationID: swapped(l.OrganisationID, from, to), OtherID: swapped(l.OtherID, from, to), Kind: l.Kind, Started: max(l.Started, day), Ended: l.Ended}
		if now.OrganisationID == now.OtherID {
			continue
		}
		for _, piece := range now.without(stay) {
			if piece.ClosesCircle(stay) {
				moved.Left = append(moved.Left, l)
				break
			}
			moved.Added = append(moved.Added, piece)
			stay = append(stay, piece)
		}
	}
	return moved
}

func swapped(id, from, to ID) ID {
	if id == from {
		return to
	}
	return id
}

// without is what is left of the link when the days are taken away on which one of the others says the same.
func (l Link) without(others []Link) []Link {
	others = slices.DeleteFunc(slices.Clone(others), func(o Link) bool { return !l.Same(o) || !l.Overlaps(o) })
	slices.SortFunc(others, func(a, b Link) int { return cmp.Compare(a.Started, b.Started) })
	var pieces []Link
	for _, o := range others {
		if l.Started < o.Started {
			piece := l
			piece.Ended = o.Started.AddDays(-1)
			pieces = append(pieces, piece)
		}
		if o.Ended == "" || l.Ended != "" && l.Ended <= o.Ended {
			return pieces
		}
		l.Started = max(l.Started, o.Ended.AddDays(1))
	}
	return append(pieces, l)
}
