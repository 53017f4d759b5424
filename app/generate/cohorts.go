package generate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// run is a cohort with what the generator knows of it.
type run struct {
	course   *course
	first    models.Date // day of the first session
	kind     runKind
	trainer  *member
	cohort   models.Cohort
	sessions []models.Session
}

type runKind int

const (
	usual     runKind = iota
	theOpen           // the one that Filled names
	calledOff         // was, or will have been, cancelled
	draft
)

// teach makes the cohorts of the last years, those that run now and those to come, with everybody on them.
func (g *generator) teach(k *keeper) error {
	c := g.in.chance("cohorts", 0)
	runs := g.plan(c)
	for i, r := range runs {
		g.schedule(g.in.chance("cohort", i), r)
	}
	g.reserve()
	for i, r := range runs {
		g.hold(g.in.chance("enrolments", i), r)
		if len(g.batch.attendances) > 4000 {
			if err := g.flush(k); err != nil {
				return err
			}
		}
	}
	g.wish(c)
	return g.flush(k)
}

// plan says which courses run when, the earliest first. The numbers of cohorts follow the number of people.
func (g *generator) plan(c chance) []*run {
	people := g.in.People
	var runs []*run
	add := func(k *course, day models.Date, kind runKind) {
		if kind == usual && c.percent(3) {
			kind = calledOff
		}
		runs = append(runs, &run{course: k, first: workday(day), kind: kind})
	}
	const history = 900 // days
	past := max(people/22, 8)
	for i := range past {
		add(among(c, g.courses), g.ago(history-(history-15)*i/past-c.IntN(12)), usual)
	}
	for range max(people/220, 3) { // under way, or just over
		k := among(c, g.courses)
		add(k, g.ago(c.between(1, max(7*len(k.sessions)-3, 3))), usual)
	}
	for range max(people/110, 6) {
		add(among(c, g.courses), g.today.AddDays(c.between(3, 150)), usual)
	}
	for range people/2500 + 1 {
		add(among(c, g.courses), g.today.AddDays(c.between(60, 200)), draft)
	}
	g.open = &run{course: g.openCourse(), first: workday(g.today.AddDays(56)), kind: theOpen}
	runs = append(runs, g.open)
	g.show(&runs)
	slices.SortStableFunc(runs, func(a, b *run) int { return strings.Compare(string(a.first), string(b.first)) })
	return runs
}

// show adds what every network has: two cohorts of the trainer whom Filled names, one under way and one over and not yet
// decided; and of the courses with a way of their own, one to which people have come in pairs and one for which they apply.
func (g *generator) show(runs *[]*run) {
	k := g.open.course
	under := &run{course: k, first: workday(g.ago(7*(len(k.sessions)-1) - 3)), trainer: g.trainers[0]}
	over := &run{course: k, first: workday(g.ago(7*len(k.sessions) + 1)), trainer: g.trainers[0]}
	*runs = append(*runs, under, over)
	for _, k := range g.courses {
		if k.paired {
			*runs = append(*runs, &run{course: k, first: workday(g.ago(150))})
		}
		if k.approval {
			*runs = append(*runs, &run{course: k, first: workday(g.today.AddDays(45))})
		}
	}
}

// schedule gives a cohort its code, sessions and trainer.
func (g *generator) schedule(c chance, r *run) {
	k := r.course
	month := r.first.Time()
	capacity := max(k.Capacity*c.between(75, 115)/100, 4)
	if r.kind == theOpen {
		capacity = 32
	}
	r.cohort = models.Cohort{
		WayIn: models.FirstCome,
		ID:    store.NewID(), Code: g.code(k.Code + "-" + month.Format("2006-01")), CourseID: k.ID, Name: month.Format("January 2006") + " cohort",
		State: models.CohortOpen, Capacity: capacity, Minimum: min(6, capacity), OfferHours: among(c, []int{24, 48, 48, 72}),
		Opens: clock(r.first.AddDays(-90), 9, 0), Closes: clock(r.first.AddDays(-2), 17, 0), CreatedAt: clock(r.first.AddDays(-100), 11, 0),
	}
	if r.cohort.CreatedAt.After(g.now) {
		r.cohort.CreatedAt = g.moment(c, workday(g.ago(c.between(3, 80)))) // planned sooner than usual
	}
	r.cohort.Place, r.cohort.JoinURL = g.room(c, r)
	if r.kind == draft {
		r.cohort.State = models.CohortDraft
	}
	if c.percent(5) {
		r.cohort.Overbook = 2
	}
	hour, minute := among(c, []int{9, 10, 13, 14}), among(c, []int{0, 0, 30})
	for n, unit := range k.sessions {
		begins := clock(r.first.AddDays(7*n), hour, minute)
		r.sessions = append(r.sessions, models.Session{
			ID: store.NewID(), CohortID: r.cohort.ID, UnitID: &unit.ID, Number: n + 1, Title: unit.Title, Place: r.cohort.Place, JoinURL: r.cohort.JoinURL,
			Starts: begins, Ends: begins.Add(time.Duration(unit.Minutes) * time.Minute),
		})
	}
	r.cohort.Starts, r.cohort.Ends = r.sessions[0].Starts, r.sessions[len(r.sessions)-1].Ends
	g.appoint(c, r)
}

// code is a code that no other cohort has.
func (g *generator) code(beginning string) string {
	g.codes[beginning]++
	if n := g.codes[beginning]; n > 1 {
		return beginning + "-" + strconv.Itoa(n)
	}
	return beginning
}

// room is where a cohort meets.
func (g *generator) room(c chance, r *run) (place, link string) {
	if strings.Contains(r.course.Delivery, "online") {
		return "Online", "https://meet.example.org/" + models.Slug(store.Fold(r.cohort.Code))
	}
	return strings.ReplaceAll(among(c, g.words.learning.Rooms), "{place}", among(c, g.systems).ShortName), ""
}

// appoint chooses who teaches: somebody who is free then, if chance finds them.
func (g *generator) appoint(c chance, r *run) {
	if r.kind == theOpen {
		r.trainer = g.trainers[0]
	}
	for range 8 {
		if r.trainer != nil {
			break
		}
		if m := among(c, g.trainers); !m.isBusy(r) {
			r.trainer = m
		}
	}
	if r.trainer == nil {
		r.trainer = among(c, g.trainers)
	}
	r.trainer.give(r)
	g.grant(r.trainer, models.Trainer, models.OneCohort, r.cohort.ID, models.DateOf(r.cohort.CreatedAt))
}

// isBusy tells whether somebody has a session at the time of one of the cohort's.
func (m *member) isBusy(r *run) bool {
	for _, s := range r.sessions {
		for _, b := range m.busy {
			if b.overlaps(span{s.Starts, s.Ends}) {
				return true
			}
		}
	}
	return false
}

// give takes the times of the cohort's sessions from somebody.
func (m *member) give(r *run) {
	for _, s := range r.sessions {
		m.busy = append(m.busy, span{s.Starts, s.Ends})
	}
}

// reserve keeps the plain learners free for the open cohort.
func (g *generator) reserve() {
	for _, m := range g.members[:g.plain] {
		m.give(g.open)
	}
}

// wish keeps who wants to hear of new dates.
func (g *generator) wish(c chance) {
	seen := map[string]bool{}
	for range g.in.People / 20 {
		m, k := among(c, g.members), among(c, g.courses)
		key := fmt.Sprint(m.number, " ", k.place)
		if m.WelcomedAt == nil || m.left || seen[key] || contains(m.taken, k.place) || !k.comes(m) {
			continue
		}
		seen[key] = true
		day := g.ago(c.between(1, 200))
		g.batch.interests = append(g.batch.interests, models.Interest{CourseID: k.ID, PersonID: m.ID, CreatedOn: max(day, m.joined)})
	}
}
