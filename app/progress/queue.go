package progress

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// WaitingWork is something handed in that waits for feedback.
type WaitingWork = store.WaitingWork

// mostWaiting is how much of the queue one page shows: the oldest.
const mostWaiting = 100

// WorkPage is what was handed in and waits for feedback, on all cohorts that the actor teaches.
type WorkPage struct {
	Waiting []store.WaitingWork // the oldest first
	Cohorts []store.CohortWork  // that have any
	Cohort  string              // the code of the one that is shown alone; empty for all
}

// All is how much waits, of the cohort shown or of all.
func (p WorkPage) All() int {
	n := 0
	for _, c := range p.Cohorts {
		if p.Cohort == "" || p.Cohort == c.Code {
			n += c.Waiting
		}
	}
	return n
}

// Work is that page.
func (s *Service) Work(ctx context.Context, actor models.Actor, cohort string) (page WorkPage, err error) {
	return s.work(ctx, actor, cohort, mostWaiting)
}

// AllWork is the same with all that waits, for a file.
func (s *Service) AllWork(ctx context.Context, actor models.Actor, cohort string) (page WorkPage, err error) {
	return s.work(ctx, actor, cohort, 10_000)
}

func (s *Service) work(ctx context.Context, actor models.Actor, cohort string, most int) (page WorkPage, err error) {
	if page.Cohorts, err = s.Store.WorkWaitingOn(ctx, teaches(actor)); err != nil {
		return page, err
	}
	if slices.ContainsFunc(page.Cohorts, func(c store.CohortWork) bool { return c.Code == cohort }) {
		page.Cohort = cohort
	}
	page.Waiting, err = s.Store.WorkWaiting(ctx, teaches(actor), page.Cohort, most)
	return page, err
}

// CountWork counts what waits for feedback from the actor.
func (s *Service) CountWork(ctx context.Context, actor models.Actor) (int, error) {
	if !policy.May(actor, policy.SeeWorkHandedIn) {
		return 0, nil
	}
	return s.Store.CountWorkWaiting(ctx, teaches(actor))
}

// teaches are the cohorts whose work the actor sees: those they are a trainer of, never all.
func teaches(actor models.Actor) store.Taught {
	reach := policy.Scope(actor, policy.SeeWorkHandedIn)
	return store.Taught{Cohorts: reach.Cohorts, Courses: reach.Courses}
}

// SubmissionPage is what somebody handed in, for those who teach them.
type SubmissionPage struct {
	Attempt
	Cohort  models.Cohort
	Course  models.Course
	Unit    models.Unit
	Person  models.Person
	Earlier []Attempt // the newest first
	// Latest tells that no other attempt followed: feedback can be given, or corrected until there is a record.
	Latest, Issued bool
	// Next is what waits after this one; nil for nothing. Left is how much waits beside this.
	Next *store.WaitingWork
	Left int
}

// MayAnswer tells whether feedback can be given, or corrected.
func (p SubmissionPage) MayAnswer() bool {
	return p.Latest && (p.State == models.SubmissionSubmitted || p.Answered() && !p.Issued)
}

// Submission is that page. What was taken back is not shown.
func (s *Service) Submission(ctx context.Context, actor models.Actor, id models.ID) (page SubmissionPage, err error) {
	work, err := s.Store.Submission(ctx, id)
	if err != nil {
		return page, err
	}
	e, err := s.Store.Enrolment(ctx, work.EnrolmentID)
	if err != nil {
		return page, err
	}
	if page.Cohort, err = s.Store.Cohort(ctx, e.CohortID); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeWorkHandedIn, page.Cohort); err != nil {
		return SubmissionPage{}, err
	}
	if work.State == models.SubmissionDraft {
		return SubmissionPage{}, models.ErrNotFound
	}
	page.Issued = !e.HandsIn()
	if err = s.fillSubmission(ctx, &page, e, work); err != nil {
		return page, err
	}
	err = s.next(ctx, actor, &page)
	return page, err
}

// fillSubmission reads what stands around a piece of work: its unit, whose it is, and the attempts before it.
func (s *Service) fillSubmission(ctx context.Context, page *SubmissionPage, e models.Enrolment, work models.Submission) (err error) {
	if page.Unit, err = s.Store.UnitOf(ctx, page.Cohort.Content(), work.UnitID); err != nil {
		return err
	}
	if page.Course, _, err = s.Store.RuledCourse(ctx, page.Cohort); err != nil {
		return err
	}
	if page.Person, err = s.Store.Person(ctx, e.PersonID); err != nil {
		return err
	}
	list, err := attempts(ctx, s.Store.Reads, e.ID, work.UnitID)
	if err != nil {
		return err
	}
	page.Latest = list[len(list)-1].ID == work.ID
	for _, a := range slices.Backward(list) {
		switch {
		case a.ID == work.ID:
			page.Attempt = a
		case a.Attempt < work.Attempt:
			page.Earlier = append(page.Earlier, a)
		}
	}
	return nil
}

// next finds what to look at after this one: the next oldest, or else the oldest of all.
func (s *Service) next(ctx context.Context, actor models.Actor, page *SubmissionPage) error {
	waiting, err := s.Store.WorkWaiting(ctx, teaches(actor), "", mostWaiting)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(waiting, func(w store.WaitingWork) bool { return w.ID == page.ID })
	if at >= 0 {
		waiting = append(slices.Clone(waiting[at+1:]), waiting[:at]...)
	}
	page.Left = len(waiting)
	if len(waiting) > 0 {
		page.Next = &waiting[0]
	}
	return nil
}
