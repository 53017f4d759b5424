package models

import "time"

// PairState tells whether the other of a pair has agreed.
type PairState string

// The states of a pair.
const (
	PairAsked    PairState = "asked"
	PairAccepted PairState = "accepted"
	PairDeclined PairState = "declined"
)

// Pair joins an analyst and the decision maker they come with, on one cohort. Who asks names the other; both get a place, or
// neither, once the other has agreed.
type Pair struct {
	ID              ID
	CohortID        ID
	AnalystID       ID
	DecisionMakerID ID
	State           PairState
	AskedAt         *time.Time
	AnsweredAt      *time.Time
}

// With is the other of the pair; nobody, where the person is none of the two.
func (p Pair) With(person ID) (other ID, ok bool) {
	switch person {
	case p.AnalystID:
		return p.DecisionMakerID, true
	case p.DecisionMakerID:
		return p.AnalystID, true
	}
	return "", false
}
