package skills

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TeamGroups are the reasons for which the actor sees people: as a manager, for a manager, as the lead of a team. A page
// may be narrowed to one of them.
type TeamGroups struct {
	List   []Choice
	Chosen models.ID // empty for all
}

// sight is whom the actor may see, or answer, today.
func (s *Service) sight(actor models.Actor, act policy.Act) store.Sight {
	reach := policy.Scope(actor, act)
	return store.Sight{Managers: reach.Managers, Teams: reach.Teams, Viewer: actor.ID, Today: s.Store.Today()}
}

// groups names the reasons, where there is more than one.
func (s *Service) groups(ctx context.Context, sight store.Sight, of models.ID) (TeamGroups, error) {
	if len(sight.Managers)+len(sight.Teams) < 2 {
		return TeamGroups{}, nil
	}
	groups := TeamGroups{Chosen: of}
	managers, err := s.Store.PeopleAmong(ctx, sight.Managers)
	if err != nil {
		return groups, err
	}
	for _, m := range managers {
		name := "People of " + m.Name
		if m.ID == sight.Viewer {
			name = "People you manage"
		}
		groups.List = append(groups.List, Choice{string(m.ID), name})
	}
	teams, err := s.Store.OrganisationsAmong(ctx, sight.Teams)
	for _, o := range teams {
		groups.List = append(groups.List, Choice{string(o.ID), o.Name})
	}
	return groups, err
}

// narrow leaves of a sight what the chosen group sees. It never widens.
func (g TeamGroups) narrow(sight store.Sight) store.Sight {
	if g.Chosen.Known() {
		other := func(id models.ID) bool { return id != g.Chosen }
		sight.Managers = slices.DeleteFunc(slices.Clone(sight.Managers), other)
		sight.Teams = slices.DeleteFunc(slices.Clone(sight.Teams), other)
	}
	return sight
}

// Name is what the chosen group is called; empty for all.
func (g TeamGroups) Name() string {
	for _, c := range g.List {
		if c.Code == string(g.Chosen) {
			return c.Name
		}
	}
	return ""
}
