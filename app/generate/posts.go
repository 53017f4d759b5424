package generate

import (
	"trellis/models"
	"trellis/models/store"
)

// employ gives somebody their posts: the current one, what came before it, and sometimes one beside it. Who has left has
// only the one that ended.
func (g *generator) employ(m *member) {
	c := g.in.chance("posts", m.number)
	if m.left {
		g.leave(c, m)
		return
	}
	p := m.position
	m.role = p.role
	post := g.post(m, p.body, p.team, p.role)
	post.Title, post.Band = g.called(c, p)
	if p.manager != nil {
		post.ManagerID = &p.manager.holder.ID
	}
	switch m.came {
	case fresh:
		post.Started = m.joined
	case expected:
		post.Started = g.today.AddDays(c.between(3, 60))
	default:
		post.Started = m.joined.AddDays(-c.between(30, 2500))
	}
	m.asks = p.role.asks
	loose := m.came == settled && !g.isSteady(m)
	if loose {
		g.vary(c, m, &post)
	}
	m.posts = append(m.posts, post)
	if loose && len(m.posts) == 1 && c.percent(6) {
		g.second(c, m)
	}
}

func (g *generator) post(m *member, b *body, team string, role *profile) models.Post {
	return models.Post{ID: store.NewID(), PersonID: m.ID, OrganisationID: b.ID, Team: team, RoleProfileID: &role.ID}
}

// called are a title and a band for a position.
func (g *generator) called(c chance, p *position) (title, band string) {
	for _, name := range []string{"network", "trainer", "system_lead"} {
		if p == g.special.network && name == "network" || p == g.special.trainer && name == "trainer" || p == g.special.systemLead && name == "system_lead" {
			return g.words.work.Special[name].Title, among(c, p.role.bands)
		}
	}
	return g.titled(c, p.role)
}

func (g *generator) titled(c chance, role *profile) (title, band string) {
	if len(role.titles) == 0 {
		return role.Name, ""
	}
	return among(c, role.titles), among(c, role.bands)
}

// vary lets some people move to their post from another, end it soon, or not know their manager.
func (g *generator) vary(c chance, m *member, post *models.Post) {
	switch n := c.IntN(1000); {
	case n < 250:
		g.move(c, m, post)
	case n < 256:
		post.Ended = g.today.AddDays(c.between(0, 50))
	case n < 271 && m.position.manager != nil && m.position.manager.reports > fewest+1:
		m.position.manager.reports--
		post.ManagerID, post.ManagerUnknown = nil, true
	}
}

// move adds the post that somebody held before: at the organisation that theirs followed, in another team, or elsewhere.
func (g *generator) move(c chance, m *member, post *models.Post) {
	b, before := m.position.body, m.position.body.before
	switch {
	case before != nil && c.percent(60):
		b, post.Started = before, before.Closed.AddDays(1)
	case c.percent(40):
		b = among(c, g.staffed)
		fallthrough
	default:
		post.Started = g.ago(c.between(40, 1000))
	}
	old := g.post(m, b, m.position.team, m.role)
	if mix := g.words.work.Mixes["usual"]; c.percent(50) {
		old.RoleProfileID = &g.framework.profiles[mix[c.IntN(len(mix))].profile].ID
	}
	old.Title, old.Band = g.titled(c, g.roleOf(old))
	old.Started, old.Ended = post.Started.AddDays(-c.between(200, 2000)), post.Started.AddDays(-1)
	if b == before {
		b = m.position.body // whose leaders came from there too
	}
	if leaders := g.leaders[b]; len(leaders) > 0 {
		old.ManagerID = &among(c, leaders).holder.ID
	}
	m.posts = append(m.posts, old)
}

func (g *generator) roleOf(p models.Post) *profile {
	for _, role := range g.framework.profiles {
		if role.ID == *p.RoleProfileID {
			return role
		}
	}
	return nil
}

// second adds a current post beside the first, under another leader.
func (g *generator) second(c chance, m *member) {
	leaders := g.leaders[among(c, g.staffed)]
	l := among(c, leaders)
	if l.holder == m || l == m.position.manager || l.reports >= most || l.decides || l == g.leadTeam.manager {
		return
	}
	l.reports++
	mix := g.words.work.Mixes["usual"]
	role := g.framework.profiles[mix[c.IntN(len(mix))].profile]
	post := g.post(m, l.body, l.team, role)
	post.Title, post.Band = g.titled(c, role)
	post.ManagerID = &l.holder.ID
	post.Started = g.ago(c.between(10, 900))
	m.posts = append(m.posts, post)
	m.asks = merge(m.role.asks, role.asks)
}

// merge is what two roles ask together: the higher of their levels.
func merge(a, b []ask) []ask {
	var list []ask
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].competency < b[0].competency:
			list, a = append(list, a[0]), a[1:]
		case len(a) == 0 || b[0].competency < a[0].competency:
			list, b = append(list, b[0]), b[1:]
		default:
			both := a[0]
			both.Level, both.Core = max(a[0].Level, b[0].Level), a[0].Core || b[0].Core
			list, a, b = append(list, both), a[1:], b[1:]
		}
	}
	return list
}

// leave gives somebody who has left the post that they held.
func (g *generator) leave(c chance, m *member) {
	b := among(c, g.staffed)
	l := among(c, g.leaders[b])
	mix := g.words.work.Mixes["usual"]
	shares := make([]int, len(mix))
	for i, s := range mix {
		shares[i] = s.weight
	}
	m.role = g.framework.profiles[mix[weighted(c, shares)].profile]
	m.asks = m.role.asks
	post := g.post(m, b, l.team, m.role)
	post.Title, post.Band = g.titled(c, m.role)
	post.ManagerID = &l.holder.ID
	post.Started = m.joined.AddDays(-c.between(30, 2500))
	post.Ended = g.ago(c.between(5, max(g.since(m.joined)-200, 6)))
	m.posts = append(m.posts, post)
}

// at is the post that somebody held on a day: the one that began last; nil for none.
func (m *member) at(day models.Date) *models.Post {
	for i := len(m.posts) - 1; i >= 0; i-- {
		if m.posts[i].CurrentOn(day) {
			return &m.posts[i]
		}
	}
	return nil
}
