package app

import (
	"context"

	"trellis/app/outbox"
	"trellis/models"
)

// judgingKinds are the letters between people and those who judge them.
func (a *App) judgingKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.MailDiffered: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Skills.DifferedLetterFor(ctx, subject)
			return letters.Differed(facts), err
		}),
		models.MailRemark: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Skills.RemarkLetterFor(ctx, subject)
			return letters.Remark(facts), err
		}),
		models.MailAssessmentAsked: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Skills.AskedLetterFor(ctx, subject)
			return letters.AssessmentAsked(facts), err
		}),
		models.MailAssessmentAnswered: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Skills.AnsweredLetterFor(ctx, subject)
			return letters.AssessmentAnswered(facts), err
		}),
	}
}
