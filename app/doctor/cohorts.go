package doctor

import (
	"context"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// cohorts asks whether cohorts run from their first session to their last, and whether no more people are placed or offered
// than there are places.
func cohorts(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	var f findings
	overfull, err := r.Overfull(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, overfull...)
	looked, dates, err := outOfDates(ctx, r)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, dates)
	check := f.check("cohorts")
	check.Summary = counted(looked, "cohort runs", "cohorts run") + " as their sessions do, with no more people than places."
	if check.Found > 0 {
		check.Summary = counted(check.Found, "cohort has", "cohorts have") + " other dates than their sessions, or more people than places: find out who changed them, and put the dates or the capacity right."
	}
	return check, nil
}

// outOfDates finds the cohorts that do not start with their first session, or end with their last.
func outOfDates(ctx context.Context, r store.Reads) (looked int, found store.Found, err error) {
	read := func(after models.ID, most int) ([]models.Cohort, error) { return r.CohortsAfter(ctx, after, most) }
	looked, err = each(read, func(c models.Cohort) models.ID { return c.ID }, func(list []models.Cohort, ids []models.ID) error {
		sessions, err := r.SessionsOf(ctx, ids)
		if err != nil {
			return err
		}
		spans := map[models.ID]span{}
		for _, s := range sessions {
			spans[s.CohortID] = spans[s.CohortID].with(s)
		}
		for _, c := range list {
			within, held := spans[c.ID]
			if !held || within.from.Equal(c.Starts) && within.to.Equal(c.Ends) {
				continue
			}
			how := c.Code + ": it says " + span{c.Starts, c.Ends}.words() + ", its sessions say " + within.words()
			found.Add(store.Broken{Table: "cohorts", Key: string(c.ID), How: how}, most)
		}
		return nil
	})
	return looked, found, err
}

// span is a stretch of time.
type span struct{ from, to time.Time }

func (s span) with(session models.Session) span {
	if s.from.IsZero() || session.Starts.Before(s.from) {
		s.from = session.Starts
	}
	if session.Ends.After(s.to) {
		s.to = session.Ends
	}
	return s
}

func (s span) words() string {
	return s.from.UTC().Format(time.RFC3339) + " to " + s.to.UTC().Format(time.RFC3339)
}
