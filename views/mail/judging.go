package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/skills"
	"trellis/views/words"
)

// Differed tells somebody that their manager sees another level, and why.
func (Letters) Differed(f skills.DifferedLetter) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName(), f.By + " has answered your self-assessment, and sees " + words.Count(len(f.Skills), "skill", "skills") + " differently:"}
	for _, k := range f.Skills {
		lines = append(lines, k.Name+": you said "+k.Said+", "+f.By+" says "+k.Sees+".\n"+k.Comment)
	}
	lines = append(lines, "What you said is kept. You can answer, and show what you have done:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: "Your manager sees " + skillsNamed(f.Skills) + " differently", Body: strings.Join(lines, "\n\n") + "\n"}
}

func skillsNamed(list []skills.DifferedSkill) string {
	if len(list) == 1 {
		return list[0].Name
	}
	return words.Count(len(list), "skill", "skills")
}

// Remark tells one side of a conversation about an assessment what the other has said.
func (Letters) Remark(f skills.RemarkLetter) outbox.Letter {
	about, subject := "your assessment in "+f.Skill, f.By+" wrote about your skill: "+f.Skill
	if f.Of != "" {
		about, subject = "their assessment in "+f.Skill, f.By+" answered: "+f.Skill
	}
	lines := []string{"Hello " + f.Person.FirstName(), f.By + " wrote about " + about + ":", f.Says}
	if f.WantsEvidence {
		subject = f.By + " asks for evidence: " + f.Skill
		lines = append(lines, "They ask you for evidence: a piece of work, an entry of your learning log, a record, or a few words.")
	}
	lines = append(lines, "Read and answer it here:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: subject, Body: strings.Join(lines, "\n\n") + "\n"}
}

// AssessmentAsked asks somebody to say where a person stands.
func (Letters) AssessmentAsked(f skills.AskedLetter) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName(), f.Other + " asks you to say where they stand in " + words.List(f.Skills) + ". It takes a minute or two for each skill."}
	if f.Says != "" {
		lines = append(lines, f.Other+" says:\n"+f.Says)
	}
	lines = append(lines, "What you answer is seen by "+f.Other+" and their manager. It is a suggestion beside what they say themselves. You can also decline.", "Answer here:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: f.Other + " asks what you have seen of their skills", Body: strings.Join(lines, "\n\n") + "\n"}
}

// AssessmentAnswered tells who asked what became of it.
func (Letters) AssessmentAnswered(f skills.AskedLetter) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName()}
	subject := f.Other + " answered: " + words.List(f.Skills)
	if f.Level == "" {
		subject = f.Other + " cannot answer: " + words.List(f.Skills)
		lines = append(lines, f.Other+" turned down what you asked about "+words.List(f.Skills)+".")
	} else {
		lines = append(lines, f.Other+" sees you at "+f.Level+" in "+words.List(f.Skills)+". It stands as a suggestion beside what you say.")
	}
	if f.Says != "" {
		lines = append(lines, "They wrote:\n"+f.Says)
	}
	lines = append(lines, "See it here:\n"+f.URL)
	return outbox.Letter{To: f.Person, Subject: subject, Body: strings.Join(lines, "\n\n") + "\n"}
}
