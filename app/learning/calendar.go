package learning

import (
	"context"
	"strconv"

	ics "github.com/arran4/golang-ical"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
)

// SessionCalendar is one session as a calendar file, for whoever may see its cohort.
func (s *Service) SessionCalendar(ctx context.Context, actor models.Actor, id models.ID) (string, error) {
	session, err := s.Store.Session(ctx, id)
	if err != nil {
		return "", err
	}
	cohort, err := s.Store.Cohort(ctx, session.CohortID)
	if err != nil {
		return "", err
	}
	return s.calendarFor(ctx, actor, cohort, []models.Session{session})
}

// CohortCalendar is all sessions of a cohort as one calendar file, for whoever may see it.
func (s *Service) CohortCalendar(ctx context.Context, actor models.Actor, code string) (string, error) {
	cohort, err := s.Store.CohortByCode(ctx, code)
	if err != nil {
		return "", err
	}
	sessions, err := s.Store.Sessions(ctx, cohort.ID)
	if err != nil {
		return "", err
	}
	return s.calendarFor(ctx, actor, cohort, sessions)
}

func (s *Service) calendarFor(ctx context.Context, actor models.Actor, cohort models.Cohort, sessions []models.Session) (string, error) {
	if err := policy.Allows(actor, policy.SeeCourses, cohort); err != nil {
		return "", err
	}
	course, err := s.Store.Course(ctx, cohort.Content())
	if err != nil {
		return "", err
	}
	return s.calendar(course, cohort, sessions), nil
}

// calendar writes sessions as iCalendar (RFC 5545), in UTC. The identity of a session stays, and its sequence rises with
// every change, so that calendars replace what they hold. The link to join is not in it: calendars are shared.
func (s *Service) calendar(course models.Course, cohort models.Cohort, sessions []models.Session) string {
	cal := ics.NewCalendarFor("Trellis")
	cal.SetProductId("-//Trellis//Sessions//EN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(course.Title)
	for _, session := range sessions {
		event := cal.AddEvent(string(session.ID) + "@trellis")
		event.SetDtStampTime(s.Store.Now())
		event.SetStartAt(session.Starts)
		event.SetEndAt(session.Ends)
		event.SetSequence(session.Sequence)
		event.SetSummary(course.Title + ", session " + strconv.Itoa(session.Number) + ": " + session.Title)
		event.SetLocation(placeOf(cohort, session))
		event.SetDescription("Where it takes place and how to join: " + s.BaseURL + paths.Cohort(cohort.Code))
		event.SetURL(s.BaseURL + paths.Cohort(cohort.Code))
		if cohort.State == models.CohortCancelled {
			event.SetStatus(ics.ObjectStatusCancelled)
		}
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

// placeOf is where a session takes place: its own place, or that of the cohort.
func placeOf(cohort models.Cohort, session models.Session) string {
	if session.Place != "" {
		return session.Place
	}
	return cohort.Place
}
