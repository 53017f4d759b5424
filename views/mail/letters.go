// Package mail writes the letters: plain words, what happens next, and one address to go to.
package mail

import (
	"strings"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/words"
)

// Letters writes every letter that the product sends.
type Letters struct{}

// Placed tells somebody that they have a place, and brings the sessions for their calendar.
func (Letters) Placed(f learning.EnrolmentLetter) outbox.Letter {
	letter := write(f, "You have a place: "+f.Course.Title,
		"You have a place on "+f.Course.Title+".",
		sessions(f),
		"What happens next: put the sessions in your calendar. The link to join an online session is on the page of your enrolment from 30 minutes before it starts. "+
			"If you cannot come, cancel there, so that somebody else can have the place.",
		f.EnrolmentURL)
	letter.Calendar = f.Calendar
	return letter
}

// Waiting tells somebody that they are in line.
func (Letters) Waiting(f learning.EnrolmentLetter) outbox.Letter {
	turn := "You are on the waiting list for " + f.Course.Title + "."
	if f.Position > 0 {
		turn = "You are " + words.Ordinal(f.Position) + " on the waiting list for " + f.Course.Title + "."
	}
	return write(f, "You are on the waiting list: "+f.Course.Title, turn, sessions(f),
		"What happens next: when a place becomes free we offer it to the first in line, and hold it for "+words.Hours(f.Cohort.OfferHours*60)+
			". You can see your position, or leave the list, on the page of your enrolment.",
		f.EnrolmentURL)
}

// Offered offers a freed place. The link answers without a sign-in, so that it is the only address.
func (Letters) Offered(f learning.EnrolmentLetter) outbox.Letter {
	if f.OfferURL == "" { // it was answered, or ran out, before this letter was written
		return write(f, "A place was offered: "+f.Course.Title,
			"A place on "+f.Course.Title+" was offered to you. The offer is closed now. It stands at: "+words.Enrolment(f.State)+".",
			f.EnrolmentURL)
	}
	return write(f, "A place is yours to take: "+f.Course.Title+", reply by "+words.Moment(f.OfferExpires),
		"A place on "+f.Course.Title+" became free, and you are the first in line.",
		sessions(f),
		"What happens next: take it or turn it down by "+words.Moment(f.OfferExpires)+". You do not need to sign in. Without a reply it goes to the next person.",
		f.OfferURL)
}

// Lapsed tells somebody that an offer ran out.
func (Letters) Lapsed(f learning.EnrolmentLetter) outbox.Letter {
	return write(f, "The offer ran out: "+f.Course.Title,
		"We held a place on "+f.Course.Title+" for you and had no reply in time, so it went to the next person.",
		"What happens next: nothing, unless you still want to come. Then ask again on the page below. You start at the end of the waiting list.",
		f.EnrolmentURL)
}

// Withdrawn confirms that a place, a turn or an offer was given back.
func (Letters) Withdrawn(f learning.EnrolmentLetter) outbox.Letter {
	what := "You cancelled your enrolment on " + f.Course.Title + "."
	if f.State == models.Declined {
		what = "You turned down the place on " + f.Course.Title + "."
	}
	return write(f, "You are not on the cohort: "+f.Course.Title, what,
		"What happens next: your place goes to the first person on the waiting list. If you change your mind, ask again on the page below.",
		f.EnrolmentURL)
}

// write puts paragraphs, the last of them an address, between a greeting and our name.
func write(f learning.EnrolmentLetter, subject string, paragraphs ...string) outbox.Letter {
	return plain(f.Person, subject, paragraphs...)
}

func sessions(f learning.EnrolmentLetter) string {
	lines := []string{f.Cohort.Name + ":"}
	for _, s := range f.Sessions {
		line := "- " + s.Title + ": " + words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends)
		if s.Place != "" {
			line += ", " + s.Place
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
