package mail

import (
	"strings"

	"trellis/app/outbox"
	"trellis/app/plans"
	"trellis/models"
	"trellis/views/words"
)

// PlanDue reminds somebody of what is due in their plan.
func (Letters) PlanDue(f plans.DueLetter) outbox.Letter {
	lines := []string{"Hello " + f.Person.FirstName()}
	for _, part := range []struct {
		head string
		list []models.PlanAction
	}{{"After the day they were due:", f.Overdue}, {"Due in the next 7 days:", f.Soon}} {
		if len(part.list) > 0 {
			lines = append(lines, part.head+"\n"+planLines(part.list))
		}
	}
	if f.Review != "" {
		lines = append(lines, "The review of your plan with your manager is on "+words.Date(f.Review)+".")
	}
	lines = append(lines, "Say what is done, choose another day, or drop what is not right any more:\n"+f.URL,
		"What happens next: a letter like this comes at most once a week, and none while you are away, if you say when:\n"+f.Away)
	return outbox.Letter{To: f.Person, Subject: "Your development plan: " + planCount(f), Body: strings.Join(lines, "\n\n") + "\n"}
}

func planCount(f plans.DueLetter) string {
	if n := len(f.Overdue) + len(f.Soon); n > 0 {
		return words.Count(n, "action is", "actions are") + " due"
	}
	return "its review is near"
}

func planLines(list []models.PlanAction) string {
	lines := make([]string, len(list))
	for i, a := range list {
		lines[i] = "- " + a.Title + ", " + words.Date(a.DueOn)
	}
	return strings.Join(lines, "\n")
}

// TeamPlansDue tells a manager in whose plans something is due. What it is, is on the page.
func (Letters) TeamPlansDue(f plans.DueLetter) outbox.Letter {
	lines := make([]string, len(f.People))
	for i, r := range f.People {
		lines[i] = "- " + r.Name
		if r.Overdue > 0 {
			lines[i] += ", " + words.Count(r.Overdue, "action", "actions") + " after the day it was due"
		}
		if r.ReviewOn != "" {
			lines[i] += ", review " + words.Date(r.ReviewOn)
		}
	}
	body := []string{
		"Hello " + f.Person.FirstName(), "In these plans of your people something is due, or a review is near:\n" + strings.Join(lines, "\n"),
		"See them before your next one-to-ones:\n" + f.URL,
		"What happens next: a letter like this comes at most once a week, and none while you are away, if you say when:\n" + f.Away,
	}
	return outbox.Letter{To: f.Person, Subject: "Development plans of " + words.Count(len(f.People), "person", "people"), Body: strings.Join(body, "\n\n") + "\n"}
}

// MentorAsked asks somebody who was named as a mentor.
func (Letters) MentorAsked(f plans.MentorLetter) outbox.Letter {
	about := f.Title
	if f.Skill != "" {
		about += " (" + f.Skill + ")"
	}
	body := []string{
		"Hello " + f.Person.FirstName(), f.Of + " names you as a mentor in a development plan, until " + words.Date(f.DueOn) + ":\n" + about,
		"Say whether you can:\n" + f.URL,
		"What happens next: until you agree it says “asked”. If you decline, you are named no more, and need not say why.",
	}
	return outbox.Letter{To: f.Person, Subject: f.Of + " asks you to be a mentor", Body: strings.Join(body, "\n\n") + "\n"}
}

// PlanAgreed tells the other side that one has agreed to a plan.
func (Letters) PlanAgreed(f plans.AgreedLetter) outbox.Letter {
	whose, next := "your development plan", "What happens next: if it is right, agree to it too. A change asks both of you again."
	if f.Of != "" {
		whose = "their development plan"
	}
	if f.Both {
		next = "What happens next: nothing you need to do. Both of you have agreed; a change asks both of you again."
	}
	return outbox.Letter{
		To: f.Person, Subject: f.By + " agreed to " + whose,
		Body: strings.Join([]string{"Hello " + f.Person.FirstName(), f.By + " agreed to " + whose + " as it is now:\n" + f.URL, next}, "\n\n") + "\n",
	}
}
