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

// CheckIn is open while people may mark themselves at a session with the code that is shown there.
type CheckIn struct {
	SessionID  ID     `gorm:"primaryKey"`
	Secret     []byte // what the codes are made from
	OpenedByID ID
	OpenedAt   time.Time
	ClosesAt   time.Time
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

// AttendanceName says who a name or an address in attendance files is, as a trainer of the cohort has said.
type AttendanceName struct {
	CohortID    ID     `gorm:"primaryKey"`
	NameKey     string `gorm:"primaryKey"` // folded
	EnrolmentID ID
}
