package paths

import (
	"net/url"

	"trellis/models"
)

// Where a second factor is entered, set up and turned off.
const (
	SignInSecondFactor = "/sign-in/second-factor"
	SecondFactor       = "/account/second-factor"
	SecondFactorBegin  = "/account/second-factor/begin"
	SecondFactorCodes  = "/account/second-factor/codes"
	SecondFactorOff    = "/account/second-factor/off"
)

// SecondFactorThen sets up a second factor, and goes on to an address of ours.
func SecondFactorThen(next string) string { return SecondFactor + "?next=" + url.QueryEscape(next) }

// ResetSecondFactor takes somebody's second factor away, who has lost it.
func ResetSecondFactor(person models.ID) string {
	return at("admin", "people", string(person), "second-factor", "reset")
}
