package progress

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Attempt is one thing handed in, or being written, with its files and what was said of it, the first first.
type Attempt struct {
	models.Submission
	Files    []store.HandedInFile
	Feedback []store.GivenFeedback
}

// AssignmentPage is an assignment of somebody on a cohort.
type AssignmentPage struct {
	Enrolment models.Enrolment
	Cohort    models.Cohort
	Course    models.Course
	Unit      models.Unit
	// Attempts are those that were handed in, the newest first.
	Attempts []Attempt
	// Draft is what the person works on, kept or not; MayHandIn tells that there is any, and that it is not too late.
	Draft     Attempt
	MayHandIn bool
}

// Latest is the attempt that was last handed in; nil for none.
func (p AssignmentPage) Latest() *Attempt {
	if len(p.Attempts) == 0 {
		return nil
	}
	return &p.Attempts[0]
}

// Assignment is the page on which the actor hands in.
func (s *Service) Assignment(ctx context.Context, actor models.Actor, enrolment, unit models.ID) (page AssignmentPage, err error) {
	if page.Enrolment, err = s.Store.Enrolment(ctx, enrolment); err != nil {
		return page, err
	}
	if page.Cohort, page.Unit, err = assignmentOf(ctx, s.Store.Reads, actor, page.Enrolment, unit); err != nil {
		return AssignmentPage{}, err
	}
	if page.Course, err = s.Store.Course(ctx, page.Cohort.Content()); err != nil {
		return page, err
	}
	list, err := attempts(ctx, s.Store.Reads, enrolment, unit)
	if err != nil {
		return page, err
	}
	page.Draft, page.MayHandIn = draft(enrolment, unit, list)
	page.MayHandIn = page.MayHandIn && page.Enrolment.HandsIn()
	for _, a := range slices.Backward(list) {
		if a.State != models.SubmissionDraft {
			page.Attempts = append(page.Attempts, a)
		}
	}
	return page, nil
}

// draft is what the person works on, with its files: those of the last attempt, where it is not kept yet.
func draft(enrolment, unit models.ID, list []Attempt) (Attempt, bool) {
	made := make([]models.Submission, len(list))
	for i, a := range list {
		made[i] = a.Submission
	}
	next, may := models.NextAttempt(enrolment, unit, made)
	d := Attempt{Submission: next}
	if may && len(list) > 0 {
		d.Files = list[len(list)-1].Files
	}
	return d, may
}

// assignmentOf is an assignment of the actor's own enrolment, and its cohort.
func assignmentOf(ctx context.Context, r store.Reads, actor models.Actor, e models.Enrolment, unit models.ID) (models.Cohort, models.Unit, error) {
	if err := policy.Allows(actor, policy.DoUnits, e); err != nil {
		return models.Cohort{}, models.Unit{}, err
	}
	if !slices.Contains(models.OnRegister(), e.State) {
		return models.Cohort{}, models.Unit{}, models.ErrNotFound
	}
	cohort, err := r.Cohort(ctx, e.CohortID)
	if err != nil {
		return cohort, models.Unit{}, err
	}
	u, err := r.UnitOf(ctx, cohort.Content(), unit)
	if err == nil && u.Kind != models.AssignmentUnit {
		err = models.ErrNotFound
	}
	return cohort, u, err
}

// attempts are the attempts at an assignment with all that belongs to them, the first first.
func attempts(ctx context.Context, r store.Reads, enrolment, unit models.ID) ([]Attempt, error) {
	made, err := r.Submissions(ctx, enrolment, unit)
	if err != nil || len(made) == 0 {
		return nil, err
	}
	ids := make([]models.ID, len(made))
	for i, m := range made {
		ids[i] = m.ID
	}
	files, err := r.HandedInFiles(ctx, ids)
	if err != nil {
		return nil, err
	}
	said, err := r.FeedbackOn(ctx, ids)
	list := make([]Attempt, len(made))
	for i, m := range made {
		list[i].Submission = m
		for _, f := range files {
			if f.SubmissionID == m.ID {
				list[i].Files = append(list[i].Files, f)
			}
		}
		for _, f := range said {
			if f.SubmissionID == m.ID {
				list[i].Feedback = append(list[i].Feedback, f)
			}
		}
	}
	return list, err
}
