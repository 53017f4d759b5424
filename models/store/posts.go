package store

import (
	"context"

	"trellis/models"
)

// AddPosts keeps new posts.
func (tx *Tx) AddPosts(ctx context.Context, posts []models.Post) error { return tx.Add(ctx, &posts) }

// ChangePosts keeps posts that are there already as they are given, all but their ids and people.
func (tx *Tx) ChangePosts(ctx context.Context, posts []models.Post) error {
	return change(ctx, tx, posts, "organisation_id", "team", "title", "band", "role_profile_id", "manager_id", "started", "ended", "manager_unknown")
}
