package learning

import (
	"context"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// CallOff is why a cohort is called off.
type CallOff struct {
	Reason string `form:"reason" validate:"required,max=300" problem:"required=Say why: everybody is told|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// CallOffPage says whom it would touch.
type CallOffPage struct {
	TaughtCohort
	Applied int
	Ended   bool // it can no longer be called off
}

// CallOffPage is the page on which the actor confirms that a cohort is called off.
func (s *Service) CallOffPage(ctx context.Context, actor models.Actor, code string) (page CallOffPage, err error) {
	if page.TaughtCohort, err = s.changeable(ctx, actor, code); err != nil {
		return page, err
	}
	applied, err := s.Store.EnrolmentsIn(ctx, page.ID, models.Applied)
	page.Applied, page.Ended = len(applied), !page.CallableOffAt(s.Store.Now())
	return page, err
}

// CallOff calls a cohort off: nobody is on it, or in line for it, any more, and all of them are told. Pairs are kept, so that
// it is known who would have come together. It cannot be undone. One that is called off already stays so.
func (s *Service) CallOff(ctx context.Context, actor models.Actor, code string, in CallOff) (cohort models.Cohort, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if cohort, err = lockToChange(ctx, tx, actor, code); err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		if !cohort.CallableOffAt(tx.Now()) {
			return models.Invalid{"cohort": "This cohort has ended: it can no longer be called off"}
		}
		cohort.State, cohort.CancelledReason = models.CohortCancelled, in.Reason
		if err := tx.ChangeCohort(ctx, cohort); err != nil {
			return err
		}
		return dismiss(ctx, tx, actor, cohort)
	})
	return cohort, err
}

// dismiss takes everybody off a locked cohort that is called off, and tells them.
func dismiss(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort) error {
	live, err := tx.EnrolmentsIn(ctx, cohort.ID, models.Applied, models.Waiting, models.Offered, models.Placed)
	if err != nil {
		return err
	}
	if err := tx.MoveEnrolments(ctx, live, models.Cancelled, actor.ID, cohort.CancelledReason); err != nil {
		return err
	}
	if err := tx.CloseOffersOn(ctx, cohort.ID); err != nil {
		return err
	}
	events, owed := []models.Event{aboutCohort("cohort.cancelled", actor, cohort)}, calendarsOf(cohort)
	for _, e := range live {
		events = append(events, happened("enrolment.cancelled", e, &actor.ID))
		owed = append(owed, models.Job{Kind: models.MailCalledOff, SubjectID: e.ID})
	}
	return tx.PublishAll(ctx, events, owed)
}

// CohortLetterFor is LetterFor with why the cohort was called off, where it was.
func (s *Service) CohortLetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, err := s.LetterFor(ctx, id)
	if letter.Cohort.State == models.CohortCancelled {
		letter.Reason = letter.Cohort.CancelledReason
	}
	return letter, err
}
