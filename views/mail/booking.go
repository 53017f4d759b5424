package mail

import (
	"maps"
	"strings"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/words"
)

// Words are what a kind of letter says: a subject, and a body of paragraphs with an empty line between them. A name in
// braces stands for a fact; a paragraph with a fact that is not known is left out.
type Words struct{ Subject, Body string }

// bookingWords are the product's own words of each letter about an enrolment, by the kind of its job.
func bookingWords() map[string]Words {
	all := map[string]Words{
		models.MailPlaced: {"You have a place: {course}", `You have a place on {course}.

{sessions}

What happens next: an invitation for your calendar comes for each session. The link to join an online session is on the page of your enrolment from 30 minutes before it starts. If you cannot come, cancel there, so that somebody else can have the place.

{link}`},
		models.MailWaiting: {"You are on the waiting list: {course}", `You are on the waiting list for {course}.

You are {position} in line.

{sessions}

What happens next: when a place becomes free we offer it to the first in line, and hold it for {offer hours}. You can see your position, or leave the list, on the page of your enrolment.

{link}`},
		models.MailOffered: {"A place is yours to take: {course}, reply by {reply by}", `A place on {course} became free, and you are the first in line.

{sessions}

What happens next: take it or turn it down by {reply by}. You do not need to sign in. Without a reply it goes to the next person.

{link}`},
		closedOffer: {"A place was offered: {course}", `A place on {course} was offered to you. The offer is closed now. It stands at: {state}.

{link}`},
		models.MailLapsed: {"The offer ran out: {course}", `We held a place on {course} for you and had no reply in time, so it went to the next person.

What happens next: nothing, unless you still want to come. Then ask again on the page below. You start at the end of the waiting list.

{link}`},
		models.MailWithdrawn: {"You are not on the cohort: {course}", `You cancelled your enrolment on {course}.

What happens next: a place that you held is offered to whoever waits first. If you change your mind, ask again on the page below.

{link}`},
		turnedDown: {"You are not on the cohort: {course}", `You turned down the place on {course}.

What happens next: a place that you held is offered to whoever waits first. If you change your mind, ask again on the page below.

{link}`},
	}
	for _, more := range []map[string]Words{
		deskWords(),
		appointmentWords(),
		reminderWords(),
		aroundWords(),
		lineWords(),
		waysWords(),
		byOthersWords(),
		planningWords(),
		evaluationWords(),
	} {
		maps.Copy(all, more)
	}
	return all
}

// Kinds of letter that are said otherwise by where the enrolment stands when they are written.
const (
	closedOffer = models.MailOffered + "/closed"
	turnedDown  = models.MailWithdrawn + "/declined"
)

// saidAs is the kind of words that a letter has, by where the enrolment stands when it is written.
func saidAs(kind string, f learning.EnrolmentLetter) string {
	switch {
	case kind == models.MailOffered && f.OfferURL == "": // it was answered, or ran out, before this letter was written
		kind = closedOffer
	case kind == models.MailLapsed && f.By != "":
		kind = takenBack
	case kind == models.MailWithdrawn && f.State == models.Declined:
		kind = turnedDown
	case kind == models.MailAppointment:
		kind = appointmentKind(f)
	case kind == models.MailCopy:
		kind = copyKind(f.State)
	default:
		kind = toldAs(kind, f)
	}
	return wayKind(kind, f)
}

// toldAs is the kind of words of a letter that comes by the calendar.
func toldAs(kind string, f learning.EnrolmentLetter) string {
	switch {
	case kind == models.MailReminder && f.Before.Kind == models.DayBefore:
		return tomorrow
	case kind == models.MailFollowUp && f.Learner != "":
		return followUpOfManager
	}
	return kind
}

// Booking writes a letter about an enrolment, by the kind of its job.
func (Letters) Booking(kind string, f learning.EnrolmentLetter) outbox.Letter {
	if f.OfferURL != "" && kind == models.MailOffered {
		f.URL = f.OfferURL
	}
	kind = saidAs(kind, f)
	w, facts := bookingWords()[kind], bookingFacts(f)
	if own, written := f.Words[kind]; written {
		w = Words{Subject: own.Subject, Body: own.Body}
	}
	letter := plain(f.Person, fill(w.Subject, facts), paragraphs(w.Body, facts)...)
	letter.Calendar = f.Calendar
	return letter
}

// bookingFacts are what the names in braces stand for.
func bookingFacts(f learning.EnrolmentLetter) map[string]string {
	facts := map[string]string{
		"course": f.Course.Title, "cohort": f.Cohort.Name, "sessions": sessions(f), "link": f.URL, "offer hours": words.Hours(f.Cohort.OfferHours * 60),
		"subject": f.Subject, "says": f.Says, "by email": f.ByEmail,
		"state": words.Enrolment(f.State), "reason": f.Reason, "by": f.By, "other": f.Other, "learner": f.Learner, "position": "", "reply by": "",
	}
	maps.Copy(facts, wayFacts(f))
	maps.Copy(facts, appointmentFacts(f))
	maps.Copy(facts, beforeFacts(f))
	if f.Position > 0 {
		facts["position"] = words.Ordinal(f.Position)
	}
	if !f.OfferExpires.IsZero() {
		facts["reply by"] = words.Moment(f.OfferExpires)
	}
	return facts
}

// paragraphs are those of the text of which every fact is known, with the facts in them.
func paragraphs(text string, facts map[string]string) []string {
	var list []string
	for _, p := range strings.Split(text, "\n\n") {
		if !lacks(p, facts) {
			list = append(list, fill(p, facts))
		}
	}
	return list
}

func lacks(text string, facts map[string]string) bool {
	for name, fact := range facts {
		if fact == "" && strings.Contains(text, "{"+name+"}") {
			return true
		}
	}
	return false
}

func fill(text string, facts map[string]string) string {
	pairs := make([]string, 0, 2*len(facts))
	for name, fact := range facts {
		pairs = append(pairs, "{"+name+"}", fact)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
