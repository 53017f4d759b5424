package learning_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestFiveHundredPeopleForTwentyPlacesThroughTwoStores lets 500 people ask at once for 20 places, of which two systems hold some,
// while others leave, offers run out, are taken and turned down, and the places kept are released. Two stores stand over one
// PostgreSQL, as those of two processes would; one over SQLite. At no time are there more places held than there are, and at the
// end nobody was passed over, and each offer was of a place of its own.
func TestFiveHundredPeopleForTwentyPlacesThroughTwoStores(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHall(w)
		r := &rush{hall: h, services: []*learning.Service{h.s}}
		if w.Store.Engine() == store.PostgreSQL {
			second, err := store.Open(t.Context(), modeltest.Address(w.Store), w.Clock.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = second.Close() })
			r.services = append(r.services, &learning.Service{Store: second, BaseURL: "http://trellis.test"})
		}
		r.begin(500)
		watched := make(chan struct{})
		stop := make(chan struct{})
		go func() { defer close(watched); r.watch(t, stop) }()
		r.run(t)
		close(stop)
		<-watched
		r.settled(t)
	})
}

// rush is a cohort for which many ask at once.
type rush struct {
	*hall
	services []*learning.Service
	cohort   models.Cohort
	until    time.Time
	many     []models.Actor
}

func (r *rush) begin(people int) {
	w := r.w
	r.until = w.Store.Now().Add(time.Hour)
	r.cohort = w.CohortOf(r.course, "RUSH", 20, w.Store.Now().AddDate(0, 0, 28))
	modeltest.Plant(w.T, w.Store, "UPDATE cohorts SET shares_until = '"+r.until.Format("2006-01-02 15:04:05.999999-07:00")+"' WHERE code = 'RUSH'")
	w.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.KeepShares(ctx, r.cohort.ID, []models.Share{{OrganisationID: r.systems["north"], Places: 5}, {OrganisationID: r.systems[south], Places: 5}})
	})
	posts := [][]models.Post{r.people[0].Posts, r.people[1].Posts, r.people[2].Posts}
	list := make([]models.Person, people)
	now := w.Store.Now()
	for i := range list {
		email := fmt.Sprintf("r%03d@example.org", i)
		list[i] = models.Person{ID: store.NewID(), Email: email, EmailKey: store.Fold(email), Name: "Somebody", NameKey: "somebody", WelcomedAt: &now, CreatedAt: now}
		r.many = append(r.many, models.Actor{Person: list[i], Posts: posts[i%3]})
	}
	w.Keep(&list)
}

// run does all at once what the people and the calendar do.
func (r *rush) run(t *testing.T) {
	var group sync.WaitGroup
	var asked atomic.Int32
	for i, who := range r.many {
		s := r.services[i%len(r.services)]
		group.Go(func() {
			e, err := s.Enrol(t.Context(), who, learning.Enrol{Cohort: "RUSH"})
			if err != nil {
				t.Errorf("somebody was turned away: %v", err)
				return
			}
			if asked.Add(1) == 250 { // the places kept are released meanwhile
				r.w.Clock.Set(r.until)
			}
			if i%10 == 0 || e.State == models.Placed && i%2 == 0 {
				var meanwhile models.Invalid // an offer to them ended
				if _, err := s.Withdraw(t.Context(), who, learning.Withdraw{Enrolment: e.ID}); err != nil && !errors.As(err, &meanwhile) {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	var calendar sync.WaitGroup
	for i, s := range r.services {
		calendar.Go(func() { r.work(t, s, done, i) })
	}
	group.Wait()
	close(done)
	calendar.Wait()
	for r.offers(t) < 20 { // on a slow machine few left meanwhile: two more do at the same moment
		lines, err := r.s.Store.Line(t.Context(), r.cohort.ID, models.Placed)
		if err != nil || len(lines) < 2 {
			t.Fatalf("%d have places (%v)", len(lines), err)
		}
		for i, line := range lines[:2] {
			s, who := r.services[i%len(r.services)], models.Actor{Person: models.Person{ID: line.PersonID}}
			group.Go(func() {
				if _, err := s.Withdraw(t.Context(), who, learning.Withdraw{Enrolment: line.ID}); err != nil {
					t.Error(err)
				}
			})
		}
		if group.Wait(); t.Failed() {
			return
		}
	}
}

// offers counts all that were made on the cohort.
func (r *rush) offers(t *testing.T) int {
	return modeltest.Count(t, modeltest.SQL(t, r.w.Store), "SELECT count(*) FROM offers JOIN enrolments ON enrolments.id = offers.enrolment_id WHERE cohort_id = '"+string(r.cohort.ID)+"'")
}

// work answers offers, and does what the calendar owes, until it is told to stop.
func (r *rush) work(t *testing.T, s *learning.Service, done <-chan struct{}, n int) {
	for turn := n; ; turn++ {
		lines, err := s.Store.Line(t.Context(), r.cohort.ID, models.Offered)
		if err != nil {
			t.Error(err)
			return
		}
		for i, line := range lines {
			o, err := s.Store.LastOffer(t.Context(), line.ID)
			if err != nil {
				t.Error(err)
				return
			}
			switch (turn + i) % 4 { // another process may have been faster
			case 0:
				_, _ = s.AcceptOffer(t.Context(), models.Actor{}, o.Token)
			case 1, 3:
				_, _ = s.DeclineOffer(t.Context(), models.Actor{}, o.Token)
			case 2:
				if r.w.Clock.Now().Before(r.cohort.Starts.AddDate(0, 0, -7)) {
					r.w.Clock.Advance(5 * time.Hour)
				}
				if err := s.Lapse(t.Context(), o.ID); err != nil {
					t.Error(err)
				}
			}
		}
		if err := s.OfferPlaces(t.Context(), r.cohort.ID); err != nil {
			t.Error(err)
		}
		select {
		case <-done:
			if turn > n+15 {
				return
			}
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// watch looks all the time whether more places are held than there are.
func (r *rush) watch(t *testing.T, stop <-chan struct{}) {
	for {
		held, _, err := r.services[0].Store.CountEnrolled(t.Context(), r.cohort.ID)
		if err != nil || held > 20 {
			t.Errorf("%d of 20 places are held (%v)", held, err)
			return
		}
		select {
		case <-stop:
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// settled looks at how all of them stand in the end.
func (r *rush) settled(t *testing.T) {
	if err := r.s.OfferPlaces(t.Context(), r.cohort.ID); err != nil {
		t.Fatal(err)
	}
	held, waiting, err := r.w.Store.CountEnrolled(t.Context(), r.cohort.ID)
	if err != nil || held != 20 || waiting == 0 {
		t.Errorf("%d places are held, and %d wait (%v)", held, waiting, err)
	}
	lines, err := r.w.Store.Line(t.Context(), r.cohort.ID, models.Offered, models.Waiting)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[models.ID]bool{}
	for _, line := range lines {
		if seen[line.ID] || (line.OfferExpires != nil) != (line.State == models.Offered) {
			t.Errorf("%s is %s, with an offer until %v, twice: %v", line.ID, line.State, line.OfferExpires, seen[line.ID])
		}
		seen[line.ID] = true
	}
	db, cohort := modeltest.SQL(t, r.w.Store), "cohort_id = '"+string(r.cohort.ID)+"'"
	if n := modeltest.Count(t, db, "SELECT count(*) FROM (SELECT applied_at FROM enrolments WHERE "+cohort+" GROUP BY applied_at HAVING count(*) > 1) AS same"); n != 0 {
		t.Errorf("%d turns were given twice", n)
	}
	// Whoever got a place, or an offer, asked before all of their system who wait still; and once nothing is kept, before all.
	const passed = `SELECT count(*) FROM enrolments AS got JOIN enrolment_changes ON enrolment_changes.enrolment_id = got.id AND enrolment_changes.to_state IN ('placed', 'offered')
		JOIN enrolments AS waits ON waits.cohort_id = got.cohort_id AND waits.state = 'waiting' AND waits.applied_at < got.applied_at WHERE got.`
	if n := modeltest.Count(t, db, passed+cohort+" AND coalesce(got.system_id, '') = coalesce(waits.system_id, '')"); n != 0 {
		t.Errorf("%d times somebody was passed over by somebody of their own system", n)
	}
	released := "'" + r.until.Format("2006-01-02 15:04:05") + "'"
	if n := modeltest.Count(t, db, passed+cohort+" AND enrolment_changes.changed_at >= "+released); n != 0 {
		t.Errorf("%d times somebody was passed over once nothing was kept", n)
	}
}
