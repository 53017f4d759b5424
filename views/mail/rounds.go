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

// SkillsDue tells somebody which core skills of their role were assessed too long ago, while no round asks for them.
func (Letters) SkillsDue(f skills.DueLetter) outbox.Letter {
	count := words.Count(len(f.Skills), "skill", "skills")
	list := make([]string, 0, len(f.Skills))
	for _, k := range f.Skills {
		list = append(list, "- "+k.Name+": "+k.HeldLabel()+", "+words.Day(k.AssessedAt)+"\n  "+f.Where(k))
	}
	lines := []string{
		"Hello " + f.Person.FirstName(),
		"It is a while since you last said where you stand in " + count + " of those that your role asks for first:",
		strings.Join(list, "\n"),
		"Open one and choose “Assess this skill”: it takes a minute, also where nothing has changed. No round is open now, and nothing runs out: what you said stays, with its age beside it.",
		"What happens next: a letter like this comes at most once a month, and none while you are away, if you say when:\n" + f.Away,
	}
	return outbox.Letter{To: f.Person, Subject: "Is this still right? " + count + " of your role", Body: strings.Join(lines, "\n\n") + "\n"}
}
