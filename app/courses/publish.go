package courses

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// PublishPage is what publishing a draft means.
type PublishPage struct {
	FormPage
	Problems models.Invalid        // what stands in the way, by field of the form
	Keep     []store.VersionCohort // cohorts that are not over and keep the version they began with
	Follow   []store.VersionCohort // cohorts that are not open yet, which follow
	Same     bool                  // the draft says what is taught already
}

// PublishPage is the page on which a draft is checked and published. models.ErrNotFound where there is no draft.
func (s *Service) PublishPage(ctx context.Context, actor models.Actor, code string) (page PublishPage, err error) {
	if page.FormPage, err = s.Form(ctx, actor, code); err != nil {
		return page, err
	}
	if !page.Drafted {
		return page, models.ErrNotFound
	}
	page.Problems = page.Now.Publishable()
	if page.Course.IsTaught() {
		taught, err := s.Store.CourseParts(ctx, page.Course.ID)
		if err != nil {
			return page, err
		}
		page.Same = taught.Says() == page.Now.Says()
	}
	cohorts, err := s.Store.CohortsByVersion(ctx, page.Course.ID)
	for _, c := range cohorts {
		switch {
		case c.ContentID != nil || c.State == models.CohortCancelled || c.FinishedAt(s.Store.Now()):
		case c.State == models.CohortDraft:
			page.Follow = append(page.Follow, c)
		default:
			page.Keep = append(page.Keep, c)
		}
	}
	return page, err
}

// Publish lets a draft be taught from now on, where nothing stands in the way. Cohorts keep the version that they began with. It
// answers models.ErrStale when somebody changed the draft after the actor looked at it.
func (s *Service) Publish(ctx context.Context, actor models.Actor, code, edition string) (course models.Course, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if course, err = lockWritable(ctx, tx, actor, code); err != nil {
			return err
		}
		draft, drafted, err := written(ctx, tx.Reads, course)
		if err != nil {
			return err
		}
		if !drafted {
			return models.ErrNotFound
		}
		if edition != draft.Edition() {
			return models.ErrStale
		}
		if err := draft.Publishable().OrNil(); err != nil {
			return err
		}
		if course.State == models.CourseDraft {
			err = publishFirst(ctx, tx, &course, draft)
		} else {
			err = publishNext(ctx, tx, &course, draft)
		}
		if err != nil {
			return err
		}
		return tx.Publish(ctx, about("course.published", actor, course.ID))
	})
	return course, err
}

// publishFirst publishes a new course in its place.
func publishFirst(ctx context.Context, tx *store.Tx, course *models.Course, draft models.CourseParts) error {
	now := tx.Now()
	draft.Course.State, draft.Course.PublishedAt, draft.Course.ChangedAt = models.CoursePublished, &now, &now
	*course = draft.Course
	return tx.KeepCourse(ctx, draft)
}

// publishNext puts a draft in place of what is taught now.
func publishNext(ctx context.Context, tx *store.Tx, course *models.Course, draft models.CourseParts) error {
	if draft.Course.Version != course.Version+1 {
		return models.Invalid{"publish": "Version " + versionNumber(*course) + " was imported since this draft was begun. Look at what is taught now, then save the draft again: it takes its place"}
	}
	if err := tx.DropDraft(ctx, draft.Course); err != nil {
		return err
	}
	if err := tx.PublishCourse(ctx, *course, draft); err != nil {
		return err
	}
	*course = course.Becomes(draft.Course)
	return nil
}
