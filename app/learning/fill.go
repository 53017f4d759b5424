package learning

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// FilledSystem is what the people of one system hold of the places of cohorts, beside what is kept for it and its part of the
// people.
type FilledSystem struct {
	Name string // empty for several systems, or none
	models.SystemFill
	Kept   int  // places that are held for the system by a share; 0 for none
	Hidden bool // too few people work there for their part to be told
}

// HeldShare is its percentage of the places held, rounded.
func (f FilledSystem) HeldShare() int { return percent(f.Held, f.AllHeld) }

// PeopleShare is its percentage of all people, rounded; 0 where that is hidden.
func (f FilledSystem) PeopleShare() int {
	if f.Hidden {
		return 0
	}
	return percent(f.People, f.AllPeople)
}

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (part*100 + whole/2) / whole
}

// fill counts the places that people of each system hold, the most first. Who holds a place is counted where they worked when
// they asked.
func (s *Service) fill(ctx context.Context, systems store.Systems, cohort models.ID, roll []store.RollLine) ([]FilledSystem, error) {
	shares, err := s.Store.SharesOn(ctx, []models.ID{cohort})
	if err != nil {
		return nil, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := s.Store.PeopleBySystem(ctx, s.Store.Today())
	if err != nil {
		return nil, err
	}
	held, kept, people := map[models.ID]int{}, map[models.ID]int{}, 0
	for _, line := range roll {
		held[systemOf(systems, line)]++
	}
	for _, share := range shares {
		kept[share.OrganisationID] = share.Places
	}
	for _, n := range counts {
		people += n
	}
	ids := map[models.ID]bool{}
	for _, of := range []map[models.ID]int{held, kept} {
		for id := range of {
			ids[id] = true
		}
	}
	var list []FilledSystem
	for id := range ids {
		list = append(list, FilledSystem{
			Name: systems.Names[id], Kept: kept[id], Hidden: counts[id] < settings.Thresholds().HalfFrom,
			SystemFill: models.SystemFill{Held: held[id], AllHeld: len(roll), People: counts[id], AllPeople: people},
		})
	}
	slices.SortFunc(list, func(a, b FilledSystem) int {
		return cmp.Or(cmp.Compare(b.Held, a.Held), cmp.Compare(b.Kept, a.Kept), cmp.Compare(a.Name, b.Name))
	})
	return list, nil
}

// systemOf is the system of somebody on a cohort: that of the enrolment, or else of where they worked.
func systemOf(systems store.Systems, line store.RollLine) models.ID {
	if line.SystemID != nil {
		return *line.SystemID
	}
	return systemAt(systems, line.OrganisationID)
}

// systemAt is the system of an organisation; empty for none.
func systemAt(systems store.Systems, organisation *models.ID) models.ID {
	if organisation == nil {
		return ""
	}
	return systems.Of[*organisation]
}
