package models

import (
	"strings"
	"time"
)

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

// SignUpLife is how long the link works that shows an address to be theirs.
const SignUpLife = 24 * time.Hour

// ConfirmableAt tells whether somebody can still show that the address is theirs.
func (s SignUp) ConfirmableAt(now time.Time) bool {
	return s.State == SignUpUnconfirmed && now.Before(s.ExpiresAt)
}

// EndsIn tells whether the address is of one of the domains, or of a part of one: name@team.example.org is of example.org.
func EndsIn(email string, domains []string) bool {
	_, of, found := strings.Cut(strings.ToLower(email), "@")
	for _, domain := range domains {
		if found && (of == domain || strings.HasSuffix(of, "."+domain)) {
			return true
		}
	}
	return false
}
