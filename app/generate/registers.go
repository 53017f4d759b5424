package generate

import (
	"time"

	"trellis/models"
)

// attendances are the lines of a cohort's registers, by enrolment and session.
type attendances map[models.ID]map[models.ID]models.Attendance

// register keeps the registers of the sessions that are over, and then decides who has completed.
func (g *generator) register(l *line) {
	r := l.run
	marks, steady := attendances{}, make([]int, len(l.asked)) // in percent of sessions, how often people come
	for i, a := range l.asked {
		marks[a.ID] = map[models.ID]models.Attendance{}
		if steady[i] = 97; l.c.percent(8) {
			steady[i] = 30
		}
	}
	finished := true
	for i := range r.sessions {
		finished = g.keepRegister(l, &r.sessions[i], marks, steady) && finished
	}
	g.pair(l)
	if finished {
		g.complete(l, marks)
	}
}

// keepRegister keeps the register of a session, and tells whether it is whole: those of the last days may be half done, or
// not begun.
func (g *generator) keepRegister(l *line, s *models.Session, marks attendances, steady []int) bool {
	by, recent := l.run.trainer.ID, g.now.Sub(s.Ends) < 5*24*time.Hour
	if !s.Ends.Before(g.now) || recent && l.c.percent(30) {
		return false
	}
	half := recent && l.c.percent(30)
	s.RegisterVersion = 1
	for n, a := range l.asked {
		if a.State != models.Placed || half && n > len(l.asked)/2 {
			continue
		}
		mark := g.mark(l.c, s, a, by, steady[n])
		marks[a.ID][s.ID] = mark
		g.batch.attendances = append(g.batch.attendances, mark)
	}
	g.happened(models.Event{ActorID: &by, Act: "register.saved", Subject: "sessions", SubjectID: s.ID, At: g.past(s.Ends)})
	return !half
}

func (g *generator) mark(c chance, s *models.Session, a *asked, by models.ID, steady int) models.Attendance {
	mark := models.Attendance{SessionID: s.ID, EnrolmentID: a.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: by, MarkedAt: g.past(s.Ends.Add(time.Duration(c.IntN(120)) * time.Minute))}
	if c.percent(steady) {
		if c.percent(4) {
			mark.Mark = models.Part
			if minutes := s.Minutes() * c.between(20, 95) / 100; c.percent(60) && minutes > 0 {
				mark.Minutes = &minutes
			}
		}
		return mark
	}
	mark.Mark = among(c, []models.Mark{models.Missed, models.Missed, models.Apologies})
	return mark
}

// complete decides, a few days after the end, who has completed. The newest cohorts are still to be decided, and so is the
// one of the trainer whom Filled names.
func (g *generator) complete(l *line, marks attendances) {
	r, c := l.run, l.c
	at := clock(models.DateOf(r.cohort.Ends).AddDays(c.between(1, 12)), 11, c.IntN(60))
	if !at.Before(g.now) || r.shown(g) || c.percent(2) {
		return
	}
	for _, a := range l.asked {
		if a.State != models.Placed {
			continue
		}
		passes := g.pass(c, r, a, at)
		standing := r.course.Stand(r.sessions, marks[a.ID], r.course.units, passes)
		if !standing.Qualifies() {
			l.move(a, models.NotCompleted, &r.trainer.ID, "completion rule not met", at)
			continue
		}
		l.move(a, models.Completed, &r.trainer.ID, "completion record issued", at)
		g.record(l, a, standing, at)
	}
}

// shown tells whether the trainer whom Filled names has still to decide about the cohort.
func (r *run) shown(g *generator) bool {
	return r.trainer == g.trainers[0] && r.course == g.open.course && r.first >= g.ago(7*len(r.sessions)+3)
}

// pass lets somebody meet most of the units that are no sessions.
func (g *generator) pass(c chance, r *run, a *asked, at time.Time) map[models.ID]bool {
	passes := map[models.ID]bool{}
	for _, u := range r.course.units {
		if u.Kind == models.SessionUnit || !c.percent(97) {
			continue
		}
		passes[u.ID] = true
		g.batch.passes = append(g.batch.passes, models.Pass{EnrolmentID: a.ID, UnitID: u.ID, ByID: r.trainer.ID, PassedAt: at.Add(-time.Hour)})
	}
	return passes
}

// pair joins analysts and decision makers on the cohorts to which they come together.
func (g *generator) pair(l *line) {
	if !l.run.course.paired {
		return
	}
	var deciding []*asked
	for _, a := range l.asked {
		if a.State == models.Placed && a.m.role.DecisionMaker {
			deciding = append(deciding, a)
		}
	}
	for _, a := range l.asked {
		if a.State == models.Placed && !a.m.role.DecisionMaker && len(deciding) > 0 {
			g.batch.pairs = append(g.batch.pairs, models.Pair{State: models.PairAccepted, CohortID: l.run.cohort.ID, AnalystID: a.m.ID, DecisionMakerID: deciding[0].m.ID})
			deciding = deciding[1:]
		}
	}
}
