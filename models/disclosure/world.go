package disclosure

import (
	"cmp"
	"slices"
)

// world is another way in which the cells could be filled, kept as what each cell and each figure would hold more or less.
type world struct {
	cells   []moved
	figures []change
}

type moved struct{ cell, by int }

// change is what a figure holds more, or less, in another world.
type change struct {
	figure int
	by     count
}

// fits tells whether everything that is decided looks the same in the world.
func (d *desk) fits(w *world) bool {
	for _, c := range w.figures {
		f := &d.figures[c.figure]
		if f.band != undecided && !d.rule.alike(f.band, f.held, count{f.held.part + c.by.part, f.held.whole + c.by.whole}) {
			return false
		}
	}
	return true
}

// What a search may cost: moves of people one behind the other, how many are tried of those that mend a figure, how many cells
// of it are looked at for them, and how many moves are made in all, and after one first move.
const (
	deepest   = 7
	branches  = 8
	cellsOf   = 96
	partsOf   = 12
	nodes     = 400
	eachFirst = 30
)

// search is the world that is being looked for.
type search struct {
	moved  []int   // people more in each cell
	more   []count // and in each figure
	bad    []bool  // whether it would not look the same
	badly  []int   // the figures that would not
	of     int     // the figure for which a world is looked for
	budget int
	lists  [deepest + 1][]move
}

func (s *search) fit(cells, figures int) {
	s.moved, s.more, s.bad = make([]int, cells), make([]count, figures), make([]bool, figures)
}

// move adds people to a cell, or takes them away, and does the other to a second cell where there is one.
type move struct {
	cell, by int
	from     int  // the second cell; -1 where there is none
	leaves   int  // figures that would not look the same afterwards
	known    bool // the figure would have a count that a known world gives it
}

// likelier orders moves: those that make the count new first, and then those that leave least to be mended.
func likelier(a, b move) int {
	if a.known != b.known {
		if a.known {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.leaves, b.leaves)
}

// protects tells whether the figure keeps three possible counts, and looks for worlds where it is not known.
func (d *desk) protects(i int) bool {
	f := &d.figures[i]
	f.worlds = slices.DeleteFunc(f.worlds, func(w *world) bool { return !d.fits(w) })
	for len(f.worlds) < 2 {
		if !d.find(i) {
			return false
		}
	}
	return true
}

// find looks for a world in which the figure has a count that no known world gives it.
func (d *desk) find(i int) bool {
	d.of = i
	left := nodes
	f := &d.figures[i]
	list := d.lists[deepest][:0]
	for _, c := range f.part[:min(len(f.part), partsOf)] {
		for _, by := range [...]int{1, -1, 2, -2} {
			list = d.consider(list, move{cell: c, by: by, from: -1})
			for _, from := range d.twins[c] {
				if !d.isPart(i, from) {
					list = d.consider(list, move{cell: c, by: by, from: from})
				}
			}
		}
	}
	d.lists[deepest] = list
	slices.SortStableFunc(list, likelier)
	for _, m := range list {
		first := min(left, eachFirst)
		d.budget = first
		d.make(m)
		found := d.mend(deepest - 1)
		d.unmake(m)
		if found {
			return true
		}
		if left -= first - max(d.budget, 0); left <= 0 {
			return false
		}
	}
	return false
}

// isPart tells whether the cell is in the part of a figure.
func (d *desk) isPart(figure, cell int) bool {
	for _, u := range d.uses[cell] {
		if u.figure == figure {
			return u.in == 1
		}
	}
	return false
}

// mend makes all look the same again in at most so many moves, and keeps the world that comes of it where the count is new.
func (d *desk) mend(left int) bool {
	if len(d.badly) == 0 {
		return d.keep()
	}
	d.budget--
	if left == 0 || d.budget < 0 {
		return false
	}
	worst := d.badly[0]
	for _, i := range d.badly {
		if a, b := &d.figures[i], &d.figures[worst]; len(a.whole) < len(b.whole) || len(a.whole) == len(b.whole) && i < worst {
			worst = i
		}
	}
	list := d.menders(d.lists[left][:0], worst)
	d.lists[left] = list
	slices.SortStableFunc(list, func(a, b move) int { return cmp.Compare(a.leaves, b.leaves) })
	for _, m := range list[:min(len(list), branches)] {
		if left == 1 && m.leaves > 0 {
			return false
		}
		d.make(m)
		found := d.mend(left - 1)
		d.unmake(m)
		if found {
			return true
		}
	}
	return false
}

// menders are the moves that bring a figure nearer to what it holds; or the one that makes all look the same, if there is one.
func (d *desk) menders(list []move, figure int) []move {
	f, off := &d.figures[figure], d.more[figure]
	for _, c := range f.whole[:min(len(f.whole), cellsOf)] {
		if d.moved[c] != 0 {
			continue
		}
		in := d.isPart(figure, c)
		if alone := (move{cell: c, by: -off.whole, from: -1}); off.whole != 0 && !in {
			list = d.consider(list, alone)
		} else if in && off.part*off.whole > 0 {
			alone.by = -off.part
			list = d.consider(list, alone)
		}
		if in && off.part != 0 {
			list = d.swaps(list, figure, c)
		}
		if last := len(list) - 1; last >= 0 && list[last].leaves == 0 {
			return append(list[:0], list[last])
		}
	}
	return list
}

// swaps are the moves between a cell of the part and its twins outside it, as many people as the figure is off by.
func (d *desk) swaps(list []move, figure, cell int) []move {
	for _, from := range d.twins[cell] {
		if d.moved[from] == 0 && !d.isPart(figure, from) {
			list = d.consider(list, move{cell: cell, by: -d.more[figure].part, from: from})
		}
	}
	return list
}

// consider adds a move to the list where there are people for it, with what it would leave to be mended.
func (d *desk) consider(list []move, m move) []move {
	if m.by < 0 {
		m.by = max(m.by, -d.cells[m.cell]-d.moved[m.cell])
	}
	if m.from >= 0 && m.by > 0 {
		m.by = min(m.by, d.cells[m.from]+d.moved[m.from])
	}
	if m.by == 0 || d.uses[m.cell] == nil || m.from >= 0 && d.uses[m.from] == nil { // what is in no list stays as it is
		return list
	}
	d.make(m)
	m.leaves = len(d.badly)
	m.known = !d.isNew(d.of)
	useful := m.leaves > 0 || !m.known
	d.unmake(m)
	if !useful {
		return list
	}
	return append(list, m)
}

func (d *desk) make(m move) {
	d.add(m.cell, m.by)
	if m.from >= 0 {
		d.add(m.from, -m.by)
	}
}

func (d *desk) unmake(m move) {
	m.by = -m.by
	d.make(m)
}

// add puts people into a cell, and notes which figures would not look the same any more, or do again.
func (d *desk) add(cell, by int) {
	d.moved[cell] += by
	for _, u := range d.uses[cell] {
		more := &d.more[u.figure]
		more.whole += by
		more.part += by * u.in
		f := &d.figures[u.figure]
		bad := *more != count{} && f.band != undecided && !d.rule.alike(f.band, f.held, count{f.held.part + more.part, f.held.whole + more.whole})
		if bad == d.bad[u.figure] {
			continue
		}
		if d.bad[u.figure] = bad; bad {
			d.badly = append(d.badly, u.figure)
			continue
		}
		at, last := slices.Index(d.badly, u.figure), len(d.badly)-1
		d.badly[at] = d.badly[last]
		d.badly = d.badly[:last]
	}
}

// keep keeps the world for every figure whose count is new by it. It tells whether that of the figure is for which it was looked for.
func (d *desk) keep() bool {
	if !d.isNew(d.of) {
		return false
	}
	w := &world{}
	for c, by := range d.moved {
		if by == 0 {
			continue
		}
		w.cells = append(w.cells, moved{c, by})
		for _, u := range d.uses[c] {
			if d.bad[u.figure] || d.more[u.figure] == (count{}) {
				continue
			}
			d.bad[u.figure] = true // noted; nothing is bad here
			w.figures = append(w.figures, change{u.figure, d.more[u.figure]})
		}
	}
	for _, c := range w.figures {
		d.bad[c.figure] = false
		if f := &d.figures[c.figure]; len(f.worlds) < 3 && d.isNew(c.figure) {
			f.worlds = append(f.worlds, w)
		}
	}
	return true
}

// isNew tells whether the count that the figure has now is in no world that is known.
func (d *desk) isNew(figure int) bool {
	part := d.more[figure].part
	if part == 0 {
		return false
	}
	return !slices.ContainsFunc(d.figures[figure].worlds, func(w *world) bool { return w.of(figure).part == part })
}

// of is what a figure holds more in the world.
func (w *world) of(figure int) count {
	for _, c := range w.figures {
		if c.figure == figure {
			return c.by
		}
	}
	return count{}
}
