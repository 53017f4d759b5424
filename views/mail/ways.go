package mail

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

// Kinds of letter to those who ask that are said otherwise by where the enrolment stands.
const (
	unanswered  = models.MailLapsed + "/pair"
	appliedPair = models.MailApplied + "/partner"
)

// waysWords are the words of the letters about asking for a place: alone or as a pair, and of whom an answer is awaited.
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
	}
}

// wayKind is the kind of words that a letter about a way in has, by where the enrolment stands when it is written.
func wayKind(kind string, f learning.EnrolmentLetter) string {
	switch {
	case kind == models.MailLapsed && f.Reason == learning.OtherNotComing:
		return unanswered
	case kind == models.MailApplied && f.Awaits == models.AwaitsPartner:
		return appliedPair
	}
	return byOthersKind(kind, f)
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
