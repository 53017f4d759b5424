package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ListCohorts says which page of the administrator's list of cohorts is asked for. What is empty asks for nothing.
type ListCohorts struct {
	Text   string
	Course string // code
	Stage  models.CohortStage
	// From and To are the first and the last month of the start, as 2026-09; what is no month bounds nothing.
	From, To string
	At       models.PageAt
}

// CohortList is one page of the administrator's list of cohorts.
type CohortList struct {
	Find ListCohorts
	models.Page[CohortLine]
	Total   int // on all pages
	Courses []models.Course
}

// CohortLine is a cohort with its course, how far it is, and how its places stand.
type CohortLine struct {
	store.ListedCohort
	Stage models.CohortStage
}

// ListCohorts is a page of the cohorts found, whoever teaches them. Only an administrator of the network may.
func (s *Service) ListCohorts(ctx context.Context, actor models.Actor, find ListCohorts) (CohortList, error) {
	find.From, find.To = monthOrNone(find.From), monthOrNone(find.To)
	page := CohortList{Find: find}
	if !policy.Scope(actor, policy.SeeTraining).All {
		return page, models.ErrForbidden
	}
	var err error
	if page.Page, err = s.cohortLines(ctx, find, find.At); err != nil {
		return page, err
	}
	if page.Total, err = s.Store.CountCohorts(ctx, s.cohortSearch(find)); err != nil {
		return page, err
	}
	page.Courses, err = s.Store.CoursesByTitle(ctx)
	return page, err
}

// EachCohort hands over all cohorts found, some at a time.
func (s *Service) EachCohort(ctx context.Context, actor models.Actor, find ListCohorts, do func([]CohortLine) error) error {
	if !policy.Scope(actor, policy.SeeTraining).All {
		return models.ErrForbidden
	}
	read := func(at models.PageAt) (models.Page[CohortLine], error) { return s.cohortLines(ctx, find, at) }
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

func (s *Service) cohortSearch(find ListCohorts) store.CohortSearch {
	return store.CohortSearch{
		Text: find.Text, Course: find.Course, Stage: find.Stage, From: monthBegins(find.From, 0), Before: monthBegins(find.To, 1), Now: s.Store.Now(),
	}
}

func (s *Service) cohortLines(ctx context.Context, find ListCohorts, at models.PageAt) (models.Page[CohortLine], error) {
	search := s.cohortSearch(find)
	found, err := s.Store.Cohorts(ctx, search, at)
	lines := make([]CohortLine, len(found.Rows))
	for i, c := range found.Rows {
		lines[i] = CohortLine{ListedCohort: c, Stage: c.StageAt(search.Now, c.Held(), c.Waiting)}
	}
	return models.PageOf(found, lines), err
}

// monthBegins is when the month that many months later begins; the zero time when the text is no month.
func monthBegins(text string, later int) time.Time {
	if monthOrNone(text) == "" {
		return time.Time{}
	}
	return models.Date(text + "-01").AddMonths(later).Time().UTC()
}

func monthOrNone(text string) string {
	if _, err := time.Parse("2006-01", text); err != nil {
		return ""
	}
	return text
}
