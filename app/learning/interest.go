package learning

import (
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Interest keeps the wish of the actor to hear of new dates of a course. Once is enough: asking again changes nothing.
func (s *Service) Interest(ctx context.Context, actor models.Actor, slug string) (models.Course, error) {
	course, err := s.Store.CourseBySlug(ctx, slug)
	if err != nil {
		return course, err
	}
	if err := policy.Allows(actor, policy.SeeCourses, course); err != nil {
		return course, err
	}
	if !course.IsTaught() {
		return course, models.ErrNotFound
	}
	return course, s.Store.InTx(ctx, func(tx *store.Tx) error {
		added, err := tx.AddInterest(ctx, models.Interest{CourseID: course.ID, PersonID: actor.ID, CreatedOn: tx.Today()})
		if err != nil || !added {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "interest.kept", Subject: "courses", SubjectID: course.ID, PersonID: &actor.ID})
	})
}
