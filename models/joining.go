package models

import "time"

// JoinableAt tells whether the link to join is shown to those placed: from half an hour before the session until it ends.
func (s Session) JoinableAt(now time.Time) bool {
	return !now.Before(s.JoinOpens()) && now.Before(s.Ends)
}

// LinkFor is the link to join a session of the cohort: its own, or that of the cohort; empty when people meet in a room.
func (c Cohort) LinkFor(s Session) string {
	if s.JoinURL != "" {
		return s.JoinURL
	}
	return c.JoinURL
}

// Turn is the time by which somebody stands in line: now, or just after whoever asked last when clocks or transactions
// overtake each other, so that the order of asking is the order in which the cohort was locked.
func Turn(now, last time.Time) time.Time {
	if after := last.Add(time.Microsecond); after.After(now) {
		return after
	}
	return now
}
