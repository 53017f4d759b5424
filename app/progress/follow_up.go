package progress

import (
	"context"
	"slices"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// FollowUpPage asks what came of a course.
type FollowUpPage struct {
	models.FollowUp
	Record  models.CompletionRecord
	Learner models.Person
	Open    bool
	From    int // how many answers it takes before any is counted where others see it
}

// FollowUpPage is the page on which the actor answers what came of a course: their own, or that of somebody they manage.
func (s *Service) FollowUpPage(ctx context.Context, actor models.Actor, id models.ID) (page FollowUpPage, err error) {
	if page.FollowUp, err = s.Store.FollowUp(ctx, id); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.Evaluate, page.FollowUp); err != nil {
		return page, err
	}
	page.Open = page.ChangeableAt(s.Store.Now())
	if page.Record, err = s.Store.Record(ctx, page.CompletionRecordID); err != nil {
		return page, err
	}
	if page.Learner, err = s.Store.Person(ctx, page.Record.PersonID); err != nil {
		return page, err
	}
	settings, err := s.Store.Settings(ctx)
	page.From = settings.Thresholds().HalfFrom
	return page, err
}

// AnswerFollowUp is the answer to what came of a course.
type AnswerFollowUp struct {
	ID      models.ID
	Used    models.Transfer `form:"used"`
	UsedOn  string          `form:"used_on" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	Stopped models.Barrier  `form:"stopped"`
	Says    string          `form:"says" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

func (in AnswerFollowUp) check(f models.FollowUp, open bool) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	if !slices.Contains(models.Transfers(f.AskedAs), in.Used) {
		problems["used"] = "Select whether it was used"
	}
	if in.Stopped != "" && !slices.Contains(models.Barriers(), in.Stopped) {
		problems["stopped"] = "Select one of the answers shown"
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "used_on", Text: in.UsedOn}, input.Text{Field: "says", Text: in.Says}) {
		problems[field] = problem
	}
	if !open {
		problems["follow_up"] = "This answer can no longer be changed"
	}
	return problems.OrNil()
}

// AnswerFollowUp keeps the answer of whoever was asked. It can be changed for 14 days.
func (s *Service) AnswerFollowUp(ctx context.Context, actor models.Actor, in AnswerFollowUp) error {
	in.UsedOn, in.Says = input.Line(in.UsedOn), input.Tidy(in.Says)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		f, err := tx.LockFollowUp(ctx, in.ID)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.Evaluate, f); err != nil {
			return err
		}
		if err := in.check(f, f.ChangeableAt(tx.Now())); err != nil {
			return err
		}
		if in.Used == models.UsedIt {
			in.Stopped = ""
		}
		if err := tx.KeepFollowUp(ctx, f.Changed(in.Used, in.UsedOn, in.Stopped, in.Says, tx.Now())); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "follow_up.answered", Subject: "follow_ups", SubjectID: f.ID})
	})
}
