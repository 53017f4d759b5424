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

// What may be handed in at once.
const (
	MostHandedInFiles = 5
	MostHandedInBytes = 40 << 20 // of all files together
)

// HandsIn tells whether somebody may hand in: those on a cohort, also after its end, until they have a record.
func (e Enrolment) HandsIn() bool { return e.State == Placed || e.State == NotCompleted }

// Open tells whether the attempt is not answered.
func (s Submission) Open() bool { return s.State == SubmissionDraft || s.State == SubmissionSubmitted }

// Answered tells whether somebody has said what they make of it.
func (s Submission) Answered() bool {
	return s.State == SubmissionPassed || s.State == SubmissionNotYet
}

// NextAttempt is what the person works on now, after the attempts that were made: the draft, or after one that did not pass yet
// another, which begins with what the last one said and is not kept yet. None, while the last one waits or has passed.
func NextAttempt(enrolment, unit ID, attempts []Submission) (s Submission, may bool) {
	next := Submission{EnrolmentID: enrolment, UnitID: unit, Attempt: 1, State: SubmissionDraft}
	if len(attempts) == 0 {
		return next, true
	}
	last := attempts[len(attempts)-1]
	switch last.State {
	case SubmissionDraft:
		return last, true
	case SubmissionNotYet:
		next.Attempt, next.Says, next.URL = last.Attempt+1, last.Says, last.URL
		return next, true
	case SubmissionSubmitted, SubmissionPassed:
	}
	return Submission{}, false
}

// SaysSame tells whether two hold the same words.
func (s Submission) SaysSame(says, url string) bool { return s.Says == says && s.URL == url }

// Saved is the draft with other words.
func (s Submission) Saved(says, url string, now time.Time) Submission {
	s.Says, s.URL, s.SavedAt, s.Version = says, url, now, s.Version+1
	return s
}

// Submitted is the draft handed in.
func (s Submission) Submitted(now time.Time) Submission {
	s.State, s.SubmittedAt = SubmissionSubmitted, &now
	return s
}

// TakenBack is a submission that is a draft again, while nobody has answered it.
func (s Submission) TakenBack() (Submission, error) {
	if s.State != SubmissionSubmitted {
		return s, ErrStale
	}
	s.State, s.SubmittedAt, s.Version = SubmissionDraft, nil, s.Version+1
	return s, nil
}

// Answer is the submission with what a trainer makes of it. What was answered before is corrected; a draft has nothing to answer.
func (s Submission) Answer(passed bool) (Submission, error) {
	if s.State == SubmissionDraft {
		return s, ErrStale
	}
	s.State, s.Version = SubmissionNotYet, s.Version+1
	if passed {
		s.State = SubmissionPassed
	}
	return s, nil
}
