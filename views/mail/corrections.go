package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/people"
	"trellis/models"
)

// Corrected tells somebody what became of what they said is wrong with who manages them.
func (Letters) Corrected(f people.CorrectionLetter) outbox.Letter {
	what := "You said that the manager shown for your post at " + f.Correction.OrganisationName + " is wrong. "
	subject := "Your manager is changed"
	if f.Correction.State == models.CorrectionRefused {
		subject = "Your manager stays as shown"
		what += "It stays as it is. The reason: " + f.Correction.Reason
	} else {
		what += "Your manager is now " + f.Correction.NowName + ", who can see your skills from today on."
	}
	paragraphs := []string{
		"Hello " + f.Person.FirstName() + ",", what, "Who can see your skills, and who has looked, stands here:", f.URL, "Trellis, training and skills for analysts",
	}
	return outbox.Letter{To: f.Person, Subject: subject, Body: strings.Join(paragraphs, "\n\n") + "\n"}
}
