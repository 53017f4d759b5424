package learning

import (
	"context"
	"errors"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

// EnrolmentLetter is what a letter about an enrolment may say.
type EnrolmentLetter struct {
	Person   models.Person
	Course   models.Course
	Cohort   models.Cohort
	Sessions []models.Session
	State    models.EnrolmentState
	Position int // on the waiting list, from 1; 0 when not on it
	// OfferURL and OfferExpires are those of an open offer; empty when there is none, or no longer.
	OfferURL     string
	OfferExpires time.Time
	EnrolmentURL string
	// Calendar holds the sessions as iCalendar for somebody with a place; empty for others.
	Calendar string
}

// LetterFor gathers what a letter about the enrolment says.
func (s *Service) LetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	e, err := s.Store.Enrolment(ctx, id)
	if err != nil {
		return EnrolmentLetter{}, err
	}
	letter := EnrolmentLetter{State: e.State, EnrolmentURL: s.BaseURL + paths.Enrolment(e.ID)}
	if letter.Person, err = s.Store.Person(ctx, e.PersonID); err != nil {
		return letter, err
	}
	if letter.Cohort, err = s.Store.Cohort(ctx, e.CohortID); err != nil {
		return letter, err
	}
	if letter.Course, err = s.Store.Course(ctx, letter.Cohort.CourseID); err != nil {
		return letter, err
	}
	if letter.Sessions, err = s.Store.Sessions(ctx, e.CohortID); err != nil {
		return letter, err
	}
	return letter, s.stand(ctx, e, &letter)
}

// stand adds what depends on where the enrolment stands: the turn, the offer, or the calendar.
func (s *Service) stand(ctx context.Context, e models.Enrolment, letter *EnrolmentLetter) (err error) {
	switch e.State {
	case models.Waiting:
		var turns map[models.ID]int
		turns, err = s.Store.Turns(ctx, []models.ID{e.ID})
		letter.Position = turns[e.ID]
	case models.Offered:
		var o models.Offer
		if o, err = s.Store.LastOffer(ctx, e.ID); errors.Is(err, models.ErrNotFound) {
			return nil
		}
		if o.OpenAt(s.Store.Now()) {
			letter.OfferURL, letter.OfferExpires = s.BaseURL+paths.Offer(o.Token), o.ExpiresAt
		}
	case models.Placed:
		letter.Calendar = s.calendar(letter.Course, letter.Cohort, letter.Sessions)
	default:
	}
	return err
}
