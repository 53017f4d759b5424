package disclosure

// Worlds are the worlds by which the routine shows a table to be protected, as the numbers in the cells.
func (t Thresholds) Worlds(table Table) [][]int { return worldsOf(settle(t, table, totalsOnly)) }

func worldsOf(d *desk) (list [][]int) {
	for _, f := range d.figures {
		for _, w := range f.worlds {
			cells := append([]int(nil), d.cells...)
			for _, m := range w.cells {
				cells[m.cell] += m.by
			}
			list = append(list, cells)
		}
	}
	return list
}

// Worlds are the worlds by which the routine shows published counts to be protected.
func (p Profile) Worlds(table Table) [][]int { return worldsOf(p.settle(table)) }
