package disclosure_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trellis/models/disclosure"
)

// network is a competency of so many organisations in 11 systems and 3 clusters, with 9 roles and, in each, those at target,
// those below it and those who have not answered. On show are organisations, systems, roles of systems, clusters and all.
func network(organisations int, each bool) disclosure.Table {
	r := rand.New(rand.NewPCG(1, 2))
	const roles, systems, clusters = 9, 11, 3
	var t disclosure.Table
	figures := map[string]*disclosure.Figure{}
	var names []string
	for o := range organisations {
		for role := range roles {
			people := 0
			if r.IntN(3) > 0 {
				people = r.IntN(24) * r.IntN(3) / 2
			}
			at := r.IntN(people + 1)
			n := len(t.Cells)
			t.Cells = append(t.Cells, at, people-at, r.IntN(4))
			s := o * systems / organisations
			for _, name := range []string{fmt.Sprint("o", o), fmt.Sprint("s", s), fmt.Sprint("s", s, "r", role), fmt.Sprint("c", s*clusters/systems), "all", fmt.Sprint("o", o, "r", role)} {
				if !each && name == fmt.Sprint("o", o, "r", role) {
					continue
				}
				if figures[name] == nil {
					figures[name] = &disclosure.Figure{}
					names = append(names, name)
				}
				figures[name].Part, figures[name].Whole = append(figures[name].Part, n), append(figures[name].Whole, n, n+1)
			}
		}
	}
	for _, name := range names {
		t.Figures = append(t.Figures, *figures[name])
	}
	return t
}

func BenchmarkTable(b *testing.B) {
	for _, c := range []struct {
		name          string
		organisations int
		each          bool
	}{{"90 organisations and roles of systems", 90, false}, {"88 organisations by role", 88, true}, {"22 organisations by role", 22, true}} {
		table := network(c.organisations, c.each)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				disclosure.Least().Table(table)
			}
		})
	}
}
