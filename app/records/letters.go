package records

import (
	"context"

	"trellis/models"
	"trellis/models/paths"
)

// RecordLetter is what a letter about a completion record may say.
type RecordLetter struct {
	Person    models.Person
	Record    models.CompletionRecord
	Outcomes  []models.RecordOutcome
	RecordURL string // the holder's own page
	CheckURL  string // where anybody can check it
}

// LetterFor gathers what a letter about the record says.
func (s *Service) LetterFor(ctx context.Context, id models.ID) (RecordLetter, error) {
	record, err := s.Store.Record(ctx, id)
	if err != nil {
		return RecordLetter{}, err
	}
	letter := RecordLetter{Record: record, RecordURL: s.BaseURL + paths.Record(record.Code), CheckURL: s.BaseURL + paths.VerifyRecord(record.Code)}
	if letter.Person, err = s.Store.Person(ctx, record.PersonID); err != nil {
		return letter, err
	}
	letter.Outcomes, err = s.Store.RecordOutcomes(ctx, record.ID)
	return letter, err
}

// IssuedLetter is LetterFor for a record that somebody was given. One that was withdrawn before the letter went out
// answers models.ErrNotFound: there is nothing to be glad of. Nor is there one for a record that was replaced: that of the other says all.
func (s *Service) IssuedLetter(ctx context.Context, id models.ID) (RecordLetter, error) {
	letter, err := s.LetterFor(ctx, id)
	if err == nil && !letter.Record.Live() {
		return letter, models.ErrNotFound
	}
	return letter, err
}
