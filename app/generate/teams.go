package generate

import (
	"fmt"

	"trellis/models"
)

// The usual number of people in a team, its leader aside, and the sizes of the team of the manager that Filled names.
const (
	fewest, most = 4, 12
	largeTeam    = 200
	largeNetwork = 10_000
	upperSpan    = 7 // leaders that one leads
	besides      = 3 // so many leaders need nobody over them: one leads the others besides a team
)

// position is a job to be filled.
type position struct {
	body    *body
	team    string
	role    *profile
	leads   bool
	decides bool
	manager *position
	holder  *member
	reports int // those whose current post names the holder
}

// team is a leader and those they lead.
type team struct {
	body    *body
	name    string
	manager *position
	size    int // without the leader
	members []*position
}

// staff makes the teams of all organisations, and the positions in them, as many as there are people who have not left.
func (g *generator) staff() {
	s := &staffing{g: g, c: g.in.chance("teams", 0)}
	n := g.in.People
	lead := largeTeam
	if n < largeNetwork {
		lead = s.c.between(9, most)
		if n < 60 {
			lead = 8
		}
	}
	s.special()
	deciders := max(n*4/100, 1)
	left := n - g.leavers() - 3 - 1 - lead - deciders
	sizes := s.place(left)
	s.lead(lead)
	for i, b := range sizes.bodies {
		b.teams = append(b.teams, s.team(b, sizes.members[i]))
	}
	for _, b := range g.bodies {
		b.top = s.rise(b, b.teams)
	}
	s.under(g.systems[0].top, g.special.systemLead)
	s.decide(deciders)
	g.teams = s.teams
}

// leavers is how many people have left.
func (g *generator) leavers() int {
	if g.in.People < 60 {
		return g.in.People / 30
	}
	return g.in.People * 5 / 100
}

type staffing struct {
	g     *generator
	c     chance
	teams []*team
}

// placed says of each team where it is and how many people it has, its leader aside.
type placed struct {
	bodies  []*body
	members []int
}

// place divides so many people into teams with leaders, and leaders of leaders, and puts the teams into the organisations.
func (s *staffing) place(people int) placed {
	count := max((people*10+46)/93, 1) // about nine to a team
	for {
		p := placed{bodies: s.scatter(count)}
		members := people - count - s.uppers(p.bodies)
		if members < fewest*count && count > 1 {
			count--
			continue
		}
		p.members = s.divide(count, members)
		return p
	}
}

// scatter gives each organisation a team as far as they reach, and the larger ones the more of the others.
func (s *staffing) scatter(count int) []*body {
	var open []*body
	for _, kind := range []models.OrganisationKind{models.Provider, models.System, models.DecisionSupportUnit, models.SupportUnit, models.Authority, models.Network} {
		for _, b := range s.g.bodies {
			if b.Kind == kind && b.weight > 0 {
				open = append(open, b)
			}
		}
	}
	heavy := make([]int, len(open))
	for i, b := range open {
		heavy[i] = b.weight
	}
	list := append([]*body{}, open[:min(count, len(open))]...)
	for len(list) < count {
		list = append(list, open[weighted(s.c, heavy)])
	}
	return list
}

// uppers is how many leaders of leaders the teams take, with the team of the manager that Filled names.
func (s *staffing) uppers(bodies []*body) int {
	teams := map[*body]int{s.leadBody(): 1}
	for _, b := range bodies {
		teams[b]++
	}
	all := 0
	for _, n := range teams {
		all += uppersOf(n)
	}
	return all
}

func uppersOf(leaders int) int {
	if leaders <= besides {
		return 0
	}
	groups := (leaders + upperSpan - 1) / upperSpan
	return groups + uppersOf(groups)
}

// leadBody is where the manager works whom Filled names: the first provider of the first system.
func (s *staffing) leadBody() *body {
	for _, b := range s.g.bodies {
		if b.Kind == models.Provider && b.system == s.g.systems[0] {
			return b
		}
	}
	return s.g.bodies[0]
}

// divide gives each team some people, most about eight.
func (s *staffing) divide(teams, members int) []int {
	list := make([]int, teams)
	full := max(most, (members+teams-1)/teams)
	for i := range list {
		list[i] = min(fewest, members/teams)
	}
	for members -= teams * list[0]; members > 0; {
		if i := s.c.IntN(teams); list[i] < full {
			list[i]++
			members--
		}
	}
	return list
}

// lead makes the team of the manager whom Filled names.
func (s *staffing) lead(size int) {
	b := s.leadBody()
	s.g.leadTeam = s.team(b, size)
	b.teams = append(b.teams, s.g.leadTeam)
}

func (s *staffing) team(b *body, size int) *team {
	w := s.g.words.work
	t := &team{body: b, name: s.name(b, len(b.teams)), size: size}
	t.manager = &position{body: b, team: t.name, role: s.g.framework.profiles[w.Leading], leads: true}
	mix := w.Mixes[string(b.Kind)]
	if mix == nil {
		mix = w.Mixes["usual"]
	}
	shares := make([]int, len(mix))
	for i, m := range mix {
		shares[i] = m.weight
	}
	for range size {
		role := mix[weighted(s.c, shares)].profile
		t.members = append(t.members, &position{body: b, team: t.name, role: s.g.framework.profiles[role], manager: t.manager})
	}
	t.manager.reports = size
	s.teams = append(s.teams, t)
	return t
}

// name is the name of the n-th team of an organisation.
func (s *staffing) name(b *body, n int) string {
	w := s.g.words.work.Teams
	list := w.Usual
	switch b.Kind {
	case models.System:
		list = w.System
	case models.Authority:
		list = w.Authority
	case models.DecisionSupportUnit:
		list = w.DecisionSupportUnit
	case models.Network:
		list = w.Network
	default:
	}
	name := list[n%len(list)]
	if n >= len(list) {
		name = fmt.Sprintf("%s %d", name, 1+n/len(list))
	}
	return name
}

// rise puts leaders over the leaders of the teams until one leads them all.
func (s *staffing) rise(b *body, teams []*team) *position {
	var leaders []*position
	for _, t := range teams {
		leaders = append(leaders, t.manager)
	}
	for len(leaders) > besides {
		groups := (len(leaders) + upperSpan - 1) / upperSpan
		uppers := make([]*position, groups)
		for i := range uppers {
			uppers[i] = &position{body: b, team: leaders[i].team, role: s.g.framework.profiles[s.g.words.work.Heading], leads: true}
			s.g.uppers = append(s.g.uppers, uppers[i])
		}
		for i, l := range leaders {
			s.under(l, uppers[i*groups/len(leaders)])
		}
		leaders = uppers
	}
	if len(leaders) == 0 {
		return nil
	}
	first := leaders[0]
	for _, l := range leaders {
		if l.reports < first.reports {
			first = l
		}
	}
	for _, l := range leaders {
		if l != first {
			s.under(l, first)
		}
	}
	return first
}
