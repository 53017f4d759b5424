package store

import (
	"context"

	"trellis/models"
)

// NamedReview is a review with the names of who looks and who asked.
type NamedReview struct {
	models.FrameworkReview
	Reviewer, AskedBy string
}

// ReviewsOf are the reviews of a version, in the order in which they were asked for.
func (r Reads) ReviewsOf(ctx context.Context, version models.ID) ([]NamedReview, error) {
	var list []NamedReview
	err := r.db.WithContext(ctx).Table("framework_reviews").
		Select("framework_reviews.*, people.name AS reviewer, askers.name AS asked_by").
		Joins("JOIN people ON people.id = framework_reviews.reviewer_id").
		Joins("JOIN people askers ON askers.id = framework_reviews.asked_by_id").
		Where("framework_version_id = ?", version).Order("asked_at, framework_reviews.id").Scan(&list).Error
	return list, err
}

// Review is one review.
func (r Reads) Review(ctx context.Context, id models.ID) (models.FrameworkReview, error) {
	var review models.FrameworkReview
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&review).Error
	return review, known(err)
}

// AwaitedReview is a review that waits for somebody, with what it is of.
type AwaitedReview struct {
	models.FrameworkReview
	Framework, Version string
	Now                int // the revision at which the draft stands
}

// ReviewsAwaiting are those of drafts that the person was asked for, the newest first.
func (r Reads) ReviewsAwaiting(ctx context.Context, person models.ID) ([]AwaitedReview, error) {
	var list []AwaitedReview
	err := r.db.WithContext(ctx).Table("framework_reviews").
		Select("framework_reviews.*, frameworks.name AS framework, framework_versions.version, framework_versions.revision AS now").
		Joins("JOIN framework_versions ON framework_versions.id = framework_reviews.framework_version_id AND framework_versions.published_at IS NULL").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Where("framework_reviews.reviewer_id = ?", person).Order("asked_at DESC, framework_reviews.id").Scan(&list).Error
	return list, err
}

// KeepReview keeps a review: asked anew, or answered.
func (tx *Tx) KeepReview(ctx context.Context, r models.FrameworkReview) error { return tx.put(ctx, &r) }

// DropReview takes back that somebody is asked.
func (tx *Tx) DropReview(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Where("id = ?", id).Delete(&models.FrameworkReview{}).Error
}
