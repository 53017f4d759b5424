package learning

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// OfferByHand offers a free place to the next in line, or to somebody chosen, also when none is offered by itself any more.
type OfferByHand struct {
	Cohort string // its code
	// Enrolment is of whom the place is offered to; empty for the next in line.
	Enrolment models.ID
	Hours     string `form:"hours"` // to reply; empty for those of the cohort
	// Reason is why somebody comes before those whose turn it is; not needed for the next in line.
	Reason string `form:"reason" validate:"max=300" problem:"max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// mostOfferHours is how long a place can be held for somebody who does not answer: two weeks.
const mostOfferHours = 14 * 24

func (in OfferByHand) check(c models.Cohort) (hours int, err error) {
	problems, err := input.Problems(in)
	if err != nil {
		return 0, err
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}) {
		problems[field] = problem
	}
	hours = c.OfferHours
	if in.Hours != "" {
		hours = number(in.Hours)
	}
	if hours < 1 || hours > mostOfferHours {
		problems["hours"] = "Enter a number of hours from 1 to " + strconv.Itoa(mostOfferHours)
	}
	return hours, problems.OrNil()
}

// OfferByHand holds a free place for somebody who waits, and for those who come with them. It never gives more places than
// there are, and none that is kept for the people of another system.
func (s *Service) OfferByHand(ctx context.Context, actor models.Actor, in OfferByHand) (party models.Party, err error) {
	in.Reason, in.Hours = input.Tidy(in.Reason), input.Tidy(in.Hours)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := lockLine(ctx, tx, actor, in.Cohort)
		if err != nil {
			return err
		}
		if in.Enrolment.Known() {
			if _, _, err := lockInLine(ctx, tx, actor, in.Cohort, in.Enrolment); err != nil {
				return err
			}
		}
		hours, err := in.check(cohort)
		if err != nil {
			return err
		}
		if party, err = in.choose(ctx, tx, cohort); err != nil {
			return err
		}
		o := handed{by: &actor.ID, reason: "offered by hand", hours: hours}
		if in.Reason != "" {
			o.reason += ": " + in.Reason
		}
		for _, e := range party {
			if err := offer(ctx, tx, cohort, e, o); err != nil {
				return err
			}
		}
		return nil
	})
	return party, err
}

// choose are those who are offered places on a locked cohort, or why nobody is.
func (in OfferByHand) choose(ctx context.Context, tx *store.Tx, cohort models.Cohort) (models.Party, error) {
	if !cohort.OffersByHandAt(tx.Now()) {
		return nil, models.Invalid{"offer": "Places can be offered until the cohort starts, once its dates are set"}
	}
	places, line, err := allot(ctx, tx, cohort)
	if err != nil {
		return nil, err
	}
	if places.Free() == 0 {
		return nil, models.Invalid{"offer": "No place is free. Nothing was offered"}
	}
	parties := models.Parties(line)
	next := slices.Index(places.Serve(parties), true)
	if !in.Enrolment.Known() {
		if next < 0 {
			return nil, models.Invalid{"offer": "No place is free to anybody who waits. Nothing was offered"}
		}
		return parties[next], nil
	}
	chosen := slices.IndexFunc(parties, func(p models.Party) bool {
		return slices.ContainsFunc(p, func(e models.Enrolment) bool { return e.ID == in.Enrolment })
	})
	switch {
	case chosen < 0:
		return nil, models.Invalid{"offer": "This person does not wait any more. Look at where they stand now"}
	case !places.Serve(parties[chosen : chosen+1])[0]:
		return nil, models.Invalid{"offer": "Too few places are free to them: what is free is kept for others, or they come together. Nothing was offered"}
	case chosen != next && in.Reason == "":
		return nil, models.Invalid{"reason": "Say why they come before those whose turn it is"}
	}
	return parties[chosen], nil
}

// TakeBack ends an offer that nobody has answered.
type TakeBack struct {
	Cohort    string // its code
	Enrolment models.ID
	Reason    string `form:"reason" validate:"required,max=300" problem:"required=Say why. The person sees it|max=Use 300 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// TakeBack ends an unanswered offer. The place is offered to the next in line.
func (s *Service) TakeBack(ctx context.Context, actor models.Actor, in TakeBack) (e models.Enrolment, err error) {
	in.Reason = input.Tidy(in.Reason)
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		var cohort models.Cohort
		if cohort, e, err = lockInLine(ctx, tx, actor, in.Cohort, in.Enrolment); err != nil {
			return err
		}
		if err := input.Check(in); err != nil {
			return err
		}
		if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "reason", Text: in.Reason}); err != nil {
			return err
		}
		if e.State != models.Offered {
			return models.Invalid{"offer": "This offer was answered, or ran out, meanwhile. Nothing was changed"}
		}
		e, err = leave(ctx, tx, cohort, e, parting{to: models.Lapsed, by: &actor.ID, reason: in.Reason, letter: models.MailLapsed})
		return err
	})
	return e, err
}
