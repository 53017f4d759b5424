package app

import (
	"context"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
)

// calendarKinds are the jobs that keep people's calendars, and the letters to them.
func (a *App) calendarKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.KeepCalendar: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Calendar.Keep(ctx, job.SubjectID)
		},
		models.KeepCalendars: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Calendar.KeepAll(ctx, job.SubjectID)
		},
		models.MailAppointment: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			f, err := a.Calendar.Invitation(ctx, subject)
			if err != nil {
				return outbox.Letter{}, err
			}
			return letters.Booking(models.MailAppointment, learning.EnrolmentLetter{
				Person: f.Person, Course: f.Course, Cohort: f.Cohort, Appointment: f.Appointment, Calendar: f.Calendar, URL: f.URL,
			}), nil
		}),
	}
}
