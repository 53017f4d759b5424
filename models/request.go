package models

import "time"

// The limits of asking others, which keep it from being a nuisance.
const (
	MostOpenRequests   = 10 // of one person, by name
	MostAskedByAddress = 10 // of one person, in a week
	MostAskedAtOnce    = 5
)

// remindedApart is how long there is between two letters about one request, at least.
const remindedApart = 7 * 24 * time.Hour

// IsOf tells whether it is for the person.
func (q AssessmentRequest) IsOf(person ID) bool { return q.OfID != nil && *q.OfID == person }

// RemindFrom is when whoever asked may ask once more, where they did so last at a time; nil for never.
func (q AssessmentRequest) RemindFrom(last *time.Time) time.Time {
	if last != nil {
		return last.Add(remindedApart)
	}
	return q.AskedAt.Add(remindedApart)
}

// Answered is the request with the assessment that answers it.
func (q AssessmentRequest) Answered(level int, example string, now time.Time) (AssessmentRequest, Assessment, error) {
	if q.State != RequestAsked || q.OfID == nil {
		return q, Assessment{}, ErrStale
	}
	q.State, q.AnsweredAt = RequestAnswered, &now
	return q, Assessment{PersonID: q.PersonID, CompetencyID: q.CompetencyID, ByID: *q.OfID, Kind: q.Kind, Level: level, Example: example, AssessedAt: now}, nil
}

// Declined is the request as whoever was asked turns it down.
func (q AssessmentRequest) Declined(why string, now time.Time) (AssessmentRequest, error) {
	if q.State != RequestAsked {
		return q, ErrStale
	}
	q.State, q.AnsweredAt, q.Answer = RequestDeclined, &now, why
	return q, nil
}

// Withdrawn is the request as whoever asked takes it back. An address is forgotten with it.
func (q AssessmentRequest) Withdrawn(now time.Time) (AssessmentRequest, error) {
	if q.State != RequestAsked {
		return q, ErrStale
	}
	q.State, q.AnsweredAt, q.Address = RequestWithdrawn, &now, ""
	return q, nil
}
