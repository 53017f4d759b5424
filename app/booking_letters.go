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
	say := func(facts func(context.Context, models.ID) (learning.EnrolmentLetter, error), names ...string) {
		for _, kind := range names {
			kinds[kind] = outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
				f, err := facts(ctx, subject)
				letter := letters.Booking(kind, f)
				if f.Secret != nil {
					told := outbox.Secret(*f.Secret)
					letter.Secret = &told
				}
				return letter, err
			})
		}
	}
	say(a.Learning.LetterFor, models.MailPlaced, models.MailWaiting, models.MailOffered, models.MailWithdrawn)
	say(a.Learning.LineLetter, models.MailPriority, models.MailLapsed)
	say(a.Learning.ApologiesLetter, models.MailApologies)
	say(a.Learning.CohortLetterFor, models.MailCalledOff, models.MailScheduled)
	return kinds
}
