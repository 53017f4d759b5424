package learning

import (
	"context"
	"slices"
	"time"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// ApologyLink is the address on which somebody says, without a sign-in, that they cannot come to a session, for a letter to
// them: it has models.SecretMark where the token of the secret belongs. It opens until the session ends.
func (s *Service) ApologyLink(e models.Enrolment, session models.Session) (url string, secret *Secret) {
	return s.BaseURL + paths.Apologies("") + models.SecretMark, replySecret(models.ReplyLink{
		Kind: models.ReplyApologies, PersonID: e.PersonID, EnrolmentID: &e.ID, SessionID: &session.ID, ExpiresAt: session.Ends,
	})
}

// Apologise says that somebody cannot come to a session: the actor to a session, or whoever has a link.
type Apologise struct {
	Session models.ID // for who is signed in
	Token   string    // of the link; empty for who is signed in
	Reason  string    `form:"reason" validate:"max=300" problem:"max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// ApologiesPage is what somebody sees who cannot come to a session. Of the person it says nothing.
type ApologiesPage struct {
	Course  models.Course
	Cohort  models.Cohort
	Session models.Session
	Place   string
	Sent    bool
	Now     time.Time
}

// Open tells whether one can still say so, or take it back: until the session starts.
func (p ApologiesPage) Open() bool { return p.Session.ApologiesAt(p.Now) }

// Apologies is the page on which the actor, or whoever has the link, says that they cannot come.
func (s *Service) Apologies(ctx context.Context, actor models.Actor, in Apologise) (page ApologiesPage, err error) {
	session, e, err := absentee(ctx, s.Store.Reads, s.Store.Now(), actor, in)
	if err != nil {
		return page, err
	}
	page.Session, page.Now = session, s.Store.Now()
	if page.Cohort, err = s.Store.Cohort(ctx, session.CohortID); err != nil {
		return page, err
	}
	page.Place = session.PlaceOf(page.Cohort)
	if page.Course, err = s.Store.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	sent, err := s.Store.ApologiesOf(ctx, e.ID)
	page.Sent = slices.ContainsFunc(sent, func(a models.Apology) bool { return a.SessionID == session.ID })
	return page, err
}

// Apologise keeps that somebody cannot come, and tells the trainers. Saying so twice says it once.
func (s *Service) Apologise(ctx context.Context, actor models.Actor, in Apologise) error {
	in.Reason = input.Tidy(in.Reason)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		session, e, cohort, err := lockAbsentee(ctx, tx, actor, in)
		if err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		added, err := tx.AddApology(ctx, models.Apology{SessionID: session.ID, EnrolmentID: e.ID, Reason: in.Reason, SentAt: tx.Now()})
		if err != nil || !added {
			return err
		}
		letters, err := tellTeachers(ctx, tx, models.MailApologies, cohort, e)
		if err != nil {
			return err
		}
		return tx.Publish(ctx, ofAbsence("apologies.sent", session, e, actor), letters...)
	})
}

// ComeAfterAll takes it back that somebody cannot come.
func (s *Service) ComeAfterAll(ctx context.Context, actor models.Actor, in Apologise) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		session, e, _, err := lockAbsentee(ctx, tx, actor, in)
		if err != nil {
			return err
		}
		removed, err := tx.RemoveApology(ctx, session.ID, e.ID)
		if err != nil || !removed {
			return err
		}
		return tx.Publish(ctx, ofAbsence("apologies.taken_back", session, e, actor))
	})
}

// lockAbsentee locks the cohort, and then reads who cannot come to which of its sessions, while it has not begun.
func lockAbsentee(ctx context.Context, tx *store.Tx, actor models.Actor, in Apologise) (models.Session, models.Enrolment, models.Cohort, error) {
	session, e, err := absentee(ctx, tx.Reads, tx.Now(), actor, in)
	if err != nil {
		return session, e, models.Cohort{}, err
	}
	cohort, err := tx.LockCohort(ctx, session.CohortID)
	if err != nil {
		return session, e, cohort, err
	}
	if session, e, err = absentee(ctx, tx.Reads, tx.Now(), actor, in); err != nil {
		return session, e, cohort, err
	}
	if !session.ApologiesAt(tx.Now()) {
		return session, e, cohort, models.Invalid{"session": "This session has started. Tell the trainer instead"}
	}
	return session, e, cohort, nil
}

// absentee is the session and the enrolment that are meant: those of the link, or the actor's. There are none for who has no
// place, nor for a link once the session is over.
func absentee(ctx context.Context, r store.Reads, now time.Time, actor models.Actor, in Apologise) (session models.Session, e models.Enrolment, err error) {
	if in.Token == "" {
		if session, err = r.Session(ctx, in.Session); err != nil {
			return session, e, err
		}
		e, err = r.OnCohort(ctx, session.CohortID, actor.ID)
		return session, e, err
	}
	link, err := replyLink(ctx, r, models.ReplyApologies, in.Token)
	if err != nil {
		return session, e, err
	}
	if link.EnrolmentID == nil || link.SessionID == nil {
		return session, e, models.ErrNotFound
	}
	if session, err = r.Session(ctx, *link.SessionID); err != nil {
		return session, e, err
	}
	if e, err = r.Enrolment(ctx, *link.EnrolmentID); err != nil {
		return session, e, err
	}
	if !slices.Contains(models.OnRegister(), e.State) || !now.Before(session.Ends) {
		return session, e, models.ErrNotFound
	}
	return session, e, nil
}

func ofAbsence(act string, session models.Session, e models.Enrolment, actor models.Actor) models.Event {
	return models.Event{ActorID: themselves(actor, e), Act: act, Subject: "sessions", SubjectID: session.ID, PersonID: &e.PersonID}
}

// tellTeachers owes those who teach the cohort a letter about one of its people.
func tellTeachers(ctx context.Context, tx *store.Tx, kind string, cohort models.Cohort, e models.Enrolment) ([]models.Job, error) {
	teachers, err := tx.TeachersOf(ctx, cohort, tx.Today())
	if err != nil {
		return nil, err
	}
	teachers = slices.DeleteFunc(teachers, func(id models.ID) bool { return id == e.PersonID })
	return sideLetters(ctx, tx, kind, e.ID, teachers)
}

// ApologiesLetter gathers what a trainer is told of somebody who cannot come: the sessions ahead for which that still holds.
// There is no letter once they have taken it back.
func (s *Service) ApologiesLetter(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, e, err := s.sideLetterFor(ctx, id)
	if err != nil {
		return letter, err
	}
	sent, err := s.Store.ApologiesOf(ctx, e.ID)
	if err != nil {
		return letter, err
	}
	letter.Sessions = slices.DeleteFunc(letter.Sessions, func(session models.Session) bool {
		at := slices.IndexFunc(sent, func(a models.Apology) bool { return a.SessionID == session.ID })
		if at < 0 || !s.Store.Now().Before(session.Ends) {
			return true
		}
		letter.Reason = sent[at].Reason
		return false
	})
	if len(letter.Sessions) == 0 {
		return letter, models.ErrNotFound
	}
	if len(letter.Sessions) > 1 { // each has its own, on the register
		letter.Reason = ""
	}
	letter.URL = s.BaseURL + paths.SessionRegister(letter.Cohort.Code, letter.Sessions[0].Number)
	return letter, nil
}

// sideLetterFor gathers what is told about somebody's enrolment to somebody else, as far as every such letter says it.
func (s *Service) sideLetterFor(ctx context.Context, id models.ID) (letter EnrolmentLetter, e models.Enrolment, err error) {
	side, err := s.Store.SideLetter(ctx, id)
	if err == nil && side.EnrolmentID == nil {
		err = models.ErrNotFound
	}
	if err != nil {
		return letter, e, err
	}
	if e, err = s.Store.Enrolment(ctx, *side.EnrolmentID); err != nil {
		return letter, e, err
	}
	if letter, err = s.LetterFor(ctx, e.ID); err != nil {
		return letter, e, err
	}
	letter.Learner, letter.Calendar, letter.OfferURL = letter.Person.Name, "", ""
	letter.Person, err = s.Store.Person(ctx, side.PersonID)
	if err == nil && letter.Person.ErasedAt != nil {
		err = models.ErrNotFound
	}
	return letter, e, err
}
