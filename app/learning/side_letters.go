package learning

import (
	"context"
	"errors"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// toOthers are letters about an enrolment to somebody else than its person.
func toOthers(ctx context.Context, tx *store.Tx, kind string, e models.Enrolment, people []models.ID) ([]models.Job, error) {
	others := make([]models.ID, 0, len(people))
	for _, id := range people {
		if id != e.PersonID {
			others = append(others, id)
		}
	}
	return sideLetters(ctx, tx, kind, e.ID, others)
}

// CopyLetterFor gathers what a letter about an enrolment says to somebody else, who reads it and need do nothing.
func (s *Service) CopyLetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, _, err := s.sideLetterFor(ctx, id)
	letter.URL = s.BaseURL + paths.Cohort(letter.Cohort.Code)
	return letter, err
}

// DecideLetterFor gathers what a letter says to somebody who decides an application: its address is where they do.
func (s *Service) DecideLetterFor(ctx context.Context, id models.ID) (EnrolmentLetter, error) {
	letter, e, err := s.sideLetterFor(ctx, id)
	letter.URL = s.BaseURL + paths.Applications(letter.Cohort.Code)
	if e.Awaits == models.AwaitsManager {
		letter.URL = s.BaseURL + paths.TeamEnrolment(e.ID)
	}
	return letter, err
}

// tell adds why, and by whom, an enrolment came to where it stands, and who named the person.
func (s *Service) tell(ctx context.Context, e models.Enrolment, letter *EnrolmentLetter) error {
	changes, err := s.Store.ChangesOf(ctx, e.ID)
	if err != nil || len(changes) == 0 {
		return err
	}
	last := changes[0]
	letter.Reason, letter.Awaits = last.Reason, e.Awaits
	if last.ByID != nil && *last.ByID != e.PersonID {
		by, err := s.Store.Person(ctx, *last.ByID)
		if err != nil && !errors.Is(err, models.ErrNotFound) {
			return err
		}
		letter.By = by.Name
	}
	if e.NominatedByID == nil {
		return nil
	}
	nominator, err := s.Store.Person(ctx, *e.NominatedByID)
	letter.Other = nominator.Name
	return err
}
