// Package courses is how courses and programmes are written, published in versions, and followed.
package courses

import (
	"context"
	"errors"

	"trellis/app/files"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Service does what the area can do.
type Service struct {
	Store *store.Store
	Shelf files.Shelf // where the files of units lie
}

type (
	// WrittenCourse is a course as the pages of those who write it name it.
	WrittenCourse = store.WrittenCourse
	// VersionCohort is a cohort with the version that it began with.
	VersionCohort = store.VersionCohort
)

// ListPage is the courses that the actor may write.
type ListPage struct {
	Courses []store.WrittenCourse
	MayAdd  bool
}

// List is the page of the courses that the actor may write.
func (s *Service) List(ctx context.Context, actor models.Actor) (page ListPage, err error) {
	reach := policy.Scope(actor, policy.WriteCourses)
	page.MayAdd = MayAdd(actor) == nil
	page.Courses, err = s.Store.WrittenCourses(ctx, store.Taught{All: reach.All, Courses: reach.Courses})
	return page, err
}

// OverviewPage is a course as those who write it see it.
type OverviewPage struct {
	models.Course
	Draft    *models.Course // of the next version; the course itself where it is only a draft yet
	Versions []Version      // the newest first
	MayPlan  bool
}

// Version is one version of a course with the cohorts that run it.
type Version struct {
	models.Course
	Cohorts []store.VersionCohort
}

// Overview is the page of a course with its versions and who runs which.
func (s *Service) Overview(ctx context.Context, actor models.Actor, code string) (page OverviewPage, err error) {
	if page.Course, err = writable(ctx, s.Store.Reads, actor, code); err != nil {
		return page, err
	}
	page.MayPlan = page.IsTaught() && policy.Allows(actor, policy.PlanCohort, page.Course) == nil
	draft, drafted, err := draftOf(ctx, s.Store.Reads, page.Course)
	if err != nil {
		return page, err
	}
	if drafted {
		page.Draft = &draft
	}
	earlier, err := s.Store.EarlierVersions(ctx, page.ID)
	if err != nil {
		return page, err
	}
	cohorts, err := s.Store.CohortsByVersion(ctx, page.ID)
	if err != nil {
		return page, err
	}
	if page.IsTaught() {
		earlier = append([]models.Course{page.Course}, earlier...)
	}
	for _, c := range earlier {
		version := Version{Course: c}
		for _, cohort := range cohorts {
			if cohort.Content() == c.ID {
				version.Cohorts = append(version.Cohorts, cohort)
			}
		}
		page.Versions = append(page.Versions, version)
	}
	return page, nil
}

// writable is a course that the actor may write: the course itself, by its own code.
func writable(ctx context.Context, r store.Reads, actor models.Actor, code string) (models.Course, error) {
	course, err := r.CourseByCode(ctx, code)
	if err != nil {
		return course, err
	}
	if course.VersionOfID != nil {
		return course, models.ErrNotFound
	}
	return course, policy.Allows(actor, policy.WriteCourses, course)
}

// draftOf is the draft of a course, which is the course itself where it was never published.
func draftOf(ctx context.Context, r store.Reads, course models.Course) (draft models.Course, found bool, err error) {
	if course.State == models.CourseDraft {
		return course, true, nil
	}
	draft, err = r.DraftOf(ctx, course.ID)
	if errors.Is(err, models.ErrNotFound) {
		return draft, false, nil
	}
	return draft, err == nil, err
}

// written is what the next version says so far: the draft, or what is taught now as a draft that is not kept.
func written(ctx context.Context, r store.Reads, course models.Course) (parts models.CourseParts, drafted bool, err error) {
	draft, drafted, err := draftOf(ctx, r, course)
	if err != nil {
		return parts, drafted, err
	}
	if drafted {
		parts, err = r.CourseParts(ctx, draft.ID)
		return parts, drafted, err
	}
	if parts, err = r.CourseParts(ctx, course.ID); err != nil {
		return parts, drafted, err
	}
	parts.Course = course.Draft(store.NewID())
	return parts.Under(parts.Course.ID, store.NewID), drafted, nil
}

func about(act string, actor models.Actor, course models.ID) models.Event {
	return models.Event{ActorID: &actor.ID, Act: act, Subject: "courses", SubjectID: course}
}
