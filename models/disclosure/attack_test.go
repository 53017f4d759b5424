package disclosure_test

import (
	"slices"
	"testing"

	"trellis/models/disclosure"
)

// attacker knows everything that is on show and every rule, and works out what each figure can be. It shares nothing with the
// routine it attacks: what is shown becomes inequalities over the cells.
type attacker struct {
	low, high []int // bounds of each cell
	knows     []inequality
	in        [][]int // the inequalities of each cell
	truth     []int   // where it looks first: it makes the search short, and changes no answer
	steps     int
}

// inequality is that a sum over cells lies within bounds.
type inequality struct {
	cells     []int
	times     []int
	low, high int
}

const anyNumber = 60 // more than a cell holds in these tests

func newAttacker(cells []int) *attacker {
	a := &attacker{low: make([]int, len(cells)), high: make([]int, len(cells)), in: make([][]int, len(cells)), truth: cells}
	for i := range a.high {
		a.high[i] = anyNumber
	}
	return a
}

// learns adds that so many times each part and once each whole lie within bounds.
func (a *attacker) learns(f disclosure.Figure, timesPart, timesWhole, low, high int) {
	times := map[int]int{}
	for _, c := range f.Whole {
		times[c] += timesWhole
	}
	for _, c := range f.Part {
		times[c] += timesPart
	}
	e := inequality{low: low, high: high}
	for _, c := range f.Whole {
		if times[c] != 0 {
			e.cells, e.times = append(e.cells, c), append(e.times, times[c])
			a.in[c] = append(a.in[c], len(a.knows))
		}
	}
	a.knows = append(a.knows, e)
}

const most = 1 << 20

// sees learns what the screens tell of a figure. Sure tells that it was shown so for its own size, and not to protect another.
func (a *attacker) sees(by disclosure.Thresholds, f disclosure.Figure, s disclosure.Shown, sure bool) {
	upTo := most
	switch s.Kind {
	case disclosure.NoData:
		a.learns(f, 0, 1, 0, 0)
	case disclosure.Hidden:
		if sure {
			upTo = by.HalfFrom - 1
		}
		a.learns(f, 0, 1, 1, upTo)
	case disclosure.UnderHalf, disclosure.HalfOrMore:
		if sure {
			upTo = by.ShareFrom - 1
		}
		a.learns(f, 0, 1, by.HalfFrom, upTo)
		if s.Kind == disclosure.UnderHalf {
			a.learns(f, 2, -1, -most, -1)
		} else {
			a.learns(f, 2, -1, 0, most)
		}
	case disclosure.Few:
		a.learns(f, 0, 1, s.Base, s.Base)
		a.learns(f, 1, 0, 0, disclosure.Edge)
	case disclosure.NearlyAll:
		a.learns(f, 0, 1, s.Base, s.Base)
		a.learns(f, 1, 0, s.Base-disclosure.Edge, s.Base)
	case disclosure.Exact:
		a.learns(f, 0, 1, s.Base, s.Base)
		a.learns(f, 1, 0, s.AtTarget, s.AtTarget)
	}
}

// narrows draws the bounds of the cells together until nothing moves: interval propagation. It tells whether any world is left.
func (a *attacker) narrows(from []int) bool {
	waiting := make([]bool, len(a.knows))
	queue := slices.Clone(from)
	for _, e := range queue {
		waiting[e] = true
	}
	for len(queue) > 0 {
		at := queue[len(queue)-1]
		queue, waiting[at] = queue[:len(queue)-1], false
		moved, left := a.narrow(a.knows[at])
		if !left {
			return false
		}
		for _, c := range moved {
			for _, other := range a.in[c] {
				if !waiting[other] {
					waiting[other], queue = true, append(queue, other)
				}
			}
		}
	}
	return true
}

// narrow draws in the bounds of the cells of one inequality. It answers those that moved, and whether any world is left.
func (a *attacker) narrow(e inequality) (moved []int, left bool) {
	low, high := 0, 0
	for i, c := range e.cells {
		if t := e.times[i]; t > 0 {
			low, high = low+t*a.low[c], high+t*a.high[c]
		} else {
			low, high = low+t*a.high[c], high+t*a.low[c]
		}
	}
	if low > e.high || high < e.low {
		return nil, false
	}
	for i, c := range e.cells {
		t, l, h := e.times[i], a.low[c], a.high[c]
		if t > 0 {
			l, h = max(l, up(e.low-high+t*h, t)), min(h, down(e.high-low+t*l, t))
		} else {
			l, h = max(l, up(-(e.high-low+t*h), -t)), min(h, down(-(e.low-high+t*l), -t))
		}
		if l > h {
			return nil, false
		}
		if l != a.low[c] || h != a.high[c] {
			if t > 0 {
				low, high = low+t*(l-a.low[c]), high+t*(h-a.high[c])
			} else {
				low, high = low+t*(h-a.high[c]), high+t*(l-a.low[c])
			}
			a.low[c], a.high[c] = l, h
			moved = append(moved, c)
		}
	}
	return moved, true
}

func up(n, by int) int   { return -down(-n, by) }
func down(n, by int) int { return (n - (((n % by) + by) % by)) / by }

func (a *attacker) all() []int {
	list := make([]int, len(a.knows))
	for i := range list {
		list[i] = i
	}
	return list
}

// exists tells whether any world fits, by trying all there are. The bounds are as before when it returns.
func (a *attacker) exists(from []int) bool {
	low, high := slices.Clone(a.low), slices.Clone(a.high)
	defer func() { copy(a.low, low); copy(a.high, high) }()
	if a.steps--; a.steps < 0 {
		return false
	}
	if !a.narrows(from) {
		return false
	}
	open, width := -1, most
	for c := range a.low {
		if w := a.high[c] - a.low[c]; w > 0 && w < width {
			open, width = c, w
		}
	}
	if open < 0 {
		return true
	}
	l, h := a.low[open], a.high[open]
	for away := 0; away <= h-l; away++ {
		for _, n := range []int{a.truth[open] + away, a.truth[open] - away} {
			if n < l || n > h || away == 0 && n != a.truth[open] {
				continue
			}
			a.low[open], a.high[open] = n, n
			if a.exists(a.in[open]) {
				return true
			}
			if away == 0 {
				break
			}
		}
	}
	return false
}

// counts are the numbers that a figure can be, up to three of them, by trying every world there is: first those that somebody
// hints at, which are checked like all others, and then one after the other.
func (a *attacker) counts(f disclosure.Figure, hints [][]int) (possible []int) {
	for _, world := range slices.Concat([][]int{a.truth}, hints) {
		if n := sumOf(world, f.Part); len(possible) < 3 && !slices.Contains(possible, n) && a.fits(world) {
			possible = append(possible, n)
		}
	}
	at, held := len(a.knows), sumOf(a.truth, f.Part)
	low, high := a.between(f)
	a.learns(f, 1, 0, 0, most)
	defer a.forgets(at)
	for away := 1; away <= max(held-low, high-held) && len(possible) < 3; away++ {
		for _, n := range []int{held - away, held + away} {
			a.knows[at].low, a.knows[at].high = n, n
			a.steps = enough
			if n >= low && n <= high && !slices.Contains(possible, n) && a.exists(a.all()) {
				possible = append(possible, n)
			}
		}
	}
	return possible
}

// enough worlds are tried for one count. A search that ends by it has found none, so that the test fails rather than passes.
const enough = 20_000

func sumOf(world, cells []int) (n int) {
	for _, c := range cells {
		n += world[c]
	}
	return n
}

// fits tells whether a world is as everything that is known says.
func (a *attacker) fits(world []int) bool {
	for _, n := range world {
		if n < 0 {
			return false
		}
	}
	for _, e := range a.knows {
		n := 0
		for i, c := range e.cells {
			n += e.times[i] * world[c]
		}
		if n < e.low || n > e.high {
			return false
		}
	}
	return true
}

func (a *attacker) forgets(at int) {
	for _, c := range a.knows[at].cells {
		a.in[c] = a.in[c][:len(a.in[c])-1]
	}
	a.knows = a.knows[:at]
}

// between is the least and the most that a figure can be, as far as the bounds of its cells tell.
func (a *attacker) between(f disclosure.Figure) (low, high int) {
	for _, c := range f.Part {
		low, high = low+a.low[c], high+a.high[c]
	}
	return low, high
}

// finds are the figures that are not told and that have fewer than three possible counts.
func (a *attacker) finds(t *testing.T, table disclosure.Table, told []bool, hints [][]int) (given []int) {
	t.Helper()
	if !a.narrows(a.all()) {
		t.Fatal("the attacker finds no world at all: it does not know the rules")
	}
	for i, f := range table.Figures {
		if told[i] {
			continue
		}
		if l, h := a.between(f); h-l < 2 || len(a.counts(f, hints)) < 3 { // by intervals, and exactly
			given = append(given, i)
		}
	}
	return given
}
