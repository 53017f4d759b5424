package models

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Appointment is a session as a person's calendar was last told of it. Its sequence rises with everything that it is told.
type Appointment struct {
	ID        ID
	SessionID ID // of one that may have been removed since
	CohortID  ID
	PersonID  ID
	Sequence  int
	Cancelled bool
	Title     string
	Place     string
	Starts    time.Time
	Ends      time.Time
	ToldAt    time.Time
}

// OnCalendar tells whether the sessions of the cohort stand in the person's calendar.
func (s EnrolmentState) OnCalendar() bool { return slices.Contains(OnRegister(), s) }

// Appoints are the sessions of the cohort as a calendar of the person is to hold them: none of a cohort that is a draft, was
// called off, or has no dates yet.
func (c Cohort) Appoints(course Course, sessions []Session, person ID) []Appointment {
	if c.State != CohortOpen || c.Unscheduled {
		return nil
	}
	list := make([]Appointment, len(sessions))
	for i, s := range sessions {
		list[i] = Appointment{
			SessionID: s.ID, CohortID: c.ID, PersonID: person, Title: s.CalendarTitle(course), Place: s.PlaceOf(c), Starts: s.Starts, Ends: s.Ends,
		}
	}
	return list
}

// CalendarTitle is what a calendar calls the session.
func (s Session) CalendarTitle(course Course) string {
	return course.Title + ", session " + strconv.Itoa(s.Number) + ": " + s.Title
}

// PlaceOf is where the session takes place: its own place, or that of the cohort.
func (s Session) PlaceOf(c Cohort) string { return cmp.Or(s.Place, c.Place) }

// says tells whether a calendar that was told the one need not be told the other.
func (a Appointment) says(b Appointment) bool {
	return !a.Cancelled && a.Title == b.Title && a.Place == b.Place && a.Starts.Equal(b.Starts) && a.Ends.Equal(b.Ends)
}

// overAt tells whether the session has ended, as the calendar knows it: it is left there as it was.
func (a Appointment) overAt(now time.Time) bool { return !a.Ends.After(now) }

// liveAt tells whether the calendar holds the session as one that is still to come; it holds none of the zero Appointment.
func (a Appointment) liveAt(now time.Time) bool { return !a.Cancelled && !a.overAt(now) }

// Tell compares what calendars are to hold with what they were last told, and answers what they are to be told now: each
// with a sequence above all that came before it. What is over is not touched.
func Tell(wanted, told []Appointment, now time.Time) []Appointment {
	type slot struct{ session, person ID }
	last := make(map[slot]Appointment, len(told))
	for _, t := range told {
		last[slot{t.SessionID, t.PersonID}] = t
	}
	var list []Appointment
	for _, w := range wanted {
		at := slot{w.SessionID, w.PersonID}
		t, known := last[at]
		delete(last, at)
		if known && t.says(w) || w.overAt(now) && !t.liveAt(now) {
			continue
		}
		w.ToldAt = now
		if known {
			w.ID, w.Sequence = t.ID, t.Sequence+1
		}
		list = append(list, w)
	}
	for _, t := range told {
		if _, left := last[slot{t.SessionID, t.PersonID}]; left && t.liveAt(now) {
			list = append(list, t.cancel(now))
		}
	}
	return list
}

// cancel takes the appointment back.
func (a Appointment) cancel(now time.Time) Appointment {
	a.Sequence, a.Cancelled, a.ToldAt = a.Sequence+1, true, now
	return a
}
