package learning

import (
	"context"
	"time"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ListCourses says which page of the administrator's list of courses is asked for. What is empty asks for nothing.
type ListCourses struct {
	Text string
	How  string // delivery
	At   models.PageAt
}

// CourseList is one page of the administrator's list of courses.
type CourseList struct {
	Find ListCourses
	models.Page[CourseLine]
	Total int // on all pages
	Hows  []string
}

// CourseLine is a course with how much of it there is.
type CourseLine struct {
	models.Course
	Units        int
	Planned, Run int       // cohorts that are not over, and that are
	People       int       // places taken, in all cohorts
	Next         time.Time // when the next cohort starts; the zero time when none is planned
	NextCode     string
}

// ListCourses is a page of the courses found. Only an administrator of the network may.
func (s *Service) ListCourses(ctx context.Context, actor models.Actor, find ListCourses) (CourseList, error) {
	page := CourseList{Find: find}
	if !policy.Scope(actor, policy.SeeTraining).All {
		return page, models.ErrForbidden
	}
	var err error
	if page.Page, err = s.courseLines(ctx, find, find.At); err != nil {
		return page, err
	}
	if page.Total, err = s.Store.CountCourses(ctx, s.listSearch(find)); err != nil {
		return page, err
	}
	page.Hows, err = s.Store.Deliveries(ctx)
	return page, err
}

// EachListedCourse hands over all courses found, some at a time.
func (s *Service) EachListedCourse(ctx context.Context, actor models.Actor, find ListCourses, do func([]CourseLine) error) error {
	if !policy.Scope(actor, policy.SeeTraining).All {
		return models.ErrForbidden
	}
	read := func(at models.PageAt) (models.Page[CourseLine], error) { return s.courseLines(ctx, find, at) }
	return models.EachPage(models.PageAt{Order: find.At.Order, Size: models.FileChunk}, read, do)
}

func (s *Service) listSearch(find ListCourses) store.CourseSearch {
	return store.CourseSearch{Text: find.Text, Delivery: find.How, Now: s.Store.Now()}
}

func (s *Service) courseLines(ctx context.Context, find ListCourses, at models.PageAt) (models.Page[CourseLine], error) {
	search := s.listSearch(find)
	found, err := s.Store.Courses(ctx, search, at)
	if err != nil {
		return models.Page[CourseLine]{}, err
	}
	ids := make([]models.ID, len(found.Rows))
	for i, c := range found.Rows {
		ids[i] = c.ID
	}
	counts, err := s.Store.CourseCounts(ctx, ids, search.Now)
	if err != nil {
		return models.Page[CourseLine]{}, err
	}
	starts, err := s.Store.NextStarts(ctx, ids, search.Now)
	next := make(map[models.ID]store.NextStart, len(starts))
	for _, n := range starts {
		next[n.CourseID] = n // the soonest comes last
	}
	lines := make([]CourseLine, len(found.Rows))
	for i, c := range found.Rows {
		count, n := counts[c.ID], next[c.ID]
		lines[i] = CourseLine{
			Course: c, Units: count.Units, Planned: count.Planned, Run: count.Run, People: count.People, Next: n.Starts, NextCode: n.Code,
		}
	}
	return models.PageOf(found, lines), err
}
