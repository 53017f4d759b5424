package reports

import (
	"sync"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// picture is all that is ever shown of one competency to readers who may not see names: protected at once, the same for all.
type picture struct {
	store.FrameworkSkill
	version int64
	rows    []models.RoleTally
	places  []figures            // by place
	roles   map[string][]figures // by role profile and place, as far as systems

	moreUse   sync.Once
	quadrants map[models.Quadrant][]disclosure.Shown // of those at target, or below it, by place
	more      sync.Once
	detail
}

// figures are how a group of people stands in a competency. The zero ones are of people of whom it is not asked.
type figures struct {
	asked    bool
	share    disclosure.Shown // at target, of those assessed
	coverage disclosure.Shown // assessed, in tens of a hundred asked: that it is rounded keeps the number asked to itself
	month    int              // the mean month of the assessments; only told where the counts are
}

// told tells whether the counts of the group are on show as they are.
func (f figures) told() bool {
	return f.share.Kind == disclosure.Exact
}

// The cells of an organisation and a role: who is assessed stands in one of them.
const (
	atTarget = iota
	belowTarget
)

// The figures of a group, in the order of their places in the table.
var shareOfGroup = [...]struct{ part, whole []int }{
	{[]int{atTarget}, []int{atTarget, belowTarget}},
}

// drawing is a picture while it is made.
type drawing struct {
	table  disclosure.Table
	leaves [][]int // by group: the first cells of the organisations and roles in it
	tally  []models.FullTally
	by     map[groupKey]int
	roles  []bool // by group: whether it is of one role
}

type groupKey struct {
	place int
	role  string
}

// draw protects what is counted of one competency. The rows are of organisations that have a place.
func draw(by disclosure.Thresholds, places []place, at map[models.ID]int, roles map[models.ID]string, skill store.FrameworkSkill, rows []models.RoleTally) *picture {
	d := drawing{by: map[groupKey]int{}}
	for _, row := range rows {
		first := len(d.table.Cells)
		d.table.Cells = append(d.table.Cells, row.AtTarget, row.Below())
		for p := at[row.OrganisationID]; p >= 0; p = places[p].parent {
			d.add(groupKey{place: p}, first, row.FullTally)
			if places[p].level < office {
				d.add(groupKey{p, roles[row.RoleProfileID]}, first, row.FullTally)
			}
		}
	}
	shown := d.protect(by)
	pic := &picture{FrameworkSkill: skill, rows: rows, places: make([]figures, len(places)), roles: map[string][]figures{}}
	for key, g := range d.by {
		f := shown[g]
		f.asked = d.tally[g].Asked > 0
		if f.told() {
			f.month = d.tally[g].Months
		}
		if key.role == "" {
			pic.places[key.place] = f
			continue
		}
		if pic.roles[key.role] == nil {
			pic.roles[key.role] = make([]figures, len(places))
		}
		pic.roles[key.role][key.place] = f
	}
	return pic
}

func (d *drawing) add(key groupKey, first int, t models.FullTally) {
	g, found := d.by[key]
	if !found {
		g = len(d.leaves)
		d.by[key] = g
		d.leaves, d.tally, d.roles = append(d.leaves, nil), append(d.tally, models.FullTally{}), append(d.roles, key.role != "")
	}
	d.leaves[g] = append(d.leaves[g], first)
	d.tally[g] = d.tally[g].Plus(t)
}

// protect puts each figure into the table once, however many groups are made of the same people, and shows them all at once.
// Places come before the roles in them: a role is shown less so that all of a system can be told, and not the other way round.
func (d *drawing) protect(by disclosure.Thresholds) []figures {
	seen := map[string]int{}
	first := make([]int, len(d.leaves)) // of each group, where its figures begin
	for g, leaves := range d.leaves {
		key := make([]byte, 0, 4*len(leaves))
		for _, l := range leaves {
			key = append(key, byte(l), byte(l>>8), byte(l>>16)) //nolint:gosec // its bytes, one after the other
		}
		at, found := seen[string(key)]
		if !found {
			at = len(d.table.Figures)
			seen[string(key)] = at
			for _, s := range shareOfGroup {
				d.table.Figures = append(d.table.Figures, disclosure.Figure{Part: spread(leaves, s.part), Whole: spread(leaves, s.whole), Rank: 1})
			}
		}
		for f := range shareOfGroup {
			if !d.roles[g] {
				d.table.Figures[at+f].Rank = 0
			}
		}
		first[g] = at
	}
	if len(d.table.Figures) == 0 {
		return nil
	}
	shown := by.Table(d.table)
	list := make([]figures, len(d.leaves))
	for g, at := range first {
		list[g] = figures{share: shown[at], coverage: covered(shown[at], d.tally[g])}
		if t := d.tally[g]; t.Assessed > 0 {
			d.tally[g].Months = (t.Months + t.Assessed - 1) / t.Assessed // the mean month, from here on
		}
	}
	return list
}

// covered is how many of those asked are assessed, where the number of those assessed is on show.
func covered(share disclosure.Shown, t models.FullTally) disclosure.Shown {
	switch {
	case share.Kind == disclosure.NoData:
		return share
	case share.Base == 0:
		return disclosure.Shown{Kind: disclosure.Hidden}
	}
	return disclosure.Shown{Kind: disclosure.Exact, AtTarget: (t.Assessed*10 + t.Asked/2) / t.Asked * 10, Base: 100}
}

func spread(leaves, kinds []int) []int {
	list := make([]int, 0, len(leaves)*len(kinds))
	for _, l := range leaves {
		for _, k := range kinds {
			list = append(list, l+k)
		}
	}
	return list
}
