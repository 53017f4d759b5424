package models

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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
	Note    string
}

// LongestNote is how many characters a note beside a mark may have.
const LongestNote = 200

// EntryOf is what an attendance says.
func EntryOf(a Attendance) Entry {
	e := Entry{Mark: a.Mark, Note: a.Note}
	if a.Mark == Part && a.Minutes != nil {
		e.Minutes = *a.Minutes
	}
	return e
}

// ReadEntry reads an entry as a form sends it: the mark, empty for none, minutes, empty where they are not known, and a note.
// The problem is empty when there is none. Minutes beside any other mark than part are left out.
func ReadEntry(mark, minutes, note string, length int) (e Entry, problem string) {
	e = Entry{Mark: Mark(mark), Note: note}
	switch {
	case e.Mark != "" && !e.Mark.Known():
		return Entry{Note: note}, "Choose Attended, Part, Missed or Apologies"
	case e.Mark == "" && note != "":
		return e, "Choose a mark for the note to stand beside, or take the note away"
	case utf8.RuneCountInString(note) > LongestNote:
		return e, "Keep the note to " + strconv.Itoa(LongestNote) + " characters"
	case e.Mark != Part || minutes == "":
		return e, ""
	}
	n, err := strconv.Atoi(minutes)
	if err != nil || n < 1 || n > length {
		return e, "Enter minutes from 1 to " + strconv.Itoa(length) + ", or leave them empty"
	}
	e.Minutes = n
	return e, ""
}

// ReadCell reads an entry as a grid has it: a letter, its word or nothing, with minutes after p.
func ReadCell(text, note string, length int) (e Entry, problem string) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	word := strings.TrimRight(text, "0123456789")
	minutes := text[len(word):]
	for _, m := range Marks() {
		if word != "" && (word == string(m) || word == m.Letter()) {
			if minutes != "" && m != Part {
				break
			}
			return ReadEntry(string(m), minutes, note, length)
		}
	}
	if text == "" {
		return ReadEntry("", "", note, length)
	}
	return Entry{Note: note}, "Type a for attended, p for part with minutes after it, m for missed or e for apologies"
}

// Letter is what stands for the mark in a grid: a, p, m or e. The last is for excused, since a has another meaning.
func (m Mark) Letter() string {
	switch m {
	case Attended:
		return "a"
	case Part:
		return "p"
	case Missed:
		return "m"
	case Apologies:
		return "e"
	}
	return ""
}

// Cell is the entry as a grid has it, without its note: "p45".
func (e Entry) Cell() string {
	if e.Minutes > 0 {
		return e.Mark.Letter() + strconv.Itoa(e.Minutes)
	}
	return e.Mark.Letter()
}

// noted parts an entry from its note in the text that a page keeps.
const noted = "; "

// Kept is the entry as a page keeps it beside the form, to tell later what was changed: "part 45; Came late".
func (e Entry) Kept() string {
	if e.Note == "" {
		return e.Text()
	}
	return e.Text() + noted + e.Note
}

// KeptEntry reads what Kept has written.
func KeptEntry(text string) Entry {
	text, note, _ := strings.Cut(text, noted)
	mark, minutes, _ := strings.Cut(text, " ")
	e := Entry{Mark: Mark(mark), Note: note}
	if n, err := strconv.Atoi(minutes); err == nil {
		e.Minutes = n
	}
	return e
}

// Text is the entry without its note, as files have it: "part 45".
func (e Entry) Text() string {
	if e.Minutes > 0 {
		return string(e.Mark) + " " + strconv.Itoa(e.Minutes)
	}
	return string(e.Mark)
}

// Attendance is the line of a register that the entry makes. There is none for an entry that is not marked.
func (e Entry) Attendance(session, enrolment, by ID, now time.Time) Attendance {
	a := Attendance{SessionID: session, EnrolmentID: enrolment, Mark: e.Mark, Note: e.Note, Source: ByTrainerHand, MarkedByID: by, MarkedAt: now}
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
