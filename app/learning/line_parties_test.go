package learning_test

import (
	"slices"
	"strconv"
	"time"

	"pgregory.net/rapid"

	"trellis/app/learning"
	"trellis/models"
)

// book brings in several people at once, who come together.
func (r *run) book(rt *rapid.T) {
	if r.cohort.WayIn == models.Application {
		rt.Skip("each applies for themselves")
	}
	var party []*plainPerson
	var ids []models.ID
	for i, who := range r.m.people {
		if who.state == "" && len(party) < 3 && rapid.Bool().Draw(rt, "comes along") {
			party, ids = append(party, who), append(ids, r.people[i].ID)
		}
	}
	if len(party) < 2 {
		rt.Skip("too few")
	}
	ok := r.m.come(party, r.now())
	_, err := r.s.BookTeam(r.ctx(), r.admin, learning.BookTeam{Cohort: r.cohort.Code, People: ids})
	same(rt, "a team is booked", ok, err)
}

// decide answers an application.
func (r *run) decide(rt *rapid.T) {
	who, _ := r.anybody(rt, models.Applied)
	in := learning.Decide{Enrolments: []models.ID{r.lives[who.name].ID}, Answer: learning.Approve}
	if rapid.IntRange(0, 3).Draw(rt, "refuse") == 0 {
		in.Answer, in.Reason = learning.Refuse, "Not this time"
	}
	var err error
	if r.cohort.WayIn == models.Approval {
		_, err = r.s.DecideAsManager(r.ctx(), r.admin, in)
	} else {
		_, err = r.s.DecideApplications(r.ctx(), r.admin, r.cohort.Code, in)
	}
	same(rt, who.name+" is answered", in.Answer == learning.Refuse || r.now().Before(r.m.starts), err)
	switch {
	case err != nil:
	case in.Answer == learning.Refuse:
		who.state = ""
	default:
		r.m.settle([]*plainPerson{who}, r.now())
	}
}

// reserve holds places for a team, where so many are free to a newcomer of its system.
func (r *run) reserve(rt *rapid.T) {
	system := rapid.SampledFrom([]string{"north", south, ""}).Draw(rt, "system")
	places := rapid.IntRange(1, 2).Draw(rt, "places")
	last := r.w.Store.Today().AddDays(rapid.IntRange(0, 2).Draw(rt, "days"))
	until := last.AddDays(1).Time()
	ok := places <= r.m.left(system, r.now()) && !until.After(r.m.starts) && r.now().Before(r.m.starts)
	reserved, err := r.s.Reserve(r.ctx(), r.admin, learning.Reserve{Cohort: r.cohort.Code, Team: "TEAM" + system, Places: strconv.Itoa(places), Until: string(last)})
	same(rt, "places are reserved for a team", ok, err)
	if ok {
		r.m.reserved = append(r.m.reserved, &plainReserved{id: reserved.ID, system: system, places: places})
	}
}

// release gives back what was reserved, before its time.
func (r *run) release(rt *rapid.T) {
	if len(r.m.reserved) == 0 {
		rt.Skip("nothing is reserved")
	}
	id := rapid.SampledFrom(r.m.reserved).Draw(rt, "reserved").id
	if err := r.s.EndReservation(r.ctx(), r.admin, r.cohort.Code, id); err != nil {
		rt.Fatal(err)
	}
	r.m.release(id, r.now())
}

// runOut gives back what was reserved until now.
func (r *run) runOut(rt *rapid.T, id models.ID) {
	if err := r.s.ReleaseReservation(r.ctx(), id); err != nil {
		rt.Fatal(err)
	}
	r.m.release(id, r.now())
}

// name gives a reserved place to somebody of the team.
func (r *run) name(rt *rapid.T) {
	if len(r.m.reserved) == 0 {
		rt.Skip("nothing is reserved")
	}
	reserved := rapid.SampledFrom(r.m.reserved).Draw(rt, "reserved")
	var who *plainPerson
	for i, p := range r.m.people {
		if p.state == "" && p.system == reserved.system && reserved.places > 0 {
			_, err := r.s.NameReserved(r.ctx(), r.admin, learning.NameReserved{Reservation: reserved.id, People: []models.ID{r.people[i].ID}})
			same(rt, p.name+" is named for a reserved place", true, err)
			who = p
			break
		}
	}
	if who == nil {
		rt.Skip("nobody is there to be named")
	}
	r.m.asked++
	who.state, who.asked, who.priority, who.party = models.Placed, r.m.asked, 0, 0
	reserved.places--
}

// release gives reserved places back, and offers them.
func (p *plain) release(id models.ID, now time.Time) {
	i := slices.IndexFunc(p.reserved, func(r *plainReserved) bool { return r.id == id })
	if i >= 0 {
		p.reserved = slices.Delete(slices.Clone(p.reserved), i, i+1)
		p.pass(now)
	}
}
