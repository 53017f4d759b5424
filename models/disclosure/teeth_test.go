package disclosure_test

import (
	"math/rand/v2"
	"testing"

	"trellis/models/disclosure"
)

// oneSmall is a row of groups that are all told but one, with its total: what is told of the total tells of the small one.
func oneSmall(r *rand.Rand) crossing {
	x := crossing{rows: 1, columns: 2 + r.IntN(5), group: []int{0}}
	small := r.IntN(x.columns)
	for column := range x.columns {
		people := 10 + r.IntN(20)
		at := 3 + r.IntN(people-5)
		if column == small {
			people = 1 + r.IntN(9)
			at = r.IntN(people + 1)
		}
		x.Cells = append(x.Cells, at, people-at)
		x.add("cell", func(_, c int) bool { return c == column })
	}
	x.add("all", func(int, int) bool { return true })
	return x
}

// With one figure left open on purpose the attack succeeds: it has teeth.
func TestAFigureLeftOpenGivesAnotherAway(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	by := disclosure.Least()
	for n := range 500 {
		x := oneSmall(r)
		shown := by.Table(x.Table)
		last := len(shown) - 1
		part, whole := held(x.Table, x.Figures[last])
		if shown[last] == by.Share(part, whole) {
			t.Fatalf("table %d: a total of %d of %d is told beside one small group", n, part, whole)
		}
		shown[last] = by.Share(part, whole)
		if len(attackScreens(t, by, x, shown)) == 0 {
			t.Errorf("table %d: nothing is given away by a total of %d of %d", n, part, whole)
		}
	}
}

// Most of what is banded for the sake of another has to be: shown as it is, it would give something away.
func TestMostOfWhatIsBandedHasToBe(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	by := disclosure.Least()
	lowered, needed := 0, 0
	for range 150 {
		x := newCrossing(r, 3)
		shown := by.Table(x.Table)
		for i, s := range shown {
			part, whole := held(x.Table, x.Figures[i])
			alone := by.Share(part, whole)
			if s == alone || x.leaf[i] {
				continue
			}
			lowered++
			shown[i] = alone
			if len(attackScreens(t, by, x, shown)) > 0 {
				needed++
			}
			shown[i] = s
		}
	}
	t.Logf("%d of %d banded totals would give something away", needed, lowered)
	if needed*2 < lowered {
		t.Errorf("only %d of %d banded totals had to be", needed, lowered)
	}
}

// Several figures over the same people are protected together: who is at target of those assessed, who has not assessed of those
// asked, and how many stand at each level.
func TestFiguresOverTheSamePeopleAreProtectedTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	by := disclosure.Least()
	for n := range 300 {
		x := crossing{}
		var groups [][]int
		for g := range 1 + r.IntN(4) {
			var cells []int
			for level := range 4 { // not assessed, and three levels
				cells = append(cells, 4*g+level)
				x.Cells = append(x.Cells, r.IntN([]int{4, 9, 16}[r.IntN(3)]))
			}
			groups = append(groups, cells)
		}
		var all []int
		for _, cells := range groups {
			all = append(all, cells...)
			x.levels(cells, true)
		}
		if len(groups) > 1 {
			x.levels(all, false)
		}
		shown := by.Table(x.Table)
		for _, i := range attackScreens(t, by, x, shown) {
			part, whole := held(x.Table, x.Figures[i])
			t.Errorf("table %d: %s, %d of %d, shown as %s, is given away", n, x.names[i], part, whole, shown[i])
		}
	}
}

// levels shows all that is shown of a group whose cells are those who have not assessed, and those at each of three levels.
func (x *crossing) levels(cells []int, leaf bool) {
	var at [4][]int
	for i, c := range cells {
		at[i%4] = append(at[i%4], c)
	}
	assessed := append(append(append([]int(nil), at[1]...), at[2]...), at[3]...)
	x.Figures = append(x.Figures, disclosure.Figure{Part: append(append([]int(nil), at[2]...), at[3]...), Whole: assessed}, disclosure.Figure{Part: at[0], Whole: cells})
	x.names, x.leaf = append(x.names, "share", "not assessed"), append(x.leaf, leaf, leaf)
	for _, level := range at[1:] {
		x.Figures = append(x.Figures, disclosure.Figure{Part: level, Whole: assessed})
		x.names, x.leaf = append(x.names, "level"), append(x.leaf, leaf)
	}
}

// Who sees a group, and then the group by a filter that is not refused, learns of nobody who was left out alone: at least as many as a
// half may be told of stand on either side.
func TestNoFilterSinglesOutAFew(t *testing.T) {
	by := disclosure.Least()
	for shown := range 60 {
		for left := range shown + 1 {
			out := shown - left
			if by.Refuses(shown, left) == "" && (left > 0 && left < by.HalfFrom || left > 0 && out > 0 && out < by.HalfFrom) {
				t.Errorf("a filter that leaves %d of %d is not refused", left, shown)
			}
		}
	}
}
