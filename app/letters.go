package app

import (
	"context"
	"maps"

	"trellis/app/access"
	"trellis/app/exchange"
	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/app/people"
	"trellis/app/progress"
	"trellis/app/records"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
)

// Letters writes the messages that the areas owe, from their facts. The views stand behind it.
type Letters interface {
	Booking(kind string, f learning.EnrolmentLetter) outbox.Letter
	Issued(records.RecordLetter) outbox.Letter
	RecordWithdrawn(records.RecordLetter) outbox.Letter
	Corrected(people.CorrectionLetter) outbox.Letter
	Import(exchange.ImportLetter) outbox.Letter
	SecondFactorReset(access.SecondFactorLetter) outbox.Letter
	IdentityConnected(access.IdentityLetter) outbox.Letter
	Link(access.LinkLetter) outbox.Letter
	EmailAsked(access.EmailLetter) outbox.Letter
	EmailChanged(access.EmailLetter) outbox.Letter
	SignUp(access.SignUpLetter) outbox.Letter
	SignUpRefused(access.SignUpLetter) outbox.Letter
	Feedback(progress.FeedbackLetter) outbox.Letter
	FrameworkLetters
	Differed(skills.DifferedLetter) outbox.Letter
	Remark(skills.RemarkLetter) outbox.Letter
	AssessmentAsked(skills.AskedLetter) outbox.Letter
	AssessmentAnswered(skills.AskedLetter) outbox.Letter
	RoundReminder(skills.RoundLetter) outbox.Letter
	SkillsDue(skills.DueLetter) outbox.Letter
	PlanLetters
}

// kinds are the jobs that the worker can do, by name.
func (a *App) kinds(letters Letters) map[string]outbox.Do {
	kinds := map[string]outbox.Do{
		models.LapseOffer: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Learning.Lapse(ctx, job.SubjectID)
		},
		models.OfferPlaces: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Learning.OfferPlaces(ctx, job.SubjectID)
		},
		models.MovePeople: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.People.CarryMove(ctx, job.SubjectID)
		},
		models.IssueRecords: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Records.IssueRest(ctx, job.SubjectID)
		},
		models.MailRecordIssued: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Records.IssuedLetter(ctx, subject)
			return letters.Issued(facts), err
		}),
		models.MailRecordWithdrawn: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Records.LetterFor(ctx, subject)
			return letters.RecordWithdrawn(facts), err
		}),
		models.MailCorrection: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.People.CorrectionLetter(ctx, subject)
			facts.URL = a.Config.BaseURL + paths.WhoSeesMe
			return letters.Corrected(facts), err
		}),
	}
	maps.Copy(kinds, a.bookingKinds(letters))
	maps.Copy(kinds, a.calendarKinds(letters))
	maps.Copy(kinds, a.accessKinds(letters))
	maps.Copy(kinds, a.importKinds(letters))
	maps.Copy(kinds, a.workKinds(letters))
	maps.Copy(kinds, a.evaluationKinds(letters))
	maps.Copy(kinds, a.frameworkKinds(letters))
	maps.Copy(kinds, a.judgingKinds(letters))
	maps.Copy(kinds, a.roleKinds())
	maps.Copy(kinds, a.roundKinds(letters))
	maps.Copy(kinds, a.planKinds(letters))
	return kinds
}

// accessKinds are the jobs of the ways in. Some of their letters tell a token.
func (a *App) accessKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.MailSecondFactorReset: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.SecondFactorLetterFor(ctx, subject)
			return letters.SecondFactorReset(facts), err
		}),
		models.MailIdentityConnected: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.IdentityLetterFor(ctx, subject)
			return letters.IdentityConnected(facts), err
		}),
		models.MailLink: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.LinkLetter(ctx, subject)
			return telling(letters.Link(facts), facts.Secret), err
		}),
		models.MailEmailAsked: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.EmailAskedLetter(ctx, subject)
			return letters.EmailAsked(facts), err
		}),
		models.MailEmailChanged: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.EmailChangedLetter(ctx, subject)
			return letters.EmailChanged(facts), err
		}),
		models.MailSignUp: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.SignUpLetter(ctx, subject)
			return telling(letters.SignUp(facts), facts.Secret), err
		}),
		models.MailSignUpRefused: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Access.SignUpRefusedLetter(ctx, subject)
			return letters.SignUpRefused(facts), err
		}),
	}
}

// telling gives a letter the token that it tells.
func telling(letter outbox.Letter, secret *access.Secret) outbox.Letter {
	if secret != nil {
		told := outbox.Secret(*secret)
		letter.Secret = &told
	}
	return letter
}
