package attendance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Wrong codes before the next is refused. Two codes of 887 million work at a time.
const (
	triesOfCode = 10
	codeWindow  = 10 * time.Minute
)

var (
	errNoCode    = models.Invalid{"code": "Enter the 6 letters and numbers that your trainer shows"}
	errWrongCode = models.Invalid{"code": "That code does not work. It changes every 30 seconds: enter the one that is shown now"}
)

// CheckInByCode marks the actor at a session with the code that is shown there.
type CheckInByCode struct {
	Code string `form:"code"`
}

// CheckedIn says what checking in did.
type CheckedIn struct {
	Session models.Session
	Entry   models.Entry      // as the register has it now
	Source  models.MarkSource // of it
	Before  bool              // there was a mark already, and it stays
}

// CheckIn marks the actor as here, at the session whose code it is, if they are on its register. A mark that is there already
// stays, whoever made it. Too many wrong codes answer models.ErrThrottled.
func (s *Service) CheckIn(ctx context.Context, actor models.Actor, in CheckInByCode) (done CheckedIn, err error) {
	if !policy.May(actor, policy.CheckIn) {
		return done, models.ErrForbidden
	}
	code, ok := models.ParseCheckInCode(in.Code)
	if !ok {
		return done, errNoCode
	}
	sum := sha256.Sum256([]byte(actor.ID))
	key := "check-in " + hex.EncodeToString(sum[:])
	// In a transaction of its own: a refusal undoes what happened beside it.
	if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.CountTry(ctx, key, triesOfCode, codeWindow) }); err != nil {
		return done, err
	}
	open, err := s.opened(ctx, actor, code)
	if err != nil {
		return done, err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if done, err = arrive(ctx, tx, actor, open, code); err != nil {
			return err
		}
		return tx.GiveBackTry(ctx, key)
	})
	return done, err
}

// opened is the check-in whose code it is, among those that are open to the actor.
func (s *Service) opened(ctx context.Context, actor models.Actor, code string) (store.OpenCheckIn, error) {
	now := s.Store.Now()
	list, err := s.Store.CheckInsFor(ctx, actor.ID, now)
	for _, c := range list {
		if c.Takes(code, now) {
			return c, nil
		}
	}
	if err != nil {
		return store.OpenCheckIn{}, err
	}
	return store.OpenCheckIn{}, errWrongCode
}

// arrive marks somebody under the lock of the cohort, where all may have changed.
func arrive(ctx context.Context, tx *store.Tx, actor models.Actor, open store.OpenCheckIn, code string) (done CheckedIn, err error) {
	if _, err = tx.LockCohort(ctx, open.CohortID); err != nil {
		return done, err
	}
	check, err := tx.CheckInOf(ctx, open.SessionID)
	if err != nil {
		return done, err
	}
	if !check.OpenAt(tx.Now()) || !check.Takes(code, tx.Now()) {
		return done, errWrongCode
	}
	enrolment, err := tx.OnCohort(ctx, open.CohortID, actor.ID)
	if err != nil {
		return done, err
	}
	if done.Session, err = tx.Session(ctx, open.SessionID); err != nil {
		return done, err
	}
	marks, err := tx.MarksOf(ctx, open.SessionID)
	if err != nil {
		return done, err
	}
	for _, m := range marks {
		if m.EnrolmentID == enrolment.ID {
			done.Entry, done.Source, done.Before = models.EntryOf(m), m.Source, true
			return done, nil
		}
	}
	done.Entry, done.Source = done.Session.Arrived(tx.Now()), models.ByCheckIn
	_, err = keepMarks(ctx, tx, actor, done.Session, models.ByCheckIn, []change{changeTo(done.Entry, models.Attendance{}, enrolment.ID)})
	return done, err
}
