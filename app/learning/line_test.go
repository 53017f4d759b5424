package learning_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// line is a slow plain model of a cohort's places and its waiting list: what the rules say, without a database.
type line struct {
	places  int
	starts  time.Time
	closes  time.Time
	hours   time.Duration
	holders map[string]bool      // placed
	offers  map[string]time.Time // offered, until when
	waiting []string             // in the order of asking
}

func (l *line) free() int { return l.places - len(l.holders) - len(l.offers) }

func (l *line) in(who string) bool {
	_, offered := l.offers[who]
	return l.holders[who] || offered || slices.Contains(l.waiting, who)
}

func (l *line) enrol(who string, now time.Time) (ok bool) {
	switch {
	case l.in(who):
		return true
	case !now.Before(l.closes):
		return false
	case l.free() > 0 && len(l.waiting) == 0:
		l.holders[who] = true
	default:
		l.waiting = append(l.waiting, who)
	}
	return true
}

// out takes somebody off, whatever they hold, and passes on what became free.
func (l *line) out(who string, now time.Time) {
	delete(l.holders, who)
	delete(l.offers, who)
	l.waiting = slices.DeleteFunc(l.waiting, func(w string) bool { return w == who })
	for l.free() > 0 && len(l.waiting) > 0 && now.Before(l.starts) {
		expires := now.Add(l.hours)
		if l.starts.Before(expires) {
			expires = l.starts
		}
		l.offers[l.waiting[0]], l.waiting = expires, l.waiting[1:]
	}
}

func (l *line) state(who string) models.EnrolmentState {
	if _, offered := l.offers[who]; offered {
		return models.Offered
	}
	switch {
	case l.holders[who]:
		return models.Placed
	case slices.Contains(l.waiting, who):
		return models.Waiting
	}
	return ""
}

// TestPlacesAndTheLineFollowTheRules is the proof of rules 1 and 2 of the design: placed and offered never exceed the
// places, nobody jumps the queue, and each freed place is offered once, to the first in line.
func TestPlacesAndTheLineFollowTheRules(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := modeltest.New(t)
		r := newRun(rt, w)
		steps := rapid.IntRange(5, 40).Draw(rt, "steps")
		for range steps {
			r.step(rt)
			r.compare(rt)
		}
	})
}

// run drives the real service and the model with the same moves.
type run struct {
	w      *modeltest.World
	s      *learning.Service
	cohort models.Cohort
	people []models.Actor
	model  *line
}

func newRun(rt *rapid.T, w *modeltest.World) *run {
	r := &run{w: w, s: over(w), cohort: w.CohortOf(w.Course("R1"), "R1-1", rapid.IntRange(1, 3).Draw(rt, "places"), w.Store.Now().AddDate(0, 0, rapid.IntRange(1, 28).Draw(rt, "days")))}
	for i := range 7 {
		r.people = append(r.people, w.Person(fmt.Sprintf("p%d Learner", i)))
	}
	r.model = &line{
		places: r.cohort.Places(), starts: r.cohort.Starts, closes: r.cohort.Closes,
		hours: time.Duration(r.cohort.OfferHours) * time.Hour, holders: map[string]bool{}, offers: map[string]time.Time{},
	}
	return r
}

func (r *run) step(rt *rapid.T) {
	who := rapid.SampledFrom(r.people).Draw(rt, "who")
	switch move := rapid.SampledFrom([]string{"enrol", "enrol", "enrol", "withdraw", "withdraw", "accept", "decline", "work", "clock"}).Draw(rt, "move"); move {
	case "enrol":
		_, err := r.s.Enrol(r.w.T.Context(), who, learning.Enrol{Cohort: r.cohort.Code})
		if ok := r.model.enrol(who.Name, r.now()); ok != (err == nil) {
			rt.Fatalf("%s enrols: %v, the model says %v", who.Name, err, ok)
		}
	case "withdraw":
		r.withdraw(rt, who)
	case "accept", "decline":
		r.answer(rt, who, move)
	case "work":
		r.lapse(rt)
	case "clock":
		r.w.Clock.Advance(time.Duration(rapid.IntRange(1, 60).Draw(rt, "hours")) * time.Hour)
	}
}

func (r *run) now() time.Time { return r.w.Store.Now() }

func (r *run) withdraw(rt *rapid.T, who models.Actor) {
	e, found := r.live(rt, who)
	if !found {
		return
	}
	if _, err := r.s.Withdraw(r.w.T.Context(), who, learning.Withdraw{Enrolment: e.ID}); err != nil {
		rt.Fatalf("%s withdraws: %v", who.Name, err)
	}
	r.model.out(who.Name, r.now())
}

func (r *run) answer(rt *rapid.T, who models.Actor, move string) {
	expires, offered := r.model.offers[who.Name]
	if !offered {
		return
	}
	e, _ := r.live(rt, who)
	o, err := r.w.Store.LastOffer(r.w.T.Context(), e.ID)
	if err != nil {
		rt.Fatal(err)
	}
	if !o.ExpiresAt.Equal(expires) {
		rt.Fatalf("the offer to %s ends %s, the model says %s", who.Name, o.ExpiresAt, expires)
	}
	do := r.s.AcceptOffer
	if move == "decline" {
		do = r.s.DeclineOffer
	}
	_, err = do(r.w.T.Context(), models.Actor{}, o.Token)
	if inTime := r.now().Before(expires); inTime != (err == nil) {
		rt.Fatalf("%s: %s, in time %v: %v", who.Name, move, inTime, err)
	}
	switch {
	case err != nil:
	case move == "decline":
		r.model.out(who.Name, r.now())
	default:
		delete(r.model.offers, who.Name)
		r.model.holders[who.Name] = true
	}
}

// lapse does the jobs that are due, as the worker would, in the order in which the offers ran out.
func (r *run) lapse(rt *rapid.T) {
	due, err := r.w.Store.ClaimJobs(r.w.T.Context(), 1000, 1000*time.Hour)
	if err != nil {
		rt.Fatal(err)
	}
	for _, job := range due {
		if job.Kind != models.LapseOffer {
			continue
		}
		for _, who := range r.people { // the model ends the offer that this job is about
			if expires, offered := r.model.offers[who.Name]; offered && !r.now().Before(expires) && r.isOffer(rt, job.SubjectID, who) {
				r.model.out(who.Name, r.now())
				break
			}
		}
		if err := r.s.Lapse(r.w.T.Context(), job.SubjectID); err != nil {
			rt.Fatal(err)
		}
	}
}

func (r *run) isOffer(rt *rapid.T, id models.ID, who models.Actor) bool {
	e, found := r.live(rt, who)
	if !found {
		return false
	}
	o, err := r.w.Store.LastOffer(r.w.T.Context(), e.ID)
	return err == nil && o.ID == id
}

func (r *run) live(rt *rapid.T, who models.Actor) (models.Enrolment, bool) {
	e, err := r.w.Store.LiveEnrolment(r.w.T.Context(), r.cohort.ID, who.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		rt.Fatal(err)
	}
	return e, err == nil
}

func (r *run) compare(rt *rapid.T) {
	ctx := r.w.T.Context()
	for _, who := range r.people {
		e, _ := r.live(rt, who)
		if want := r.model.state(who.Name); e.State != want {
			rt.Fatalf("%s is %q, the model says %q", who.Name, e.State, want)
		}
		open, err := r.w.Store.OpenOffers(ctx, []models.ID{e.ID})
		if err != nil || (len(open) == 1) != (e.State == models.Offered) {
			rt.Fatalf("%s is %s with %d open offers (%v)", who.Name, e.State, len(open), err)
		}
		if turn := slices.Index(r.model.waiting, who.Name) + 1; turn > 0 {
			if turns, err := r.w.Store.Turns(ctx, []models.ID{e.ID}); err != nil || turns[e.ID] != turn {
				rt.Fatalf("%s is told %d, the model says %d (%v)", who.Name, turns[e.ID], turn, err)
			}
		}
	}
	held, waiting, err := r.w.Store.CountEnrolled(ctx, r.cohort.ID)
	if err != nil || held > r.cohort.Places() || held != len(r.model.holders)+len(r.model.offers) || waiting != len(r.model.waiting) {
		rt.Fatalf("%d of %d held, %d waiting (%v); the model says %+v", held, r.cohort.Places(), waiting, err, r.model)
	}
}
