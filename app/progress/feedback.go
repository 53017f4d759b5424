package progress

import (
	"context"
	"errors"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// What feedback can come to.
const (
	AnswerPassed = "passed"
	AnswerNotYet = "not_yet"
)

// GiveFeedback is what a trainer says of a submission.
type GiveFeedback struct {
	Submission models.ID
	Version    int    `form:"version"` // when the page was opened
	Answer     string `form:"answer"`  // passed, or not_yet
	Says       string `form:"says" validate:"max=10000" problem:"max=Use 10,000 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// GiveFeedback keeps that, with whether the unit counts as passed, in one. It answers models.ErrStale where the learner has taken
// it back or begun another attempt, and where a colleague has answered. Feedback given again corrects the last, until there is a
// record.
func (s *Service) GiveFeedback(ctx context.Context, actor models.Actor, in GiveFeedback) error {
	in.Says = input.Tidy(in.Says)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		work, e, err := lockWork(ctx, tx, actor, in.Submission)
		if err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		made, err := tx.Submissions(ctx, e.ID, work.UnitID)
		if err != nil {
			return err
		}
		switch {
		case work.Version != in.Version || made[len(made)-1].ID != work.ID:
			return models.ErrStale
		case work.Answered() && !e.HandsIn():
			return models.Invalid{"answer": "A completion record was issued, so this can no longer be changed"}
		}
		answered, err := work.Answer(in.Answer == AnswerPassed)
		if err != nil {
			return err
		}
		return in.keep(ctx, tx, actor, answered, e)
	})
}

// lockWork takes the cohort and the enrolment of a submission, of which the actor is a trainer.
func lockWork(ctx context.Context, tx *store.Tx, actor models.Actor, id models.ID) (models.Submission, models.Enrolment, error) {
	work, err := tx.Submission(ctx, id)
	if err != nil {
		return work, models.Enrolment{}, err
	}
	e, err := tx.Enrolment(ctx, work.EnrolmentID)
	if err != nil {
		return work, e, err
	}
	cohort, err := tx.LockCohort(ctx, e.CohortID)
	if err != nil {
		return work, e, err
	}
	if err := policy.Allows(actor, policy.SeeWorkHandedIn, cohort); err != nil {
		return work, e, err
	}
	if e, err = tx.LockEnrolment(ctx, e.ID); err != nil {
		return work, e, err
	}
	work, err = tx.Submission(ctx, id) // as it stands under the locks
	return work, e, err
}

func (in GiveFeedback) check() error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	if in.Answer != AnswerPassed && in.Answer != AnswerNotYet {
		problems["answer"] = "Choose passed, or not yet"
	}
	if in.Answer == AnswerNotYet && in.Says == "" {
		problems["says"] = "Say what is missing, so that the next attempt can pass"
	}
	for field, problem := range input.Patients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says}) {
		problems[field] = problem
	}
	return problems.OrNil()
}

func (in GiveFeedback) keep(ctx context.Context, tx *store.Tx, actor models.Actor, work models.Submission, e models.Enrolment) error {
	if err := tx.ChangeSubmission(ctx, work); err != nil {
		return err
	}
	feedback := models.Feedback{ID: store.NewID(), SubmissionID: work.ID, Passed: in.Answer == AnswerPassed, Says: in.Says, ByID: actor.ID, GivenAt: tx.Now()}
	if err := tx.Add(ctx, &feedback); err != nil {
		return err
	}
	pass := []models.Pass{{EnrolmentID: e.ID, UnitID: work.UnitID, ByID: actor.ID, PassedAt: tx.Now()}}
	met, unmet, act := pass, []models.Pass(nil), "submission.passed"
	if !feedback.Passed {
		met, unmet, act = nil, pass, "submission.not_yet"
	}
	if err := tx.KeepPasses(ctx, met, unmet); err != nil {
		return err
	}
	return tx.Publish(ctx, ofSubmission(act, work, e, actor), models.Job{Kind: models.MailFeedback, SubjectID: feedback.ID})
}

// FeedbackLetter is what a letter says to somebody of whose work something was said.
type FeedbackLetter struct {
	Person      models.Person
	Course      models.Course
	Cohort      models.Cohort
	Unit        models.Unit
	Passed      bool
	Says, By    string
	Corrects    bool // what was said before
	URL         string
	MayTryAgain bool
}

// FeedbackLetterFor gathers that. There is no letter where other feedback has taken the place of this meanwhile.
func (s *Service) FeedbackLetterFor(ctx context.Context, id models.ID) (letter FeedbackLetter, err error) {
	feedback, err := s.Store.FeedbackGiven(ctx, id)
	if err != nil {
		return letter, err
	}
	all, err := s.Store.FeedbackOn(ctx, []models.ID{feedback.SubmissionID})
	if err != nil {
		return letter, err
	}
	if len(all) == 0 || all[len(all)-1].ID != id {
		return letter, models.ErrNotFound
	}
	work, err := s.Store.Submission(ctx, feedback.SubmissionID)
	if err != nil {
		return letter, err
	}
	e, err := s.Store.Enrolment(ctx, work.EnrolmentID)
	if err != nil {
		return letter, err
	}
	letter.Passed, letter.Says, letter.By, letter.Corrects = feedback.Passed, feedback.Says, feedback.ByName, len(all) > 1
	letter.URL, letter.MayTryAgain = s.BaseURL+paths.Assignment(e.ID, work.UnitID), e.HandsIn()
	letter.Person, err = s.Store.Person(ctx, e.PersonID)
	var problems []error
	problems = append(problems, err)
	letter.Cohort, err = s.Store.Cohort(ctx, e.CohortID)
	problems = append(problems, err)
	letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content())
	problems = append(problems, err)
	letter.Unit, err = s.Store.UnitOf(ctx, letter.Cohort.Content(), work.UnitID)
	return letter, errors.Join(append(problems, err)...)
}
