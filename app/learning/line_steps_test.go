package learning_test

import (
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// setCohort writes what a cohort says past the services.
func (r *run) setCohort(columns ...string) {
	modeltest.Plant(r.w.T, r.w.Store, "UPDATE cohorts SET "+strings.Join(columns, ", ")+" WHERE id = '"+string(r.cohort.ID)+"'")
}

// freed offers what a change made free, in both.
func (r *run) freed(rt *rapid.T) {
	if err := r.s.OfferPlaces(r.ctx(), r.cohort.ID); err != nil {
		rt.Fatal(err)
	}
	r.m.pass(r.now())
}

// change sends the form of the cohort with a change, as its trainer does. What is freed is offered by that.
func (r *run) change(rt *rapid.T, change func(in *learning.ChangeCohort)) error {
	page, err := r.s.ChangeCohortPage(r.ctx(), r.admin, r.cohort.Code)
	if err != nil {
		rt.Fatal(err)
	}
	in := page.Now
	change(&in)
	_, err = r.s.ChangeCohort(r.ctx(), r.admin, r.cohort.Code, in)
	return err
}

// resize gives the cohort more places, or fewer: fewer than are held, or than are kept for systems, are refused.
func (r *run) resize(rt *rapid.T) {
	places, kept := rapid.IntRange(1, 7).Draw(rt, "places"), 0
	for _, n := range r.m.shares {
		kept += n
	}
	err := r.change(rt, func(in *learning.ChangeCohort) { in.Capacity = strconv.Itoa(places) })
	if possible := places >= r.m.held() && places >= kept; possible != (err == nil) {
		rt.Fatalf("%d places, with %d held and %d kept: %v", places, r.m.held(), kept, err)
	}
	if err == nil {
		r.m.places = places
		r.m.pass(r.now())
	}
}

// share keeps places for the people of systems, or none any more.
func (r *run) share(rt *rapid.T) {
	codes, wanted, n := map[string]string{"north": r.w.System.Code, south: "SYS2"}, map[string]int{}, 0
	for _, system := range []string{"north", south} {
		if places := rapid.IntRange(0, 2).Draw(rt, system); places > 0 && n+places <= r.m.places {
			n += places
			wanted[system] = places
		}
	}
	err := r.change(rt, func(in *learning.ChangeCohort) {
		in.SharesUntil, in.Shares = string(models.DateOf(r.m.until)), nil
		for system, places := range wanted {
			in.Shares = append(in.Shares, learning.CohortShare{System: codes[system], Places: strconv.Itoa(places)})
		}
	})
	if err != nil {
		rt.Fatal(err)
	}
	r.m.shares = wanted
	r.m.pass(r.now())
}

// look reads where everybody stands.
func (r *run) look(rt *rapid.T) {
	lines, err := r.w.Store.Line(r.ctx(), r.cohort.ID, models.Applied, models.Waiting, models.Offered, models.Placed)
	if err != nil {
		rt.Fatal(err)
	}
	r.lives = map[string]store.RollLine{}
	for _, line := range lines {
		if _, twice := r.lives[line.Name]; twice {
			rt.Fatalf("%s is on the cohort twice, or has two offers: %+v", line.Name, lines)
		}
		r.lives[line.Name] = line
	}
}

// compare holds what is kept against the model, and against the rules themselves.
func (r *run) compare(rt *rapid.T) {
	r.look(rt)
	held, ids := 0, []models.ID{}
	for _, who := range r.m.people {
		line := r.lives[who.name]
		if line.State != who.state {
			rt.Fatalf("%s is %q, the model says %q", who.name, line.State, who.state)
		}
		if (line.OfferExpires != nil) != (who.state == models.Offered) || line.OfferExpires != nil && !line.OfferExpires.Equal(who.expires) {
			rt.Fatalf("%s, %s, has an offer until %v; the model says %s", who.name, who.state, line.OfferExpires, who.expires)
		}
		if line.State.HoldsPlace() {
			held++
		}
		if line.State == models.Waiting {
			ids = append(ids, line.ID)
		}
	}
	r.turns(rt, ids)
	for _, reserved := range r.m.reserved {
		held += reserved.places
	}
	if held > r.m.places {
		rt.Fatalf("%d of %d places are held", held, r.m.places)
	}
	if next := r.m.next(r.now()); next != nil && r.m.offersAt(r.now()) {
		rt.Fatalf("%s is passed over, for whom a place is free", next[0].name)
	}
}

func (r *run) turns(rt *rapid.T, ids []models.ID) {
	turns, err := r.w.Store.Turns(r.ctx(), ids)
	if err != nil {
		rt.Fatal(err)
	}
	want := r.m.turns()
	for name, turn := range want {
		if got := turns[r.lives[name].ID]; got != turn {
			rt.Fatalf("%s is told %d, the model says %d", name, got, turn)
		}
	}
	if len(turns) != len(want) {
		rt.Fatalf("%d wait, the model says %d", len(turns), len(want))
	}
}

// seen holds what people are told against the model: how many places somebody would find, and why somebody waits.
func (r *run) seen(rt *rapid.T) {
	who, actor := r.anybody(rt)
	page, err := r.s.Cohort(r.ctx(), actor, r.cohort.Code)
	if err != nil || page.Left() != r.m.left(who.system, r.now()) {
		rt.Fatalf("%s of %q is told of %d places, the model says %d (%v)", who.name, who.system, page.Left(), r.m.left(who.system, r.now()), err)
	}
	if who.state != models.Waiting {
		return
	}
	mine, err := r.s.Enrolment(r.ctx(), actor, r.lives[who.name].ID)
	s := r.m.seats(r.now())
	free := s.free
	alone := s.sit(who.system)
	wrong := map[models.WaitCause]bool{
		models.WaitFull: free != 0, models.WaitBegun: r.now().Before(r.m.starts), models.WaitKept: alone || free == 0,
		models.WaitAside: !alone, models.WaitParty: !alone && who.party == 0, models.WaitQuiet: r.m.offersAt(r.now()), models.WaitTurn: true, models.WaitDates: true, "": true,
	}
	if err != nil || wrong[mine.Wait.Cause] {
		rt.Fatalf("%s is told %q, with %d free (%v)", who.name, mine.Wait.Cause, free, err)
	}
	if mine.Wait.Cause == models.WaitAside && !slices.ContainsFunc(r.m.line(), func(p []*plainPerson) bool { return len(p) == mine.Wait.Aside }) {
		rt.Fatalf("places are set aside for %d, whom nobody has seen", mine.Wait.Aside)
	}
}
