package skills

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ConfirmAnswers are a manager's answers by assessment: a level, and a comment where it differs. What has no level stays
// waiting.
type ConfirmAnswers struct {
	Levels   map[string]string `form:"level"`
	Comments map[string]string `form:"comment"`
	// NotNHSNumber says that ten digits in a comment are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// ConfirmAgreed confirms all that the manager has seen and agrees with; without a list, all that waits.
type ConfirmAgreed struct {
	Assessments []string `form:"assessment"`
}

// Confirm keeps the actor's answers to what one of their people has sent, and tells how many. models.ErrStale when one
// of the assessments is no longer what the person holds.
func (s *Service) Confirm(ctx context.Context, actor models.Actor, person models.ID, in ConfirmAnswers) (answered int, err error) {
	err = s.answering(ctx, actor, person, func(tx *store.Tx, waiting []store.Unanswered) error {
		answers, err := s.judge(ctx, tx, actor, waiting, in)
		if err != nil {
			return err
		}
		answered = len(answers.confirmations)
		return answers.keep(ctx, tx, actor, person)
	})
	return answered, err
}

// ConfirmAgreed confirms what the actor agrees with at the level the person has given, and tells how many.
func (s *Service) ConfirmAgreed(ctx context.Context, actor models.Actor, person models.ID, in ConfirmAgreed) (answered int, err error) {
	err = s.answering(ctx, actor, person, func(tx *store.Tx, waiting []store.Unanswered) error {
		if len(in.Assessments) > 0 {
			seen, err := stillWaiting(ctx, tx, actor, waiting, in.Assessments)
			if err != nil {
				return err
			}
			waiting = seen
		}
		answers := confirming{}
		for _, w := range waiting {
			answers.confirmations = append(answers.confirmations, w.Agree(actor.ID, tx.Now()))
			answers.own = append(answers.own, nil)
		}
		answered = len(waiting)
		return answers.keep(ctx, tx, actor, person)
	})
	return answered, err
}

// answering reads, under the lock of the person's skills, what waits for the actor's answer, and lets it be answered.
func (s *Service) answering(ctx context.Context, actor models.Actor, person models.ID, answer func(tx *store.Tx, waiting []store.Unanswered) error) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockSkills(ctx, person); err != nil {
			return err
		}
		posts, err := tx.CurrentPosts(ctx, person, tx.Today())
		if err != nil {
			return err
		}
		if err := policy.Allows(actor, policy.ConfirmSkill, posts); err != nil {
			return err
		}
		waiting, err := tx.UnansweredOf(ctx, person)
		if err != nil {
			return err
		}
		return answer(tx, waiting)
	})
}

// stillWaiting are those of the assessments that wait. What the actor has answered already is left out; what anybody
// else has answered, or the person has replaced, is stale.
func stillWaiting(ctx context.Context, tx *store.Tx, actor models.Actor, waiting []store.Unanswered, ids []string) ([]store.Unanswered, error) {
	seen := filter(waiting, func(u store.Unanswered) bool { return slices.Contains(ids, string(u.ID)) })
	if len(seen) == len(ids) {
		return seen, nil
	}
	var others []models.ID
	for _, id := range ids {
		if !slices.ContainsFunc(seen, func(u store.Unanswered) bool { return string(u.ID) == id }) {
			others = append(others, models.ID(id))
		}
	}
	mine, err := tx.AnsweredBy(ctx, actor.ID, others)
	if err == nil && len(mine) < len(others) {
		err = models.ErrStale
	}
	return seen, err
}

// confirming are a manager's answers, each with the assessment of their own where they differ.
type confirming struct {
	confirmations []models.Confirmation
	own           []*models.Assessment
}

// judge turns the input into answers, or says what is wrong with it by field.
func (s *Service) judge(ctx context.Context, tx *store.Tx, actor models.Actor, waiting []store.Unanswered, in ConfirmAnswers) (confirming, error) {
	var ids []string
	for id, level := range in.Levels {
		if level != "" {
			ids = append(ids, id)
		}
	}
	seen, err := stillWaiting(ctx, tx, actor, waiting, ids)
	if err != nil {
		return confirming{}, err
	}
	scales, err := scalesOf(ctx, tx.Reads, idsOf(seen, func(u store.Unanswered) models.ID { return u.VersionID }))
	if err != nil {
		return confirming{}, err
	}
	answers, invalid := confirming{}, models.Invalid{}
	if len(ids) == 0 {
		invalid["level"] = "Select a level for at least one skill"
	}
	for _, w := range waiting {
		if in.Levels[string(w.ID)] == "" && input.Tidy(in.Comments[string(w.ID)]) != "" {
			invalid[LevelField(w.ID)] = fmt.Sprintf("Select your level for %s, or take your comment on it out", w.CompetencyName)
		}
	}
	for _, w := range seen {
		level, err := strconv.Atoi(in.Levels[string(w.ID)])
		if err != nil || !scales[w.VersionID].Has(level) {
			invalid[LevelField(w.ID)] = fmt.Sprintf("Select your level for %s", w.CompetencyName)
			continue
		}
		answers.add(w, actor.ID, level, in.Comments[string(w.ID)], tx.Now(), invalid)
	}
	maps.Copy(invalid, in.patients(seen))
	return answers, invalid.OrNil()
}

// patients are the comments on the assessments that may name a patient.
func (in ConfirmAnswers) patients(seen []store.Unanswered) models.Invalid {
	problems := models.Invalid{}
	for _, w := range seen {
		if !in.NotNHSNumber && models.MentionsNHSNumber(in.Comments[string(w.ID)]) {
			problems[CommentField(w.ID)] = models.NHSNumberProblem
		}
	}
	return problems
}

const longestComment = 600

// add agrees where the level is the person's, and differs where it is not.
func (c *confirming) add(w store.Unanswered, by models.ID, level int, comment string, now time.Time, invalid models.Invalid) {
	comment = input.Tidy(comment)
	switch {
	case utf8.RuneCountInString(comment) > longestComment:
		invalid[CommentField(w.ID)] = fmt.Sprintf("Use 600 characters or fewer for your comment on %s", w.CompetencyName)
	case level == w.Level:
		agreed := w.Agree(by, now)
		agreed.Comment = comment
		c.confirmations, c.own = append(c.confirmations, agreed), append(c.own, nil)
	default:
		differs, own, err := w.Differ(by, level, comment, now)
		if err != nil {
			invalid[CommentField(w.ID)] = fmt.Sprintf("Say why you chose a different level for %s", w.CompetencyName)
			return
		}
		c.confirmations, c.own = append(c.confirmations, differs), append(c.own, &own)
	}
}

// LevelField names the level of an assessment on the form.
func LevelField(assessment models.ID) string { return "level[" + string(assessment) + "]" }

// CommentField names the comment on an assessment on the form.
func CommentField(assessment models.ID) string { return "comment[" + string(assessment) + "]" }

// keep writes the answers, the manager's assessments first, because the answers point at them.
func (c confirming) keep(ctx context.Context, tx *store.Tx, actor models.Actor, person models.ID) error {
	var own []models.Assessment
	for i := range c.own {
		if c.own[i] != nil {
			id := store.NewID()
			c.own[i].ID, c.confirmations[i].OwnID = id, &id
			own = append(own, *c.own[i])
		}
	}
	if err := tx.AddAssessments(ctx, own); err != nil {
		return err
	}
	if err := tx.AddConfirmations(ctx, c.confirmations); err != nil {
		return err
	}
	var owed []models.Job // one letter about all that differ
	events := make([]models.Event, len(c.confirmations))
	for i, confirmation := range c.confirmations {
		act := "assessment.confirmed"
		if !confirmation.Agrees {
			act = "assessment.differed"
			if owed == nil {
				owed = []models.Job{{Kind: models.MailDiffered, SubjectID: confirmation.ID}}
			}
		}
		events[i] = models.Event{ActorID: &actor.ID, Act: act, Subject: "assessments", SubjectID: confirmation.AssessmentID, PersonID: &person}
	}
	return tx.PublishAll(ctx, events, owed)
}
