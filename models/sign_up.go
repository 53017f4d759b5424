package models

import "time"

// SignUpState is where a wish to be let in stands.
type SignUpState string

// The states of a sign-up.
const (
	SignUpUnconfirmed SignUpState = "unconfirmed" // the address has not been shown to be theirs
	SignUpWaiting     SignUpState = "waiting"     // for the organisation's lead or an administrator
	SignUpApproved    SignUpState = "approved"
	SignUpRefused     SignUpState = "refused"
)

// SignUp is the wish of somebody to be let in, as working for an organisation. The ending of an address proves the sector,
// not the employer: so somebody of the organisation approves.
type SignUp struct {
	ID             ID
	Email          string
	EmailKey       string
	Name           string
	Title          string
	OrganisationID ID
	State          SignUpState
	TokenHash      string // of the link that shows the address to be theirs
	ExpiresAt      time.Time
	CreatedAt      time.Time
	DecidedAt      *time.Time
	DecidedByID    *ID
	Reason         string
	PersonID       *ID // once approved
}
