package app

import (
	"context"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/models/paths"
)

// calendarKinds are the jobs that keep people's calendars, and the letters that the time brings.
func (a *App) calendarKinds(letters Letters) map[string]outbox.Do {
	kinds := map[string]outbox.Do{
		models.KeepCalendar: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Calendar.Keep(ctx, job.SubjectID)
		},
		models.KeepCalendars: func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
			return a.Calendar.KeepAll(ctx, job.SubjectID)
		},
	}
	say := a.teller(letters, kinds)
	say(a.invitation, models.MailAppointment)
	say(a.reminder, models.MailReminder)
	say(a.digest, models.MailDigest)
	return kinds
}

func (a *App) invitation(ctx context.Context, id models.ID) (learning.EnrolmentLetter, error) {
	f, err := a.Calendar.Invitation(ctx, id)
	return learning.EnrolmentLetter{
		Person: f.Person, Course: f.Course, Cohort: f.Cohort, Appointment: f.Appointment, Calendar: f.Calendar, URL: f.URL,
	}, err
}

// reminder has a link on which the person says that they cannot come. In a digest it has none: who can open it without a
// sign-in is known to one letter alone.
func (a *App) reminder(ctx context.Context, id models.ID) (learning.EnrolmentLetter, error) {
	f, err := a.Calendar.Reminder(ctx, id)
	if err != nil {
		return learning.EnrolmentLetter{}, err
	}
	letter := learning.EnrolmentLetter{
		Person: f.Person, Course: f.Course, Cohort: f.Cohort, State: f.Enrolment.State, URL: a.Config.BaseURL + paths.Enrolment(f.Enrolment.ID),
		Appointment: models.Appointment{Title: f.Session.CalendarTitle(f.Course), Place: f.Session.PlaceOf(f.Cohort), Starts: f.Session.Starts, Ends: f.Session.Ends},
		Before:      learning.Before{Kind: f.Kind, Joining: f.Session.JoiningText, Prepare: f.Prepare},
	}
	if f.Way == models.MailAtOnce {
		letter.Before.CannotComeURL, letter.Secret = a.Learning.ApologyLink(f.Enrolment, f.Session)
	}
	return letter, nil
}

func (a *App) digest(ctx context.Context, id models.ID) (learning.EnrolmentLetter, error) {
	f, err := a.Calendar.Digest(ctx, id)
	return learning.EnrolmentLetter{Person: f.Person, Items: f.Items, URL: a.Config.BaseURL + paths.Notifications}, err
}
