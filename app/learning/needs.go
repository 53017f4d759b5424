package learning

import (
	"context"
	"errors"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ChangeNeeds says what the actor needs to take part, for the trainers of the cohort alone.
type ChangeNeeds struct {
	Enrolment models.ID
	Needs     string `form:"needs" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// ChangeNeeds keeps that, until the cohort is over: then it is forgotten.
func (s *Service) ChangeNeeds(ctx context.Context, actor models.Actor, in ChangeNeeds) error {
	in.Needs = input.Tidy(in.Needs)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, cohort, err := lockEnrolment(ctx, tx, in.Enrolment)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.EnrolSelf, e); err != nil {
			return err
		}
		if !e.NeedsAt(cohort, tx.Today()) {
			return models.Invalid{"enrolment": "This course is over for you, so nothing is asked any more"}
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "needs", Text: in.Needs}); err != nil || in.Needs == e.Needs {
			return err
		}
		e.Needs = in.Needs
		return errors.Join(tx.ChangeNeeds(ctx, e), tx.Publish(ctx, happened("needs.changed", e, &actor.ID)))
	})
}
