package mail

import (
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

const (
	tomorrow      = models.MailReminder + "/day"
	copyWithdrawn = models.MailCopy + "/withdrawn"
	copyCancelled = models.MailCopy + "/called_off"
)

// reminderWords are those of the letters that the time brings, and of the copies to managers.
func reminderWords() map[string]Words {
	return map[string]Words{
		models.MailReminder: {"In a week: {session}", `In a week you have a session.

{session}
{when}
{where}

{joining}

Still to do before it:
{to prepare}

You cannot come? Say so here, without signing in:
{cannot come}

What happens next: everything about it is on the page of your enrolment.

{link}`},
		tomorrow: {"Soon: {session}", `You have a session within a day.

{session}
{when}
{where}

{joining}

Still to do before it:
{to prepare}

You cannot come? Say so here, without signing in:
{cannot come}

What happens next: the link to join an online session is on the page of your enrolment from 30 minutes before it starts.

{link}`},
		models.MailDigest: {"Your messages of the day", `These messages waited for you, as you asked.

{messages}

What happens next: nothing by itself. Which messages wait, and which come at once, you choose here.

{link}`},
		copyWithdrawn: {"{learner} is not on the cohort: {course}", `{learner} is no longer on {course}, and had asked that you are told.

What happens next: nothing you need to do. The place goes to the next person in line.

{link}`},
		copyCancelled: {"Called off: {course}", `{course}, on which {learner} was to be, does not take place. {learner} had asked that you are told.

What happens next: nothing you need to do.

{link}`},
	}
}

// copyKind is the copy by where the enrolment stands.
func copyKind(state models.EnrolmentState) string {
	switch state {
	case models.Withdrawn:
		return copyWithdrawn
	case models.Cancelled:
		return copyCancelled
	default:
		return models.MailCopy
	}
}

// beforeFacts are what the names in braces stand for before a session, and in a digest.
func beforeFacts(f learning.EnrolmentLetter) map[string]string {
	prepare := make([]string, len(f.Before.Prepare))
	for i, p := range f.Before.Prepare {
		prepare[i] = "- " + p.Title
		if p.Minutes > 0 {
			prepare[i] += ", " + words.Count(p.Minutes, "minute", "minutes")
		}
		if p.URL != "" {
			prepare[i] += ": " + p.URL
		}
	}
	messages := make([]string, len(f.Items))
	for i, item := range f.Items {
		text := strings.TrimSpace(item.Body)
		if greeting, rest, found := strings.Cut(text, "\n\n"); found && strings.HasPrefix(greeting, "Hello ") {
			text = rest // the digest greets
		}
		messages[i] = item.Subject + "\n\n" + text
	}
	return map[string]string{
		"joining": f.Before.Joining, "to prepare": strings.Join(prepare, "\n"), "cannot come": f.Before.CannotComeURL,
		"messages": strings.Join(messages, "\n\n--\n\n"),
	}
}
