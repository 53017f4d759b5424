package disclosure

import (
	"cmp"
	"slices"
)

// mayLower says which figures may be shown less than they could be, so that another can be told.
type mayLower int

const (
	totalsOnly mayLower = iota // those that hold others
	anyFigure
)

// settle decides what may be shown of every figure of a table.
func settle(by rule, table Table, may mayLower) *desk {
	d := newDesk(by, table, may)
	for from, to := 0, 0; from < len(d.order); from = to {
		for to = from; to < len(d.order) && d.figures[d.order[to]].rank == d.figures[d.order[from]].rank; {
			to++
		}
		d.decide(d.order[from:to])
	}
	return d
}

// decide shows the figures as the rule says of each alone, if that leaves everything protected; else it decides on one half
// of them, and then on the other, so that what cannot be shown is found among few.
func (d *desk) decide(batch []int) {
	for _, i := range batch {
		d.figures[i].band = shared
	}
	if d.firstOpen() < 0 || len(batch) == 0 {
		return
	}
	if len(batch) == 1 {
		d.decideLess(batch[0])
		return
	}
	for _, i := range batch {
		d.figures[i].band = undecided
	}
	d.decide(batch[:len(batch)/2])
	d.decide(batch[len(batch)/2:])
}

// firstOpen is a figure that is banded or hidden and keeps too few possible counts; -1 when there is none.
func (d *desk) firstOpen() int {
	if f := &d.figures[d.suspect]; f.private() && !d.protects(d.suspect) {
		return d.suspect
	}
	for _, i := range d.order {
		if d.figures[i].private() && !d.protects(i) {
			d.suspect = i
			return i
		}
	}
	return -1
}

// decideLess shows a figure as it is where another can be shown less for it; else it is shown less itself, and where even
// that does not help, others are until it does.
func (d *desk) decideLess(i int) {
	f := &d.figures[i]
	if f.told && d.lowersAnother(i) {
		return
	}
	for _, band := range d.rule.lower(f.held) {
		f.band = band
		if d.firstOpen() < 0 {
			return
		}
	}
	for open := d.firstOpen(); open >= 0 && d.lowersAround(open); {
		open = d.firstOpen()
	}
}

// mostOthers is how many figures are tried to be shown less, so that a larger one can be shown.
const mostOthers = 6

// lowersAnother shows one of the figures less that are held by a figure, the smallest that helps. It tells whether one does.
func (d *desk) lowersAnother(figure int) bool {
	others := d.heldBy(figure)
	for _, i := range others[:min(len(others), mostOthers)] {
		f := &d.figures[i]
		f.band = d.rule.lower(f.held)[0]
		if d.firstOpen() < 0 {
			return true
		}
		f.band = shared
	}
	return false
}

// heldBy are the figures that may be shown less for one that holds them, the smallest first.
func (d *desk) heldBy(figure int) []int {
	in := map[int]bool{}
	for _, c := range d.figures[figure].whole {
		in[c] = true
	}
	var others []int
	for i := range d.figures {
		f := &d.figures[i]
		lowers := i != figure && f.rank >= d.figures[figure].rank && f.told && f.band == shared && f.held.whole > 0 && (f.total || d.may == anyFigure)
		if lowers && !slices.ContainsFunc(f.whole, func(c int) bool { return !in[c] }) {
			others = append(others, i)
		}
	}
	slices.SortStableFunc(others, func(a, b int) int { return cmp.Compare(d.figures[a].held.whole, d.figures[b].held.whole) })
	return others
}

// far is more than what a figure has in common with another.
const far = 1 << 20

// lowersAround shows one figure less that has to do with another: what tells most of it first. It tells whether there is one.
func (d *desk) lowersAround(figure int) bool {
	best, most := -1, -2*far
	near := map[int]bool{}
	for _, c := range d.figures[figure].whole {
		near[c] = true
	}
	for i := range d.figures {
		f := &d.figures[i]
		if f.band == hidden || f.band == undecided || f.held.whole == 0 && f.told {
			continue
		}
		worth := f.shares(near)
		if worth > most {
			best, most = i, worth
		}
	}
	if best < 0 {
		return false
	}
	f := &d.figures[best]
	lower := d.rule.lower(f.held)
	f.band = lower[slices.Index(lower, f.band)+1]
	return true
}

// shares is how much a figure has in common with the cells near another. What is of a higher rank comes first, then what is told, and small groups last: they are
// what is to be protected, and what is known of them stays known.
func (f *figure) shares(near map[int]bool) int {
	worth := 1 + f.rank*4*far
	for _, c := range f.whole {
		if near[c] {
			worth += 2
		}
	}
	switch {
	case f.told:
		return worth + far
	case !f.total:
		return worth - far
	}
	return worth
}
