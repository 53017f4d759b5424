package models

import "time"

// ImportState is where an import stands.
type ImportState string

// The states of an import.
const (
	ImportChecking ImportState = "checking"
	ImportChecked  ImportState = "checked" // waits to be confirmed
	ImportRefused  ImportState = "refused" // the file has problems
	ImportKeeping  ImportState = "keeping"
	ImportKept     ImportState = "kept"
	ImportUndone   ImportState = "undone"
	ImportStopped  ImportState = "stopped" // by whoever began it, before anything was kept
	ImportFailed   ImportState = "failed"  // by a fault of ours
)

// Import is a file that is checked, looked at, kept, and undone where need be.
type Import struct {
	ID       ID
	Kind     string // people or organisations
	FileName string
	Data     []byte // emptied when it is no longer needed
	Leavers  string // what becomes of people of these organisations who are not in the file: nothing, or "end"
	State    ImportState
	Doing    string // what it is at
	Done     int    // rows
	Amount   int    // of rows
	Report   string // as JSON
	Problem  string
	MadeByID ID
	MadeAt   time.Time
	KeptAt   *time.Time
	UndoneAt *time.Time
}

// ImportChange is what an import did to one row: what it was before (nothing where it is new) and became, as JSON.
type ImportChange struct {
	ImportID ID  `gorm:"primaryKey"`
	Number   int `gorm:"primaryKey;autoIncrement:false"`
	Noun     string
	RowID    ID
	Was      string
	Became   string
}
