package learning_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestPlacesAndTheLineFollowTheRules is the proof of rules 1 and 2 of the design: placed, offered and reserved never exceed the
// places, nobody jumps the queue or is passed over who could have a place, shares are kept until they are released, parties come
// together, and each freed place is offered once, to the first to whom it is free. It does the same to the services, on either
// engine, and to a slow plain model, and compares them after every step.
func TestPlacesAndTheLineFollowTheRules(t *testing.T) {
	halls := []*hall{newHall(modeltest.New(t))}
	t.Run("postgres", func(t *testing.T) {
		halls = append(halls, newHall(modeltest.On(t, modeltest.PostgreSQL)))
		check(t, halls)
	})
	if len(halls) == 1 { // where there is no PostgreSQL
		check(t, halls)
	}
}

func check(t *testing.T, halls []*hall) {
	t.Helper()
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue { // for more: -rapid.checks=1000
		if err := flag.Set("rapid.checks", "40"); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = flag.Set("rapid.checks", checks.DefValue) }()
	}
	rapid.Check(t, func(rt *rapid.T) {
		r := newRun(rt, halls[rapid.IntRange(0, len(halls)-1).Draw(rt, "engine")])
		rt.Repeat(map[string]func(*rapid.T){
			"enrol": r.enrol, "enrol again": r.enrol, "enrol a third time": r.enrol, "book a team": r.book, "withdraw": r.withdraw, "withdraw again": r.withdraw,
			"decide": r.decide, "decide again": r.decide, "name": r.name, "accept": r.accept, "decline": r.decline, "time passes": r.pass, "priority": r.prioritise,
			"offer the next": r.offerNext, "offer to somebody": r.offerTo, "take back": r.takeBack,
			"raise or lower": r.resize, "share": r.share, "reserve": r.reserve, "release": r.release,
			"look": r.seen, "look again": r.seen, "": r.compare,
		})
	})
}

// hall is a network in which cohorts are run one after the other, for the same people.
type hall struct {
	w       *modeltest.World
	s       *learning.Service
	course  models.Course
	admin   models.Actor
	people  []models.Actor
	systems map[string]models.ID
	runs    int
}

const south = "south"

func newHall(w *modeltest.World) *hall {
	h := &hall{w: w, s: over(w), course: w.Course("R1"), admin: w.Administrator("Bea"), systems: map[string]models.ID{"north": w.System.ID}}
	second := models.Organisation{Code: "SYS2", Name: "Southshire System", ShortName: "Southshire", Kind: models.System}
	trust := models.Organisation{Code: "TRU2", Name: "Southshire Trust", ShortName: "Southshire Trust", Kind: models.Provider}
	loose := models.Organisation{Code: "LOOSE", Name: "Charity", ShortName: "Charity", Kind: models.Provider}
	w.Keep(&second, &trust, &loose)
	w.Keep(&models.Link{OrganisationID: trust.ID, OtherID: second.ID, Kind: models.Serves})
	h.systems[south] = second.ID
	teams := map[string]models.Organisation{}
	for system, trust := range map[string]models.ID{"north": w.Trust.ID, south: trust.ID, "": loose.ID} {
		team := models.Organisation{Code: "TEAM" + system, Name: "Team " + system, ShortName: "Team " + system, Kind: models.Team}
		w.Keep(&team)
		w.Keep(&models.Link{OrganisationID: team.ID, OtherID: trust, Kind: models.PartOf})
		teams[system] = team
	}
	for i := range 9 {
		p, system := w.Person(fmt.Sprintf("p%d Learner", i)), []string{"north", south, ""}[i%3]
		at, team := []models.ID{w.Trust.ID, trust.ID, loose.ID}[i%3], teams[system].ID
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{{PersonID: p.ID, OrganisationID: at, TeamID: &team, Title: "Analyst", ManagerID: &h.admin.ID, Started: w.Store.Today().AddMonths(-12)}})
		})
		h.people = append(h.people, w.Again(p))
	}
	h.admin = w.Again(h.admin)
	return h
}

// run drives the real service and the model with the same moves.
type run struct {
	*hall
	cohort models.Cohort
	m      *plain
	lives  map[string]store.RollLine // by name, as they stand
}

func newRun(rt *rapid.T, h *hall) *run {
	h.runs++
	starts := h.w.Store.Now().AddDate(0, 0, rapid.IntRange(2, 12).Draw(rt, "days"))
	cohort := h.w.CohortOf(h.course, "R1-"+strconv.Itoa(h.runs), rapid.IntRange(1, 5).Draw(rt, "places"), starts)
	cohort.QuietHours = rapid.SampledFrom([]int{0, 24}).Draw(rt, "quiet")
	until := models.DateOf(starts.AddDate(0, 0, -rapid.IntRange(1, 4).Draw(rt, "released before"))).Time().UTC() // as a day begins
	cohort.SharesUntil = &until
	cohort.WayIn = rapid.SampledFrom([]models.WayIn{models.FirstCome, models.FirstCome, models.Application, models.Approval}).Draw(rt, "way in")
	r := &run{hall: h, cohort: cohort}
	r.m = &plain{
		places: cohort.Places(), shares: map[string]int{}, until: until, starts: starts, closes: cohort.Closes,
		applies: cohort.WayIn != models.FirstCome, quiet: time.Duration(cohort.QuietHours) * time.Hour, hours: time.Duration(cohort.OfferHours) * time.Hour,
	}
	for i, p := range h.people {
		r.m.people = append(r.m.people, &plainPerson{name: p.Name, system: []string{"north", south, ""}[i%3]})
	}
	r.setCohort("way_in = '"+string(cohort.WayIn)+"'", "quiet_hours = "+strconv.Itoa(cohort.QuietHours), "shares_until = '"+until.Format("2006-01-02 15:04:05.999999-07:00")+"'")
	h.w.Keep(&models.Job{Kind: models.OfferPlaces, SubjectID: cohort.ID, State: models.JobReady, RunAt: until, CreatedAt: h.w.Store.Now()})
	r.look(rt)
	return r
}

func (r *run) now() time.Time { return r.w.Store.Now() }

func (r *run) ctx() context.Context { return r.w.T.Context() }

// anybody is one of the people, in the model and as they act.
func (r *run) anybody(rt *rapid.T, in ...models.EnrolmentState) (*plainPerson, models.Actor) {
	var those []int
	for i, who := range r.m.people {
		if len(in) == 0 || slices.Contains(in, who.state) {
			those = append(those, i)
		}
	}
	if len(those) == 0 {
		rt.Skip("nobody stands so")
	}
	i := rapid.SampledFrom(those).Draw(rt, "who")
	return r.m.people[i], r.people[i]
}

// same wants the service to have done what the model has, or neither.
func same(rt *rapid.T, what string, ok bool, err error) {
	rt.Helper()
	if ok != (err == nil) {
		rt.Fatalf("%s: the service says %v, the model says %v", what, err, ok)
	}
}

func (r *run) enrol(rt *rapid.T) {
	who, actor := r.anybody(rt)
	ok := who.state != "" || r.m.come([]*plainPerson{who}, r.now())
	_, err := r.s.Enrol(r.ctx(), actor, learning.Enrol{Cohort: r.cohort.Code})
	same(rt, who.name+" enrols", ok, err)
}

func (r *run) withdraw(rt *rapid.T) {
	who, actor := r.anybody(rt, models.Applied, models.Waiting, models.Offered, models.Placed)
	_, err := r.s.Withdraw(r.ctx(), actor, learning.Withdraw{Enrolment: r.lives[who.name].ID, Reason: "On leave"})
	same(rt, who.name+" withdraws", true, err)
	r.m.out(who, r.now())
}

func (r *run) accept(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Offered)
	_, err := r.s.AcceptOffer(r.ctx(), models.Actor{}, r.token(rt, who))
	inTime := r.now().Before(who.expires)
	same(rt, who.name+" accepts", inTime, err)
	if inTime {
		who.state = models.Placed
	}
}

func (r *run) decline(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Offered)
	_, err := r.s.DeclineOffer(r.ctx(), models.Actor{}, r.token(rt, who))
	inTime := r.now().Before(who.expires)
	same(rt, who.name+" declines", inTime, err)
	if inTime {
		r.m.out(who, r.now())
	}
}

func (r *run) token(rt *rapid.T, who *plainPerson) string {
	o, err := r.w.Store.LastOffer(r.ctx(), r.lives[who.name].ID)
	if err != nil {
		rt.Fatal(err)
	}
	return o.Token
}

// pass lets time pass, and does what the calendar owes, in its order.
func (r *run) pass(rt *rapid.T) {
	r.w.Clock.Advance(time.Duration(rapid.IntRange(1, 40).Draw(rt, "hours")) * time.Hour)
	due, err := r.w.Store.ClaimJobs(r.ctx(), 5000, 100000*time.Hour)
	if err != nil {
		rt.Fatal(err)
	}
	for _, job := range due {
		switch job.Kind {
		case models.LapseOffer:
			r.lapse(rt, job.SubjectID)
		case models.OfferPlaces:
			if err := r.s.OfferPlaces(r.ctx(), job.SubjectID); err != nil {
				rt.Fatal(err)
			}
			if job.SubjectID == r.cohort.ID {
				r.m.pass(r.now())
			}
		case models.ReleaseReservation:
			r.runOut(rt, job.SubjectID)
		}
	}
}

// lapse ends the offer in both, where it has run out and nobody answered.
func (r *run) lapse(rt *rapid.T, offer models.ID) {
	o, err := r.w.Store.Offer(r.ctx(), offer)
	if err != nil {
		rt.Fatal(err)
	}
	for _, who := range r.m.people {
		if who.state == models.Offered && r.lives[who.name].ID == o.EnrolmentID && o.ClosedAt == nil && !r.now().Before(who.expires) {
			r.m.out(who, r.now())
		}
	}
	for range 2 { // a job is done at least once
		if err := r.s.Lapse(r.ctx(), offer); err != nil {
			rt.Fatal(err)
		}
	}
}

func (r *run) prioritise(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Waiting, models.Applied)
	priority := rapid.IntRange(0, 2).Draw(rt, "priority")
	_, err := r.s.Prioritise(r.ctx(), r.admin, learning.Prioritise{
		Cohort: r.cohort.Code, Enrolment: r.lives[who.name].ID, Priority: strconv.Itoa(priority), Reason: "They missed the last one",
	})
	same(rt, who.name+" gets another priority", priority != who.priority, err)
	if err != nil {
		return
	}
	for _, other := range r.m.people {
		if other == who || other.state == models.Waiting && who.party != 0 && other.party == who.party {
			other.priority = priority
		}
	}
	r.m.pass(r.now())
}

func (r *run) offerNext(rt *rapid.T) {
	next := r.m.next(r.now())
	if !r.now().Before(r.m.starts) {
		next = nil
	}
	_, err := r.s.OfferByHand(r.ctx(), r.admin, learning.OfferByHand{Cohort: r.cohort.Code, Hours: "5"})
	same(rt, "the next is offered a place", next != nil, err)
	r.m.offer(next, 5*time.Hour, r.now())
}

func (r *run) offerTo(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Waiting)
	var party []*plainPerson
	for _, p := range r.m.line() {
		if slices.Contains(p, who) {
			party = p
		}
	}
	s := r.m.seats(r.now())
	ok := s.all(party) && r.now().Before(r.m.starts)
	_, err := r.s.OfferByHand(r.ctx(), r.admin, learning.OfferByHand{Cohort: r.cohort.Code, Enrolment: r.lives[who.name].ID, Reason: "Needed there"})
	same(rt, who.name+" is offered a place by hand", ok, err)
	if ok {
		r.m.offer(party, r.m.hours, r.now())
	}
}

func (r *run) takeBack(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Offered)
	_, err := r.s.TakeBack(r.ctx(), r.admin, learning.TakeBack{Cohort: r.cohort.Code, Enrolment: r.lives[who.name].ID, Reason: "A mistake"})
	same(rt, "the offer to "+who.name+" is taken back", true, err)
	r.m.out(who, r.now())
}
