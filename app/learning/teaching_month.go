package learning

import (
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// AheadSession is a session of the next weeks, with its cohort.
type AheadSession struct {
	models.Session
	Cohort store.TaughtCohort
}

// Waits is what of one coming or running cohort waits for its trainer.
type Waits struct {
	store.TaughtCohort
	Applied   int       // applications to decide
	Offers    int       // that run out soon
	NextReply time.Time // when the first of them does; zero for none
	Blocked   int       // people who cannot do a preparation
	FreeSoon  int       // places that nobody holds and nobody waits for, on a cohort that starts soon
}

func (w Waits) any() bool { return w.Applied+w.Offers+w.Blocked+w.FreeSoon > 0 }

const (
	aheadFor    = 31 * 24 * time.Hour // of the sessions of the month
	repliesSoon = 48 * time.Hour
)

// month adds the sessions of the next month, and what waits on each cohort that is not over: in as many queries for one as for
// many.
func (s *Service) month(ctx context.Context, page *TeachingPage, sessions []store.SessionCount) error {
	at, ids := page.waiting()
	applied, err := s.Store.AppliedOn(ctx, ids)
	if err != nil {
		return err
	}
	offers, err := s.Store.RunningOut(ctx, ids, page.Now.Add(repliesSoon))
	if err != nil {
		return err
	}
	blocked, err := s.Store.BlockedOn(ctx, ids)
	for _, o := range offers {
		w := at[o.CohortID]
		if w.Offers++; w.NextReply.IsZero() {
			w.NextReply = o.ExpiresAt
		}
	}
	for _, id := range ids {
		w := at[id]
		w.Applied, w.Blocked = applied[id], blocked[id]
		if w.any() {
			page.Waits = append(page.Waits, *w)
		}
	}
	page.ahead(at, sessions)
	return err
}

// waiting is what waits on each of the cohorts that are not over, as far as the cohorts themselves tell.
func (p *TeachingPage) waiting() (at map[models.ID]*Waits, ids []models.ID) {
	at = map[models.ID]*Waits{}
	for _, c := range slices.Concat(p.Running, p.Coming) {
		w := &Waits{TaughtCohort: c}
		if c.Waiting == 0 && c.OpenAt(p.Now) && !c.Unscheduled && c.Starts.Before(p.Now.Add(aheadFor)) {
			w.FreeSoon = c.Free(c.Placed + c.Offered)
		}
		at[c.ID], ids = w, append(ids, c.ID)
	}
	return at, ids
}

// ahead adds the sessions of the next month, the soonest first.
func (p *TeachingPage) ahead(at map[models.ID]*Waits, sessions []store.SessionCount) {
	for _, session := range sessions {
		if w := at[session.CohortID]; w != nil && w.State == models.CohortOpen && session.Ends.After(p.Now) && session.Starts.Before(p.Now.Add(aheadFor)) {
			p.Ahead = append(p.Ahead, AheadSession{Session: session.Session, Cohort: w.TaughtCohort})
		}
	}
	slices.SortStableFunc(p.Ahead, func(a, b AheadSession) int { return a.Starts.Compare(b.Starts) })
}
