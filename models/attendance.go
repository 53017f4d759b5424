package models

import "time"

// Mark is what a register says of one person at one session. The empty Mark is not marked yet.
type Mark string

// The marks of a register.
const (
	Attended  Mark = "attended"
	Part      Mark = "part"
	Missed    Mark = "missed"
	Apologies Mark = "apologies"
)

// Marks lists the marks in the order a register shows them.
func Marks() []Mark { return []Mark{Attended, Part, Missed, Apologies} }

// Known tells whether the mark is one of the four.
func (m Mark) Known() bool { return m == Attended || m == Part || m == Missed || m == Apologies }

// Attendance is one person's line in the register of one session.
type Attendance struct {
	SessionID   ID `gorm:"primaryKey"`
	EnrolmentID ID `gorm:"primaryKey"`
	Mark        Mark
	// Minutes present; nil where the mark alone says it: all of an attended session, half of one in part.
	Minutes    *int
	Note       string
	Source     MarkSource
	MarkedByID ID
	MarkedAt   time.Time
}

// MinutesOf is how long the person was present at a session of that length.
func (a Attendance) MinutesOf(length int) int {
	switch {
	case a.Mark == Missed || a.Mark == Apologies || a.Mark == "":
		return 0
	case a.Minutes != nil:
		return min(*a.Minutes, length)
	case a.Mark == Part:
		return length / 2
	}
	return length
}

// Pass says that a person has met a unit that is not a session: an assignment was accepted, self-study done.
type Pass struct {
	EnrolmentID ID `gorm:"primaryKey"`
	UnitID      ID `gorm:"primaryKey"`
	ByID        ID
	PassedAt    time.Time
}
