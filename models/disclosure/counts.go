package disclosure

import "strconv"

// Profile is a rule for counts in files that anybody may read.
type Profile string

// The profiles. Their names are fixed, since they stand in files that others keep.
const (
	Count5       Profile = "count-5"         // 1 to 4 are hidden
	Count7Round5 Profile = "count-7-round-5" // 1 to 7 are hidden, and all others told to the nearest 5
)

// Profiles are all of them.
func Profiles() []Profile { return []Profile{Count5, Count7Round5} }

// HiddenCount stands in a file for a count that is hidden to protect people.
const HiddenCount = "[c]"

// Published is a count as a file tells it.
type Published struct {
	Hidden bool
	Count  int // 0 where it is hidden
}

// String is the count, or what stands for one that is hidden.
func (p Published) String() string {
	if p.Hidden {
		return HiddenCount
	}
	return strconv.Itoa(p.Count)
}

// Counts says what may be published of how many people are in the Whole of every figure, in the order of the figures; parts
// are not looked at. What is hidden, or rounded, keeps at least three possible counts by all that is published: others are hidden
// for it where they must be. A count of 0 is always told.
func (p Profile) Counts(table Table) []Published {
	d := p.settle(table)
	list := make([]Published, len(d.figures))
	for i, f := range d.figures {
		if list[i].Hidden = p.hides(f.held.whole) || f.band != shared; !list[i].Hidden {
			list[i].Count = p.rounded(f.held.whole)
		}
	}
	return list
}

func (p Profile) settle(table Table) *desk {
	counts := Table{Cells: table.Cells, Figures: make([]Figure, len(table.Figures))}
	for i, f := range table.Figures {
		counts.Figures[i] = Figure{Part: f.Whole, Whole: f.Whole}
	}
	return settle(p, counts, anyFigure)
}

// HiddenTo is the largest count that is hidden for its size.
func (p Profile) HiddenTo() int {
	if p == Count7Round5 {
		return 7
	}
	return 4
}

func (p Profile) hides(n int) bool { return n > 0 && n <= p.HiddenTo() }

// rounded is how a count is told that is not hidden.
func (p Profile) rounded(n int) int {
	if p == Count7Round5 {
		return (n + 2) / 5 * 5
	}
	return n
}

func (p Profile) told(held count) bool {
	return held.whole == 0 || p == Count5 && !p.hides(held.whole)
}

func (p Profile) lower(count) []band { return []band{hidden} }

func (p Profile) alike(b band, held, other count) bool {
	switch {
	case b == undecided:
		return true
	case other.whole == 0 || held.whole == 0:
		return other.whole == held.whole
	case b == hidden:
		return true
	case p.hides(held.whole):
		return p.hides(other.whole)
	}
	return !p.hides(other.whole) && p.rounded(other.whole) == p.rounded(held.whole)
}

// Percent is a share worked out from published counts, rounded; false where one of them is hidden, or nobody is counted.
func Percent(part, whole Published) (percent int, told bool) {
	if part.Hidden || whole.Hidden || whole.Count == 0 {
		return 0, false
	}
	return (min(part.Count, whole.Count)*100 + whole.Count/2) / whole.Count, true
}
