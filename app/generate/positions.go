package generate

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

// decide makes the positions of those who ask for and use analysis: first one over each organisation with several teams,
// then others beside them.
func (s *staffing) decide(count int) {
	var staffed []*body
	for _, b := range s.g.bodies {
		if len(b.teams) > 1 {
			staffed = append(staffed, b)
		}
	}
	if len(staffed) == 0 {
		staffed = []*body{s.leadBody()}
	}
	heavy := make([]int, len(staffed))
	for i, b := range staffed {
		heavy[i] = len(b.teams)
	}
	for i := range count {
		b := staffed[i%len(staffed)]
		if i >= len(staffed) {
			b = staffed[weighted(s.c, heavy)]
		}
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
