package mail_test

import (
	"strings"
	"testing"

	"trellis/app/access"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/mail"
)

func TestEveryLetterOfAWayInGreetsSaysWhatHappensNextAndHasOneAddress(t *testing.T) {
	l := mail.Letters{}
	ada := models.Person{ID: "ada", Name: "Ada Lovelace", Email: "ada@example.org"}
	link := func(purpose models.LinkPurpose, change func(*access.LinkLetter)) outbox.Letter {
		facts := access.LinkLetter{
			Purpose: purpose, Person: ada, To: "ada@example.org", Network: "Testland network", By: "Bea", URL: "http://trellis.test/x/…", Life: purpose.Life(),
		}
		if change != nil {
			change(&facts)
		}
		return l.Link(facts)
	}
	taken := func(f *access.LinkLetter) { f.Taken = true }
	moved := access.EmailLetter{Person: ada, To: "ada@example.org", New: "new@example.org", URL: "http://trellis.test/account"}
	asked := access.SignUpLetter{
		SignUp: models.SignUp{Name: "Ada Lovelace", Email: "ada@example.org", Reason: "Nobody knows you."}, Network: "Testland network", Organisation: "Testshire", URL: "http://trellis.test/sign-up/…",
	}
	known := asked
	known.Known = true
	for name, c := range map[string]struct {
		letter outbox.Letter
		says   string
	}{
		"sign in":       {link(models.ToSignIn, nil), "works once, for 15 minutes"},
		"new password":  {link(models.ToReset, nil), "works once, for 60 minutes"},
		"invitation":    {link(models.ToJoin, nil), "Bea of Testland network invites you"},
		"new address":   {link(models.ToChangeEmail, nil), "works once, for 24 hours"},
		"taken address": {link(models.ToChangeEmail, taken), "nothing has changed"},
		"asked":         {l.EmailAsked(moved), "new@example.org"},
		"changed":       {l.EmailChanged(moved), "new@example.org"},
		"sign-up":       {l.SignUp(asked), "show that the address is yours"},
		"known":         {l.SignUp(known), "has an account already"},
		"refused":       {l.SignUpRefused(asked), "Nobody knows you."},
	} {
		body := c.letter.Body
		if !strings.HasPrefix(body, "Hello Ada,\n") || !strings.Contains(body, c.says) || c.letter.Subject == "" || c.letter.To.Email != "ada@example.org" {
			t.Errorf("%s: %s to %s\n%s", name, c.letter.Subject, c.letter.To.Email, body)
		}
		if n := strings.Count(body, "http://"); n != 1 || !strings.Contains(body, "What happens next: ") {
			t.Errorf("%s has %d addresses: %s", name, n, body)
		}
	}
}
