package models

import "time"

// AskKind tells what somebody asks of a person.
type AskKind string

// What somebody may be asked: to show evidence, to say where a colleague stands, and to review a draft.
const (
	AsksEvidence AskKind = "evidence"
	AsksLevel    AskKind = "level"
	AsksReview   AskKind = "review"
)

// Ask is something about competencies or frameworks that a person was asked and has not answered.
type Ask struct {
	Kind AskKind
	ID   ID     // of the assessment that wants evidence, of the request, or of the review
	What string // competency, or framework
	By   string // who asked
	At   time.Time
}
