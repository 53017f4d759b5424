package progress

import (
	"context"
	"errors"
	"slices"

	"trellis/app/files"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// SubmittedFile is a file that was handed in, with what is in it: for whose it is, and for the trainers of the cohort once it is
// handed in.
func (s *Service) SubmittedFile(ctx context.Context, actor models.Actor, submission, id models.ID) (models.File, error) {
	work, err := s.Store.Submission(ctx, submission)
	if err != nil {
		return models.File{}, err
	}
	e, err := s.Store.Enrolment(ctx, work.EnrolmentID)
	if err != nil {
		return models.File{}, err
	}
	if policy.Allows(actor, policy.DoUnits, e) != nil {
		cohort, err := s.Store.Cohort(ctx, e.CohortID)
		if err != nil {
			return models.File{}, err
		}
		if err := policy.Allows(actor, policy.SeeWorkHandedIn, cohort); err != nil || work.State == models.SubmissionDraft {
			return models.File{}, errors.Join(err, models.ErrNotFound)
		}
	}
	list, err := s.Store.HandedInFiles(ctx, []models.ID{submission})
	if err != nil {
		return models.File{}, err
	}
	if !slices.ContainsFunc(list, func(f store.HandedInFile) bool { return f.FileID == id }) {
		return models.File{}, models.ErrNotFound
	}
	file, err := s.Store.File(ctx, id)
	if err != nil {
		return file, err
	}
	file.Data, err = files.Read(ctx, s.Shelf, file)
	return file, err
}
