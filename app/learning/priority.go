package learning

import (
	"context"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// Prioritise changes the priority of somebody who waits, or has asked to join.
type Prioritise struct {
	Cohort    string // its code
	Enrolment models.ID
	Priority  string `form:"priority" validate:"oneof=0 1 2" problem:"oneof=Select a priority"`
	Reason    string `form:"reason" validate:"required,max=300" problem:"required=Say why. Those who wait see it, without a name|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in Prioritise) check() error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}) {
		problems[field] = problem
	}
	return problems.OrNil()
}

// Prioritise changes the turn of somebody in line, and of those who come with them. It moves nobody else, and takes no offer
// away: the next place that becomes free goes by the new order.
func (s *Service) Prioritise(ctx context.Context, actor models.Actor, in Prioritise) (e models.Enrolment, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if cohort, e, err = lockInLine(ctx, tx, actor, in.Cohort, in.Enrolment); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if !e.State.InLine() {
			return models.Invalid{"priority": "This person does not wait any more. Look at where they stand now"}
		}
		if e.Priority == number(in.Priority) {
			return models.Invalid{"priority": "They have this priority already. Select another one"}
		}
		party, err := togetherWith(ctx, tx, e)
		if err != nil {
			return err
		}
		for _, other := range party { // a handful
			other.Priority = number(in.Priority)
			if err := tx.Prioritise(ctx, other, actor.ID, in.Reason); err != nil {
				return err
			}
			if err := tx.Publish(ctx, happened("enrolment.prioritised", other, &actor.ID), owed(models.MailPriority, other)); err != nil {
				return err
			}
		}
		e.Priority = number(in.Priority)
		return OfferFreed(ctx, tx, cohort) // what was set aside for a party may be free to somebody who comes before it now
	})
	return e, err
}
