package frameworks

import (
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ReviewPage is a draft as who is asked to review it sees it.
type ReviewPage struct {
	store.FrameworkContent
	Areas   []DraftArea
	Review  models.FrameworkReview
	State   ReviewState
	AskedBy string
	Changes []models.Became // since the version that it was drawn from, less what is unchanged
	BasedOn string          // its number; empty for none
	Said    Said
}

// Review is the page of a draft for who was asked to review it. models.ErrNotFound once it is published.
func (s *Service) Review(ctx context.Context, actor models.Actor, id models.ID) (page ReviewPage, err error) {
	if page.Review, err = s.Store.Review(ctx, id); err != nil {
		return page, err
	}
	if err := policy.Allows(actor, policy.SeeReviews, page.Review); err != nil {
		return page, err
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, page.Review.FrameworkVersionID); err != nil {
		return page, err
	}
	v := page.Version
	if !v.IsDraft() {
		return page, models.ErrNotFound
	}
	page.Areas = areas(page.FrameworkContent, nil)
	page.State = signing(v, []store.NamedReview{{FrameworkReview: page.Review}}).Reviews[0].State
	comments, err := s.Store.CommentsOn(ctx, v.ID)
	if err != nil {
		return page, err
	}
	page.Said = said(page.FrameworkContent, comments)
	asked, err := s.Store.Person(ctx, page.Review.AskedByID)
	if err != nil || v.BasedOnID == nil {
		page.AskedBy = asked.Name
		return page, err
	}
	compared, err := s.Store.CompareVersions(ctx, *v.BasedOnID, v.ID)
	page.AskedBy, page.BasedOn = asked.Name, compared.Earlier.Version.Version
	page.Changes = slices.DeleteFunc(compared.Changes, func(c models.Became) bool { return c.Kind == models.Unchanged })
	return page, err
}

// lockReviewed is a draft that the actor was asked to review, locked, with the review as it is under the lock.
func lockReviewed(ctx context.Context, tx *store.Tx, actor models.Actor, id models.ID) (review models.FrameworkReview, v models.FrameworkVersion, err error) {
	if review, err = tx.Review(ctx, id); err != nil {
		return review, v, err
	}
	if err := policy.Allows(actor, policy.SeeReviews, review); err != nil {
		return review, v, err
	}
	if v, err = tx.LockVersion(ctx, review.FrameworkVersionID); err != nil {
		return review, v, err
	}
	if !v.IsDraft() {
		return review, v, models.ErrNotFound
	}
	review, err = tx.Review(ctx, id)
	return review, v, err
}

// CommentReview keeps what somebody says of a draft that they were asked to review: of a competency, or of the whole.
func (s *Service) CommentReview(ctx context.Context, actor models.Actor, id models.ID, in AddComment) error {
	in.Answers = ""
	return s.comment(ctx, actor, in, func(tx *store.Tx) (models.FrameworkVersion, error) {
		_, v, err := lockReviewed(ctx, tx, actor, id)
		return v, err
	})
}
