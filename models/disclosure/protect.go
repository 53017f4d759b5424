package disclosure

import (
	"cmp"
	"slices"
)

// Group is a group of people, and the groups that it is made of: nobody stands in two of them. A group without parts says
// how many it holds; one with parts holds what they hold.
type Group struct {
	AtTarget, Base int
	Parts          []Group
}

// Picture is what may be shown of a group and of its parts, in their order.
type Picture struct {
	Shown
	Parts []Picture
}

// Protect says what may be shown of a group and all its parts at once. Groups without parts are shown as Share says. Then
// their totals are decided on, from below: one is shown as Share says too; but where that, with everything else on show,
// would leave fewer than three possible counts for a group that is banded or hidden, the smallest total below it is banded that
// helps; and where none does, it is banded itself, or hidden if need be.
//
// The rule is proved by example: a count is possible when one, two or three of the groups without parts can hold others so
// that everything on show stays the same and the count is met. What only a change of more groups would show is not looked
// for, so that it errs towards showing less.
func (by Thresholds) Protect(whole Group) Picture {
	t := newTree(by, whole)
	for _, total := range t.totals {
		n := &t.nodes[total]
		n.band = n.most()
		if n.band == shared && t.bandsBelow(total) {
			continue
		}
		for n.band > hidden && !t.isProtected(total) {
			n.band--
		}
	}
	return t.picture(0)
}

// bandsBelow makes a total safe to show as it is: it is so already, or one of the totals that it is made of is banded for it.
// It tells whether that can be done.
func (t *tree) bandsBelow(total int) bool {
	if t.isProtected(total) {
		return true
	}
	var told []int
	for _, part := range t.nodes[total].parts {
		if n := t.nodes[part]; len(n.parts) > 0 && n.band == shared && n.count.base > 0 {
			told = append(told, part)
		}
	}
	slices.SortStableFunc(told, func(a, b int) int { return cmp.Compare(t.nodes[a].count.base, t.nodes[b].count.base) })
	for _, part := range told {
		t.nodes[part].band = halved
		if t.isProtected(total) {
			return true
		}
		t.nodes[part].band = shared
	}
	return false
}

// band is how much of a node is shown.
type band int

const (
	undecided band = iota
	hidden
	halved
	shared // as Share says
)

// node is one group of the tree. Its parent stands before it; the whole is the first and its own parent is -1.
type node struct {
	count  count
	parent int
	parts  []int
	band   band
	shown  Shown // what Share says of it
}

// count is how many are at target, of how many.
type count struct{ atTarget, base int }

func (c count) plus(d count) count  { return count{c.atTarget + d.atTarget, c.base + d.base} }
func (c count) minus(d count) count { return count{c.atTarget - d.atTarget, c.base - d.base} }

type tree struct {
	by     Thresholds
	nodes  []node
	totals []int  // the nodes that have parts, each behind the totals below it
	moves  []move // everything that one group without parts could be instead
}

// move is a change of one group without parts that leaves it shown the same.
type move struct {
	leaf int
	by   count
}

func newTree(by Thresholds, whole Group) *tree {
	t := &tree{by: by}
	t.add(whole, -1)
	for i, n := range t.nodes {
		if len(n.parts) > 0 || n.shown.Told() {
			continue
		}
		for _, other := range t.lookalikes(n) {
			t.moves = append(t.moves, move{leaf: i, by: other.minus(n.count)})
		}
	}
	return t
}

// add puts a group behind its parent, and its parts behind it; it answers what the group holds.
func (t *tree) add(g Group, parent int) count {
	at := len(t.nodes)
	t.nodes = append(t.nodes, node{parent: parent})
	held := count{g.AtTarget, g.Base}
	if len(g.Parts) > 0 {
		held = count{}
	}
	for _, part := range g.Parts {
		t.nodes[at].parts = append(t.nodes[at].parts, len(t.nodes))
		held = held.plus(t.add(part, at))
	}
	t.nodes[at].count, t.nodes[at].shown = held, t.by.Share(held.atTarget, held.base)
	if len(g.Parts) > 0 {
		t.totals = append(t.totals, at)
	} else {
		t.nodes[at].band = shared
	}
	return held
}

// lookalikes are the other counts that Share shows just as it shows those of the node.
func (t *tree) lookalikes(n node) []count {
	from, to := n.shown.Base, n.shown.Base
	if n.shown.Base == 0 {
		from, to = 1, t.by.ShareFrom-1
	}
	var list []count
	for base := from; base <= to; base++ {
		for atTarget := range base + 1 {
			if other := (count{atTarget, base}); other != n.count && t.by.Share(atTarget, base) == n.shown {
				list = append(list, other)
			}
		}
	}
	return list
}

// most is how much of a total may be shown for its size.
func (n node) most() band {
	switch n.shown.Kind {
	case Hidden:
		return hidden
	case UnderHalf, HalfOrMore:
		return halved
	default:
		return shared
	}
}

// private tells whether something is on show for the node, but not its count.
func (n node) private() bool {
	return n.band != undecided && (n.band != shared || !n.shown.Told())
}

// looksSame tells whether the node would be shown as it is now if it held that.
func (t *tree) looksSame(n node, c count) bool {
	switch n.band {
	case shared:
		return t.by.Share(c.atTarget, c.base) == n.shown
	case halved:
		return c.base >= t.by.HalfFrom && half(c.atTarget, c.base) == half(n.count.atTarget, n.count.base)
	case undecided, hidden:
	}
	return true
}

// keeps tells quickly whether the node could look the same with so many more. Where its numbers are on show, they stay.
func (n node) keeps(more count) bool {
	switch {
	case n.band != shared:
		return true
	case n.shown.Kind == Exact:
		return more == count{}
	}
	return more.base == 0
}

// isProtected tells whether every private node from there downwards keeps at least three possible counts.
func (t *tree) isProtected(from int) bool {
	end := t.end(from)
	possible := make([]seen, len(t.nodes))
	left := 0
	for i := from; i < end; i++ {
		if t.nodes[i].private() {
			left++
		}
		possible[i].add(t.nodes[i].count.atTarget)
	}
	var moves []move
	for _, m := range t.moves {
		if m.leaf >= from && m.leaf < end {
			moves = append(moves, m)
		}
	}
	for i, first := range moves {
		left -= t.witness(possible, first)
		for _, second := range moves[i+1:] {
			if left == 0 {
				return true
			}
			if second.leaf != first.leaf && t.nodes[from].keeps(first.by.plus(second.by)) {
				left -= t.witness(possible, first, second)
			}
		}
	}
	return left == t.threes(possible, moves)
}

// threes looks for worlds in which three groups without parts differ, for the nodes that need them. It answers how many
// nodes have enough possible counts by it.
func (t *tree) threes(possible []seen, moves []move) (reached int) {
	by := map[count][]move{}
	for _, m := range moves {
		by[m.by] = append(by[m.by], m)
	}
	for _, first := range moves {
		for _, second := range moves {
			if !t.needs(possible, first) {
				break
			}
			for _, third := range by[count{}.minus(first.by).minus(second.by)] {
				if first.leaf != second.leaf && second.leaf != third.leaf && first.leaf != third.leaf {
					reached += t.witness(possible, first, second, third)
				}
			}
		}
	}
	return reached
}

// needs tells whether the move may lead to a count that the group, or one above it, needs.
func (t *tree) needs(possible []seen, m move) bool {
	for at := m.leaf; at >= 0; at = t.nodes[at].parent {
		if n := t.nodes[at]; n.private() && !possible[at].enough() && (at != m.leaf || !possible[at].has(n.count.atTarget+m.by.atTarget)) {
			return true
		}
	}
	return false
}

// end is behind the last node below one: nodes stand behind what they are part of, and before what follows that.
func (t *tree) end(at int) int {
	for parts := t.nodes[at].parts; len(parts) > 0; parts = t.nodes[at].parts {
		at = parts[len(parts)-1]
	}
	return at + 1
}

// change is what a node would hold more, or less, in another world.
type change struct {
	node int
	by   count
}

// changes are what moves do to the groups without parts and to all above them. Each path is short, and so is the list.
func (t *tree) changes(list []change, moves ...move) []change {
	for _, m := range moves {
		for at := m.leaf; at >= 0; at = t.nodes[at].parent {
			i := 0
			for i < len(list) && list[i].node != at {
				i++
			}
			if i == len(list) {
				list = append(list, change{node: at})
			}
			list[i].by = list[i].by.plus(m.by)
		}
	}
	return list
}

// witness notes the counts of a world in which the moves are made, if it looks the same. It answers how many nodes have
// enough possible counts by it that did not before.
func (t *tree) witness(possible []seen, moves ...move) (reached int) {
	var room [9]change // three moves in a network of three storeys
	changes := t.changes(room[:0], moves...)
	for _, c := range changes {
		if !t.looksSame(t.nodes[c.node], t.nodes[c.node].count.plus(c.by)) {
			return 0
		}
	}
	for _, c := range changes {
		n, p := t.nodes[c.node], &possible[c.node]
		if p.add(n.count.atTarget+c.by.atTarget) && p.enough() && n.private() {
			reached++
		}
	}
	return reached
}

func (t *tree) picture(at int) Picture {
	n := t.nodes[at]
	p := Picture{Shown: n.shown}
	switch n.band {
	case halved:
		p.Shown = Shown{Kind: half(n.count.atTarget, n.count.base)}
	case undecided, hidden:
		p.Shown = Shown{Kind: Hidden}
	case shared:
	}
	for _, part := range n.parts {
		p.Parts = append(p.Parts, t.picture(part))
	}
	return p
}

// seen holds up to three different counts.
type seen struct {
	counts [3]int
	n      int
}

func (s *seen) enough() bool { return s.n == len(s.counts) }

func (s *seen) add(c int) bool {
	if s.enough() || s.has(c) {
		return false
	}
	s.counts[s.n] = c
	s.n++
	return true
}

func (s *seen) has(c int) bool { return slices.Contains(s.counts[:s.n], c) }
