package models

import "time"

// The limits of asking others, which keep it from being a nuisance.
const (
	MostOpenRequests   = 10 // of one person, by name
	MostAskedByAddress = 10 // of one person, in a week
	MostAskedAtOnce    = 5
)

// Answered is the request with the assessment that answers it.
func (q AssessmentRequest) Answered(level int, example string, now time.Time) (AssessmentRequest, Assessment, error) {
	if q.State != RequestAsked {
		return q, Assessment{}, ErrStale
	}
	q.State, q.AnsweredAt = RequestAnswered, &now
	return q, Assessment{PersonID: q.PersonID, CompetencyID: q.CompetencyID, ByID: q.OfID, Kind: q.Kind, Level: level, Example: example, AssessedAt: now}, nil
}

// Declined is the request as whoever was asked turns it down.
func (q AssessmentRequest) Declined(why string, now time.Time) (AssessmentRequest, error) {
	if q.State != RequestAsked {
		return q, ErrStale
	}
	q.State, q.AnsweredAt, q.Answer = RequestDeclined, &now, why
	return q, nil
}

// Withdrawn is the request as whoever asked takes it back.
func (q AssessmentRequest) Withdrawn(now time.Time) (AssessmentRequest, error) {
	if q.State != RequestAsked {
		return q, ErrStale
	}
	q.State, q.AnsweredAt = RequestWithdrawn, &now
	return q, nil
}
