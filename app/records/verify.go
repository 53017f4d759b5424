package records

import (
	"context"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Check is what anybody learns who has a record's number.
type Check struct {
	Code      string
	State     models.RecordState
	CheckedAt time.Time
	Record    models.CompletionRecord // empty when not found; its PersonName is empty unless the holder shares it
	Outcomes  []models.RecordOutcome
	Successor string // the number of the record in its place
}

// Checks from one network address within a minute, before the next is refused: numbers are not to be guessed through.
const (
	checksOfAddress = 60
	checkWindow     = time.Minute
)

// Check answers what a record's number stands for, to anybody. From is the network address of who asks; too many answer
// models.ErrThrottled.
func (s *Service) Check(ctx context.Context, code, from string) (Check, error) {
	if err := s.countCheck(ctx, from); err != nil {
		return Check{}, err
	}
	return s.held(ctx, code)
}

// held is what we hold of a record, as strangers may know it.
func (s *Service) held(ctx context.Context, code string) (Check, error) {
	check := Check{Code: code, State: models.RecordNotFound, CheckedAt: s.Store.Now()}
	record, err := s.Store.RecordByCode(ctx, code)
	if errors.Is(err, models.ErrNotFound) {
		return check, nil
	}
	if err != nil {
		return Check{}, err
	}
	check.Record, check.State = public(record), record.StateOn(s.Store.Today())
	if check.Outcomes, err = s.Store.RecordOutcomes(ctx, record.ID); err != nil {
		return Check{}, err
	}
	check.Successor, err = s.successor(ctx, record)
	return check, err
}

// public leaves out what a stranger may not know.
func public(r models.CompletionRecord) models.CompletionRecord {
	if !r.Shared && r.PersonName != models.NameErased {
		r.PersonName = ""
	}
	r.OrganisationName, r.RevokedReason, r.IssuedBy = "", "", ""
	return r
}

func (s *Service) successor(ctx context.Context, r models.CompletionRecord) (string, error) {
	if r.SuccessorID == nil {
		return "", nil
	}
	successor, err := s.Store.Record(ctx, *r.SuccessorID)
	return successor.Code, err
}

func (s *Service) countCheck(ctx context.Context, from string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		return tx.CountTry(ctx, "verify "+from, checksOfAddress, checkWindow)
	})
}
