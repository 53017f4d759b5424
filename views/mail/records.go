package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/records"
	"trellis/views/words"
)

// Issued tells somebody that they have completed a course, and gives them the record.
func (Letters) Issued(f records.RecordLetter) outbox.Letter {
	lines := []string{
		"Hello " + f.Person.FirstName(),
		"You completed " + f.Record.CourseTitle + " (" + f.Record.CohortName + "). Your completion record is number " + f.Record.Code + ".",
	}
	if f.Record.ReplacesReason != "" {
		lines = append(lines, "It takes the place of an earlier record, which keeps its number and says where this one is. The reason: "+f.Record.ReplacesReason)
	}
	lines = append(lines,
		"See it, print it, and choose whether others see your name when they check it:\n"+f.RecordURL)
	if len(f.Outcomes) > 0 {
		skills := make([]string, len(f.Outcomes))
		for i, o := range f.Outcomes {
			skills[i] = "- " + o.CompetencyName + ": " + o.LevelLabel
		}
		lines = append(lines, "The course is designed to bring people to these levels. We suggest them beside your own assessment, which stays as it is:\n"+strings.Join(skills, "\n"))
	}
	if f.Record.ValidUntil != "" {
		lines = append(lines, "The record is valid until "+words.Date(f.Record.ValidUntil)+".")
	}
	lines = append(lines, "Anybody to whom you give the number can check it, without an account:\n"+f.CheckURL)
	return outbox.Letter{To: f.Person, Subject: "Your completion record: " + f.Record.CourseTitle, Body: strings.Join(lines, "\n\n") + "\n"}
}

// RecordWithdrawn tells somebody that a record of theirs no longer holds, and why.
func (Letters) RecordWithdrawn(f records.RecordLetter) outbox.Letter {
	lines := []string{
		"Hello " + f.Person.FirstName(),
		"Your completion record " + f.Record.Code + " for " + f.Record.CourseTitle + " (" + f.Record.CohortName + ") was withdrawn.",
		"The reason: " + f.Record.RevokedReason,
		"Whoever checks this number now finds that it was withdrawn, but not why. If something was wrong in it, the trainer can issue a new record. Talk to your trainer if you have a question.",
		"The record, with who to ask:\n" + f.RecordURL,
	}
	return outbox.Letter{To: f.Person, Subject: "Withdrawn record: " + f.Record.CourseTitle, Body: strings.Join(lines, "\n\n") + "\n"}
}
