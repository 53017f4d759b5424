package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/progress"
)

// Feedback tells somebody what a trainer says of what they handed in.
func (Letters) Feedback(f progress.FeedbackLetter) outbox.Letter {
	says := "Your assignment “" + f.Unit.Title + "” has passed."
	if !f.Passed {
		says = "Your assignment “" + f.Unit.Title + "” has not passed yet."
	}
	if f.Corrects {
		says = "What was said of your assignment “" + f.Unit.Title + "” has been corrected. " + strings.Replace(says, "Your assignment “"+f.Unit.Title+"”", "It", 1)
	}
	lines := []string{"Hello " + f.Person.FirstName(), says}
	if f.Says != "" {
		lines = append(lines, f.By+" says:\n"+f.Says)
	}
	if f.MayTryAgain && !f.Passed {
		lines = append(lines, "You can hand in again. What you wrote is there to go on from:\n"+f.URL)
	} else {
		lines = append(lines, "See it with what you handed in:\n"+f.URL)
	}
	return outbox.Letter{To: f.Person, Subject: "Feedback on your assignment: " + f.Course.Title, Body: strings.Join(lines, "\n\n") + "\n"}
}
