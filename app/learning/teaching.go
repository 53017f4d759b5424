package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// TeachingPage is what somebody teaches, and what of it waits for them.
type TeachingPage struct {
	Running, Coming, Finished []store.TaughtCohort
	Registers                 []DueRegister
	Ready                     []ReadyCohort
	Full                      []store.TaughtCohort // with people who wait
	Ahead                     []AheadSession       // in the next month, the soonest first
	Waits                     []Waits              // by cohort
	MayPlan                   bool
	Now                       time.Time
}

// Empty tells that there is no cohort.
func (p TeachingPage) Empty() bool { return len(p.Running)+len(p.Coming)+len(p.Finished) == 0 }

// DueRegister is a session that has begun, with people who have no mark.
type DueRegister struct {
	store.SessionCount
	Cohort store.TaughtCohort
}

// Unmarked is how many people have no mark.
func (d DueRegister) Unmarked() int { return d.People - d.Marked() }

// ReadyCohort is a cohort that is over, with how many people meet its completion rule and have no record yet.
type ReadyCohort struct {
	store.TaughtCohort
	People int
}

// finishedFor is how many months a finished cohort stays on the page.
const finishedFor = 6

// Teaching is the page of the cohorts that the actor teaches; administrators see all.
func (s *Service) Teaching(ctx context.Context, actor models.Actor) (TeachingPage, error) {
	now := s.Store.Now()
	page := TeachingPage{Now: now, MayPlan: mayPlan(actor)}
	cohorts, err := s.Store.TaughtCohorts(ctx, taught(actor, policy.Teach), s.Store.Today().AddMonths(-finishedFor).Time().UTC())
	if err != nil || len(cohorts) == 0 {
		return page, err
	}
	for _, c := range cohorts {
		switch {
		case c.FinishedAt(now):
			page.Finished = append(page.Finished, c)
		case now.Before(c.Starts):
			page.Coming = append(page.Coming, c)
		default:
			page.Running = append(page.Running, c)
		}
		if c.Waiting > 0 && !c.FinishedAt(now) {
			page.Full = append(page.Full, c)
		}
	}
	sessions, byID, err := s.sessionsOf(ctx, cohorts)
	if err != nil {
		return page, err
	}
	page.Registers = due(sessions, byID, now)
	if err := s.month(ctx, &page, sessions); err != nil {
		return page, err
	}
	page.Ready, err = s.readyForRecords(ctx, page.Finished)
	return page, err
}

// taught is what the actor's lists of the act may hold.
func taught(actor models.Actor, act policy.Act) store.Taught {
	reach := policy.Scope(actor, act)
	return store.Taught{All: reach.All, Cohorts: reach.Cohorts, Courses: reach.Courses}
}

// mayPlan tells whether there is any course of which the actor may plan a cohort.
func mayPlan(actor models.Actor) bool {
	reach := policy.Scope(actor, policy.PlanCohort)
	return reach.All || len(reach.Courses) > 0
}

// dueRegisters are the registers of the cohorts that are to be finished, the oldest session first.
func (s *Service) dueRegisters(ctx context.Context, cohorts []store.TaughtCohort) ([]DueRegister, error) {
	sessions, byID, err := s.sessionsOf(ctx, cohorts)
	return due(sessions, byID, s.Store.Now()), err
}

// sessionsOf are the sessions of the cohorts with how their registers stand, and the cohorts by their ids.
func (s *Service) sessionsOf(ctx context.Context, cohorts []store.TaughtCohort) ([]store.SessionCount, map[models.ID]store.TaughtCohort, error) {
	ids := make([]models.ID, len(cohorts))
	byID := make(map[models.ID]store.TaughtCohort, len(cohorts))
	for i, c := range cohorts {
		ids[i], byID[c.ID] = c.ID, c
	}
	sessions, err := s.Store.SessionCounts(ctx, ids)
	return sessions, byID, err
}

// readyForRecords counts on each of the finished cohorts who meets the completion rule, in as many queries for one
// cohort as for many, and leaves out those with nobody.
func (s *Service) readyForRecords(ctx context.Context, finished []store.TaughtCohort) ([]ReadyCohort, error) {
	var open []store.TaughtCohort
	for _, c := range finished {
		if c.Placed > 0 {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	standings, err := s.standings(ctx, open)
	if err != nil {
		return nil, err
	}
	var ready []ReadyCohort
	for _, c := range open {
		if n := standings.qualify(c.ID); n > 0 {
			ready = append(ready, ReadyCohort{TaughtCohort: c, People: n})
		}
	}
	return ready, nil
}
