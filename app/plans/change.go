package plans

import (
	"context"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FinishAction says that an action is done, and what it was used for.
type FinishAction struct {
	UsedFor      string `form:"used_for" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for what it was used for"`
	Revision     int    `form:"revision"`
	NotNHSNumber bool   `form:"not_nhs_number"`
}

// Finish keeps that an action is done.
func (s *Service) Finish(ctx context.Context, actor models.Actor, person, id models.ID, in FinishAction) error {
	in.UsedFor = input.Tidy(in.UsedFor)
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	invalid.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "used_for", Text: in.UsedFor}))
	if err := invalid.OrNil(); err != nil {
		return err
	}
	return s.inAction(ctx, actor, person, id, in.Revision, "plan.action_done", func(tx *store.Tx, a *models.PlanAction) (_ []models.Job, err error) {
		*a, err = a.Done(in.UsedFor, models.DateOf(tx.Now()))
		return nil, err
	})
}

// Drop keeps that an action is given up. It can be taken up again.
func (s *Service) Drop(ctx context.Context, actor models.Actor, person, id models.ID, revision int) error {
	return s.inAction(ctx, actor, person, id, revision, "plan.action_dropped", func(tx *store.Tx, a *models.PlanAction) (_ []models.Job, err error) {
		*a, err = a.Dropped(models.DateOf(tx.Now()))
		return nil, err
	})
}

// Reopen takes an action up again that was done or dropped.
func (s *Service) Reopen(ctx context.Context, actor models.Actor, person, id models.ID, revision int) error {
	return s.inAction(ctx, actor, person, id, revision, "plan.action_reopened", func(_ *store.Tx, a *models.PlanAction) (_ []models.Job, err error) {
		*a, err = a.Reopened()
		return nil, err
	})
}

// AgreePlan is how one side agrees to a plan as they see it.
type AgreePlan struct {
	TalkedOn string `form:"talked_on" validate:"required,datetime=2006-01-02" problem:"required=Enter the day of your one-to-one|datetime=Enter the day as a date, such as 2027-02-19"`
	ReviewOn string `form:"review_on" validate:"omitempty,datetime=2006-01-02" problem:"datetime=Enter the day of the review as a date, such as 2027-06-30"`
	Revision int    `form:"revision"` // of the plan that was seen
}

// Agree keeps that the actor agrees to a plan as it is: the person to their own, a manager to that of one of their people. It
// answers models.ErrStale when the plan was changed since it was opened: nobody agrees to what they have not seen.
func (s *Service) Agree(ctx context.Context, actor models.Actor, person models.ID, in AgreePlan) error {
	invalid, err := input.Problems(in)
	if err != nil {
		return err
	}
	return s.inPlan(ctx, actor, person, func(tx *store.Tx, plan *models.DevelopmentPlan) (models.Event, []models.Job, error) {
		today := models.DateOf(tx.Now())
		if invalid["talked_on"] == "" && models.Date(in.TalkedOn) > today {
			invalid["talked_on"] = "Enter a day that is today or earlier: agree once you have talked"
		}
		if invalid["review_on"] == "" && in.ReviewOn != "" && models.Date(in.ReviewOn) <= today {
			invalid["review_on"] = "Enter a day after today"
		}
		actions, err := tx.ActionsOfPlans(ctx, []models.ID{plan.ID})
		if err != nil {
			return models.Event{}, nil, err
		}
		if plan.Revision != in.Revision {
			return models.Event{}, nil, models.ErrStale
		}
		plan.ReviewOn = models.Date(in.ReviewOn)
		terms := models.PlanTermsOf(*plan, actions[plan.ID])
		if len(terms.Actions) == 0 {
			invalid["talked_on"] = "Add an action first: there is nothing to agree to"
		}
		if err := invalid.OrNil(); err != nil {
			return models.Event{}, nil, err
		}
		agreed := models.PlanAgreement{ID: store.NewID(), DevelopmentPlanID: plan.ID, ByID: actor.ID, Side: models.ManagerSide, TalkedOn: models.Date(in.TalkedOn), Terms: terms.Text(), AgreedAt: tx.Now()}
		act := "plan.agreed_by_manager"
		if person == actor.ID {
			agreed.Side, act = models.PersonSide, "plan.agreed"
		}
		return models.Event{Act: act, Subject: "plan_agreements", SubjectID: agreed.ID}, []models.Job{{Kind: models.MailPlanAgreed, SubjectID: agreed.ID}}, tx.Add(ctx, &agreed)
	})
}

// AnswerMentoring is what somebody says who was named as a mentor.
func (s *Service) AnswerMentoring(ctx context.Context, actor models.Actor, id models.ID, says models.Consent) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		_, plan, err := tx.PlanAction(ctx, id)
		if err != nil {
			return err
		}
		if plan, err = tx.LockPlan(ctx, plan.PersonID); err != nil {
			return err
		}
		action, _, err := tx.PlanAction(ctx, id)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.MentorOthers, action.PlanAction); err != nil {
			return err
		}
		if action.State != models.ActionOpen || action.Consent == says || says != models.ConsentGiven && says != models.ConsentDeclined {
			return nil
		}
		action.Consent = says
		act := "plan.mentor_agreed"
		if says == models.ConsentDeclined {
			act = "plan.mentor_declined"
			action.MentorID = nil // it is no plan of theirs, and they see no more of it
		}
		if err := tx.KeepAction(ctx, action.PlanAction); err != nil {
			return err
		}
		if err := tx.KeepPlan(ctx, plan); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "plan_actions", SubjectID: id, PersonID: &plan.PersonID})
	})
}

// OfferHelp keeps that others may ask the actor for help with what they hold, or that they may not any more. It works at once.
func (s *Service) OfferHelp(ctx context.Context, actor models.Actor, offer Offer) error {
	if !policy.May(actor, policy.MentorOthers) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		keep, act := tx.HelpNoMore, "help.offered_no_more"
		if offer == OffersHelp {
			keep, act = tx.Help, "help.offered"
		}
		if err := keep(ctx, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "people", SubjectID: actor.ID, PersonID: &actor.ID})
	})
}

// Offer is whether somebody may be asked for help.
type Offer string

// Whether somebody may be asked for help.
const (
	OffersHelp Offer = "on"
	OffersNone Offer = "off"
)
