package models

import "time"

// MoveKind tells why people move.
type MoveKind string

// The kinds of move.
const (
	Merge    MoveKind = "merge" // the organisation closes, and the other succeeds it
	MovePart MoveKind = "move"  // some people, or all, go to work for the other
)

// MoveState is where a move stands.
type MoveState string

// The states of a move.
const (
	Moving MoveState = "moving"
	Moved  MoveState = "done"
)

// Move brings the people of one organisation to another on a day: their posts there end the day before, and new ones begin.
// What was counted up to then stays where it was.
type Move struct {
	ID       ID
	Kind     MoveKind
	FromID   ID
	ToID     ID
	Day      Date
	State    MoveState
	Moved    int // posts
	Amount   int // of posts
	MadeByID ID
	MadeAt   time.Time
	DoneAt   *time.Time
}
