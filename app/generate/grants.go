package generate

import (
	"trellis/models"
	"trellis/models/store"
)

// entrust gives roles: trainers of courses, leads of systems and decision support units, administrators, and deputies.
func (g *generator) entrust() {
	c := g.in.chance("grants", 0)
	began := g.born.AddDays(10)
	network := g.special.network.holder
	g.grant(network, models.Administrator, models.WholeNetwork, "", began)
	if g.in.People >= 1000 {
		g.grant(g.someoneWho(c, func(m *member) bool { return m.position.body.Kind == models.Network && m != network }), models.Administrator, models.WholeNetwork, "", began)
	}
	g.lead(began)
	g.faculty(c)
	for _, m := range g.members {
		if g.mayDeputise(m) && c.percent(3) {
			g.deputise(c, m)
		}
	}
}

// lead makes whoever leads the analysts of a system, or of a decision support unit, its lead.
func (g *generator) lead(began models.Date) {
	g.grant(g.special.systemLead.holder, models.Lead, models.OneOrganisation, g.systems[0].ID, began)
	for _, b := range g.bodies {
		if b.top != nil && (b.Kind == models.System && b != g.systems[0] || b.Kind == models.DecisionSupportUnit) {
			g.grant(b.top.holder, models.Lead, models.OneOrganisation, b.ID, b.top.holder.joined)
		}
	}
}

// mayDeputise tells of managers whether another may act for them; for the one whom Filled names nobody does.
func (g *generator) mayDeputise(m *member) bool {
	return m.position != nil && m.position.reports > 0 && m.position != g.leadTeam.manager
}

func (g *generator) grant(m *member, role models.Role, kind models.ScopeKind, id models.ID, from models.Date) {
	if m == nil {
		return
	}
	given := models.Grant{ID: store.NewID(), PersonID: m.ID, Role: role, ScopeKind: kind, ScopeID: id, Started: from}
	if by := g.special.network.holder; by != m {
		given.GivenByID = &by.ID
	}
	g.batch.grants = append(g.batch.grants, given)
}

// faculty chooses the trainers, and gives each course one of them. The one whom Filled names has the course of the open
// cohort.
func (g *generator) faculty(c chance) {
	g.trainers = []*member{g.special.trainer.holder}
	for range max(g.in.People/120, 1) {
		m := g.someoneWho(c, func(m *member) bool {
			return !contains(g.trainers, m) && m.joined < g.ago(700) && m.role.Code != g.words.work.Deciding
		})
		if m != nil {
			g.trainers = append(g.trainers, m)
		}
	}
	first := g.openCourse()
	for i, k := range g.courses {
		g.grant(g.trainers[(i-first.place+len(g.courses))%len(g.courses)%len(g.trainers)], models.Trainer, models.OneCourse, k.ID, g.born.AddDays(20))
	}
}

// openCourse is the first that asks nothing before it.
func (g *generator) openCourse() *course {
	for _, k := range g.courses {
		if k.free && k.forAll && !k.approval && !k.paired {
			return k
		}
	}
	return g.courses[0]
}

// someoneWho is anybody in a settled post, welcomed and with no part of their own yet, of whom it is true; nil when chance finds nobody.
func (g *generator) someoneWho(c chance, is func(*member) bool) *member {
	for range 2000 {
		m := among(c, g.members)
		if !g.isPlain(m) && !m.left && m.came == settled && m.WelcomedAt != nil && m.at(g.today) != nil && is(m) {
			return m
		}
	}
	return nil
}

// deputise lets somebody act for a manager for some weeks.
func (g *generator) deputise(c chance, m *member) {
	deputy := g.someoneWho(c, func(other *member) bool { return other != m && other.position.manager == m.position.manager })
	if deputy == nil {
		return
	}
	g.batch.delegations = append(g.batch.delegations, models.Delegation{
		ID: store.NewID(), Kind: models.Deputy, ManagerID: m.ID, DeputyID: deputy.ID, Started: g.ago(c.between(0, 20)), Until: g.today.AddDays(c.between(1, 60)),
	})
}
