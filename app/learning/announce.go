package learning

import (
	"context"
	"time"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Announce is what a trainer writes to people of a cohort.
type Announce struct {
	Cohort   string // its code
	Audience string `form:"audience" validate:"oneof=placed waiting applied everybody" problem:"oneof=Select who the message goes to"`
	Subject  string `form:"subject" validate:"required,max=120" problem:"required=Enter a subject|max=Use 120 characters or fewer"`
	Body     string `form:"body" validate:"required,max=4000" problem:"required=Enter what you want to say|max=Use 4,000 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
	// Confirmed says that the message was looked at as it will go out.
	Confirmed bool `form:"confirmed"`
}

func (in Announce) tidy() Announce {
	in.Subject, in.Body = input.Line(in.Subject), input.Tidy(in.Body)
	return in
}

func (in Announce) check() error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "subject", Text: in.Subject}, input.Text{Field: "body", Text: in.Body}) {
		problems[field] = problem
	}
	return problems.OrNil()
}

// The audiences of a message.
const (
	ToPlaced    = "placed"
	ToWaiting   = "waiting" // or with an offer
	ToApplied   = "applied"
	ToEverybody = "everybody"
)

// Audiences lists them.
func Audiences() []string { return []string{ToPlaced, ToWaiting, ToApplied, ToEverybody} }

// statesOf are the states of those whom an audience means.
func statesOf(audience string) []models.EnrolmentState {
	placed, waiting, applied := models.OnRegister(), []models.EnrolmentState{models.Waiting, models.Offered}, []models.EnrolmentState{models.Applied}
	switch audience {
	case ToPlaced:
		return placed
	case ToWaiting:
		return waiting
	case ToApplied:
		return applied
	case ToEverybody:
		return append(append(placed, waiting...), applied...)
	}
	return nil
}

// AnnouncePage is the page on which a trainer writes to people of a cohort.
type AnnouncePage struct {
	store.TaughtCohort
	Counts map[string]int // people, by audience
	Sent   []store.SentAnnouncement
}

// AnnouncePage is what the form needs, and what was sent already.
func (s *Service) AnnouncePage(ctx context.Context, actor models.Actor, code string) (AnnouncePage, error) {
	cohort, err := s.taughtCohort(ctx, actor, code)
	if err != nil {
		return AnnouncePage{}, err
	}
	page := AnnouncePage{TaughtCohort: cohort, Counts: map[string]int{}}
	if err := policy.Allows(actor, policy.Announce, cohort.Cohort); err != nil {
		return page, err
	}
	states, err := s.Store.StatesOn(ctx, cohort.ID)
	if err != nil {
		return page, err
	}
	for _, audience := range Audiences() {
		for _, state := range statesOf(audience) {
			page.Counts[audience] += states[state]
		}
	}
	page.Sent, err = s.Store.AnnouncementsOn(ctx, cohort.ID)
	return page, err
}

// sentTwiceWithin is how soon the same message to the same people is taken for a button pressed twice.
const sentTwiceWithin = 10 * time.Minute

// CheckAnnouncement answers the problems of a message that is not sent yet, and the message as it would go out.
func (s *Service) CheckAnnouncement(ctx context.Context, actor models.Actor, in Announce) (AnnouncePage, Announce, error) {
	in = in.tidy()
	page, err := s.AnnouncePage(ctx, actor, in.Cohort)
	if err != nil {
		return page, in, err
	}
	if err := in.check(); err != nil {
		return page, in, err
	}
	if page.Counts[in.Audience] == 0 {
		return page, in, models.Invalid{"audience": nobodyThere}
	}
	return page, in, nil
}

const nobodyThere = "Nobody is among them now: select others"

// Announce writes to the people of a cohort, each a letter of their own, and answers to how many. The same message to the same
// people within ten minutes is sent once.
func (s *Service) Announce(ctx context.Context, actor models.Actor, in Announce) (letters int, err error) {
	in = in.tidy()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.Announce, cohort); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		people, err := tx.InStates(ctx, cohort.ID, statesOf(in.Audience))
		if err != nil {
			return err
		}
		if letters = len(people); letters == 0 {
			return models.Invalid{"audience": nobodyThere}
		}
		said := models.Announcement{
			CohortID: cohort.ID, Kind: models.AnnounceMessage, Audience: in.Audience, Subject: in.Subject, Body: in.Body, ByID: actor.ID, SentAt: tx.Now(),
		}
		last, err := tx.LastAnnouncement(ctx, cohort.ID)
		if err != nil || sameAnnouncement(last, said) {
			return err
		}
		if err := tx.Add(ctx, &said); err != nil {
			return err
		}
		if err := tx.AddLetters(ctx, said.ID, models.MailAnnouncement, people); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "announcement.sent", Subject: "announcements", SubjectID: said.ID})
	})
	return letters, err
}

func sameAnnouncement(last, said models.Announcement) bool {
	return last.ID.Known() && last.Audience == said.Audience && last.Subject == said.Subject && last.Body == said.Body && last.ByID == said.ByID &&
		said.SentAt.Sub(last.SentAt) < sentTwiceWithin
}

// AnnouncementLetter gathers what a letter of an announcement says: a message, or an invitation.
func (s *Service) AnnouncementLetter(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	l, err := s.Store.AnnouncementLetter(ctx, id)
	if err != nil {
		return EnrolmentLetter{}, err
	}
	said, err := s.Store.Announcement(ctx, l.AnnouncementID)
	if err != nil {
		return EnrolmentLetter{}, err
	}
	letter := EnrolmentLetter{Subject: said.Subject, Says: said.Body}
	if letter.Person, err = s.Store.Person(ctx, l.PersonID); err != nil {
		return letter, err
	}
	by, err := s.Store.Person(ctx, said.ByID)
	if err != nil {
		return letter, err
	}
	letter.By, letter.ByEmail = by.Name, by.Email
	if letter.Cohort, err = s.Store.Cohort(ctx, said.CohortID); err != nil {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.Cohort(letter.Cohort.Code)
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content()); err != nil {
		return letter, err
	}
	letter.Sessions, err = s.Store.Sessions(ctx, letter.Cohort.ID)
	return letter, err
}
