package reports

import (
	"slices"

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
	confirmed []disclosure.Shown // of those assessed
	levels    [models.MostLevel + 1][]disclosure.Shown
}

// used is the use of those at target and of those below it, by quadrant and place. It is made when it is first asked for.
func (pic *picture) used(by disclosure.Thresholds, places []place, at map[models.ID]int) map[models.Quadrant][]disclosure.Shown {
	pic.moreUse.Do(func() {
		tallies := pic.offices(at)
		silent := false // somebody was not asked how often they use it
		for _, t := range tallies {
			silent = silent || t.UseAsked < t.AtTarget || t.BelowUseAsked < t.Below()
		}
		split := func(used, asked, of func(models.FullTally) int) [][]disclosure.Shown {
			return pic.split(by, places, tallies, func(t models.FullTally) []int {
				parts := []int{asked(t) - used(t), used(t)}
				if silent {
					parts = append(parts, of(t)-asked(t))
				}
				return parts
			})
		}
		has := split(func(t models.FullTally) int { return t.Used }, func(t models.FullTally) int { return t.UseAsked }, func(t models.FullTally) int { return t.AtTarget })
		lacks := split(func(t models.FullTally) int { return t.BelowUsed }, func(t models.FullTally) int { return t.BelowUseAsked }, models.FullTally.Below)
		pic.quadrants = map[models.Quadrant][]disclosure.Shown{
			models.HasAndDoesNotUse: has[0], models.HasAndUses: has[1], models.LacksNoNeed: lacks[0], models.LacksAndNeeds: lacks[1],
		}
	})
	return pic.quadrants
}

// details are how those assessed stand, by place. They are made when they are first asked for.
func (pic *picture) details(by disclosure.Thresholds, places []place, at map[models.ID]int) *detail {
	pic.more.Do(func() {
		tallies := pic.offices(at)
		pic.confirmed = pic.split(by, places, tallies, func(t models.FullTally) []int { return []int{t.Confirmed, t.Assessed - t.Confirmed} })[0]
		copy(pic.levels[:], pic.split(by, places, tallies, func(t models.FullTally) []int { levels := t.Levels(); return levels[:] }))
	})
	return &pic.detail
}

// offices are the tallies by the places of organisations, of all roles together.
func (pic *picture) offices(at map[models.ID]int) map[int]models.FullTally {
	tallies := map[int]models.FullTally{}
	for _, row := range pic.rows {
		tallies[at[row.OrganisationID]] = tallies[at[row.OrganisationID]].Plus(row.FullTally)
	}
	return tallies
}

// split protects how people are split into parts, in every group whose counts are told: each part of them all is a figure,
// and the first parts are decided on first. It answers by part and place; what is not told is hidden.
//
// Of two parts the one is what is left of the other.
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
	list, all := make([][]disclosure.Shown, kinds), make([]int, kinds)
	for k := range list {
		list[k], all[k] = slices.Repeat([]disclosure.Shown{{Kind: disclosure.Hidden}}, len(places)), k
	}
	figures := all
	if kinds == 2 {
		figures = all[:1]
	}
	var of []int
	for p := range places {
		if !pic.places[p].told() {
			continue
		}
		of = append(of, p)
		for _, k := range figures {
			table.Figures = append(table.Figures, disclosure.Figure{Part: spread(within[p], []int{k}), Whole: spread(within[p], all), Rank: k})
		}
	}
	for i, shown := range by.Table(table) {
		place := of[i/len(figures)]
		list[i%len(figures)][place] = shown
		if kinds == 2 {
			list[1][place] = shown.Rest()
		}
	}
	return list
}
