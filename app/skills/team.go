package skills

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Member is somebody whom the actor sees by name: their current post names a manager for whom the actor acts, or is in a
// team that the actor leads.
type Member struct {
	ID           models.ID
	Name         string
	Title        string
	Organisation string
	Roles        []Choice

	profile string // the key of their targets
	targets map[models.ID]models.Target
	skills  []models.Held     // in the order of the competencies that were read
	at      map[models.ID]int // where a competency stands in that
}

// held is where the member stands in a competency.
func (m Member) held(competency models.ID) models.Held {
	if i, read := m.at[competency]; read && m.skills != nil {
		return m.skills[i]
	}
	return models.Held{}
}

// Choice is one thing a list can be narrowed to.
type Choice struct{ Code, Name string }

// team is the actor's people, with what their roles ask for and where they stand in it.
type team struct {
	sight    store.Sight
	confirms store.Sight // whom the actor answers
	groups   TeamGroups
	members  []Member
	profiles map[models.ID][]models.Requirement
	chosen   map[models.ID][]models.ChosenCompetency // by person; nil where no profile leaves anything open
	targets  map[string]map[models.ID]models.Target  // by the role profiles of a person and what they chose: many have the same
}

// teamOf reads the actor's people, or those of one group of them, and what their roles ask for, in a few queries.
func (s *Service) teamOf(ctx context.Context, actor models.Actor, of models.ID) (team, error) {
	return s.teamBy(ctx, actor, of, store.TeamOrder{})
}

// teamBy is teamOf in an order, and of the people that it means alone.
func (s *Service) teamBy(ctx context.Context, actor models.Actor, of models.ID, order store.TeamOrder) (team, error) {
	t := team{sight: s.sight(actor, policy.SeeTeam), confirms: s.sight(actor, policy.ConfirmSkill), profiles: map[models.ID][]models.Requirement{}, targets: map[string]map[models.ID]models.Target{}}
	groups, err := s.groups(ctx, t.sight, of)
	if err != nil {
		return t, err
	}
	t.groups, t.sight, t.confirms = groups, groups.narrow(t.sight), groups.narrow(t.confirms)
	posts, err := s.Store.TeamPostsBy(ctx, t.sight, order)
	if err != nil {
		return t, err
	}
	requirements, err := s.Store.Requirements(ctx, idsOf(posts, profileOfPost))
	if err != nil {
		return t, err
	}
	for _, r := range requirements {
		t.profiles[r.RoleProfileID] = append(t.profiles[r.RoleProfileID], r)
	}
	if models.CountOptional(requirements) > 0 {
		if t.chosen, err = s.Store.TeamChosen(ctx, t.sight, idsOf(posts, profileOfPost)); err != nil {
			return t, err
		}
	}
	for len(posts) > 0 {
		n := 1
		for n < len(posts) && posts[n].PersonID == posts[0].PersonID {
			n++
		}
		t.members = append(t.members, t.member(posts[:n]))
		posts = posts[n:]
	}
	return t, nil
}

func profileOfPost(p store.TeamPost) models.ID {
	if p.RoleProfileID == nil {
		return ""
	}
	return *p.RoleProfileID
}

// member joins the posts of one person.
func (t team) member(posts []store.TeamPost) Member {
	m := Member{ID: posts[0].PersonID, Name: posts[0].Name, Title: posts[0].Title, Organisation: posts[0].OrganisationName}
	key := ""
	for _, p := range posts {
		if p.RoleProfileID != nil {
			key += string(*p.RoleProfileID) + " "
			m.Roles = append(m.Roles, Choice{p.RoleProfileCode, p.RoleProfileName})
		}
	}
	chosen := t.chosen[m.ID]
	for _, c := range chosen {
		key += "+" + string(c.CompetencyID)
	}
	if _, known := t.targets[key]; !known {
		var requirements []models.Requirement
		for _, p := range posts {
			requirements = append(requirements, t.profiles[profileOfPost(p)]...)
		}
		t.targets[key] = models.Targets(models.AskedOf(requirements, chosen))
	}
	m.profile, m.targets = key, t.targets[key]
	return m
}

// stand reads where the people stand in the competencies.
func (s *Service) stand(ctx context.Context, t team, competencies []models.ID) error {
	skills, err := s.Store.TeamSkills(ctx, t.sight, competencies)
	if err != nil {
		return err
	}
	at := make(map[models.ID]int, len(competencies))
	for i, id := range competencies {
		at[id] = i
	}
	for i := range t.members {
		t.members[i].skills, t.members[i].at = skills[t.members[i].ID], at
	}
	return nil
}

// asked are all competencies that the roles of the people ask for; with core, only those that are core to a role.
func (t team) asked(core bool) []models.ID {
	var ids []models.ID
	seen := map[models.ID]bool{}
	counted := map[string]bool{}
	for _, m := range t.members {
		if counted[m.profile] {
			continue
		}
		counted[m.profile] = true
		for id, target := range m.targets {
			if !seen[id] && (target.Core || !core) {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// HasRole tells whether one of the member's role profiles has the code; every member has none.
func (m Member) HasRole(code string) bool {
	return code == "" || slices.ContainsFunc(m.Roles, func(c Choice) bool { return c.Code == code })
}

// RoleNames are the names of the member's role profiles.
func (m Member) RoleNames() []string {
	names := make([]string, len(m.Roles))
	for i, r := range m.Roles {
		names[i] = r.Name
	}
	return names
}

// Tally counts where the member stands in all that their roles ask for.
func (m Member) Tally() models.Tally {
	var tally models.Tally
	for id, target := range m.targets {
		tally.Add(target, m.held(id))
	}
	return tally
}
