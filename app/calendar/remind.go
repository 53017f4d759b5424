package calendar

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// remindersAtOnce is how many reminders are owed in one transaction.
const remindersAtOnce = 500

// KeepTime owes what the time brings, each minute until the context ends: reminders, and the letters of those who want one a
// day.
func (s *Service) KeepTime(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.CatchUp(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "reminders and digests that are due were not made", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// CatchUp owes what is due now and has not been owed. Several processes may do so at once: what one has made the others leave.
func (s *Service) CatchUp(ctx context.Context) error {
	return errors.Join(s.remind(ctx, models.WeekBefore), s.remind(ctx, models.DayBefore), s.digests(ctx))
}

func (s *Service) remind(ctx context.Context, kind models.ReminderKind) error {
	now := s.Store.Now()
	list, err := s.Store.Unreminded(ctx, kind, now, now.Add(kind.Before()))
	if err != nil {
		return err
	}
	var due []models.Reminder
	for _, u := range list {
		if models.ReminderAt(u.Starts, u.PlacedAt, now) == kind {
			due = append(due, models.Reminder{SessionID: u.SessionID, EnrolmentID: u.EnrolmentID, Kind: kind, Starts: u.Starts})
		}
	}
	for len(due) > 0 {
		n := min(len(due), remindersAtOnce)
		if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.Remind(ctx, due[:n]) }); err != nil {
			return err
		}
		due = due[n:]
	}
	return nil
}

func (s *Service) digests(ctx context.Context) error {
	before := models.DigestDue(s.Store.Now())
	waits, err := s.Store.WaitsForDigest(ctx, before)
	if err != nil || !waits {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.MakeDigests(ctx, before) })
}

// Reminder is what a letter before a session says.
type Reminder struct {
	models.Reminder
	Person    models.Person
	Enrolment models.Enrolment
	Session   models.Session
	Cohort    models.Cohort
	Course    models.Course
	Prepare   []models.Preparation // what is not done yet
	Way       models.MailWay
}

// Reminder gathers what a reminder says; models.ErrNotFound when the session has moved, has begun, or is no longer theirs.
func (s *Service) Reminder(ctx context.Context, id models.ID) (Reminder, error) {
	r, err := s.Store.Reminder(ctx, id)
	if err != nil {
		return Reminder{}, err
	}
	letter := Reminder{Reminder: r}
	if letter.Session, err = s.Store.Session(ctx, r.SessionID); err != nil {
		return letter, err
	}
	if letter.Enrolment, err = s.Store.Enrolment(ctx, r.EnrolmentID); err != nil {
		return letter, err
	}
	if letter.Cohort, err = s.Store.Cohort(ctx, letter.Session.CohortID); err != nil {
		return letter, err
	}
	now := s.Store.Now()
	if letter.Enrolment.State != models.Placed || letter.Cohort.State != models.CohortOpen || !letter.Session.Starts.Equal(r.Starts) || !now.Before(r.Starts) {
		return letter, models.ErrNotFound
	}
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content()); err != nil {
		return letter, err
	}
	if letter.Person, err = s.Store.Person(ctx, letter.Enrolment.PersonID); err != nil {
		return letter, err
	}
	if letter.Way, err = s.Store.MailWay(ctx, letter.Person.ID, models.TopicReminders); err != nil {
		return letter, err
	}
	letter.Prepare, err = s.Store.ToPrepare(ctx, letter.Cohort.ID, letter.Enrolment.ID)
	return letter, err
}

// Digest is one letter in place of several.
type Digest struct {
	Person models.Person
	Items  []models.DigestItem
}

// Digest gathers what a digest says.
func (s *Service) Digest(ctx context.Context, id models.ID) (letter Digest, err error) {
	d, items, err := s.Store.Digest(ctx, id)
	if err != nil {
		return letter, err
	}
	letter.Items = items
	letter.Person, err = s.Store.Person(ctx, d.PersonID)
	if err == nil && (letter.Person.ErasedAt != nil || len(items) == 0) {
		err = models.ErrNotFound
	}
	return letter, err
}
