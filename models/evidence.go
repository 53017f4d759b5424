package models

import "time"

// EvidenceKind is what shows a skill.
type EvidenceKind string

// The kinds of evidence.
const (
	ByLogEntry EvidenceKind = "log_entry"
	ByRecord   EvidenceKind = "record"
	ByAddress  EvidenceKind = "address" // of a repository, a report or a dashboard
	ByBrief    EvidenceKind = "brief"   // a question of a decision maker that was answered
	ByWords    EvidenceKind = "words"
)

// Evidence shows a skill of a person. It stands beside every assessment of the skill made after it was added, until it is
// withdrawn.
type Evidence struct {
	ID                 ID
	PersonID           ID
	CompetencyID       ID
	Kind               EvidenceKind
	LogEntryID         *ID
	CompletionRecordID *ID
	Address            string
	Title              string
	Says               string
	AddedAt            time.Time
	WithdrawnAt        *time.Time
}

// TableName is evidence: the word has no plural.
func (Evidence) TableName() string { return "evidence" }

// StoodAt tells whether the evidence was there at that time.
func (e Evidence) StoodAt(t time.Time) bool {
	return !e.AddedAt.After(t) && (e.WithdrawnAt == nil || e.WithdrawnAt.After(t))
}

// RequestState is how far a request is.
type RequestState string

// The states of a request for an assessment.
const (
	RequestAsked     RequestState = "asked"
	RequestAnswered  RequestState = "answered"
	RequestDeclined  RequestState = "declined"
	RequestWithdrawn RequestState = "withdrawn"
)

// AssessmentRequest is a person's wish that somebody says where they stand in a competency: a peer, a trainer, or somebody in
// another organisation. Kind is that of the assessment which answers it.
type AssessmentRequest struct {
	ID           ID
	PersonID     ID
	CompetencyID ID
	OfID         *ID    // who is asked; nil where nobody has the address
	Address      string // by which they were asked; empty where by name
	Kind         AssessmentKind
	Says         string
	State        RequestState
	AskedAt      time.Time
	AnsweredAt   *time.Time
	AssessmentID *ID
	Answer       string // why they declined, if they said
}

// Remark is said between a person and those who judge them, about one assessment.
type Remark struct {
	ID            ID
	AssessmentID  ID
	ByID          ID
	Says          string
	WantsEvidence bool // the manager asks to be shown something
	MadeAt        time.Time
}
