package generate

import "slices"

// special makes the positions of those whom Filled names, the manager and the learner aside.
func (s *staffing) special() {
	g := s.g
	at := func(name, team string, b *body) *position {
		w := g.words.work.Special[name]
		return &position{body: b, team: team, role: g.framework.profiles[w.Profile]}
	}
	g.special.network = at("network", g.words.work.Teams.Network[0], g.bodies[0])
	g.special.trainer = at("trainer", g.words.work.Teams.Faculty, g.bodies[0])
	g.special.systemLead = at("system_lead", g.words.work.Teams.System[0], g.systems[0])
	g.special.systemLead.leads = true
}

// inOffice is how many of those who decide work together.
const inOffice = 6

// decide makes the positions of those who ask for and use analysis: an executive office in each of the larger
// organisations, whose chief leads the others and whoever leads the analysts.
func (s *staffing) decide(count int) {
	var staffed []*body
	for _, b := range s.g.bodies {
		if len(b.teams) > 0 {
			staffed = append(staffed, b)
		}
	}
	slices.SortStableFunc(staffed, func(a, b *body) int { return len(b.teams) - len(a.teams) })
	staffed = staffed[:min(len(staffed), (count+inOffice-1)/inOffice)]
	for i := range count {
		b := staffed[i%len(staffed)]
		p := &position{body: b, team: s.g.words.work.Teams.Executive, role: s.g.framework.profiles[s.g.words.work.Deciding], decides: true}
		switch {
		case b.chief == nil:
			b.chief = p
			p.leads = true
			s.under(b.top, p)
		case b.chief.reports < most:
			s.under(p, b.chief)
		}
		s.g.uppers = append(s.g.uppers, p)
	}
	if lead := s.g.special.systemLead; lead.body.chief != nil {
		s.under(lead, lead.body.chief)
	}
}

// under puts a position under another.
func (s *staffing) under(p, manager *position) {
	if p != nil && p.manager == nil {
		p.manager = manager
		manager.reports++
	}
}

// positions are all positions: of those in teams who lead nobody, and the others.
func (g *generator) positions() (working, others []*position) {
	for _, t := range g.teams {
		working = append(working, t.members...)
		others = append(others, t.manager)
	}
	return working, append(others, g.uppers...)
}
