package app

import (
	"context"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/app/records"
	"trellis/models"
)

// Letters writes the messages that the areas owe, from their facts. The views stand behind it.
type Letters interface {
	Placed(learning.EnrolmentLetter) outbox.Letter
	Waiting(learning.EnrolmentLetter) outbox.Letter
	Offered(learning.EnrolmentLetter) outbox.Letter
	Lapsed(learning.EnrolmentLetter) outbox.Letter
	Withdrawn(learning.EnrolmentLetter) outbox.Letter
	Issued(records.RecordLetter) outbox.Letter
	RecordWithdrawn(records.RecordLetter) outbox.Letter
}

// kinds are the jobs that the worker can do, by name.
func (a *App) kinds(letters Letters) map[string]outbox.Do {
	enrolment := func(write func(learning.EnrolmentLetter) outbox.Letter) outbox.Do {
		return outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Learning.LetterFor(ctx, subject)
			return write(facts), err
		})
	}
	return map[string]outbox.Do{
		models.MailPlaced:    enrolment(letters.Placed),
		models.MailWaiting:   enrolment(letters.Waiting),
		models.MailOffered:   enrolment(letters.Offered),
		models.MailLapsed:    enrolment(letters.Lapsed),
		models.MailWithdrawn: enrolment(letters.Withdrawn),
		models.LapseOffer: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Learning.Lapse(ctx, job.SubjectID)
		},
		models.MovePeople: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.People.CarryMove(ctx, job.SubjectID)
		},
		models.MailRecordIssued: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Records.IssuedLetter(ctx, subject)
			return letters.Issued(facts), err
		}),
		models.MailRecordWithdrawn: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Records.LetterFor(ctx, subject)
			return letters.RecordWithdrawn(facts), err
		}),
	}
}
