package models

import (
	"slices"
	"time"
)

// PathState is where one step of the path through a course stands for a person.
type PathState string

// The states of a step.
const (
	PathDone    PathState = "done"
	PathWaiting PathState = "waiting" // somebody else acts: feedback, or a register that is not filled in
	PathOpen    PathState = "open"    // can be done now
	PathLater   PathState = "later"   // its day has not come
	PathMissed  PathState = "missed"  // a session that went by without the person
)

// PathStep is one step of the path through a course: a unit, and for a session its date on the cohort.
type PathStep struct {
	Unit       Unit
	Session    *Session // nil for other kinds, and for a session without a date yet
	State      PathState
	Counts     bool // towards completion
	Attendance Attendance
	Entry      *LogEntry       // of self-study that the person did
	Work       SubmissionState // of the latest attempt at an assignment, as in Walked; empty for none
}

// Minutes is how long the step takes: a session that has a date as long as that.
func (s PathStep) Minutes() int {
	if s.Session != nil {
		return s.Session.Minutes()
	}
	return s.Unit.Minutes
}

// InPart tells that the person was at a part of the session.
func (s PathStep) InPart() bool { return s.Attendance.Mark == Part }

// Walked is what is known of how far one person is.
type Walked struct {
	Marks   map[ID]Attendance // by session
	Met     map[ID]bool       // units that are no sessions
	Entries map[ID]*LogEntry  // of self-study, by unit
	// Work is the state of the latest attempt at each unit. A draft after an attempt that did not pass leaves it at that.
	Work     map[ID]SubmissionState
	Decision *Decision // that stands in place of the rule; nil for none
}

// Path are the units of the course in order, as a person on a cohort with these sessions walks them. A session that the
// course does not name stands behind its sessions; a unit that the cohort gives no session stands there until it has dates.
func (c Course) Path(units []Unit, sessions []Session, w Walked, now time.Time) []PathStep {
	dated := meet(units, sessions)
	var steps []PathStep
	last := -1 // the last step that is a session
	for _, u := range units {
		if u.Kind != SessionUnit {
			steps = append(steps, c.ownStep(u, sessions, w, now))
			continue
		}
		if s := dated[u.ID]; s != nil {
			steps, last = append(steps, c.sessionStep(u, s, w, now)), len(steps)
		} else if len(sessions) == 0 {
			steps, last = append(steps, PathStep{Unit: u, State: PathLater, Counts: c.countsSessions()}), len(steps)
		}
	}
	for i, s := range sessions {
		if slices.ContainsFunc(units, func(u Unit) bool { return dated[u.ID] != nil && dated[u.ID].ID == s.ID }) {
			continue
		}
		last++
		steps = slices.Insert(steps, last, c.sessionStep(Unit{Kind: SessionUnit, Title: s.Title}, &sessions[i], w, now))
	}
	return steps
}

// meet finds the session of each session unit: the one that names it, or else the next that names none.
func meet(units []Unit, sessions []Session) map[ID]*Session {
	dated := map[ID]*Session{}
	var free []*Session
	for i, s := range sessions {
		if s.UnitID != nil && slices.ContainsFunc(units, func(u Unit) bool { return u.ID == *s.UnitID && u.Kind == SessionUnit }) && dated[*s.UnitID] == nil {
			dated[*s.UnitID] = &sessions[i]
		} else {
			free = append(free, &sessions[i])
		}
	}
	for _, u := range units {
		if u.Kind == SessionUnit && dated[u.ID] == nil && len(free) > 0 {
			dated[u.ID], free = free[0], free[1:]
		}
	}
	return dated
}

func (c Course) countsSessions() bool { return c.MinimumSessions > 0 || c.MinimumShare > 0 }

func (c Course) sessionStep(u Unit, s *Session, w Walked, now time.Time) PathStep {
	u.Title = s.Title
	step := PathStep{Unit: u, Session: s, Counts: c.countsSessions(), Attendance: w.Marks[s.ID]}
	switch {
	case step.Attendance.MinutesOf(s.Minutes()) > 0:
		step.State = PathDone
	case step.Attendance.Mark.Known():
		step.State = PathMissed
	case now.Before(s.Ends):
		step.State = PathLater
	default:
		step.State = PathWaiting
	}
	return step
}

// ownStep is a step that the person takes by themselves. What is said of the whole course is said once its sessions are over.
func (c Course) ownStep(u Unit, sessions []Session, w Walked, now time.Time) PathStep {
	step := PathStep{Unit: u, State: PathOpen, Counts: c.CountsUnit(u), Entry: w.Entries[u.ID], Work: w.Work[u.ID]}
	switch {
	case w.Met[u.ID]:
		step.State = PathDone
	case step.Work == SubmissionSubmitted:
		step.State = PathWaiting
	case u.Kind == EvaluationUnit && !overAt(sessions, now):
		step.State = PathLater
	}
	return step
}

func overAt(sessions []Session, now time.Time) bool {
	return len(sessions) > 0 && !slices.ContainsFunc(sessions, func(s Session) bool { return now.Before(s.Ends) })
}

// CountsUnit tells whether a unit that is no session counts towards completion.
func (c Course) CountsUnit(u Unit) bool {
	return u.Required || u.Kind == AssignmentUnit && c.NeedsAssignments || u.Kind == EvaluationUnit && c.NeedsEvaluation
}

// NextStep is the step to take next: the first that can be taken, or comes by its date, of those that count; then of the
// others. It answers -1 where there is none.
func NextStep(steps []PathStep) int {
	is := func(counts bool) int {
		return slices.IndexFunc(steps, func(s PathStep) bool {
			return s.Counts == counts && (s.State == PathOpen || s.State == PathLater && s.Session != nil)
		})
	}
	if n := is(true); n >= 0 {
		return n
	}
	return is(false)
}
