package reports

import (
	"trellis/models"
	"trellis/models/disclosure"
)

// detail is what is shown of a competency besides shares and coverage, by place. It is shown only of groups whose two counts
// are told, and each kind of it is protected among all those groups at once.
//
// What is told of the use of those at target, say, splits a number that is on show already, and splits it otherwise than by
// organisation or role: however the one is told, the other may be any that adds up. So nothing more can be worked out of
// both together than of each alone.
type detail struct {
	quadrants map[models.Quadrant][]disclosure.Shown // of those at target, or below it
	confirmed []disclosure.Shown                     // of those assessed
	levels    [models.MostLevel + 1][]disclosure.Shown
}

// details are made when they are first asked for.
func (pic *picture) details(by disclosure.Thresholds, places []place, at map[models.ID]int) *detail {
	pic.more.Do(func() {
		tallies := map[int]models.FullTally{}
		for _, row := range pic.rows {
			tallies[at[row.OrganisationID]] = tallies[at[row.OrganisationID]].Plus(row.FullTally)
		}
		split := func(parts func(t models.FullTally) []int) [][]disclosure.Shown {
			return pic.split(by, places, tallies, parts)
		}
		has := split(func(t models.FullTally) []int { return []int{t.Used, t.UseAsked - t.Used, t.AtTarget - t.UseAsked} })
		lacks := split(func(t models.FullTally) []int {
			return []int{t.BelowUsed, t.BelowUseAsked - t.BelowUsed, t.Below() - t.BelowUseAsked}
		})
		pic.quadrants = map[models.Quadrant][]disclosure.Shown{
			models.HasAndUses: has[0], models.HasAndDoesNotUse: has[1], models.LacksAndNeeds: lacks[0], models.LacksNoNeed: lacks[1],
		}
		pic.confirmed = split(func(t models.FullTally) []int { return []int{t.Confirmed, t.Assessed - t.Confirmed} })[0]
		copy(pic.levels[:], split(func(t models.FullTally) []int { levels := t.Levels(); return levels[:] }))
	})
	return &pic.detail
}

// split protects how people are split into parts, in every group whose counts are told: each part of them all is a figure.
// It answers by part and place; what is not told is hidden.
func (pic *picture) split(by disclosure.Thresholds, places []place, tallies map[int]models.FullTally, parts func(models.FullTally) []int) [][]disclosure.Shown {
	kinds := len(parts(models.FullTally{}))
	var table disclosure.Table
	within := make([][]int, len(places)) // the first cells of the organisations of each place
	for o := range places {
		t, there := tallies[o]
		if !there {
			continue
		}
		for p := o; p >= 0; p = places[p].parent {
			within[p] = append(within[p], len(table.Cells))
		}
		table.Cells = append(table.Cells, parts(t)...)
	}
	all := make([]int, kinds)
	for k := range all {
		all[k] = k
	}
	list := make([][]disclosure.Shown, kinds)
	for k := range list {
		list[k] = make([]disclosure.Shown, len(places))
	}
	var of []int
	for p := range places {
		for k := range kinds {
			list[k][p] = disclosure.Shown{Kind: disclosure.Hidden}
		}
		if !pic.places[p].told() {
			continue
		}
		of = append(of, p)
		for k := range kinds {
			table.Figures = append(table.Figures, disclosure.Figure{Part: spread(within[p], []int{k}), Whole: spread(within[p], all)})
		}
	}
	if len(of) == 0 {
		return list
	}
	for i, shown := range by.Table(table) {
		list[i%kinds][of[i/kinds]] = shown
	}
	return list
}
