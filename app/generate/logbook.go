package generate

import (
	"trellis/models"
	"trellis/models/store"
)

// log lets somebody write down what they learned elsewhere: more than half of the people do.
func (g *generator) log(m *member) {
	c := g.in.chance("log", m.number)
	if m.WelcomedAt == nil || !c.percent(58) {
		return
	}
	w := g.words.learning
	from, to := m.joined, g.today
	if m.left {
		to = m.posts[len(m.posts)-1].Ended
	}
	days := int(to.Time().Sub(from.Time()).Hours() / 24)
	for range c.between(1, 1+min(days/90, 7)) {
		what := among(c, w.Logged)
		day := to.AddDays(-c.between(1, max(days, 2)))
		at := g.moment(c, min(day.AddDays(c.between(0, 2)), g.ago(1)))
		e := models.LogEntry{
			ID: store.NewID(), PersonID: m.ID, Title: what.title, Minutes: min(max(what.minutes*c.between(50, 150)/100/5*5, 5), 1440), LearnedOn: day,
			Kind: what.kind, Version: 1, CreatedAt: at, ChangedAt: at,
		}
		if c.percent(40) {
			e.Reflection = among(c, w.Reflections)
		}
		g.batch.logs = append(g.batch.logs, e)
		g.happened(models.Event{ActorID: &m.ID, Act: "log_entry.added", Subject: "log_entries", SubjectID: e.ID, PersonID: &m.ID, At: at})
		g.about(c, m, e.ID)
	}
}

// about names one or two competencies of somebody's role.
func (g *generator) about(c chance, m *member, entry models.ID) {
	if len(m.asks) == 0 {
		return
	}
	first := c.IntN(len(m.asks))
	for i := range c.between(0, 2) {
		k := m.asks[(first+i*3)%len(m.asks)].competency
		if i > 0 && k == m.asks[first].competency {
			continue
		}
		g.batch.logCompetencies = append(g.batch.logCompetencies, models.LogEntryCompetency{LogEntryID: entry, CompetencyID: g.framework.competencies[k].ID})
	}
}
