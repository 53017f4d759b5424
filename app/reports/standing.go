package reports

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// standing is how the network stands, with small numbers protected once for every reader: whoever sees a part of it sees
// the same as all others, so that nobody learns more by comparing.
type standing struct {
	stamp  store.NetworkStamp
	by     disclosure.Thresholds
	others string // what the groups of several systems, or of none, are called
	made   time.Time
	groups []group // systems by name, and last what belongs to several systems or to none
	skills []skillStanding
}

// group is a system with the organisations that belong to it.
type group struct {
	models.Organisation // the zero one: several systems, or none
	members             []models.Organisation
}

// skillStanding is how the network, each group and each of its members stand in one competency.
type skillStanding struct {
	store.FrameworkSkill
	disclosure.Picture
	asked map[models.ID]bool // of which organisations
}

// keepsFor is how long a standing is shown without looking at the names of organisations again.
const keepsFor = time.Minute

// kept is the standing that was made last. It can be made again at any time.
type kept struct {
	mu   sync.Mutex
	last *standing
}

// standing is how the network stands now.
func (s *Service) standing(ctx context.Context) (*standing, error) {
	now, today := s.Store.Now(), s.Store.Today()
	stamp, err := s.Store.NetworkStamp(ctx, today)
	if err != nil {
		return nil, err
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	by, others := settings.Thresholds(), severalOrNone(settings)
	s.kept.mu.Lock() // one makes it, the others wait for it
	defer s.kept.mu.Unlock()
	if last := s.kept.last; last != nil && last.stamp == stamp && last.by == by && last.others == others && now.Sub(last.made).Abs() < keepsFor {
		return last, nil
	}
	network, err := s.Store.Network(ctx, today)
	if err != nil {
		return nil, err
	}
	s.kept.last = &standing{stamp: stamp, by: by, others: others, made: now, groups: groupsOf(network)}
	s.kept.last.skills = protect(by, s.kept.last.groups, network)
	return s.kept.last, nil
}

// severalOrNone is what people and organisations are called that belong to several systems, or to none.
func severalOrNone(s models.Settings) string { return "Several " + s.Systems() + ", or none" }

// groupsOf sorts the organisations of which anything is asked by system.
func groupsOf(n store.Network) []group {
	asked := map[models.ID]bool{}
	for _, t := range n.Tallies {
		asked[t.OrganisationID] = true
	}
	systems := models.SystemOf(n.Organisations, n.Links)
	members := map[models.ID][]models.Organisation{}
	for _, o := range n.Organisations {
		if asked[o.ID] {
			members[systems[o.ID]] = append(members[systems[o.ID]], o)
		}
	}
	var groups []group
	for _, o := range n.Organisations {
		if len(members[o.ID]) > 0 {
			groups = append(groups, group{o, members[o.ID]})
		}
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(a.ShortName, b.ShortName) })
	if others := members[""]; len(others) > 0 {
		groups = append(groups, group{members: others})
	}
	return groups
}

func protect(by disclosure.Thresholds, groups []group, n store.Network) []skillStanding {
	tallies := map[models.ID]map[models.ID]models.Tally{}
	for _, t := range n.Tallies {
		if tallies[t.CompetencyID] == nil {
			tallies[t.CompetencyID] = map[models.ID]models.Tally{}
		}
		tallies[t.CompetencyID][t.OrganisationID] = t.Tally
	}
	list := make([]skillStanding, len(n.Skills))
	for i, skill := range n.Skills {
		whole, asked := disclosure.Group{}, map[models.ID]bool{}
		for _, g := range groups {
			system := disclosure.Group{}
			for _, o := range g.members {
				t := tallies[skill.ID][o.ID]
				asked[o.ID] = t.Asked > 0
				system.Parts = append(system.Parts, disclosure.Group{AtTarget: t.AtTarget, Base: t.Assessed})
			}
			whole.Parts = append(whole.Parts, system)
		}
		list[i] = skillStanding{FrameworkSkill: skill, Picture: by.Protect(whole), asked: asked}
	}
	return list
}

// asks tells whether a current role of any of the organisations asks for the competency.
func (s skillStanding) asks(organisations []models.Organisation) bool {
	return slices.ContainsFunc(organisations, func(o models.Organisation) bool { return s.asked[o.ID] })
}
