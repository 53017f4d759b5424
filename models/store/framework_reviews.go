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

// KeepReview keeps a review: asked anew, or answered.
func (tx *Tx) KeepReview(ctx context.Context, r models.FrameworkReview) error { return tx.put(ctx, &r) }

// DropReview takes back that somebody is asked.
func (tx *Tx) DropReview(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Where("id = ?", id).Delete(&models.FrameworkReview{}).Error
}
