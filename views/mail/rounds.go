package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/skills"
	"trellis/models"
	"trellis/views/words"
)

// RoundReminder reminds somebody who is asked in a round of assessment, and has not sent it.
func (Letters) RoundReminder(f skills.RoundLetter) outbox.Letter {
	until := words.Date(f.Round.Closes)
	subject, first := f.Round.Name+" is open until "+until, "Your network asks where you stand in the skills of your role. It is open until "+until+"."
	switch f.Stage {
	case models.RoundHalfway:
		subject, first = f.Round.Name+": half of the time is over", "Half of the time for "+f.Round.Name+" is over. It is open until "+until+"."
	case models.RoundLastWeek:
		subject, first = f.Round.Name+" closes on "+until, "These are the last days of "+f.Round.Name+". It closes on "+until+"."
	case models.RoundOpen:
	}
	next := "The skills that your role asks for first take about fifteen minutes. Each answer is kept at once: stop and carry on when you like."
	if f.Begun {
		next = "You have begun. What you answered is kept, and you carry on where you stopped. Your manager sees it when you send it."
	}
	lines := []string{"Hello " + f.Person.FirstName(), first}
	if f.Round.Says != "" {
		lines = append(lines, f.Round.Says)
	}
	lines = append(lines, next+"\n"+f.URL,
		"What happens next: when you have sent it, no more reminders come. They wait while you are away, if you say when:\n"+f.Away)
	return outbox.Letter{To: f.Person, Subject: subject, Body: strings.Join(lines, "\n\n") + "\n"}
}
