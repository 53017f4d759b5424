package generate

import (
	"container/heap"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// hold fills a cohort, keeps its registers, and issues records.
func (g *generator) hold(c chance, r *run) {
	l := &line{g: g, c: c, run: r}
	if r.kind != draft {
		l.open()
	}
	g.keepRun(l)
}

func (g *generator) keepRun(l *line) {
	r, b := l.run, g.batch
	b.cohorts = append(b.cohorts, r.cohort)
	g.happened(models.Event{ActorID: &r.trainer.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: r.cohort.ID, At: r.cohort.CreatedAt})
	if r.cohort.State == models.CohortOpen {
		g.register(l)
	}
	b.sessions = append(b.sessions, r.sessions...)
	for _, a := range l.asked {
		b.enrolments = append(b.enrolments, a.Enrolment)
	}
}

// asked is somebody who asked for a place.
type asked struct {
	models.Enrolment
	m     *member
	offer *models.Offer
}

// line is a cohort while people ask for its places: who holds one, who waits, and what is still to happen.
type line struct {
	g       *generator
	c       chance
	run     *run
	held    int
	wait    []*asked // in turn
	applied int      // applications that nobody has answered
	asked   []*asked
	due     timeline
}

// open lets people ask, and everything that follows happen in its order, until now or the end.
func (l *line) open() {
	r, c := l.run, l.c
	from, until := r.cohort.Opens, r.cohort.Closes
	if !from.Before(l.g.now) {
		return
	}
	wanted, early := l.wanted(), true
	if until.After(l.g.now) {
		early = false
		passed := float64(l.g.now.Sub(from)) / float64(until.Sub(from))
		wanted = int(float64(wanted) * (0.55 + 0.45*passed))
		until = l.g.now
	}
	for range wanted {
		share := c.Float64()
		if early { // as most people do
			share *= c.Float64()
		}
		at := from.Add(time.Duration(share * float64(until.Sub(from)))).Truncate(time.Second)
		l.due.add(at, func() { l.ask(at) })
	}
	if r.kind == calledOff {
		at := r.cohort.Starts.Add(-time.Duration(c.between(2, 20)*24) * time.Hour)
		l.due.add(at, func() { l.callOff(at) })
	}
	l.due.add(r.cohort.Starts, l.begin)
	for {
		at, do := l.due.next()
		if do == nil || !at.Before(l.g.now) {
			return
		}
		do()
	}
}

// wanted is how many people ask for a place: fewer than there are, as many, or more.
func (l *line) wanted() int {
	popular := l.run.course.popular + int(l.c.NormFloat64()*20)
	wanted := l.run.cohort.Capacity * min(max(popular, 30), 170) / 100
	if l.run.kind == theOpen {
		wanted = l.c.between(2, 8)
	}
	return min(wanted, max(l.g.in.People/6, 1))
}

// ask lets somebody ask for a place.
func (l *line) ask(at time.Time) {
	m := l.somebody(at)
	if m == nil {
		return
	}
	e, err := l.run.cohort.Ask(m.ID, at)
	if err != nil {
		return // closed, or called off
	}
	e.State = models.Placed
	if l.run.cohort.Full(l.held, len(l.wait)+l.applied) {
		e.State = models.Waiting
	}
	a := &asked{Enrolment: e, m: m}
	a.ID, a.OrganisationID = store.NewID(), &m.at(models.DateOf(at)).OrganisationID
	if l.c.percent(1) {
		a.Needs = among(l.c, l.g.words.learning.Needs)
	}
	if l.run.course.approval {
		a.State = models.Applied
	}
	m.taken = append(m.taken, l.run.course.place)
	l.asked = append(l.asked, a)
	l.changed(a, "", &m.ID, "asked for a place", at)
	switch a.State {
	case models.Applied:
		l.applied++
		answered := after(l.c, at, 10*24)
		l.due.add(answered, func() { l.decide(a, answered) })
	case models.Waiting:
		l.wait = append(l.wait, a)
		l.mayLeave(a, at, 6)
	default:
		l.hold(a, at)
	}
}

// somebody is a person who may ask; nil when chance finds nobody.
func (l *line) somebody(at time.Time) *member {
	for range 60 {
		m := among(l.c, l.g.members)
		if m.WelcomedAt != nil && m.WelcomedAt.Before(at) && l.suits(m) && m.at(models.DateOf(at)) != nil && m.at(l.run.first) != nil && !m.isBusy(l.run) {
			return m
		}
	}
	return nil
}

// suits tells whether the course is for somebody who has not taken it: in turn for those who decide and others, where they
// come together. Whoever Filled names, and the plain learners, stay off the open cohort.
func (l *line) suits(m *member) bool {
	r := l.run
	switch {
	case m == r.trainer || !r.course.comes(m) || contains(m.taken, r.course.place):
		return false
	case r.course.paired && m.role.DecisionMaker != (len(l.asked)%2 == 0):
		return false
	}
	return r.kind != theOpen || !l.g.isPlain(m) && !l.g.isNamed(m)
}

// isNamed tells whether Filled names the person.
func (g *generator) isNamed(m *member) bool {
	return m.position != nil && contains([]*position{g.special.network, g.special.systemLead, g.special.trainer, g.leadTeam.manager}, m.position)
}

// hold gives somebody a place, which they may give back.
func (l *line) hold(a *asked, at time.Time) {
	l.held++
	a.m.give(l.run)
	l.mayLeave(a, at, 9)
}

// mayLeave lets some people come off the cohort before it starts.
func (l *line) mayLeave(a *asked, at time.Time, percent int) {
	if rest := l.run.cohort.Starts.Sub(at); l.c.percent(percent) && rest > time.Hour {
		leaves := at.Add(time.Duration(l.c.Float64() * float64(rest-time.Hour))).Truncate(time.Second)
		l.due.add(leaves, func() { l.leave(a, models.Withdrawn, &a.m.ID, among(l.c, l.g.words.learning.Withdrawals), leaves) })
	}
}

// move changes a state, and tells when it cannot.
func (l *line) move(a *asked, to models.EnrolmentState, by *models.ID, reason string, at time.Time) bool {
	moved, err := a.To(to, at)
	if err != nil {
		return false
	}
	from := a.State
	a.Enrolment = moved
	l.changed(a, from, by, reason, at)
	return true
}

func (l *line) changed(a *asked, from models.EnrolmentState, by *models.ID, reason string, at time.Time) {
	l.g.batch.changes = append(l.g.batch.changes, models.EnrolmentChange{
		ID: store.NewID(), EnrolmentID: a.ID, FromState: from, ToState: a.State, ByID: by, Reason: reason, ChangedAt: at,
	})
	l.g.happened(models.Event{ActorID: by, Act: "enrolment." + string(a.State), Subject: "enrolments", SubjectID: a.ID, PersonID: &a.m.ID, At: at})
}

// timeline is what is still to happen.
type timeline struct {
	list []due
	made int
}

type due struct {
	at time.Time
	n  int // of two at the same time, which was planned first
	do func()
}

func (t *timeline) Len() int      { return len(t.list) }
func (t *timeline) Swap(i, j int) { t.list[i], t.list[j] = t.list[j], t.list[i] }
func (t *timeline) Push(x any)    { t.list = append(t.list, x.(due)) }
func (t *timeline) Pop() any {
	last := t.list[len(t.list)-1]
	t.list = t.list[:len(t.list)-1]
	return last
}

func (t *timeline) Less(i, j int) bool {
	a, b := t.list[i], t.list[j]
	if a.at.Equal(b.at) {
		return a.n < b.n
	}
	return a.at.Before(b.at)
}

func (t *timeline) add(at time.Time, do func()) {
	t.made++
	heap.Push(t, due{at, t.made, do})
}

// next is what happens next; nothing at the end.
func (t *timeline) next() (time.Time, func()) {
	if len(t.list) == 0 {
		return time.Time{}, nil
	}
	d, _ := heap.Pop(t).(due)
	return d.at, d.do
}
