package mail

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

// Kinds of letter about the ways in that are said otherwise by where the enrolment stands.
const (
	unanswered  = models.MailLapsed + "/pair"
	appliedPair = models.MailApplied + "/partner"
	booked      = models.MailPlaced + "/booked"
	bookedWaits = models.MailWaiting + "/booked"
	turnedDownN = models.MailNominator + "/declined"
	overNamed   = models.MailNominated + "/closed"
)

// waysWords are the words of the letters about how people come to a cohort.
func waysWords() map[string]Words {
	return map[string]Words{
		models.MailApplied: {"You asked to join: {course}", `You asked to join {course}.

{sessions}

What happens next: {awaits} decides, and we email you. The time of your asking fixes your turn. You can take it back on the page of your enrolment.

{link}`},
		appliedPair: {"You asked to join as a pair: {course}", `You asked to join {course}, together with somebody else.

{sessions}

What happens next: we have asked them by email. Once both of you have agreed you get two places, or wait together. The time of your asking fixes your turn.

{link}`},
		models.MailDecide: {"{learner} asks to join {course}", `{learner} asks to join {course}.

{sessions}

What happens next: say yes or no on this page. If you refuse, your reason is sent to them.

{link}`},
		models.MailRefused: {"You were not approved: {course}", `You asked to join {course}. It was not approved.

The reason given: {reason}

What happens next: nothing, unless you want to talk about it with {by}. You can look at other dates on the page of your enrolment.

{link}`},
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
		models.MailPairAsked: {"{other} asks you to come along to {course}", `{other} asks you to come along to {course}, as a pair: somebody who makes analysis, and somebody who uses it.

{sessions}

What happens next: say whether you come. Once you both have agreed you get two places, or wait together. You do not need to sign in.

{link}`},
		models.MailPairDeclined: {"You are not on the cohort: {course}", `You asked to join {course} together with somebody else. They do not come, so your wish for two places has ended.

What happens next: ask again on the page below: alone, or with somebody else. You start at the end of the line.

{link}`},
		unanswered: {"The offer has ended: {course}", `Two places on {course} were held for you and the person who was to come with you. They did not take theirs in time, or do not come, so both places went to the next in line.

What happens next: if you still want to come, ask again on the page below. You start at the end of the waiting list.

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

// wayKind is the kind of words that a letter has, by where the enrolment stands when it is written.
func wayKind(kind string, f learning.EnrolmentLetter) string {
	bookedBy := f.By != "" && f.Reason == learning.BookedWithTeam
	switch {
	case kind == models.MailLapsed && f.Reason == learning.OtherNotComing:
		return unanswered
	case kind == models.MailApplied && f.Awaits == models.AwaitsPartner:
		return appliedPair
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

// wayFacts are what names in the words of the ways in stand for.
func wayFacts(f learning.EnrolmentLetter) map[string]string {
	facts := map[string]string{"awaits": awaits(f.Awaits), "team": f.Team, "places": "", "name by": ""}
	if f.Places > 0 {
		facts["places"], facts["name by"] = words.Count(f.Places, "place", "places"), words.Moment(f.NameBy)
	}
	return facts
}

// awaits says who decides.
func awaits(a models.Awaits) string {
	switch a {
	case models.AwaitsManager:
		return "your manager, or their deputy,"
	case models.AwaitsPartner:
		return "the person who comes with you"
	case models.AwaitsPerson:
		return "you"
	default:
		return "a trainer"
	}
}
