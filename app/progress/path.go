package progress

import (
	"context"
	"errors"
	"slices"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// PathPage is the path of the actor through a course that they are on.
type PathPage struct {
	Enrolment models.Enrolment
	Course    models.Course // the version that the cohort runs
	Cohort    models.Cohort
	Steps     []models.PathStep
	Next      int // which step is next; -1 for none
	Rule      string
	Standing  models.Standing
	Record    *models.CompletionRecord // that was issued
	Now       time.Time
}

// Open tells whether steps can still be taken: until the course is completed, or the cohort closed without.
func (p PathPage) Open() bool { return doesUnits(p.Enrolment, p.Cohort) }

// Path is the page of the path. Who is not on the cohort finds nothing.
func (s *Service) Path(ctx context.Context, actor models.Actor, enrolment models.ID) (page PathPage, err error) {
	if page.Enrolment, err = ownEnrolment(ctx, s.Store.Reads, actor, enrolment); err != nil {
		return page, err
	}
	page.Now = s.Store.Now()
	way, err := s.way(ctx, page.Enrolment.CohortID)
	if err != nil {
		return page, err
	}
	known, err := s.Store.StepsOf(ctx, []models.ID{enrolment})
	if err != nil {
		return page, err
	}
	attendances, err := s.Store.AttendancesOf(ctx, []models.ID{enrolment})
	if err != nil {
		return page, err
	}
	page.Course, page.Cohort, page.Rule = way.course, way.cohort, way.course.Rule(way.units)
	walked := walkedBy(known, attendances)[enrolment]
	page.Steps, page.Standing = way.of(walked, page.Now)
	page.Next = -1
	if page.Open() && page.Standing.Decision == nil {
		page.Next = models.NextStep(page.Steps)
	}
	record, err := s.Store.LiveRecordOf(ctx, enrolment)
	if err == nil {
		page.Record = &record
	}
	if errors.Is(err, models.ErrNotFound) {
		err = nil
	}
	return page, err
}

// ownEnrolment is an enrolment of the actor, who has a place on the cohort or had one to the end.
func ownEnrolment(ctx context.Context, r store.Reads, actor models.Actor, id models.ID) (models.Enrolment, error) {
	e, err := r.Enrolment(ctx, id)
	if err != nil {
		return e, err
	}
	if !slices.Contains(models.OnRegister(), e.State) {
		return e, models.ErrNotFound
	}
	return e, policy.Allows(actor, policy.DoUnits, e)
}

// doesUnits tells whether units can be done: by somebody placed, whose record is not issued yet.
func doesUnits(e models.Enrolment, c models.Cohort) bool {
	return e.State == models.Placed && c.State == models.CohortOpen
}

// way is what a cohort's people walk.
type way struct {
	cohort   models.Cohort
	course   models.Course
	units    []models.Unit
	sessions []models.Session
}

func (s *Service) way(ctx context.Context, cohort models.ID) (w way, err error) {
	if w.cohort, err = s.Store.Cohort(ctx, cohort); err != nil {
		return w, err
	}
	if w.course, _, err = s.Store.RuledCourse(ctx, w.cohort); err != nil {
		return w, err
	}
	if w.units, err = s.Store.Units(ctx, w.cohort.Content()); err != nil {
		return w, err
	}
	w.sessions, err = s.Store.Sessions(ctx, cohort)
	return w, err
}

// of are the steps of one person, and how far they are by the rule.
func (w way) of(walked models.Walked, now time.Time) ([]models.PathStep, models.Standing) {
	standing := w.course.Stand(w.sessions, walked.Marks, w.units, walked.Met).Decided(walked.Decision)
	return w.course.Path(w.units, w.sessions, walked, now), standing
}

// walkedBy is how far each enrolment is.
func walkedBy(known store.Steps, attendances []models.Attendance) map[models.ID]models.Walked {
	all := map[models.ID]models.Walked{}
	of := func(enrolment models.ID) models.Walked {
		w, found := all[enrolment]
		if !found {
			w = models.Walked{Marks: map[models.ID]models.Attendance{}, Met: map[models.ID]bool{}, Entries: map[models.ID]*models.LogEntry{}, Work: map[models.ID]models.SubmissionState{}}
			all[enrolment] = w
		}
		return w
	}
	for _, a := range attendances {
		of(a.EnrolmentID).Marks[a.SessionID] = a
	}
	for _, p := range known.Passes {
		of(p.EnrolmentID).Met[p.UnitID] = true
	}
	for _, r := range known.Receipts {
		if r.UnitID != nil {
			of(r.EnrolmentID).Met[*r.UnitID] = true
		} else {
			of(r.EnrolmentID).Met[*r.SessionID] = true // the rule may ask for one that was evaluated
		}
	}
	for i, e := range known.Entries {
		of(*e.EnrolmentID).Entries[*e.UnitID] = &known.Entries[i]
	}
	for _, w := range known.Work { // a later attempt stands in the place of an earlier, once it is handed in
		if latest := of(w.EnrolmentID).Work; w.State != models.SubmissionDraft || latest[w.UnitID] == "" {
			latest[w.UnitID] = w.State
		}
	}
	for enrolment, d := range models.DecisionsOf(known.Decisions) {
		w := of(enrolment)
		w.Decision = d
		all[enrolment] = w
	}
	return all
}
