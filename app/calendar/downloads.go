package calendar

import (
	"context"

	ics "github.com/arran4/golang-ical"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
)

// Session is one session as a calendar file, for whoever may see its cohort.
func (s *Service) Session(ctx context.Context, actor models.Actor, id models.ID) (string, error) {
	session, err := s.Store.Session(ctx, id)
	if err != nil {
		return "", err
	}
	cohort, err := s.Store.Cohort(ctx, session.CohortID)
	if err != nil {
		return "", err
	}
	return s.file(ctx, actor, cohort, []models.Session{session})
}

// Cohort is all sessions of a cohort as one calendar file, for whoever may see it.
func (s *Service) Cohort(ctx context.Context, actor models.Actor, code string) (string, error) {
	cohort, err := s.Store.CohortByCode(ctx, code)
	if err != nil {
		return "", err
	}
	sessions, err := s.Store.Sessions(ctx, cohort.ID)
	if err != nil {
		return "", err
	}
	return s.file(ctx, actor, cohort, sessions)
}

func (s *Service) file(ctx context.Context, actor models.Actor, cohort models.Cohort, sessions []models.Session) (string, error) {
	if err := policy.Allows(actor, policy.SeeCourses, cohort); err != nil {
		return "", err
	}
	course, err := s.Store.Course(ctx, cohort.Content())
	if err != nil {
		return "", err
	}
	cal := newCalendar()
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(course.Title)
	for _, session := range sessions {
		s.add(cal, entry{Appointment: published(course, cohort, session), page: s.BaseURL + paths.Cohort(cohort.Code), stamp: s.Store.Now()})
	}
	return written(cal), nil
}

// published is a session as everybody's calendar may hold it.
func published(course models.Course, cohort models.Cohort, session models.Session) models.Appointment {
	return models.Appointment{
		SessionID: session.ID, CohortID: cohort.ID, Sequence: session.Sequence, Cancelled: cohort.State == models.CohortCancelled,
		Title: session.CalendarTitle(course), Place: session.PlaceOf(cohort), Starts: session.Starts, Ends: session.Ends,
	}
}
