package disclosure

import (
	"cmp"
	"slices"
	"strconv"
)

// Figure is one share on show: how many of Whole are in Part. Both name groups of people by their place in the cells of the
// table, and Part lies within Whole. What is protected is how many are in Part, so a table that must not give away who has
// not answered names those who have not as the part.
//
// Rank says what matters more: all figures of a lower rank are decided on first, and one is shown less for another of its own
// rank, or of a lower one, before it is for one of a higher rank.
type Figure struct {
	Part, Whole []int
	Rank        int
}

// Table is everything that is on show at once. A cell is how many people a group holds, and nobody stands in two of them.
type Table struct {
	Cells   []int
	Figures []Figure
}

// Table says what may be shown of every figure, in the order of the figures. Each is shown as Share says of it alone, unless
// something that is banded or hidden would be left with fewer than three possible counts by all that is on show: then a
// figure that holds others is banded, or hidden if need be.
//
// The rule is proved by example. A count is possible when a world is found that holds it and looks the same: other numbers
// in a few cells, with everything on show as it is. A world that is not found counts as none, so that the routine errs
// towards showing less. docs/disclosure.md says what is not proved.
func (t Thresholds) Table(table Table) []Shown {
	d := settle(t, table, totalsOnly)
	list := make([]Shown, len(d.figures))
	for i, f := range d.figures {
		list[i] = t.shown(f.band, f.held)
	}
	return list
}

// band is how much of a figure is shown.
type band int

const (
	undecided band = iota
	hidden
	halved
	shared // as the rule says of the figure alone
)

// count is how many are in the part, of how many.
type count struct{ part, whole int }

// rule says what may be shown of a figure alone, and which counts would be shown alike.
type rule interface {
	// told tells whether the count of a figure that is shown as the rule says is told as it is.
	told(held count) bool
	// lower are the bands below shared in which a figure may be shown too, the most telling first.
	lower(held count) []band
	// alike tells whether a figure that is shown in a band would look the same if it held another count.
	alike(b band, held, other count) bool
}

func (t Thresholds) told(held count) bool { return t.Share(held.part, held.whole).Told() }

func (t Thresholds) lower(held count) []band {
	if held.whole >= t.HalfFrom {
		return []band{halved, hidden}
	}
	return []band{hidden}
}

func (t Thresholds) alike(b band, held, other count) bool {
	switch b {
	case shared:
		return t.Share(other.part, other.whole) == t.Share(held.part, held.whole)
	case halved:
		return other.whole >= t.HalfFrom && half(other.part, other.whole) == half(held.part, held.whole)
	case hidden:
		return other.whole > 0
	case undecided:
	}
	return true
}

func (t Thresholds) shown(b band, held count) Shown {
	switch b {
	case shared:
		return t.Share(held.part, held.whole)
	case halved:
		return Shown{Kind: half(held.part, held.whole)}
	case hidden, undecided:
	}
	return Shown{Kind: Hidden}
}

// figure is one of the figures while they are decided on.
type figure struct {
	part, whole []int // cells, those first that least on show depends on; those that cannot change are left out
	held        count
	size        int // cells of the whole, with those that cannot change
	rank        int
	told        bool
	total       bool // it holds other figures
	band        band
	worlds      []*world
}

// private tells whether something is on show for the figure, but not its count.
func (f *figure) private() bool { return f.band != undecided && (f.band != shared || !f.told) }

// use is a figure that a cell is in. In is 1 where it is in the part too.
type use struct{ figure, in int }

// desk holds a table while it is decided what may be shown of it.
type desk struct {
	rule    rule
	may     mayLower
	cells   []int
	figures []figure
	uses    [][]use
	twins   [][]int // cells that are in the same wholes
	order   []int   // figures, the smallest first
	suspect int     // the figure that was last found unprotected
	search
}

func newDesk(by rule, table Table, may mayLower) *desk {
	d := &desk{rule: by, may: may, cells: table.Cells, figures: make([]figure, len(table.Figures)), uses: make([][]use, len(table.Cells))}
	for i, f := range table.Figures {
		g := &d.figures[i]
		g.held = count{sum(table.Cells, f.Part), sum(table.Cells, f.Whole)}
		g.told, g.size, g.rank = by.told(g.held), len(f.Whole), f.Rank
		in := make(map[int]bool, len(f.Part))
		for _, c := range f.Part {
			in[c] = true
		}
		for _, c := range f.Whole {
			u := use{figure: i}
			if in[c] {
				u.in = 1
			}
			d.uses[c] = append(d.uses[c], u)
		}
		d.order = append(d.order, i)
	}
	slices.SortStableFunc(d.order, func(a, b int) int {
		f, g := &d.figures[a], &d.figures[b]
		return cmp.Or(cmp.Compare(f.rank, g.rank), cmp.Compare(f.held.whole, g.held.whole), cmp.Compare(f.size, g.size))
	})
	d.findTwins(table)
	d.findCells(table)
	d.findTotals(table)
	d.fit(len(d.cells), len(d.figures))
	return d
}

func sum(cells, of []int) (n int) {
	for _, c := range of {
		n += cells[c]
	}
	return n
}

// findTwins finds the cells between which people can move without a whole changing, or at least the smallest whole.
func (d *desk) findTwins(table Table) {
	by := map[string][]int{}
	key := make([]byte, 0, 64)
	d.twins = make([][]int, len(d.cells))
	of := make([]string, len(d.cells))
	for c, uses := range d.uses {
		key = key[:0]
		for _, u := range uses {
			key = append(strconv.AppendInt(key, int64(u.figure), 36), ' ')
		}
		of[c] = string(key)
		by[of[c]] = append(by[of[c]], c)
	}
	for c := range d.cells {
		d.twins[c] = by[of[c]]
	}
	for i, f := range table.Figures {
		if n := len(f.Whole); n < 2 || n > mostTwins {
			continue
		}
		for _, c := range table.Figures[i].Whole {
			if len(d.twins[c]) < 2 {
				d.twins[c] = f.Whole
			}
		}
	}
}

// mostTwins is how many cells a figure may have for them to be twins though other figures part them.
const mostTwins = 6

// findCells lists the cells of each figure that may change, the least bound first. What is in a figure of nobody stays.
func (d *desk) findCells(table Table) {
	bound := make([]int, len(d.cells))
	for c, uses := range d.uses {
		for _, u := range uses {
			switch f := &d.figures[u.figure]; {
			case f.held.whole == 0 && f.told:
				bound[c] = fixed
			case f.told && bound[c] < fixed:
				bound[c]++
			}
		}
	}
	loose := func(cells []int) []int {
		list := make([]int, 0, len(cells))
		for _, c := range cells {
			if bound[c] < fixed {
				list = append(list, c)
			}
		}
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(bound[a], bound[b]) })
		return list
	}
	for i, f := range table.Figures {
		d.figures[i].part, d.figures[i].whole = loose(f.Part), loose(f.Whole)
	}
	for c := range d.uses {
		if bound[c] == fixed {
			d.uses[c] = nil
		}
	}
}

const fixed = 1 << 20

// findTotals finds the figures that hold all of a smaller one.
func (d *desk) findTotals(table Table) {
	for i := range d.figures {
		if len(table.Figures[i].Whole) == 0 {
			continue
		}
		for _, u := range d.uses[table.Figures[i].Whole[0]] {
			if f := &d.figures[u.figure]; !f.total && f.size > d.figures[i].size && d.holds(u.figure, table.Figures[i].Whole) {
				f.total = true
			}
		}
	}
}

// holds tells whether the whole of a figure has all these cells.
func (d *desk) holds(figure int, cells []int) bool {
	for _, c := range cells {
		if d.uses[c] != nil && !slices.ContainsFunc(d.uses[c], func(u use) bool { return u.figure == figure }) {
			return false
		}
	}
	return true
}
