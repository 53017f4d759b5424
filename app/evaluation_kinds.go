package app

import (
	"context"

	"trellis/app/learning"
	"trellis/app/outbox"
	"trellis/models"
)

// evaluationKinds are the letters that ask what a session was like, and what came of a course.
func (a *App) evaluationKinds(letters Letters) map[string]outbox.Do {
	kinds := map[string]outbox.Do{}
	say := a.teller(letters, kinds)
	say(a.askedToEvaluate, models.MailEvaluation)
	say(a.askedAfterwards, models.MailFollowUp)
	return kinds
}

func (a *App) askedToEvaluate(ctx context.Context, id models.ID) (learning.EnrolmentLetter, error) {
	f, err := a.Progress.EvaluationLetter(ctx, id)
	return learning.EnrolmentLetter{
		Person: f.Person, Course: f.Course, Cohort: f.Cohort, URL: f.URL,
		Appointment: models.Appointment{Title: f.Session.CalendarTitle(f.Course), Place: f.Session.PlaceOf(f.Cohort), Starts: f.Session.Starts, Ends: f.Session.Ends},
	}, err
}

func (a *App) askedAfterwards(ctx context.Context, id models.ID) (learning.EnrolmentLetter, error) {
	f, err := a.Progress.FollowUpLetter(ctx, id)
	letter := learning.EnrolmentLetter{Person: f.Person, Course: f.Course, Cohort: f.Cohort, URL: f.URL}
	if f.AskedAs == models.AskedAsManager {
		letter.Learner = f.Learner.Name
	}
	return letter, err
}
