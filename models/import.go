package models

import (
	"encoding/json"
	"time"
)

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

// ImportKind tells what a file is about.
type ImportKind string

// The kinds of import.
const (
	ImportOfPeople        ImportKind = "people"
	ImportOfOrganisations ImportKind = "organisations"
)

// Import is a file that is checked, looked at, kept, and undone where need be.
type Import struct {
	ID         ID
	Kind       ImportKind
	FileName   string // as its sender calls it: shown, and nothing else
	Data       []byte // emptied when it is no longer needed
	LeaveOn    Date   // the last day of people of the file's organisations who are not in it; no day: they stay
	State      ImportState
	Doing      string // what it is at
	Done       int    // rows
	Amount     int    // of rows
	Report     string // as JSON
	Problem    string // why it has to be looked at again, in words
	MadeByID   ID
	MadeAt     time.Time
	KeptByID   *ID
	KeptAt     *time.Time
	UndoneByID *ID
	UndoneAt   *time.Time
}

// Running tells whether something is being done to it.
func (i Import) Running() bool { return i.State == ImportChecking || i.State == ImportKeeping }

// ImportOutcome tells what an import does with a row of its file.
type ImportOutcome string

// What becomes of a row.
const (
	RowAdded     ImportOutcome = "added"
	RowChanged   ImportOutcome = "changed"
	RowUnchanged ImportOutcome = "unchanged"
	RowLeaver    ImportOutcome = "leaver" // somebody who is not in the file
	RowRefused   ImportOutcome = "refused"
)

// ImportRow is what an import would do, or did, with a row of its file.
type ImportRow struct {
	ImportID   ID  `gorm:"primaryKey"`
	Number     int `gorm:"primaryKey;autoIncrement:false"`
	Line       int // of the file; 0 for somebody who is not in it
	Outcome    ImportOutcome
	Who        string // address or code
	Name       string
	Changes    string // as JSON: see Alterations
	ColumnName string // where it is refused
	Value      string
	Problem    string
}

// Alteration is one thing that a row changes, by the name of its column.
type Alteration struct{ Column, Was, Becomes string }

// Alterations are what the row changes; of one that adds, what it brings.
func (r ImportRow) Alterations() []Alteration {
	var list []Alteration
	if err := json.Unmarshal([]byte(r.Changes), &list); err != nil {
		return nil // there are none
	}
	return list
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
