package needs

import (
	"context"
	"strconv"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// UnitsPage is how the teams and decision support units that the actor may count cover what they need, without names.
type UnitsPage struct {
	Units []UnitCount
	By    disclosure.Thresholds
}

// UnitCount is one of them. Hidden tells that it has too few people, or too few needs, for
// anything to be told: of one need the count would be that of a few people.
type UnitCount struct {
	Unit
	Hidden bool
	Count
}

// Units counts the needs of the units in reach. It asks as often for many as for one.
func (s *Service) Units(ctx context.Context, actor models.Actor) (page UnitsPage, err error) {
	if !policy.May(actor, policy.SeeNetwork) {
		return page, models.ErrForbidden
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return page, err
	}
	page.By = settings.Thresholds()
	visible, err := s.visible(ctx, actor)
	if err != nil {
		return page, err
	}
	u, needs, err := s.counted(ctx)
	if err != nil {
		return page, err
	}
	for _, o := range visible {
		row := UnitCount{Unit: Unit{ID: o.ID, Name: o.Name, People: u.size[o.ID]}}
		for _, n := range needs {
			if n.Of == o.ID {
				row.add(u.have(o.ID, n.CompetencyID, n.Level), n.People)
			}
		}
		if row.Hidden = row.People < page.By.HalfFrom || row.Needs < page.By.HalfFrom; row.Hidden {
			row.Count, row.People = Count{Needs: row.Needs}, 0
		}
		if row.Needs > 0 {
			page.Units = append(page.Units, row)
		}
	}
	return page, nil
}

// counted reads how large all units are, what they hold of what any of them needs, and what they need.
func (s *Service) counted(ctx context.Context) (u units, needs []store.UnitNeed, err error) {
	u = units{size: map[models.ID]int{}, levels: map[models.ID][]store.UnitLevel{}}
	if needs, err = s.Store.NeedsOfUnits(ctx); err != nil {
		return u, nil, err
	}
	var competencies []models.ID
	seen := map[models.ID]bool{}
	for _, n := range needs {
		if !seen[n.CompetencyID] {
			seen[n.CompetencyID], competencies = true, append(competencies, n.CompetencyID)
		}
	}
	sizes, err := s.Store.SizesOfUnits(ctx, s.Store.Today())
	if err != nil {
		return u, nil, err
	}
	for _, row := range sizes {
		u.size[row.Of] = row.People
	}
	levels, err := s.Store.LevelsOfUnits(ctx, competencies, s.Store.Today())
	for _, l := range levels {
		u.levels[l.CompetencyID] = append(u.levels[l.CompetencyID], l)
	}
	return u, needs, err
}

// hiddenCell stands for what is not shown, to protect people.
const hiddenCell = "[c]"

// Table is the page as a table.
func (p UnitsPage) Table() [][]string {
	rows := [][]string{{"unit", "people", "needs", "covered", "thin", "gaps", "lean_on_one"}}
	for _, u := range p.Units {
		row := []string{u.Name}
		for _, n := range []int{u.People, u.Needs, u.Covered, u.Thin, u.Gaps, u.LeanOnOne} {
			row = append(row, strconv.Itoa(n))
		}
		if u.Hidden {
			row[1], row[3], row[4], row[5], row[6] = hiddenCell, hiddenCell, hiddenCell, hiddenCell, hiddenCell
		}
		rows = append(rows, row)
	}
	return rows
}
