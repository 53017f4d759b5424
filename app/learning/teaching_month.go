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
	at := map[models.ID]*Waits{}
	var ids []models.ID
	for _, c := range slices.Concat(page.Running, page.Coming) {
		w := &Waits{TaughtCohort: c}
		if free := c.Free(c.Placed + c.Offered); c.Waiting == 0 && c.OpenAt(page.Now) && !c.Unscheduled && c.Starts.Before(page.Now.Add(aheadFor)) {
			w.FreeSoon = free
		}
		at[c.ID], ids = w, append(ids, c.ID)
	}
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
	for _, session := range sessions {
		if w := at[session.CohortID]; w != nil && w.State == models.CohortOpen && session.Ends.After(page.Now) && session.Starts.Before(page.Now.Add(aheadFor)) {
			page.Ahead = append(page.Ahead, AheadSession{Session: session.Session, Cohort: w.TaughtCohort})
		}
	}
	slices.SortStableFunc(page.Ahead, func(a, b AheadSession) int { return a.Starts.Compare(b.Starts) })
	return err
}
