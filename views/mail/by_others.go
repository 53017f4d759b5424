package mail

import (
	"trellis/app/learning"
	"trellis/models"
)

// Kinds of letter to those whom others bring that are said otherwise by where the enrolment stands.
const (
	booked      = models.MailPlaced + "/booked"
	bookedWaits = models.MailWaiting + "/booked"
	turnedDownN = models.MailNominator + "/declined"
	overNamed   = models.MailNominated + "/closed"
)

// byOthersWords are the words of the letters about people for whom others act: named, booked, or with a place of their team.
func byOthersWords() map[string]Words {
	return map[string]Words{
		models.MailNominated: {"{other} named you for {course}", `{other} named you for {course}.

{sessions}

What happens next: say whether you come. You do not need to sign in.

{link}`},
		overNamed: {"You were named for {course}", `{other} named you for {course}. This has been answered, or taken back, since.

What happens next: nothing. You can see where it stands here.

{link}`},
		models.MailNominator: {"{learner} comes to {course}", `You named {learner} for {course}. They agreed. It stands at: {state}.

What happens next: nothing more for you to do.

{link}`},
		turnedDownN: {"{learner} does not come to {course}", `You named {learner} for {course}. They turned it down.

What happens next: you can name somebody else on the page of the cohort.

{link}`},
		booked: {"You have a place: {course}", `{by} booked a place for you on {course}.

{sessions}

What happens next: put the sessions in your calendar. If you cannot come, cancel on the page of your enrolment, so that somebody else can have the place.

{link}`},
		bookedWaits: {"You are on the waiting list: {course}", `{by} asked for a place for you on {course}. All places are taken, so you are on the waiting list, {position} in line.

{sessions}

What happens next: when a place becomes free for you we offer it to you, and hold it for {offer hours}. You can leave the list on the page of your enrolment.

{link}`},
		models.MailCopy: {"{learner} has a place on {course}", `{learner} has a place on {course}, and asked us to tell you.

{sessions}

What happens next: nothing. {learner} is away from work at these times.

{link}`},
		models.MailReserved: {"{places} on {course} for {team}", `{places} on {course} are held for {team}.

{sessions}

What happens next: name who has them, by {name by}. Places without a name then go to others.

{link}`},
	}
}

// byOthersKind is the kind of words that a letter about those whom others bring has, by where the enrolment stands when it is
// written.
func byOthersKind(kind string, f learning.EnrolmentLetter) string {
	bookedBy := f.By != "" && f.Reason == learning.BookedWithTeam
	switch {
	case kind == models.MailPlaced && bookedBy:
		return booked
	case kind == models.MailWaiting && bookedBy:
		return bookedWaits
	case kind == models.MailNominator && f.State == models.Declined:
		return turnedDownN
	case kind == models.MailNominated && f.Secret == nil:
		return overNamed
	}
	return kind
}
