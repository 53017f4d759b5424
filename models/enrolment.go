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

// InLine tells whether the person waits for a place, or for the answer that comes before one.
func (s EnrolmentState) InLine() bool { return s == Waiting || s == Applied }

// next lists the states that may follow each state, as the table of moves has them.
func (s EnrolmentState) next() []EnrolmentState {
	var list []EnrolmentState
	for _, m := range EnrolmentMoves() {
		if m.From == s {
			list = append(list, m.To)
		}
	}
	return list
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
	// SystemID is the system to which that organisation belongs, where the cohort holds places for systems.
	SystemID  *ID
	State     EnrolmentState
	Awaits    Awaits // of whom an answer is awaited while the state is applied
	Priority  int    // higher is earlier
	AppliedAt time.Time
	ChangedAt time.Time
	Needs     string // access needs, for the trainer alone; forgotten once the cohort is over
	// PartyID joins those who come together, a pair or a team: they get places together, or wait together.
	PartyID *ID
	// PostID is the post for which the person comes: its manager approves.
	PostID        *ID
	NominatedByID *ID
	ReservationID *ID // whose place this was
	CopyManager   bool
}

// Awaits says of whom an answer is awaited.
type Awaits string

// Those of whom an answer may be awaited.
const (
	NobodyAwaited Awaits = ""
	AwaitsManager Awaits = "manager" // of the post, or the deputy
	AwaitsTrainer Awaits = "trainer"
	AwaitsPerson  Awaits = "person"  // who was nominated
	AwaitsPartner Awaits = "partner" // the other of the pair
)

// To moves the enrolment to another state, or says why it cannot.
func (e Enrolment) To(state EnrolmentState, now time.Time) (Enrolment, error) {
	if !e.State.MayBecome(state) {
		return e, Invalid{"enrolment": "This enrolment has changed since you opened it. Look at where it stands now"}
	}
	e.State, e.Awaits, e.ChangedAt = state, NobodyAwaited, now
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
	// Priority is the new one, where that is what changed; the state stays.
	Priority  *int
	ChangedAt time.Time
}

// Offer is a place held for a person until a time.
type Offer struct {
	ID          ID
	EnrolmentID ID
	Token       string // opens the offer without signing in
	MadeAt      time.Time
	ExpiresAt   time.Time
	AcceptedAt  *time.Time // by one of a pair, while the other has not answered
	ClosedAt    *time.Time // answered, run out, or withdrawn
	MadeByID    *ID        // by hand; nobody when a place became free
}

// OpenAt tells whether the offer can still be taken.
func (o Offer) OpenAt(now time.Time) bool { return o.ClosedAt == nil && now.Before(o.ExpiresAt) }

// EnrolmentStates lists every state.
func EnrolmentStates() []EnrolmentState {
	return []EnrolmentState{Applied, Waiting, Offered, Placed, Withdrawn, Declined, Lapsed, Refused, Cancelled, Completed, NotCompleted}
}
