package models

import "time"

// MarkSource tells where a mark came from.
type MarkSource string

// Where marks come from.
const (
	ByTrainerHand MarkSource = "trainer"
	ByCheckIn     MarkSource = "check_in" // the person, with the code that was shown
	ByFile        MarkSource = "file"     // a file about who came, confirmed by a trainer
)

// RegisterSave is one save of a register. It is kept with what it changed, so that it can be undone.
type RegisterSave struct {
	ID         ID
	SessionID  ID
	Source     MarkSource
	ByID       ID
	SavedAt    time.Time
	UndoneAt   *time.Time
	UndoneByID *ID
}

// RegisterChange is what a save of a register changed of one person. An empty mark is not marked.
type RegisterChange struct {
	RegisterSaveID ID `gorm:"primaryKey"`
	EnrolmentID    ID `gorm:"primaryKey"`
	WasMark        Mark
	WasMinutes     *int
	WasNote        string
	WasSource      MarkSource
	Mark           Mark
	Minutes        *int
	Note           string
}

// Says tells whether the line says the same as the other, whoever wrote them and when.
func (a Attendance) Says(other Attendance) bool {
	if a.Mark == "" || other.Mark == "" {
		return a.Mark == other.Mark
	}
	same := a.Minutes == nil && other.Minutes == nil || a.Minutes != nil && other.Minutes != nil && *a.Minutes == *other.Minutes
	return same && a.Mark == other.Mark && a.Note == other.Note
}

// Change is what the save makes of a line of the register: what it was, and what it is now.
func (s RegisterSave) Change(was, now Attendance) RegisterChange {
	return RegisterChange{
		RegisterSaveID: s.ID, EnrolmentID: now.EnrolmentID,
		WasMark: was.Mark, WasMinutes: was.Minutes, WasNote: was.Note, WasSource: was.Source,
		Mark: now.Mark, Minutes: now.Minutes, Note: now.Note,
	}
}

// Was is the line as it was before the change, at that session.
func (c RegisterChange) Was(session ID) Attendance {
	return Attendance{SessionID: session, EnrolmentID: c.EnrolmentID, Mark: c.WasMark, Minutes: c.WasMinutes, Note: c.WasNote, Source: c.WasSource}
}

// Made is the line that the change made.
func (c RegisterChange) Made(session ID) Attendance {
	return Attendance{SessionID: session, EnrolmentID: c.EnrolmentID, Mark: c.Mark, Minutes: c.Minutes, Note: c.Note}
}

// AttendanceReport is a file about who came to sessions of a cohort, until somebody has said what it means. Then its content is
// forgotten, and with it the times at which people joined and left.
type AttendanceReport struct {
	ID         ID
	CohortID   ID
	FileName   string // as its sender calls it: shown, and nothing else
	Content    []byte
	ByID       ID
	UploadedAt time.Time
	KeptAt     *time.Time
	DroppedAt  *time.Time
}

// ReportsForgottenAfter is how long a file about who came may wait to be looked at. Then what is in it is forgotten.
const ReportsForgottenAfter = 7 * 24 * time.Hour

// AttendanceName says who a name or an address in attendance files is, as a trainer of the cohort has said.
type AttendanceName struct {
	CohortID    ID     `gorm:"primaryKey"`
	NameKey     string `gorm:"primaryKey"` // folded
	EnrolmentID ID
}
