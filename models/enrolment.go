package models

import (
	"slices"
	"time"
)

// EnrolmentState is where a person stands on a cohort.
type EnrolmentState string

// The states of an enrolment.
const (
	Applied      EnrolmentState = "applied"
	Waiting      EnrolmentState = "waiting"
	Offered      EnrolmentState = "offered"
	Placed       EnrolmentState = "placed"
	Withdrawn    EnrolmentState = "withdrawn"
	Declined     EnrolmentState = "declined"
	Lapsed       EnrolmentState = "lapsed"
	Refused      EnrolmentState = "refused"
	Cancelled    EnrolmentState = "cancelled"
	Completed    EnrolmentState = "completed"
	NotCompleted EnrolmentState = "not_completed"
)

// Live tells whether the person is on the cohort, or in line for it; somebody who is may not ask again.
func (s EnrolmentState) Live() bool {
	return slices.Contains([]EnrolmentState{Applied, Waiting, Offered, Placed, Completed, NotCompleted}, s)
}

// HoldsPlace tells whether the state counts against the places of the cohort.
func (s EnrolmentState) HoldsPlace() bool {
	return s == Offered || s == Placed || s == Completed || s == NotCompleted
}

// InLine tells whether the person waits for a place, or for the approval that comes before one: a newcomer comes after them.
func (s EnrolmentState) InLine() bool { return s == Waiting || s == Applied }

// next lists the states that may follow each state. What is missing here cannot happen.
func (s EnrolmentState) next() []EnrolmentState {
	switch s {
	case Applied:
		return []EnrolmentState{Waiting, Placed, Refused, Withdrawn, Cancelled}
	case Waiting:
		return []EnrolmentState{Offered, Withdrawn, Cancelled}
	case Offered:
		return []EnrolmentState{Placed, Declined, Lapsed, Withdrawn, Cancelled}
	case Placed:
		return []EnrolmentState{Completed, NotCompleted, Withdrawn, Cancelled}
	case NotCompleted:
		return []EnrolmentState{Completed}
	case Completed:
		return []EnrolmentState{NotCompleted}
	case Withdrawn, Declined, Lapsed, Refused, Cancelled:
		return nil
	}
	return nil
}

// MayBecome tells whether the one state may follow the other.
func (s EnrolmentState) MayBecome(to EnrolmentState) bool { return slices.Contains(s.next(), to) }

// Enrolment is a person in a cohort, in a state.
type Enrolment struct {
	ID       ID
	CohortID ID
	PersonID ID
	// OrganisationID is where the person worked when they asked: figures stay with where people were.
	OrganisationID *ID
	State          EnrolmentState
	Priority       int
	AppliedAt      time.Time
	ChangedAt      time.Time
	Needs          string // access needs, for the trainer alone
}

// To moves the enrolment to another state, or says why it cannot.
func (e Enrolment) To(state EnrolmentState, now time.Time) (Enrolment, error) {
	if !e.State.MayBecome(state) {
		return e, Invalid{"enrolment": "This enrolment has changed since you opened it. Look at where it stands now"}
	}
	e.State, e.ChangedAt = state, now
	return e, nil
}

// WithdrawableAt tells whether the person may still give the place, the offer or the turn back: until the cohort ends.
func (e Enrolment) WithdrawableAt(c Cohort, now time.Time) bool {
	return e.State.MayBecome(Withdrawn) && !c.FinishedAt(now)
}

// EnrolmentChange is one move of an enrolment from a state to another: who, when and why.
type EnrolmentChange struct {
	ID          ID
	EnrolmentID ID
	FromState   EnrolmentState
	ToState     EnrolmentState
	ByID        *ID // nobody: the calendar did it
	Reason      string
	ChangedAt   time.Time
}

// Offer is a place held for a person until a time.
type Offer struct {
	ID          ID
	EnrolmentID ID
	Token       string // opens the offer without signing in
	MadeAt      time.Time
	ExpiresAt   time.Time
	ClosedAt    *time.Time // answered, run out, or withdrawn
}

// OpenAt tells whether the offer can still be taken.
func (o Offer) OpenAt(now time.Time) bool { return o.ClosedAt == nil && now.Before(o.ExpiresAt) }

// EnrolmentStates lists every state.
func EnrolmentStates() []EnrolmentState {
	return []EnrolmentState{Applied, Waiting, Offered, Placed, Withdrawn, Declined, Lapsed, Refused, Cancelled, Completed, NotCompleted}
}
