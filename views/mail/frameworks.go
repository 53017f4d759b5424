package mail

import (
	"strings"

	"trellis/app/frameworks"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/words"
)

// FrameworkComments tells an editor what others say of drafts.
func (Letters) FrameworkComments(f frameworks.CommentsLetter) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName(), "Others have said something of drafts that you write."}
	for _, c := range f.Comments {
		of := c.Framework + ", version " + c.Version
		if c.CompetencyCode != "" {
			of += ", " + strings.TrimSpace(c.CompetencyCode+" "+c.Competency)
		}
		lines = append(lines, of+"\n"+c.By+" says:\n"+c.Says)
	}
	lines = append(lines, "See what is said, and settle it:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: "New comments on a draft: " + f.Comments[0].Framework, Body: strings.Join(lines, "\n\n") + "\n"}
}

// FrameworkAnswer tells somebody what is answered to what they said of a draft.
func (Letters) FrameworkAnswer(f frameworks.AnswerLetter) outbox.Letter {
	lines := []string{
		"Hello " + f.Person.FirstName(), f.By + " answers what you said of " + f.Framework + ", version " + f.Version + ":\n" + f.Says, "See it:\n" + f.URL,
	}
	return outbox.Letter{To: f.Person, Subject: "An answer to your comment: " + f.Framework, Body: strings.Join(lines, "\n\n") + "\n"}
}

// ReviewAsked asks somebody to look at a draft.
func (Letters) ReviewAsked(f frameworks.ReviewLetter) outbox.Letter {
	lines := []string{
		"Hello " + f.Person.FirstName(),
		f.Other + " asks you to look at a draft: " + f.Framework + ", version " + f.Version + ".",
		"Once it is published its words never change, and people are assessed against them. Say whether you sign it off, or what you want changed:\n" + f.URL,
	}
	return outbox.Letter{To: f.Person, Subject: "Please review a draft: " + f.Framework, Body: strings.Join(lines, "\n\n") + "\n"}
}

// ReviewAnswered tells who asked what the reviewer says.
func (Letters) ReviewAnswered(f frameworks.ReviewLetter) outbox.Letter {
	subject, says := "Signed off: ", f.Other+" has signed off the draft of "+f.Framework+", version "+f.Version+"."
	if f.Verdict == models.ChangesWanted {
		subject, says = "Changes wanted: ", f.Other+" wants changes to the draft of "+f.Framework+", version "+f.Version+"."
	}
	lines := []string{"Hello " + f.Person.FirstName(), says}
	if f.Says != "" {
		lines = append(lines, f.Other+" says:\n"+f.Says)
	}
	lines = append(lines, "See who has signed it off:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: subject + f.Framework, Body: strings.Join(lines, "\n\n") + "\n"}
}

// FrameworkEnds tells somebody that the framework of their role ends.
func (Letters) FrameworkEnds(f frameworks.EndingLetter) outbox.Letter {
	return ending(f, "The framework that your role belongs to ends: "+f.Framework+", version "+f.Version+".",
		"Your assessments stay as they are. Before then you are moved to another version, and see what that changes for you.\n"+f.URL)
}

// FrameworkEndsTeam tells a manager that the framework of roles of their people ends.
func (Letters) FrameworkEndsTeam(f frameworks.EndingLetter) outbox.Letter {
	return ending(f, "The framework that roles of people whom you manage belong to ends: "+f.Framework+", version "+f.Version+".",
		"Their assessments stay as they are. They are told too.\n"+f.URL)
}

func ending(f frameworks.EndingLetter, what, next string) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName(), what, "Its last day is " + words.Date(f.Retires) + ". Nobody new is put on it after " + words.Date(f.Cutoff) + ".", "Why: " + f.Because, next}
	return outbox.Letter{To: f.Person, Subject: f.Framework + ", version " + f.Version + ", ends on " + words.Date(f.Retires), Body: strings.Join(lines, "\n\n") + "\n"}
}
