package people

import (
	"context"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// StaffNumber is how an employer's staff system calls the actor.
type StaffNumber struct {
	Post   models.ID // one of theirs, which they hold today
	Number string    `form:"staff_number" validate:"max=40" problem:"max=Use 40 characters or fewer"`
	// NotNHSNumber says that ten digits are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// KeepStaffNumber keeps it with a post of the actor's; an empty one forgets it.
func (s *Service) KeepStaffNumber(ctx context.Context, actor models.Actor, in StaffNumber) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	in.Number = strings.TrimSpace(input.Line(in.Number))
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		posts, err := tx.CurrentPosts(ctx, actor.ID, tx.Today())
		if err != nil {
			return err
		}
		for _, post := range posts {
			if post.ID != in.Post {
				continue
			}
			if err := input.Check(in); err != nil {
				return err
			}
			if err := input.RefusePatients(in.NotNHSNumber, input.Text{Field: "staff_number", Text: in.Number}); err != nil || post.StaffNumber == in.Number {
				return err
			}
			post.StaffNumber = in.Number
			if err := tx.KeepStaffNumber(ctx, post); err != nil {
				return err
			}
			return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "staff_number.changed", Subject: "posts", SubjectID: post.ID, PersonID: &actor.ID})
		}
		return models.ErrNotFound
	})
}
