package mail_test

import (
	"strings"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/mail"
)

func TestEveryLetterGreetsSaysWhatHappensNextAndHasOneAddress(t *testing.T) {
	starts := time.Date(2027, 1, 12, 10, 0, 0, 0, time.UTC)
	facts := learning.EnrolmentLetter{
		Person: models.Person{Name: "Ada Lovelace", Email: "ada@example.org"}, Course: models.Course{Title: "Working with R"},
		Cohort: models.Cohort{Name: "January cohort", OfferHours: 48}, Position: 4, URL: "http://trellis.test/enrolments/1",
		Sessions:     []models.Session{{Title: "First steps", Starts: starts, Ends: starts.Add(2 * time.Hour), Place: "Online"}},
		OfferExpires: starts.Add(-72 * time.Hour),
	}
	offer := facts
	offer.OfferURL = "http://trellis.test/offers/TOKEN"
	answered := facts
	answered.State = models.Declined
	l := mail.Letters{}
	for name, c := range map[string]struct {
		letter outbox.Letter
		says   string
	}{
		"placed":         {l.Booking(models.MailPlaced, facts), "First steps: Tuesday 12 January 2027, 10am to midday, Online"},
		"waiting":        {l.Booking(models.MailWaiting, facts), "You are 4th in line"},
		"offered":        {l.Booking(models.MailOffered, offer), "by 10am on 9 January 2027"},
		"offer answered": {l.Booking(models.MailOffered, answered), "The offer is closed now"},
		"lapsed":         {l.Booking(models.MailLapsed, facts), "went to the next person"},
		"withdrawn":      {l.Booking(models.MailWithdrawn, facts), "You cancelled your enrolment"},
	} {
		body := c.letter.Body
		if !strings.HasPrefix(body, "Hello Ada,\n") || !strings.Contains(body, c.says) || !strings.Contains(c.letter.Subject, "Working with R") {
			t.Errorf("%s: %s\n%s", name, c.letter.Subject, body)
		}
		if n := strings.Count(body, "http://"); n != 1 {
			t.Errorf("%s has %d addresses", name, n)
		}
		if name != "offer answered" && !strings.Contains(body, "What happens next: ") {
			t.Errorf("%s does not say what happens next", name)
		}
		if c.letter.To.Email != "ada@example.org" {
			t.Errorf("%s: to %q with calendar %q", name, c.letter.To.Email, c.letter.Calendar)
		}
	}
}

func TestTheSessionsOfALetterSayWhereAndReadAsASentence(t *testing.T) {
	at := time.Date(2027, 1, 11, 14, 0, 0, 0, time.UTC)
	letter := mail.Letters{}.Booking(models.MailPlaced, learning.EnrolmentLetter{
		Cohort:   models.Cohort{Name: "Spring", Place: "Kings House"},
		Sessions: []models.Session{{Title: "Where are we now?", Starts: at, Ends: at.Add(time.Hour)}, {Title: "First model", Place: "Room 4", Starts: at, Ends: at.Add(time.Hour)}},
	})
	for _, want := range []string{"- Where are we now? Monday 11 January 2027, 2pm to 3pm, Kings House\n", "- First model: Monday 11 January 2027, 2pm to 3pm, Room 4"} {
		if !strings.Contains(letter.Body, want) {
			t.Errorf("the letter lacks %q:\n%s", want, letter.Body)
		}
	}
}
