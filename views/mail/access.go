package mail

import (
	"strings"

	"trellis/app/access"
	"trellis/app/outbox"
)

// SecondFactorReset tells somebody that they sign in without their second factor, so that they notice when it was not theirs
// to ask for.
func (Letters) SecondFactorReset(f access.SecondFactorLetter) outbox.Letter {
	lines := []string{
		"Hello " + f.Person.FirstName(),
		"Your second factor was reset: your authenticator app and your recovery codes no longer work here, and you are signed out everywhere.",
		"What happens next: sign in and set it up again. If you did not ask for this, tell your network’s administrator at once.",
		f.SignInURL,
	}
	return outbox.Letter{To: f.Person, Subject: "Your second factor was reset", Body: strings.Join(lines, "\n\n") + "\n"}
}
