package models

import "time"

// SubmissionState is where something handed in stands.
type SubmissionState string

// The states of a submission.
const (
	SubmissionDraft     SubmissionState = "draft"
	SubmissionSubmitted SubmissionState = "submitted" // waits for feedback
	SubmissionPassed    SubmissionState = "passed"
	SubmissionNotYet    SubmissionState = "not_yet" // another attempt may follow
)

// Submission is what a person hands in for an assignment: one attempt.
type Submission struct {
	ID          ID
	EnrolmentID ID
	UnitID      ID
	Attempt     int // from 1
	State       SubmissionState
	Says        string
	URL         string // of a repository
	// Version rises with every save, so that a stale save is seen.
	Version     int
	SavedAt     time.Time
	SubmittedAt *time.Time
}

// SubmissionFile is a file of a submission.
type SubmissionFile struct {
	SubmissionID ID `gorm:"primaryKey"`
	FileID       ID `gorm:"primaryKey"`
	Number       int
}

// Feedback is what a trainer says of a submission: passed, or not yet.
type Feedback struct {
	ID           ID
	SubmissionID ID
	Passed       bool
	Says         string
	ByID         ID
	GivenAt      time.Time
}
