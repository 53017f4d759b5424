package app

import (
	"context"

	"trellis/app/frameworks"
	"trellis/app/outbox"
	"trellis/models"
)

// FrameworkLetters writes what the life of frameworks owes.
type FrameworkLetters interface {
	FrameworkComments(frameworks.CommentsLetter) outbox.Letter
	FrameworkAnswer(frameworks.AnswerLetter) outbox.Letter
	ReviewAsked(frameworks.ReviewLetter) outbox.Letter
	ReviewAnswered(frameworks.ReviewLetter) outbox.Letter
	FrameworkEnds(frameworks.EndingLetter) outbox.Letter
	FrameworkEndsTeam(frameworks.EndingLetter) outbox.Letter
}

// frameworkKinds are the jobs of the life of frameworks.
func (a *App) frameworkKinds(letters FrameworkLetters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.SpreadEnding: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Frameworks.SpreadEnding(ctx, job.SubjectID)
		},
		models.MailFrameworkComments: written(a.Frameworks.CommentsLetter, letters.FrameworkComments),
		models.MailFrameworkAnswer:   written(a.Frameworks.AnswerLetter, letters.FrameworkAnswer),
		models.MailReviewAsked:       written(a.Frameworks.ReviewAskedLetter, letters.ReviewAsked),
		models.MailReviewAnswered:    written(a.Frameworks.ReviewAnsweredLetter, letters.ReviewAnswered),
		models.MailFrameworkEnds:     written(a.Frameworks.EndingLetter, letters.FrameworkEnds),
		models.MailFrameworkEndsTeam: written(a.Frameworks.EndingTeamLetter, letters.FrameworkEndsTeam),
	}
}

// written is the letter that is written from its facts.
func written[F any](gather func(context.Context, models.ID) (F, error), write func(F) outbox.Letter) outbox.Do {
	return outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
		facts, err := gather(ctx, subject)
		if err != nil {
			return outbox.Letter{}, err
		}
		return write(facts), nil
	})
}
