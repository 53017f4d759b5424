package learning

import (
	"cmp"
	"context"
	"errors"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Withdraw gives a place, an offer or a turn back.
type Withdraw struct {
	Enrolment models.ID
	// Reason may be left out, but by who gives a place back late.
	Reason string `form:"reason" validate:"max=300" problem:"max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Withdraw takes the actor off the cohort or its waiting list. A place or an offer given back is offered to the first in
// line. Who has withdrawn already gets the same enrolment again.
func (s *Service) Withdraw(ctx context.Context, actor models.Actor, in Withdraw) (e models.Enrolment, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if e, cohort, err = lockEnrolment(ctx, tx, in.Enrolment); err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.EnrolSelf, e); err != nil {
			return err
		}
		if e.State == models.Withdrawn {
			return nil
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		if !e.WithdrawableAt(cohort, tx.Now()) {
			return models.Invalid{"enrolment": "This can no longer be cancelled. Talk to the trainer"}
		}
		if e.State == models.Placed && cohort.LateAt(tx.Now()) && in.Reason == "" {
			return models.Invalid{"reason": "Say why you cancel so late"}
		}
		e, err = leave(ctx, tx, cohort, e, parting{to: models.Withdrawn, by: &actor.ID, reason: in.Reason, letter: models.MailWithdrawn})
		return err
	})
	return e, err
}

// lockEnrolment locks the cohort of an enrolment, and then reads where the enrolment stands.
func lockEnrolment(ctx context.Context, tx *store.Tx, id models.ID) (models.Enrolment, models.Cohort, error) {
	e, err := tx.Enrolment(ctx, id)
	if err != nil {
		return e, models.Cohort{}, err
	}
	cohort, err := tx.LockCohort(ctx, e.CohortID)
	if err != nil {
		return e, cohort, err
	}
	e, err = tx.Enrolment(ctx, id)
	return e, cohort, err
}

// parting is how somebody comes off a cohort: to which state, by whom (nobody: the calendar or a link) and why, and the
// letter that tells them, if any.
type parting struct {
	to     models.EnrolmentState
	by     *models.ID
	reason string
	letter string
	act    string // of the event; empty for that of the state
}

// leave takes somebody off a locked cohort, and offers what they held to the next in line. Whoever was to come with them, and
// cannot come alone, comes off with them.
func leave(ctx context.Context, tx *store.Tx, cohort models.Cohort, e models.Enrolment, p parting) (models.Enrolment, error) {
	other, err := tx.PairedWith(ctx, e)
	paired := err == nil
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return e, err
	}
	left, err := part(ctx, tx, e, p)
	if err != nil {
		return e, err
	}
	if paired {
		if err := follow(ctx, tx, cohort, other, left); err != nil {
			return left, err
		}
	}
	if err := tx.Unpair(ctx, cohort.ID, e.PersonID); err != nil {
		return left, err
	}
	return left, OfferFreed(ctx, tx, cohort)
}

// part moves somebody off, and tells them.
func part(ctx context.Context, tx *store.Tx, e models.Enrolment, p parting) (models.Enrolment, error) {
	left, err := e.To(p.to, tx.Now())
	if err != nil {
		return e, err
	}
	if err := tx.MoveEnrolment(ctx, left, e.State, p.by, p.reason); err != nil {
		return e, err
	}
	if err := tx.CloseOffer(ctx, e.ID); err != nil {
		return e, err
	}
	var letters []models.Job
	if p.letter != "" {
		letters = append(letters, owed(p.letter, left))
	}
	return left, tx.Publish(ctx, happened(cmp.Or(p.act, "enrolment."+string(p.to)), left, p.by), letters...)
}

// OtherNotComing is why an offer to one of a pair ends, or an application, when the other does not come.
const OtherNotComing = "the other of the pair does not come"

// follow says what becomes of the other of a pair when one leaves: an offer ends, for it was of two places or none; so does a
// wish that was not answered, and on a cohort for pairs a turn in the line. A place stays, and so does a turn elsewhere.
func follow(ctx context.Context, tx *store.Tx, cohort models.Cohort, other, left models.Enrolment) error {
	p := parting{to: models.Withdrawn, by: &left.PersonID, reason: OtherNotComing, letter: models.MailPairDeclined}
	switch other.State {
	case models.Offered:
		o, err := tx.LastOffer(ctx, other.ID)
		if err != nil {
			return err
		}
		p = parting{to: models.Lapsed, reason: OtherNotComing, letter: models.MailLapsed}
		if left.State == models.Lapsed && o.AcceptedAt == nil {
			p.reason = NoReply
		}
	case models.Applied:
	case models.Waiting:
		if cohort.WayIn != models.PairedWay {
			return nil
		}
	default:
		return nil
	}
	_, err := part(ctx, tx, other, p)
	return err
}
