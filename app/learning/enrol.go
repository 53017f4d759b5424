package learning

import (
	"context"
	"errors"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Enrol asks for a place on a cohort. On a cohort of first come all of its form is optional.
type Enrol struct {
	Cohort string // its code
	// DecisionMaker is the email address of whoever comes along as a pair; they must be known.
	DecisionMaker string `form:"decision_maker" validate:"omitempty,email,max=254" problem:"email=Enter an email address, like name@example.org|max=Enter an email address of 254 characters or fewer"`
	// Needs are access needs, which the trainer alone sees.
	Needs string `form:"needs" validate:"max=600" problem:"max=Use 600 characters or fewer"`
	// Post is the post for which the actor comes; its manager approves, where that is the way in.
	Post models.ID `form:"post_id"`
	// Answers are those to the questions of the cohort, by their ids.
	Answers map[string]string `form:"answers"`
	// CopyManager asks that the manager of the post gets a copy of what is told of the place.
	CopyManager bool `form:"copy_manager"`
	// Expects is "place" when the page that was sent promised one.
	Expects string `form:"expects"`
	// NotNHSNumber says that ten digits in the text are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// AnswerField is the name under which a problem of an answer is found.
func AnswerField(question models.ID) string { return "answer-" + string(question) }

func (in Enrol) check(questions []models.Question) error {
	problems, err := input.Problems(in)
	if err != nil {
		return err
	}
	texts := []input.Text{{Field: "needs", Text: in.Needs}}
	for _, q := range questions {
		field, says := AnswerField(q.ID), in.Answers[string(q.ID)]
		switch {
		case q.Required && says == "":
			problems[field] = "Answer this question"
		case len([]rune(says)) > 2000:
			problems[field] = "Use 2,000 characters or fewer"
		}
		texts = append(texts, input.Text{Field: field, Text: says})
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	return input.RefusePatients(in.NotNHSNumber, texts...)
}

func (in *Enrol) tidy() {
	in.DecisionMaker, in.Needs = strings.TrimSpace(in.DecisionMaker), input.Tidy(in.Needs)
	for id, says := range in.Answers {
		in.Answers[id] = input.Tidy(says)
	}
}

// Enrol asks for a place on the cohort, by its way in. The actor gets it, or a turn in the waiting list; or an answer is awaited
// first, and the time of asking fixes the turn. Who is on it already, or in line, gets the same enrolment again.
func (s *Service) Enrol(ctx context.Context, actor models.Actor, in Enrol) (e models.Enrolment, err error) {
	in.tidy()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		cohort, err := tx.LockCohortByCode(ctx, in.Cohort)
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.EnrolSelf, cohort); err != nil {
			return err
		}
		if e, err = tx.LiveEnrolment(ctx, cohort.ID, actor.ID); !errors.Is(err, models.ErrNotFound) {
			return err
		}
		asked, err := ask(ctx, tx, actor, cohort, in)
		if err != nil {
			return err
		}
		e, err = asked.keep(ctx, tx)
		return err
	})
	return e, err
}

// expectsPlace is sent by a page on which places were free.
const expectsPlace = "place"

// happened is the event of an enrolment; nobody did what the calendar or a link without a sign-in did.
func happened(act string, e models.Enrolment, by *models.ID) models.Event {
	return models.Event{ActorID: by, Act: act, Subject: "enrolments", SubjectID: e.ID, PersonID: &e.PersonID}
}

// owed is a letter about an enrolment.
func owed(kind string, e models.Enrolment) models.Job { return models.Job{Kind: kind, SubjectID: e.ID} }
