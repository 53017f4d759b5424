package calendar

import (
	"context"
	"errors"
	"strings"

	ics "github.com/arran4/golang-ical"

	"trellis/models"
	"trellis/models/paths"
)

// Invitation is what a letter about an appointment says.
type Invitation struct {
	models.Appointment
	Person models.Person
	Course models.Course
	Cohort models.Cohort
	// Placed tells whether the person is still on the cohort.
	Placed   bool
	URL      string // of their enrolment, or of the cohort
	Calendar string // the same as iCalendar: a REQUEST, or a CANCEL
}

// Invitation gathers what the letter about an appointment says, as the appointment stands now.
func (s *Service) Invitation(ctx context.Context, id models.ID) (Invitation, error) {
	a, err := s.Store.Appointment(ctx, id)
	if err != nil {
		return Invitation{}, err
	}
	letter := Invitation{Appointment: a}
	if letter.Person, err = s.Store.Person(ctx, a.PersonID); err != nil {
		return letter, err
	}
	if letter.Cohort, err = s.Store.Cohort(ctx, a.CohortID); err != nil {
		return letter, err
	}
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.Content()); err != nil {
		return letter, err
	}
	letter.URL = s.BaseURL + paths.Cohort(letter.Cohort.Code)
	e, err := s.Store.LiveEnrolment(ctx, a.CohortID, a.PersonID)
	if err == nil && e.State.OnCalendar() {
		letter.Placed, letter.URL = true, s.BaseURL+paths.Enrolment(e.ID)
	} else if err != nil && !errors.Is(err, models.ErrNotFound) {
		return letter, err
	}
	way, err := s.Store.MailWay(ctx, a.PersonID, models.TopicCalendar)
	if err != nil || letter.Person.ErasedAt != nil {
		return letter, errors.Join(err, models.ErrNotFound)
	}
	if way == models.MailNot {
		return letter, letter.inWords()
	}
	letter.Calendar = s.invite(letter)
	return letter, nil
}

// inWords tells somebody who wants no invitations what they must know all the same: that a session of theirs has changed, or
// does not take place. Of the rest, and of leaving the cohort, other letters tell: models.ErrNotFound.
func (i Invitation) inWords() error {
	if i.Sequence == 0 || !i.Placed {
		return models.ErrNotFound
	}
	return nil
}

// invite writes the appointment as a message between calendars (RFC 5546): the same name and the same sequence each time it
// is sent, so that a calendar that has it already changes nothing.
func (s *Service) invite(letter Invitation) string {
	cal := newCalendar()
	cal.SetMethod(ics.MethodRequest)
	event := s.add(cal, entry{Appointment: letter.Appointment, page: letter.URL, stamp: letter.ToldAt})
	from := s.organiser()
	name := from.Name
	if name == "" {
		name = "Trellis"
	}
	event.SetOrganizer("mailto:"+from.Address, called(name))
	if letter.Cancelled {
		cal.SetMethod(ics.MethodCancel)
		event.AddAttendee("mailto:"+letter.Person.Email, called(letter.Person.Name))
		return written(cal)
	}
	event.AddAttendee("mailto:"+letter.Person.Email, called(letter.Person.Name), ics.CalendarUserTypeIndividual,
		ics.ParticipationRoleReqParticipant, ics.ParticipationStatusNeedsAction, ics.WithRSVP(true))
	event.AddProperty(ics.ComponentPropertyTransp, "OPAQUE")
	return strings.Replace(written(cal), ";RSVP=true", ";RSVP=TRUE", 1)
}
