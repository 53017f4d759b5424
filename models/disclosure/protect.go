package disclosure

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

// Protect says what may be shown of a group and all its parts at once, as Table does of figures.
func (t Thresholds) Protect(whole Group) Picture {
	var table Table
	table.add(whole)
	shown := t.Table(table)
	return picture(whole, &shown)
}

// add puts the figure of a group behind those of its parts, and answers the cells at target and all cells of the group.
func (t *Table) add(g Group) (at, all []int) {
	if len(g.Parts) == 0 {
		n := len(t.Cells)
		t.Cells = append(t.Cells, g.AtTarget, g.Base-g.AtTarget)
		at, all = []int{n}, []int{n, n + 1}
	}
	for _, part := range g.Parts {
		partAt, partAll := t.add(part)
		at, all = append(at, partAt...), append(all, partAll...)
	}
	t.Figures = append(t.Figures, Figure{Part: at, Whole: all})
	return at, all
}

// picture takes what is shown of a group and its parts off the front of the list.
func picture(g Group, shown *[]Shown) (p Picture) {
	for _, part := range g.Parts {
		p.Parts = append(p.Parts, picture(part, shown))
	}
	p.Shown, *shown = (*shown)[0], (*shown)[1:]
	return p
}
