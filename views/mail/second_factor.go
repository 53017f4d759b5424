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

// IdentityConnected tells somebody that they can sign in by single sign-on, so that they notice when it was not they who
// connected it.
func (Letters) IdentityConnected(f access.IdentityLetter) outbox.Letter {
	return plain(f.Person, "Single sign-on was connected",
		"An account at "+f.House+" was connected to yours: who signs in there comes in here too.",
		"What happens next: nothing, if it was you. If it was not, disconnect it on your account page, set a new password there, and tell your network’s administrator at once.",
		f.AccountURL)
}
