package learning

import (
	"context"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// EnrolmentLetter is what a letter about an enrolment may say. What is empty is not known, or does not apply.
type EnrolmentLetter struct {
	Person   models.Person // to whom
	Learner  string        // whose enrolment it is, when that is somebody else
	Course   models.Course
	Cohort   models.Cohort
	Sessions []models.Session
	State    models.EnrolmentState
	Awaits   models.Awaits // of whom an answer is awaited while the state is applied
	Position int           // on the waiting list, from 1; 0 when not on it
	// Reason and By are why, and by whom, the enrolment came to its state; nobody, when the calendar did it.
	Reason, By string
	Team       string // for which places are reserved: so many, for people who are named by a time
	Places     int
	NameBy     time.Time
	Other      string // the other person who is meant: of a pair, or who nominated
	// Subject and Says are what somebody wrote, of a message and of an invitation; ByEmail is where to answer it.
	Subject, Says, ByEmail string
	// OfferURL and OfferExpires are those of an open offer; empty when there is none, or no longer.
	OfferURL     string
	OfferExpires time.Time
	// URL is the one address of the letter, of a page that answers or shows more: the enrolment's, unless another is named.
	URL    string
	Secret *Secret // of a link that answers; URL has models.SecretMark in its place
	// Appointment is the session that the letter is about, of an invitation to the calendar and of a reminder; zero in others.
	Appointment models.Appointment
	Calendar    string // the same as iCalendar; empty where no calendar is told
	Before      Before // of a reminder
	// Items are the letters that come together in one.
	Items []models.DigestItem
	// Topic is that of the letter, where its kind says too little.
	Topic models.MailTopic
	// Words are what administrators say in place of the product's words, by the kind of letter.
	Words map[string]models.LetterTemplate
}

// Before is what somebody is to know before a session. What is empty is not known.
type Before struct {
	Kind          models.ReminderKind
	Joining       string
	Prepare       []models.Preparation // what they have not done
	CannotComeURL string               // on which they say that they cannot come
}

// Secret is a token that stands in a letter and nowhere else. Keep keeps its hash, in the transaction that keeps the
// message; it opens something of that id until a time.
type Secret struct {
	Token string
	Of    models.ID
	Until time.Time
	Keep  func(ctx context.Context, tx *store.Tx) error
}

// LetterFor gathers what a letter about the enrolment says.
func (s *Service) LetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	e, err := s.Store.Enrolment(ctx, id)
	if err != nil {
		return EnrolmentLetter{}, err
	}
	letter := EnrolmentLetter{State: e.State, URL: s.BaseURL + paths.Enrolment(e.ID)}
	if letter.Person, err = s.Store.Person(ctx, e.PersonID); err != nil {
		return letter, err
	}
	if letter.Cohort, err = s.Store.Cohort(ctx, e.CohortID); err != nil {
		return letter, err
	}
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content()); err != nil {
		return letter, err
	}
	if letter.Sessions, err = s.Store.Sessions(ctx, e.CohortID); err != nil {
		return letter, err
	}
	if err := s.tell(ctx, e, &letter); err != nil {
		return letter, err
	}
	return letter, s.stand(ctx, e, &letter)
}

// stand adds what depends on where the enrolment stands: the turn, or the offer.
func (s *Service) stand(ctx context.Context, e models.Enrolment, letter *EnrolmentLetter) (err error) {
	switch e.State {
	case models.Waiting:
		var turns map[models.ID]int
		turns, err = s.Store.Turns(ctx, []models.ID{e.ID})
		letter.Position = turns[e.ID]
	case models.Offered:
		var o models.Offer
		if o, err = s.Store.LastOffer(ctx, e.ID); errors.Is(err, models.ErrNotFound) {
			return nil
		}
		if o.OpenAt(s.Store.Now()) {
			letter.OfferURL, letter.OfferExpires = s.BaseURL+paths.Offer(o.Token), o.ExpiresAt
		}
	default:
	}
	return err
}
