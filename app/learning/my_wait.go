package learning

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/disclosure"
)

// MyWait is why somebody waits, as they may know it: without the names of others.
type MyWait struct {
	models.Wait
	Kept  []KeptPlaces    // free, and kept for other systems
	Until time.Time       // when these are released
	First []PriorityAhead // who comes before by priority
	Gone  disclosure.Shown
}

// KeptPlaces are the places of a cohort that are kept for a system.
type KeptPlaces struct {
	System               models.Organisation
	Places, Held, Unused int // Unused is how many are still kept
}

// PriorityAhead is how many people come first because of priority, and why.
type PriorityAhead struct {
	People int
	Reason string
}

// wait gathers why somebody on the waiting list of the cohort waits.
func (s *Service) wait(ctx context.Context, cohort models.Cohort, e models.Enrolment) (MyWait, error) {
	places, lines, err := s.placesAndLine(ctx, cohort)
	if err != nil {
		return MyWait{}, err
	}
	wait := MyWait{Wait: cohort.Wait(places, lines, e.ID, s.Store.Now())}
	if wait.Cause == models.WaitKept {
		wait.Until = *cohort.SharesUntil
		if wait.Kept, err = s.keptPlaces(ctx, wait.Wait.Kept); err != nil {
			return wait, err
		}
	}
	if wait.First, err = s.priorityAhead(ctx, cohort, e, lines); err != nil {
		return wait, err
	}
	wait.Gone, err = s.linesBefore(ctx, cohort.CourseID)
	return wait, err
}

// placesAndLine are how the places of a cohort stand, and who waits.
func (s *Service) placesAndLine(ctx context.Context, cohort models.Cohort) (models.Allotment, []models.Enrolment, error) {
	held, err := s.Store.PlacesAmong(ctx, []models.ID{cohort.ID})
	if err != nil {
		return models.Allotment{}, nil, err
	}
	line, err := s.Store.WaitingOn(ctx, cohort.ID)
	return cohort.Allot(held[cohort.ID].Shares, held[cohort.ID].Held, s.Store.Now()), line, err
}

func (s *Service) keptPlaces(ctx context.Context, unused map[models.ID]int) ([]KeptPlaces, error) {
	ids := make([]models.ID, 0, len(unused))
	for id := range unused {
		ids = append(ids, id)
	}
	systems, err := s.Store.OrganisationsAmong(ctx, ids)
	list := make([]KeptPlaces, len(systems))
	for i, system := range systems {
		list[i] = KeptPlaces{System: system, Unused: unused[system.ID]}
	}
	slices.SortFunc(list, func(a, b KeptPlaces) int { return cmp.Compare(a.System.Name, b.System.Name) })
	return list, err
}

// priorityAhead counts who of the line comes before somebody by priority alone, for each reason.
func (s *Service) priorityAhead(ctx context.Context, cohort models.Cohort, e models.Enrolment, line []models.Enrolment) ([]PriorityAhead, error) {
	if !slices.ContainsFunc(line, func(other models.Enrolment) bool { return other.Priority > e.Priority }) {
		return nil, nil
	}
	reasons, err := s.Store.PriorityReasons(ctx, cohort.ID)
	var list []PriorityAhead
	for _, other := range line {
		if other.Priority <= e.Priority {
			continue
		}
		reason := reasons[other.ID].Reason
		i := slices.IndexFunc(list, func(p PriorityAhead) bool { return p.Reason == reason })
		if i < 0 {
			i = len(list)
			list = append(list, PriorityAhead{Reason: reason})
		}
		list[i].People++
	}
	return list, err
}

// linesBefore is how many of those who waited for a place on earlier cohorts of the course got one, as far as that may be told.
func (s *Service) linesBefore(ctx context.Context, course models.ID) (disclosure.Shown, error) {
	waited, got, err := s.Store.LinesBefore(ctx, course, s.Store.Now())
	if err != nil || waited == 0 {
		return disclosure.Shown{Kind: disclosure.NoData}, err
	}
	settings, err := s.Store.Settings(ctx)
	return settings.Thresholds().Share(got, waited), err
}
