package reports

import (
	"context"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// Published is the file of how organisations stand in what is asked of their people, for anybody to read. Only who sees the
// figures of the whole network gets it; for others it does not exist.
func (s *Service) Published(ctx context.Context, actor models.Actor, profile disclosure.Profile) ([][]string, error) {
	if !policy.Scope(actor, policy.SeeNetwork).All {
		return nil, models.ErrNotFound
	}
	return s.PublishedSkills(ctx, profile)
}

// PublishedSkills is the same file for the command line. It answers models.ErrNotFound for a profile that there is not.
func (s *Service) PublishedSkills(ctx context.Context, profile disclosure.Profile) ([][]string, error) {
	note, known := profileNotes[profile]
	if !known {
		return nil, models.ErrNotFound
	}
	today := s.Store.Today()
	network, err := s.Store.Network(ctx, today)
	if err != nil {
		return nil, err
	}
	rows := [][]string{publishedHead, publishedRow("note", string(profile)+" of "+string(today)+". "+note+" "+publishedMarks)}
	kept, err := s.Store.Tallies(ctx)
	if err != nil {
		return nil, err
	}
	groups, tallies := groupsOf(network), talliesBySkill(kept)
	for _, skill := range network.Skills {
		if len(tallies[skill.ID]) == 0 {
			continue // it was asked for once
		}
		rows = append(rows, publishedSkill(profile, skill, groups, tallies[skill.ID])...)
	}
	return rows, nil
}

// profileNotes say the rule of each profile.
var profileNotes = map[disclosure.Profile]string{
	disclosure.Count5:       "Counts of 1 to 4 are hidden, and so are others by which a hidden one could be worked out. All others are exact.",
	disclosure.Count7Round5: "Counts of 1 to 7 are hidden, and so are others by which a small one could be worked out. All others are rounded to the nearest 5; shares are of rounded counts.",
}

// publishedMarks says what stands in place of a number.
const publishedMarks = "[c]: hidden to protect people; at least 1. [z]: none, since no role here asks for it or nobody has assessed it. 0: nobody."

const nothingToCount = "[z]"

var publishedHead = []string{
	"covers", "note", "area", "skill_code", "skill", "framework_version", "group_code", "group",
	"asked", "assessed", "not_assessed", "at_target", "below_target", "share_percent",
}

// publishedRow is a row that says the first things and leaves the others empty.
func publishedRow(first ...string) []string {
	return append(first, make([]string, len(publishedHead)-len(first))...)
}

func talliesBySkill(kept []models.RoleTally) map[models.ID]map[models.ID]models.Tally {
	by := map[models.ID]map[models.ID]models.Tally{}
	for _, t := range kept {
		if by[t.CompetencyID] == nil {
			by[t.CompetencyID] = map[models.ID]models.Tally{}
		}
		sum := by[t.CompetencyID][t.OrganisationID]
		sum.Asked, sum.Assessed, sum.AtTarget = sum.Asked+t.Asked, sum.Assessed+t.Assessed, sum.AtTarget+t.AtTarget
		by[t.CompetencyID][t.OrganisationID] = sum
	}
	return by
}

// publishedGroup is a group of the file, by the cells of its people: at target, below it, and not assessed.
type publishedGroup struct {
	covers, code, name string
	at, below, missing []int
}

func (g *publishedGroup) include(part publishedGroup) {
	g.at, g.below, g.missing = append(g.at, part.at...), append(g.below, part.below...), append(g.missing, part.missing...)
}

// figures are what is published of the group: asked, assessed, not assessed, at target and below it.
func (g *publishedGroup) figures() (list []disclosure.Figure) {
	assessed := append(append([]int(nil), g.at...), g.below...)
	asked := append(append([]int(nil), assessed...), g.missing...)
	for _, cells := range [][]int{asked, assessed, g.missing, g.at, g.below} {
		list = append(list, disclosure.Figure{Part: cells, Whole: cells})
	}
	return list
}

// publishedSkill is one competency: each organisation, each system, and the network.
func publishedSkill(profile disclosure.Profile, skill store.FrameworkSkill, groups []group, tallies map[models.ID]models.Tally) (rows [][]string) {
	var table disclosure.Table
	whole := publishedGroup{covers: "network", name: "Whole network"}
	list := []*publishedGroup{&whole}
	for _, g := range groups {
		system := publishedGroup{covers: "system", code: g.Code, name: g.ShortName}
		if !g.ID.Known() {
			system.covers, system.code, system.name = "others", AcrossSystems, "Several systems, or none"
		}
		list = append(list, &system)
		for _, o := range g.members {
			t, n := tallies[o.ID], len(table.Cells)
			table.Cells = append(table.Cells, t.AtTarget, t.Assessed-t.AtTarget, t.Asked-t.Assessed)
			one := publishedGroup{covers: "organisation", code: o.Code, name: o.ShortName, at: []int{n}, below: []int{n + 1}, missing: []int{n + 2}}
			list = append(list, &one)
			system.include(one)
		}
		whole.include(system)
	}
	for _, g := range list {
		table.Figures = append(table.Figures, g.figures()...)
	}
	shown := profile.Counts(table)
	for i, g := range list {
		row := []string{g.covers, "", skill.DomainName, skill.Code, skill.Name, skill.Version, g.code, g.name}
		rows = append(rows, append(row, publishedCells(shown[5*i:5*i+5])...))
	}
	return rows
}

// publishedCells are the counts of a group and its share: hidden, none and zero each as what they are.
func publishedCells(shown []disclosure.Published) []string {
	asked, assessed, at := shown[0], shown[1], shown[3]
	cells := make([]string, 0, len(shown)+1)
	for i, p := range shown {
		none := i > 0 && asked == disclosure.Published{} || i > 2 && assessed == disclosure.Published{}
		if none {
			cells = append(cells, nothingToCount)
		} else {
			cells = append(cells, p.String())
		}
	}
	share := disclosure.HiddenCount
	if percent, told := disclosure.Percent(at, assessed); told {
		share = strconv.Itoa(percent)
	} else if (assessed == disclosure.Published{}) {
		share = nothingToCount
	}
	return append(cells, share)
}
