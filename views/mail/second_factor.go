package mail

import (
	"trellis/app/access"
	"trellis/app/outbox"
)

// SecondFactorReset tells somebody that they sign in without their second factor, so that they notice when it was not they
// who asked for it.
func (Letters) SecondFactorReset(f access.SecondFactorLetter) outbox.Letter {
	return plain(f.Person, "Your second factor was reset",
		"Your second factor was reset: your authenticator app and your recovery codes no longer work here, and you are signed out everywhere.",
		"What happens next: sign in and set it up again. If you did not ask for this, tell your network’s administrator at once.",
		f.SignInURL)
}
