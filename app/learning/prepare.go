package learning

import (
	"context"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// ToPrepare is something to do before the first session, and how far the actor is with it; the empty state is to do.
type ToPrepare struct {
	models.Preparation
	State models.PreparationState
	Says  string // what is in the way
}

// toPrepare is what somebody with a place has to do before the first session.
func (s *Service) toPrepare(ctx context.Context, e models.Enrolment) ([]ToPrepare, error) {
	if !slices.Contains(models.OnRegister(), e.State) {
		return nil, nil
	}
	list, err := s.Store.PreparationsOf(ctx, e.CohortID)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	answers, err := s.Store.PreparedBy(ctx, e.ID)
	prepare := make([]ToPrepare, len(list))
	for i, p := range list {
		prepare[i] = ToPrepare{Preparation: p, State: answers[p.ID].State, Says: answers[p.ID].Says}
	}
	return prepare, err
}

// PreparePage is one preparation of the actor.
type PreparePage struct {
	EnrolmentPage
	Preparation ToPrepare
}

// Preparation is the page on which the actor says what is in the way of a preparation.
func (s *Service) Preparation(ctx context.Context, actor models.Actor, enrolment, preparation models.ID) (page PreparePage, err error) {
	if page.EnrolmentPage, err = s.Enrolment(ctx, actor, enrolment); err != nil {
		return page, err
	}
	at := slices.IndexFunc(page.Prepare, func(p ToPrepare) bool { return p.ID == preparation })
	if at < 0 {
		return page, models.ErrNotFound
	}
	page.Preparation = page.Prepare[at]
	return page, nil
}

// Prepare says how far the actor is with a preparation: done, blocked by something at work, or "undo" for neither.
type Prepare struct {
	Enrolment   models.ID
	Preparation models.ID
	Answer      string `form:"answer"`
	Says        string `form:"says" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// Prepare keeps that, until the cohort is over. Of what is in the way the trainers are told.
func (s *Service) Prepare(ctx context.Context, actor models.Actor, in Prepare) error {
	in.Says = input.Tidy(in.Says)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		e, cohort, err := lockEnrolment(ctx, tx, in.Enrolment)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.EnrolSelf, e); err != nil {
			return err
		}
		list, err := tx.PreparationsOf(ctx, cohort.ID)
		if err != nil {
			return err
		}
		if !slices.Contains(models.OnRegister(), e.State) || !slices.ContainsFunc(list, func(p models.Preparation) bool { return p.ID == in.Preparation }) {
			return models.ErrNotFound
		}
		answers, err := tx.PreparedBy(ctx, e.ID)
		if err != nil {
			return err
		}
		return in.keep(ctx, tx, actor, cohort, e, answers[in.Preparation])
	})
}

func (in Prepare) keep(ctx context.Context, tx *store.Tx, actor models.Actor, cohort models.Cohort, e models.Enrolment, was models.PreparationAnswer) error {
	if err := in.check(cohort, tx); err != nil {
		return err
	}
	answer := models.PreparationAnswer{PreparationID: in.Preparation, EnrolmentID: e.ID, State: models.PreparationState(in.Answer), AnsweredAt: tx.Now()}
	var letters []models.Job
	var err error
	switch answer.State {
	case models.PreparationDone:
		err = tx.KeepPrepared(ctx, answer)
	case models.PreparationBlocked:
		answer.Says = in.Says
		if was.State == answer.State && was.Says == answer.Says {
			return nil
		}
		if err = tx.KeepPrepared(ctx, answer); err == nil {
			letters, err = tellTeachers(ctx, tx, models.MailBlocked, cohort, e)
		}
	default:
		err = tx.RemovePrepared(ctx, in.Preparation, e.ID)
	}
	if err != nil {
		return err
	}
	return tx.Publish(ctx, happened("preparation.answered", e, &actor.ID), letters...)
}

func (in Prepare) check(cohort models.Cohort, tx *store.Tx) error {
	if err := input.Check(in); err != nil {
		return err
	}
	switch {
	case cohort.FinishedAt(tx.Now()):
		return models.Invalid{"answer": "This course is over, so there is nothing left to prepare"}
	case !slices.Contains([]string{string(models.PreparationDone), string(models.PreparationBlocked), "undo"}, in.Answer):
		return models.Invalid{"answer": "Choose whether it is done, or what is in the way"}
	case in.Answer == string(models.PreparationBlocked) && in.Says == "":
		return models.Invalid{"says": "Say what is in the way"}
	}
	return input.RefusePatients(in.NotNHSNumber, input.Text{Field: "says", Text: in.Says})
}

// BlockedLetter gathers what a trainer is told of somebody who cannot prepare: all that is in the way. There is no letter once
// nothing is.
func (s *Service) BlockedLetter(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, e, err := s.sideLetterFor(ctx, id)
	if err != nil {
		return letter, err
	}
	list, err := s.toPrepare(ctx, e)
	var lines []string
	for _, p := range list {
		if p.State == models.PreparationBlocked {
			lines = append(lines, "- "+p.Title+": "+p.Says)
		}
	}
	if err == nil && len(lines) == 0 {
		err = models.ErrNotFound
	}
	letter.Reason, letter.URL = strings.Join(lines, "\n"), s.BaseURL+paths.Preparations(letter.Cohort.Code)
	return letter, err
}
