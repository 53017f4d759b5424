package mail

import (
	"cmp"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/words"
)

// Kinds of the letter about an appointment, by what it tells.
const (
	changedAppointment   = models.MailAppointment + "/changed"
	cancelledAppointment = models.MailAppointment + "/cancelled"
	changedInWords       = models.MailAppointment + "/changed_in_words"
	cancelledInWords     = models.MailAppointment + "/cancelled_in_words"
)

// appointmentWords are those of the letters that a calendar reads.
func appointmentWords() map[string]Words {
	return map[string]Words{
		models.MailAppointment: {"Invitation: {session}", `This session is for your calendar.

{session}
{when}
{where}

What happens next: accept the invitation, and your calendar keeps it up to date. To give your place back, use the page below: declining the invitation alone does not.

{link}`},
		changedAppointment: {"Updated invitation: {session}", `This session now stands in your calendar as follows.

{session}
{when}
{where}

What happens next: accept the invitation again if your calendar asks.

{link}`},
		cancelledAppointment: {"Cancelled: {session}", `This session no longer stands in your calendar.

{session}
{when}

What happens next: nothing. If your calendar does not take it out by itself, delete it there.

{link}`},
		changedInWords: {"Changed: {session}", `A session of yours has changed. It is now as follows.

{session}
{when}
{where}

What happens next: change it in your calendar. You chose to have no invitations from here.

{link}`},
		cancelledInWords: {"Cancelled: {session}", `A session of yours does not take place.

{session}
{when}

What happens next: take it out of your calendar. You chose to have no invitations from here.

{link}`},
	}
}

// appointmentKind is the letter about the appointment, by what it tells.
func appointmentKind(f learning.EnrolmentLetter) string {
	switch a := f.Appointment; {
	case f.Calendar == "" && a.Cancelled:
		return cancelledInWords
	case f.Calendar == "":
		return changedInWords
	case a.Cancelled:
		return cancelledAppointment
	case a.Sequence > 0:
		return changedAppointment
	}
	return models.MailAppointment
}

// appointmentFacts are what the names in braces stand for in a letter about one session.
func appointmentFacts(f learning.EnrolmentLetter) map[string]string {
	a := f.Appointment
	if a.Starts.IsZero() {
		return map[string]string{"session": "", "when": "", "where": ""}
	}
	return map[string]string{
		"session": a.Title, "when": words.Weekday(a.Starts) + ", " + words.Times(a.Starts, a.Ends), "where": cmp.Or(a.Place, "The place is not set yet"),
	}
}
