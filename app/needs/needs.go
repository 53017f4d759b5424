// Package needs is what teams need to hold together: how well it is covered, on whom it leans, and what to do about it.
package needs

import (
	"cmp"
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store
}

// Group is a team whose needs somebody keeps: one that they lead, or the people of a manager for whom they act.
type Group struct {
	ID      models.ID
	Name    string
	Managed bool // it is the people of a manager, and no organisation
}

// Kept are the groups whose needs the actor keeps, own people first.
func (s *Service) Kept(ctx context.Context, actor models.Actor) ([]Group, error) {
	reach := policy.Scope(actor, policy.KeepNeeds)
	managers, err := s.Store.PeopleAmong(ctx, reach.Managers)
	if err != nil {
		return nil, err
	}
	var list []Group
	for _, m := range managers {
		g := Group{ID: m.ID, Name: "People of " + m.Name, Managed: true}
		if m.ID == actor.ID {
			g.Name = "People you manage"
		}
		list = append(list, g)
	}
	slices.SortStableFunc(list, func(a, b Group) int {
		return cmp.Compare(turn(a.ID == actor.ID), turn(b.ID == actor.ID))
	})
	teams, err := s.Store.OrganisationsAmong(ctx, reach.Teams)
	for _, o := range teams {
		list = append(list, Group{ID: o.ID, Name: o.Name})
	}
	return list, err
}

// turn puts what is true first.
func turn(first bool) int {
	if first {
		return 0
	}
	return 1
}

// group is the group with the id, if the actor keeps its needs.
func (s *Service) group(ctx context.Context, actor models.Actor, id models.ID) (Group, []Group, error) {
	kept, err := s.Kept(ctx, actor)
	if err != nil {
		return Group{}, nil, err
	}
	if i := slices.IndexFunc(kept, func(g Group) bool { return g.ID == id }); i >= 0 {
		return kept[i], kept, nil
	}
	return Group{}, nil, models.ErrNotFound
}

// Overview is how the groups stand whose needs somebody keeps.
type Overview struct {
	Groups []GroupCount
}

// GroupCount is a group with how many people it has, and how many of its needs are in each coverage.
type GroupCount struct {
	Group
	People int
	Count
}

// Count is how many needs there are, and how they are covered.
type Count struct {
	Needs, Covered, Thin, Gaps int
	LeanOnOne                  int
}

// add counts one need that so many people meet.
func (c *Count) add(have, need int) {
	c.Needs++
	if models.LeansOnOne(have) {
		c.LeanOnOne++
	}
	switch models.CoverageOf(have, need) {
	case models.NeedCovered:
		c.Covered++
	case models.NeedThin:
		c.Thin++
	case models.NeedGap:
		c.Gaps++
	}
}

// Overview counts the needs of each group that the actor keeps, in as many queries for many groups as for one.
func (s *Service) Overview(ctx context.Context, actor models.Actor) (page Overview, err error) {
	kept, err := s.Kept(ctx, actor)
	if err != nil {
		return page, err
	}
	ids := make([]models.ID, len(kept))
	for i, g := range kept {
		ids[i] = g.ID
	}
	st, err := s.stand(ctx, ids)
	if err != nil {
		return page, err
	}
	for _, g := range kept {
		row := GroupCount{Group: g, People: len(st.members[g.ID])}
		for _, n := range st.needs[g.ID] {
			row.add(len(st.holders(n, nil)), n.People)
		}
		page.Groups = append(page.Groups, row)
	}
	return page, nil
}

// standing is what some groups need, who is in them, and what those people hold.
type standing struct {
	needs   map[models.ID][]store.NeedLine
	members map[models.ID][]store.UnitMember
	held    map[models.ID]map[models.ID]store.UnitHeld // by competency, then person
}

// monthsAhead is how far ahead the page looks for people who go or are away, and soon the day until when.
const monthsAhead = 3

func (s *Service) stand(ctx context.Context, groups []models.ID) (standing, error) {
	today := s.Store.Today()
	st := standing{needs: map[models.ID][]store.NeedLine{}, members: map[models.ID][]store.UnitMember{}, held: map[models.ID]map[models.ID]store.UnitHeld{}}
	needs, err := s.Store.NeedsOf(ctx, groups)
	if err != nil {
		return st, err
	}
	for _, n := range needs {
		st.needs[n.Of()] = append(st.needs[n.Of()], n)
	}
	members, err := s.Store.UnitMembers(ctx, groups, today, today.AddMonths(monthsAhead))
	if err != nil {
		return st, err
	}
	for _, m := range members {
		st.members[m.Of] = append(st.members[m.Of], m)
	}
	held, err := s.Store.HeldBy(ctx, groups, competenciesOf(needs), today)
	for _, h := range held {
		if st.held[h.CompetencyID] == nil {
			st.held[h.CompetencyID] = map[models.ID]store.UnitHeld{}
		}
		st.held[h.CompetencyID][h.PersonID] = h
	}
	return st, err
}

// holders are the members at the level of a need, without those who are left out.
func (st standing) holders(n store.NeedLine, without map[models.ID]bool) (list []store.UnitMember) {
	for _, m := range st.members[n.Of()] {
		if h, assessed := st.held[n.CompetencyID][m.PersonID]; assessed && h.Level >= n.Level && !without[m.PersonID] {
			list = append(list, m)
		}
	}
	return list
}

func competenciesOf(needs []store.NeedLine) []models.ID {
	ids := make([]models.ID, 0, len(needs))
	for _, n := range needs {
		ids = append(ids, n.CompetencyID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
