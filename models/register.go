package models

import (
	"strconv"
	"time"
)

// OnRegister are the states of those expected at the sessions: they have a place, or had one to the end.
func OnRegister() []EnrolmentState { return []EnrolmentState{Placed, Completed, NotCompleted} }

// MarkableAt tells whether the register of the session may be kept: from half an hour before it starts, when people come in.
func (s Session) MarkableAt(now time.Time) bool { return !now.Before(s.JoinOpens()) }

// Entry is what a register says of one person: a mark and, of one who came in part, the minutes where they are known.
// The empty Entry is not marked.
type Entry struct {
	Mark    Mark
	Minutes int // 0 where they are not known, and for every mark but part
}

// EntryOf is what an attendance says.
func EntryOf(a Attendance) Entry {
	e := Entry{Mark: a.Mark}
	if a.Mark == Part && a.Minutes != nil {
		e.Minutes = *a.Minutes
	}
	return e
}

// ReadEntry reads an entry as a form sends it: the mark, empty for none, and minutes, empty where they are not known.
// The problem is empty when there is none. Minutes beside any other mark than part are left out.
func ReadEntry(mark, minutes string, length int) (e Entry, problem string) {
	e = Entry{Mark: Mark(mark)}
	if e.Mark != "" && !e.Mark.Known() {
		return Entry{}, "Choose Attended, Part, Missed or Apologies"
	}
	if e.Mark != Part || minutes == "" {
		return e, ""
	}
	n, err := strconv.Atoi(minutes)
	if err != nil || n < 1 || n > length {
		return e, "Enter minutes from 1 to " + strconv.Itoa(length) + ", or leave them empty"
	}
	e.Minutes = n
	return e, ""
}

// Text is the entry as a page keeps it beside the form, to tell later what was changed: "part 45".
func (e Entry) Text() string {
	if e.Minutes > 0 {
		return string(e.Mark) + " " + strconv.Itoa(e.Minutes)
	}
	return string(e.Mark)
}

// Attendance is the line of a register that the entry makes. There is none for an entry that is not marked.
func (e Entry) Attendance(session, enrolment, by ID, now time.Time) Attendance {
	a := Attendance{SessionID: session, EnrolmentID: enrolment, Mark: e.Mark, Source: ByTrainerHand, MarkedByID: by, MarkedAt: now}
	if e.Minutes > 0 {
		minutes := e.Minutes
		a.Minutes = &minutes
	}
	return a
}

// MergeEntries says what to show to somebody whose register was saved by another meanwhile: their own entry where they
// changed it since they opened the page, and the saved one elsewhere.
func MergeEntries(opened, mine, saved Entry) Entry {
	if mine != opened {
		return mine
	}
	return saved
}

// Nearly tells whether only one thing is missing.
func (s Standing) Nearly() bool { return s.Decision == nil && len(s.Missing) == 1 }

// CompletableAt tells whether completion records of the cohort may be issued: from the start of its last day on.
func (c Cohort) CompletableAt(now time.Time) bool { return DateOf(now) >= DateOf(c.Ends) }

// MarksOf are the lines of registers by enrolment and session.
func MarksOf(attendances []Attendance) map[ID]map[ID]Attendance {
	marks := map[ID]map[ID]Attendance{}
	for _, a := range attendances {
		if marks[a.EnrolmentID] == nil {
			marks[a.EnrolmentID] = map[ID]Attendance{}
		}
		marks[a.EnrolmentID][a.SessionID] = a
	}
	return marks
}

// PassesOf are the units that each enrolment has met.
func PassesOf(passes []Pass) map[ID]map[ID]bool {
	met := map[ID]map[ID]bool{}
	for _, p := range passes {
		if met[p.EnrolmentID] == nil {
			met[p.EnrolmentID] = map[ID]bool{}
		}
		met[p.EnrolmentID][p.UnitID] = true
	}
	return met
}
