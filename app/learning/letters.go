package learning

import (
	"context"
	"time"

	"trellis/models"
)

// The kinds of job that the area owes.
const (
	MailPlaced    = "mail.placed"
	MailWaiting   = "mail.waiting"
	MailOffered   = "mail.offered"
	MailLapsed    = "mail.lapsed"
	MailWithdrawn = "mail.withdrawn"
	LapseOffer    = "offer.lapse"
)

// EnrolmentLetter is what a letter about an enrolment may say.
type EnrolmentLetter struct {
	Person   models.Person
	Course   models.Course
	Cohort   models.Cohort
	Sessions []models.Session
	State    models.EnrolmentState
	Position int // on the waiting list, from 1; 0 when not on it
	// OfferPath and OfferExpires are those of an open offer.
	OfferURL     string
	OfferExpires time.Time
	EnrolmentURL string
}

// LetterFor gathers what a letter about the enrolment says.
func (s *Service) LetterFor(context.Context, models.ID) (EnrolmentLetter, error) {
	return EnrolmentLetter{}, models.ErrNotFound
}

// Lapse ends an offer that has run out, and offers the place to the next in line.
func (s *Service) Lapse(context.Context, models.ID) error { return nil }
