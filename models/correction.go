package models

import "time"

// CorrectionState is where a correction stands.
type CorrectionState string

// The states of a correction.
const (
	CorrectionWaiting CorrectionState = "waiting"
	CorrectionDone    CorrectionState = "done"
	CorrectionRefused CorrectionState = "refused"
)

// Correction is what somebody says is wrong with a post of theirs: above all, who manages them.
type Correction struct {
	ID          ID
	PostID      ID
	PersonID    ID
	ManagerID   *ID    // whom they name instead, where known
	Says        string // in their words
	State       CorrectionState
	CreatedAt   time.Time
	DecidedAt   *time.Time
	DecidedByID *ID
	Reason      string
}
