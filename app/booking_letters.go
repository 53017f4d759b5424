package app

import (
	"context"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
)

// bookingKinds are the letters about enrolments.
func (a *App) bookingKinds(letters Letters) map[string]outbox.Do {
	kinds := map[string]outbox.Do{}
	say := a.teller(letters, kinds)
	say(a.Learning.LetterFor, models.MailPlaced, models.MailWaiting, models.MailOffered, models.MailWithdrawn)
	say(a.Learning.LineLetter, models.MailPriority, models.MailLapsed)
	say(a.Learning.CohortLetterFor, models.MailCalledOff, models.MailScheduled)
	say(a.Learning.ApologiesLetter, models.MailApologies)
	say(a.Learning.BlockedLetter, models.MailBlocked)
	say(a.Learning.RemovedLetter, models.MailRemoved)
	say(a.Learning.AnnouncementLetter, models.MailAnnouncement, models.MailInvitation)
	kinds[models.SpreadInvitations] = func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
		return a.Learning.SpreadInvitations(ctx, job.SubjectID)
	}
	say(a.Learning.LetterFor, models.MailApplied, models.MailRefused, models.MailPairDeclined)
	say(a.Learning.NominationLetterFor, models.MailNominated)
	say(a.Learning.PairLetterFor, models.MailPairAsked)
	say(a.Learning.DecideLetterFor, models.MailDecide)
	say(a.Learning.CopyLetterFor, models.MailNominator, models.MailCopy)
	say(a.Learning.ReservedLetterFor, models.MailReserved)
	kinds[models.ReleaseReservation] = func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
		return a.Learning.ReleaseReservation(ctx, job.SubjectID)
	}
	return kinds
}

// facts gathers what the letter about a subject says.
type facts func(ctx context.Context, subject models.ID) (learning.EnrolmentLetter, error)

// teller adds letters of these kinds to the jobs: their words are those of an administrator, where there are any, as they are
// when the letter is written.
func (a *App) teller(letters Letters, kinds map[string]outbox.Do) func(gather facts, names ...string) {
	return func(gather facts, names ...string) {
		for _, kind := range names {
			kinds[kind] = outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
				f, err := gather(ctx, subject)
				if err != nil {
					return outbox.Letter{}, err
				}
				if f.Words, err = a.Learning.LetterWords(ctx); err != nil {
					return outbox.Letter{}, err
				}
				letter := letters.Booking(kind, f)
				letter.Topic = f.Topic
				if f.Secret != nil {
					told := outbox.Secret(*f.Secret)
					letter.Secret = &told
				}
				return letter, nil
			})
		}
	}
}
