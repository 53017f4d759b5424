package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// postsAtOnce is how many posts are written in one statement.
const postsAtOnce = 500

// AddPosts keeps new posts, and keeps right what is counted of the people who hold them.
func (tx *Tx) AddPosts(ctx context.Context, posts []models.Post) error {
	return tx.postsChange(ctx, posts, func(chunk []models.Post) error { return tx.Add(ctx, &chunk) })
}

// ChangePosts keeps everything that may change of posts: all but their ids and their holders. It answers
// models.ErrNotFound when one of them is not there.
func (tx *Tx) ChangePosts(ctx context.Context, posts []models.Post) error {
	return tx.postsChange(ctx, posts, func(chunk []models.Post) error {
		ids := make([]models.ID, len(chunk))
		for i, p := range chunk {
			ids[i] = p.ID
		}
		var there int64
		if err := tx.db.WithContext(ctx).Model(&models.Post{}).Where("id IN ?", ids).Count(&there).Error; err != nil {
			return err
		}
		if int(there) != len(chunk) {
			return models.ErrNotFound
		}
		return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "id"}},
			DoUpdates: clause.AssignmentColumns([]string{
				"organisation_id", "team_id", "team", "title", "band", "role_profile_id", "manager_id", "started", "ended", "manager_unknown",
			}),
		}).Create(&chunk).Error)
	})
}

// postsChange changes posts some at a time. The people are locked first: what they hold, and so what is counted of them,
// stays as it is meanwhile.
func (tx *Tx) postsChange(ctx context.Context, posts []models.Post, change func(chunk []models.Post) error) error {
	for chunk := range slices.Chunk(posts, postsAtOnce) {
		people := make([]models.ID, len(chunk))
		for i, p := range chunk {
			people[i] = p.PersonID
		}
		if err := tx.LockPeople(ctx, people); err != nil {
			return err
		}
		if err := tx.tallied(ctx, people, nil, func() error { return change(chunk) }); err != nil {
			return err
		}
	}
	return nil
}
