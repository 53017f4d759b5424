package learning_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

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

// resize gives the cohort more places, or fewer: never fewer than are held, nor than are kept for systems.
func (r *run) resize(rt *rapid.T) {
	places, kept := rapid.IntRange(1, 7).Draw(rt, "places"), 0
	for _, n := range r.m.shares {
		kept += n
	}
	if places < r.m.held() || places < kept {
		rt.Skip("fewer than are held")
	}
	r.m.places = places
	r.setCohort(fmt.Sprintf("capacity = %d", places))
	r.freed(rt)
}

// share keeps places for the people of systems, or none any more.
func (r *run) share(rt *rapid.T) {
	shares, n := []models.Share{}, 0
	r.m.shares = map[string]int{}
	for _, system := range []string{"north", south} {
		if places := rapid.IntRange(0, 2).Draw(rt, system); places > 0 && n+places <= r.m.places {
			n += places
			r.m.shares[system] = places
			shares = append(shares, models.Share{OrganisationID: r.systems[system], Places: places})
		}
	}
	r.w.In(func(ctx context.Context, tx *store.Tx) error { return tx.KeepShares(ctx, r.cohort.ID, shares) })
	r.freed(rt)
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
