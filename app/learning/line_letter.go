package learning

import (
	"context"

	"trellis/models"
)

// LineLetter is LetterFor, with who changed the turn or ended the offer, and why; nobody when the calendar did it.
func (s *Service) LineLetter(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, err := s.LetterFor(ctx, id)
	if err != nil {
		return letter, err
	}
	changes, err := s.Store.ChangesOf(ctx, id)
	if err != nil {
		return letter, err
	}
	for _, change := range changes { // newest first
		if change.Priority == nil && change.ToState != models.Lapsed {
			continue
		}
		if change.ByID == nil {
			return letter, nil
		}
		letter.Reason = change.Reason
		by, err := s.Store.Person(ctx, *change.ByID)
		letter.By = by.Name
		return letter, err
	}
	return letter, nil
}
