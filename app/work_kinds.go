package app

import (
	"context"

	"trellis/app/outbox"
	"trellis/models"
)

// workKinds are the letters about what people hand in.
func (a *App) workKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.MailFeedback: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Progress.FeedbackLetterFor(ctx, subject)
			return letters.Feedback(facts), err
		}),
	}
}
