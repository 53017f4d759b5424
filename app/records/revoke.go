package records

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Revoke withdraws a completion record.
type Revoke struct {
	Record string // its number
	Reason string `form:"reason" validate:"required,max=300" problem:"required=Say why the record is withdrawn|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// RevokePage is the page on which a trainer withdraws a record.
type RevokePage struct {
	Record models.CompletionRecord
	Cohort models.Cohort
	State  models.RecordState
}

// RevokePage finds a record that the actor may withdraw: the record's own cohort decides.
func (s *Service) RevokePage(ctx context.Context, actor models.Actor, code string) (page RevokePage, err error) {
	if page.Record, err = s.Store.RecordByCode(ctx, code); err != nil {
		return page, err
	}
	if page.Cohort, err = s.Store.Cohort(ctx, page.Record.CohortID); err != nil {
		return page, err
	}
	page.State = page.Record.StateOn(s.Store.Today())
	return page, policy.Allows(actor, policy.RevokeRecord, page.Cohort)
}

// Revoke withdraws the record for a reason that its holder is told. Whoever checks it from now on finds it withdrawn, and
// the person may be given another.
func (s *Service) Revoke(ctx context.Context, actor models.Actor, in Revoke) (record models.CompletionRecord, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		known, err := tx.RecordByCode(ctx, in.Record)
		if err != nil {
			return err
		}
		cohort, err := tx.LockCohort(ctx, known.CohortID)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.RevokeRecord, cohort); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if record, err = tx.LockRecord(ctx, in.Record); err != nil {
			return err
		}
		if record, err = record.Revoke(actor.ID, in.Reason, tx.Now()); err != nil {
			return err
		}
		if err := tx.RevokeRecord(ctx, record); err != nil {
			return err
		}
		if err := reopen(ctx, tx, actor, record); err != nil {
			return err
		}
		return tx.Publish(ctx, happened("record.withdrawn", record, actor.ID), models.Job{Kind: models.MailRecordWithdrawn, SubjectID: record.ID})
	})
	return record, err
}

func (in Revoke) check() error {
	if err := input.Check(in); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason})
}

// reopen says of the enrolment that it is not completed, so that a right record can follow the wrong one.
func reopen(ctx context.Context, tx *store.Tx, actor models.Actor, record models.CompletionRecord) error {
	e, err := tx.Enrolment(ctx, record.EnrolmentID)
	if err != nil || e.State != models.Completed {
		return err
	}
	undone, err := e.To(models.NotCompleted, tx.Now())
	if err != nil {
		return err
	}
	return tx.MoveEnrolment(ctx, undone, e.State, &actor.ID, "completion record withdrawn")
}
