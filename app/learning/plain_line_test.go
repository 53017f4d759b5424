package learning_test

import (
	"cmp"
	"slices"
	"time"

	"trellis/models"
)

// plain is a slow plain model of a cohort's places and its waiting list: what the rules say, seat by seat, without a database
// and without an allotment.
type plain struct {
	places         int
	shares         map[string]int // by system, until they are released
	until          time.Time
	starts, closes time.Time
	quiet, hours   time.Duration
	people         []*plainPerson
	reserved       []*plainReserved
	asked, parties int
	applies        bool // an answer is awaited first
}

// plainPerson is somebody as the model has them; the empty state is of who is not on the cohort.
type plainPerson struct {
	name, system           string
	state                  models.EnrolmentState
	priority, asked, party int
	expires                time.Time
}

type plainReserved struct {
	id     models.ID
	system string
	places int
}

// seats are the places one by one: those kept for each system, and those open to all; free counts those where nobody sits.
type seats struct {
	kept       map[string]int
	open, free int
}

func (p *plain) seats(now time.Time) seats {
	s := seats{kept: map[string]int{}, open: p.places, free: p.places}
	if now.Before(p.until) {
		for system, n := range p.shares {
			s.kept[system] = n
			s.open -= n
		}
	}
	for _, who := range p.people {
		if who.state == models.Placed || who.state == models.Offered {
			s.hold(who.system)
		}
	}
	for _, r := range p.reserved {
		for range r.places {
			s.hold(r.system)
		}
	}
	return s
}

// sit takes a seat: one kept for the system first, then an open one. Nobody sits where others are kept a seat.
func (s *seats) sit(system string) bool {
	switch {
	case s.free == 0:
		return false
	case system != "" && s.kept[system] > 0:
		s.kept[system]--
	case s.open > 0:
		s.open--
	default:
		return false
	}
	s.free--
	return true
}

// hold is sit for somebody who is there, wherever that is: shares may have come later.
func (s *seats) hold(system string) {
	if !s.sit(system) {
		s.free--
	}
}

// all sits a whole party, and tells whether it has seats for everybody. Those it has are held for it in any case.
func (s *seats) all(party []*plainPerson) bool {
	all := true
	for _, who := range party {
		all = s.sit(who.system) && all
	}
	return all
}

// line are the parties that wait, in their order.
func (p *plain) line() [][]*plainPerson {
	var waiting []*plainPerson
	for _, who := range p.people {
		if who.state == models.Waiting {
			waiting = append(waiting, who)
		}
	}
	slices.SortFunc(waiting, before)
	var parties [][]*plainPerson
	for _, who := range waiting {
		i := slices.IndexFunc(parties, func(party []*plainPerson) bool { return who.party != 0 && party[0].party == who.party })
		if i < 0 {
			parties = append(parties, nil)
			i = len(parties) - 1
		}
		parties[i] = append(parties[i], who)
	}
	return parties
}

func before(a, b *plainPerson) int {
	return cmp.Or(cmp.Compare(b.priority, a.priority), cmp.Compare(a.asked, b.asked))
}

// turns are the positions of those who wait.
func (p *plain) turns() map[string]int {
	turns := map[string]int{}
	for _, party := range p.line() {
		first := len(turns) + 1
		for i, who := range party {
			turns[who.name] = first + i
		}
	}
	return turns
}

// next is the first party for which there are seats, and how the seats are then; nil for nobody.
func (p *plain) next(now time.Time) []*plainPerson {
	s := p.seats(now)
	for _, party := range p.line() {
		if s.all(party) {
			return party
		}
	}
	return nil
}

// offersAt tells whether places are offered by themselves.
func (p *plain) offersAt(now time.Time) bool { return now.Before(p.starts.Add(-p.quiet)) }

// pass offers what is free to those who come first.
func (p *plain) pass(now time.Time) {
	for p.offersAt(now) {
		party := p.next(now)
		if party == nil {
			return
		}
		p.offer(party, p.hours, now)
	}
}

func (p *plain) offer(party []*plainPerson, hours time.Duration, now time.Time) {
	for _, who := range party {
		who.state, who.expires = models.Offered, now.Add(hours)
		if p.starts.Before(who.expires) {
			who.expires = p.starts
		}
	}
}

// come brings in people who ask together: all have places, or all wait, or nobody is let in any more.
func (p *plain) come(party []*plainPerson, now time.Time) (ok bool) {
	if !now.Before(p.closes) {
		return false
	}
	p.asked++
	if len(party) > 1 {
		p.parties++
	}
	for _, who := range party {
		who.asked, who.priority, who.party = p.asked, 0, 0
		if len(party) > 1 {
			who.party = p.parties
		}
	}
	if p.applies && len(party) == 1 {
		party[0].state = models.Applied
		return true
	}
	p.settle(party, now)
	return true
}

// settle gives people places, unless somebody before them could take one; or a turn.
func (p *plain) settle(party []*plainPerson, now time.Time) {
	s, state := p.seats(now), models.Placed
	for _, others := range p.line() {
		if before(others[0], party[0]) < 0 && s.all(others) {
			state = models.Waiting
		}
	}
	if !s.all(party) {
		state = models.Waiting
	}
	for _, who := range party {
		who.state = state
	}
}

// left is how many places somebody of the system would find who asks now.
func (p *plain) left(system string, now time.Time) int {
	if p.next(now) != nil {
		return 0
	}
	s, n := p.seats(now), 0
	for _, party := range p.line() {
		s.all(party)
	}
	for s.sit(system) {
		n++
	}
	return n
}

// out takes somebody off, whatever they hold, and passes on what became free.
func (p *plain) out(who *plainPerson, now time.Time) {
	who.state = ""
	p.pass(now)
}

// held counts the places taken, on offer and reserved.
func (p *plain) held() int { return p.places - p.seats(time.Time{}).free }
