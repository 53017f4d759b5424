package disclosure_test

import (
	"math/rand/v2"
	"testing"

	"trellis/models/disclosure"
)

// crossing is a random table of rows and columns: rows are nested in groups, columns are roles. Each holds people at target and
// people below it. Everything is on show: each cell, each row, each group by column, each group, each column, and all.
type crossing struct {
	disclosure.Table
	rows, columns int
	group         []int // of each row
	names         []string
	leaf          []bool
}

func newCrossing(r *rand.Rand, most int) crossing {
	x := crossing{rows: 1 + r.IntN(most), columns: 1 + r.IntN(most)}
	groups := 1 + r.IntN(3)
	size := []int{5, 9, 14, 24}[r.IntN(4)]
	for row := range x.rows {
		x.group = append(x.group, min(row*groups/x.rows, groups-1))
		for range x.columns {
			people := r.IntN(size + 1)
			if r.IntN(6) == 0 {
				people = 0
			}
			at := r.IntN(people + 1)
			x.Cells = append(x.Cells, at, people-at)
		}
	}
	x.show()
	return x
}

func (x *crossing) show() {
	all := func(int, int) bool { return true }
	for row := range x.rows {
		for column := range x.columns {
			x.add("cell", func(r, c int) bool { return r == row && c == column })
		}
		x.add("row", func(r, _ int) bool { return r == row })
	}
	for g := 0; x.columns > 0 && g <= x.group[x.rows-1]; g++ {
		for column := range x.columns {
			x.add("group by column", func(r, c int) bool { return x.group[r] == g && c == column })
		}
		x.add("group", func(r, _ int) bool { return x.group[r] == g })
	}
	for column := range x.columns {
		x.add("column", func(_, c int) bool { return c == column })
	}
	x.add("all", all)
}

func (x *crossing) add(name string, in func(row, column int) bool) {
	var f disclosure.Figure
	for row := range x.rows {
		for column := range x.columns {
			if in(row, column) {
				n := 2 * (row*x.columns + column)
				f.Part, f.Whole = append(f.Part, n), append(f.Whole, n, n+1)
			}
		}
	}
	x.Figures = append(x.Figures, f)
	x.names, x.leaf = append(x.names, name), append(x.leaf, name == "cell")
}

func held(t disclosure.Table, f disclosure.Figure) (part, whole int) {
	for _, c := range f.Part {
		part += t.Cells[c]
	}
	for _, c := range f.Whole {
		whole += t.Cells[c]
	}
	return part, whole
}

// attackScreens is what somebody works out who sees the table on screens: the figures that are given away.
func attackScreens(t *testing.T, by disclosure.Thresholds, x crossing, shown []disclosure.Shown) []int {
	t.Helper()
	a, told := newAttacker(x.Cells), make([]bool, len(shown))
	for i, s := range shown {
		part, whole := held(x.Table, x.Figures[i])
		a.sees(by, x.Figures[i], s, x.leaf[i] && by.Share(part, whole) == s)
		told[i] = s.Told()
	}
	return a.finds(t, x.Table, told, by.Worlds(x.Table))
}

const tables = 1_000

// Somebody who knows everything on show beside a banded or hidden figure, and every rule, keeps at least three possible counts
// for it: in rows, columns, groups and totals together.
func TestNoFigureOfACrossingTableIsGivenAway(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 6))
	private, lowered, figures := 0, 0, 0
	for n := range tables {
		x := newCrossing(r, 6)
		by := disclosure.Least()
		if n%4 == 3 {
			by = disclosure.Thresholds{HalfFrom: 6, ShareFrom: 11}
		}
		shown := by.Table(x.Table)
		for i, s := range shown {
			part, whole := held(x.Table, x.Figures[i])
			figures++
			if !s.Told() {
				private++
			}
			if by.Share(part, whole) != s {
				lowered++
			}
		}
		for _, i := range attackScreens(t, by, x, shown) {
			part, whole := held(x.Table, x.Figures[i])
			t.Errorf("table %d of %d×%d: the %s of %d of %d, shown as %s, is given away", n, x.rows, x.columns, x.names[i], part, whole, shown[i])
		}
	}
	t.Logf("%d figures: %d banded or hidden, %d of them for the sake of another", figures, private, lowered)
}

// What a file publishes by either profile gives no hidden count away, nor one that is rounded, whatever its margins are.
func TestNoPublishedCountIsGivenAway(t *testing.T) {
	t.Parallel()
	for _, profile := range disclosure.Profiles() {
		r := rand.New(rand.NewPCG(5, 7))
		for n := range tables {
			x := newCrossing(r, 6)
			x.alsoParts()
			shown := profile.Counts(x.Table)
			for _, i := range attackFile(t, profile, x, shown) {
				_, whole := held(x.Table, x.Figures[i])
				t.Errorf("%s, table %d of %d×%d: the %s of %d, shown as %s, is given away", profile, n, x.rows, x.columns, x.names[i], whole, shown[i])
			}
		}
	}
}

// alsoParts shows those at target, and those below it, beside everybody.
func (x *crossing) alsoParts() {
	for i, f := range x.Figures {
		in := map[int]bool{}
		for _, c := range f.Part {
			in[c] = true
		}
		var below []int
		for _, c := range f.Whole {
			if !in[c] {
				below = append(below, c)
			}
		}
		for _, cells := range [][]int{f.Part, below} {
			x.Figures = append(x.Figures, disclosure.Figure{Part: cells, Whole: cells})
			x.names, x.leaf = append(x.names, "part of the "+x.names[i]), append(x.leaf, x.leaf[i])
		}
		x.Figures[i].Part = f.Whole
	}
}

// attackFile is what somebody works out who reads a published file.
func attackFile(t *testing.T, by disclosure.Profile, x crossing, shown []disclosure.Published) []int {
	t.Helper()
	a, told := newAttacker(x.Cells), make([]bool, len(shown))
	for i, s := range shown {
		f := x.Figures[i]
		switch {
		case s.Hidden:
			a.learns(f, 0, 1, 1, most) // the file does not say whether it is small, or hidden for the sake of another
		case s.Count == 0 || by == disclosure.Count5:
			told[i] = true
			a.learns(f, 0, 1, s.Count, s.Count)
		default:
			a.learns(f, 0, 1, max(s.Count-2, by.HiddenTo()+1), s.Count+2)
		}
	}
	return a.finds(t, x.Table, told, by.Worlds(x.Table))
}

func TestAFilterThatTellsTooMuchIsRefused(t *testing.T) {
	by := disclosure.Least()
	for _, c := range []struct {
		shown, left int
		refused     bool
	}{{30, 20, false}, {30, 4, true}, {30, 26, true}, {30, 25, false}, {30, 30, false}, {30, 0, false}, {4, 4, true}, {9, 5, true}} {
		if why := by.Refuses(c.shown, c.left); (why != "") != c.refused {
			t.Errorf("%d of %d: %q", c.left, c.shown, why)
		}
	}
}
