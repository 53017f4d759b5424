package mail

import (
	"maps"
	"slices"
	"strings"
	"time"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
)

// Kind is a kind of letter whose words an administrator may change.
type Kind struct {
	Kind  string
	Title string // when it is sent, in plain words
	Words        // the product's own
	Names []string
}

// kindTitles say in plain words when a letter is sent, in the order of a list.
func kindTitles() [][2]string {
	return [][2]string{
		{models.MailPlaced, "Somebody has a place"},
		{booked, "Somebody has a place that was booked for them"},
		{bookedWaits, "Somebody waits for whom a place was booked"},
		{models.MailWaiting, "Somebody joined the waiting list"},
		{models.MailOffered, "A place is offered"},
		{closedOffer, "A place was offered, and the offer is closed already"},
		{models.MailLapsed, "An offer ran out"},
		{takenBack, "An offer was taken back"},
		{unanswered, "An offer to a pair ran out"},
		{models.MailWithdrawn, "Somebody cancelled"},
		{turnedDown, "Somebody turned an offer down"},
		{models.MailAppointment, "Invitation to a session, for the calendar"},
		{changedAppointment, "A session in the calendar has changed"},
		{cancelledAppointment, "A session is taken out of the calendar"},
		{changedInWords, "A session has changed, for who wants no invitations"},
		{cancelledInWords, "A session is cancelled, for who wants no invitations"},
		{models.MailReminder, "Reminder a week before a session"},
		{tomorrow, "Reminder a day before a session"},
		{models.MailDigest, "All messages of a day in one"},
		{models.MailCopy, "Copy to the manager: has a place"},
		{copyWithdrawn, "Copy to the manager: cancelled"},
		{copyCancelled, "Copy to the manager: called off"},
		{models.MailApologies, "To the trainers: somebody cannot come"},
		{models.MailApplied, "Somebody asked to join"},
		{appliedPair, "Somebody asked to join as a pair"},
		{models.MailDecide, "To who decides: somebody asks to join"},
		{models.MailRefused, "Somebody was refused"},
		{models.MailNominated, "Somebody was nominated"},
		{overNamed, "Somebody was nominated, and it is settled already"},
		{turnedDownN, "To who nominated: turned down"},
		{models.MailNominator, "To who nominated: the answer"},
		{models.MailPairAsked, "To the other of a pair: a question"},
		{models.MailPairDeclined, "The other of the pair does not come"},
		{models.MailCalledOff, "A cohort is called off"},
		{models.MailRemoved, "A trainer took somebody off a cohort"},
		{models.MailPriority, "A turn on the waiting list has changed"},
		{models.MailScheduled, "The dates of a cohort are set"},
		{models.MailReserved, "Places are reserved for a team"},
		{models.MailAnnouncement, "A message from a trainer"},
		{models.MailInvitation, "An invitation to a course that would help"},
		{models.MailEvaluation, "What a session was like"},
		{models.MailFollowUp, "What came of a course, 12 weeks later"},
		{followUpOfManager, "To the manager: what came of a course, 12 weeks later"},
		{models.MailBlocked, "To the trainers: something is in the way of a preparation"},
	}
}

// Kinds are the letters about enrolments and sessions, in the order of a list. The letters that keep accounts safe are not
// among them: nobody changes what those say.
func Kinds() []Kind {
	all := bookingWords()
	var list []Kind
	for _, t := range kindTitles() {
		if w, said := all[t[0]]; said {
			list = append(list, kindOf(t[0], t[1], w))
			delete(all, t[0])
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		list = append(list, kindOf(kind, all[kind].Subject, all[kind]))
	}
	return list
}

func kindOf(kind, title string, w Words) Kind {
	names := models.NamesIn(w.Subject + "\n" + w.Body)
	if kind != models.MailDigest { // which is about no one course
		names = append(names, "course", "cohort")
	}
	slices.Sort(names)
	return Kind{Kind: kind, Title: title, Words: w, Names: slices.Compact(names)}
}

// Preview is the letter of a kind with these words, to somebody invented about something invented.
func Preview(w Words) outbox.Letter {
	starts := time.Date(2027, 1, 12, 10, 0, 0, 0, time.UTC)
	facts := bookingFacts(learning.EnrolmentLetter{
		Learner: "Ada Example", Course: models.Course{Title: "Working with R"}, Cohort: models.Cohort{Name: "January cohort", OfferHours: 48},
		Sessions: []models.Session{{Number: 1, Title: "First steps", Starts: starts, Ends: starts.Add(2 * time.Hour), Place: "Online"}},
		State:    models.Placed, Position: 2, Reason: "The reason that was given", By: "Tess Example", Other: "Mo Example",
		URL: "https://trellis.example.org/an-address", OfferExpires: starts.AddDate(0, 0, -7),
		Appointment: models.Appointment{Title: "Working with R, session 1: First steps", Place: "Online", Starts: starts, Ends: starts.Add(2 * time.Hour)},
		Before: learning.Before{
			Joining: "Bring the data you want to work on.", CannotComeURL: "https://trellis.example.org/another-address",
			Prepare: []models.Preparation{{Title: "Install R", Minutes: 20}},
		},
		Items: []models.DigestItem{{Subject: "In a week: Working with R", Body: "In a week you have a session."}},
	})
	for name, fact := range facts {
		if fact == "" { // a fact of another piece: its name shows where it stands
			facts[name] = strings.ToUpper(name)
		}
	}
	return plain(models.Person{Name: "Ada Example", Email: "ada@example.org"}, fill(w.Subject, facts), paragraphs(w.Body, facts)...)
}
