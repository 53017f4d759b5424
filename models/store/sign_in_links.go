package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// SignInLink is one link.
func (r Reads) SignInLink(ctx context.Context, id models.ID) (models.SignInLink, error) {
	var link models.SignInLink
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&link).Error
	return link, known(err)
}

// SignInLinkByHash is the link whose token has that hash.
func (r Reads) SignInLinkByHash(ctx context.Context, hash string) (models.SignInLink, error) {
	var link models.SignInLink
	err := r.db.WithContext(ctx).Where("token_hash = ?", hash).Take(&link).Error
	return link, known(err)
}

// ArmSignInLink gives a link the token that its letter tells, by its hash, and whose it is. It answers models.ErrNotFound
// when the link is gone, was used or has been ended.
func (tx *Tx) ArmSignInLink(ctx context.Context, id, person models.ID, hash string, until time.Time) error {
	result := tx.db.WithContext(ctx).Model(&models.SignInLink{}).Where("id = ? AND used_at IS NULL AND expires_at > created_at", id).
		Updates(map[string]any{"token_hash": hash, "person_id": person, "expires_at": until})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return known(result.Error)
}

// UseSignInLink marks a link as used, and forgets its token. It fails with models.ErrStale when somebody has used it before.
func (tx *Tx) UseSignInLink(ctx context.Context, id models.ID) error {
	result := tx.db.WithContext(ctx).Model(&models.SignInLink{}).Where("id = ? AND used_at IS NULL", id).Update("used_at", tx.now)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return errors.Join(result.Error, tx.forget(ctx, []models.ID{id}))
}

// EndSignInLinks ends what links a person still has for the purposes, and forgets their tokens: they end when they were made,
// so that a letter that has not gone yet brings none back.
func (tx *Tx) EndSignInLinks(ctx context.Context, person models.ID, purposes ...models.LinkPurpose) error {
	var ended []models.SignInLink
	err := tx.db.WithContext(ctx).Model(&ended).Clauses(clause.Returning{Columns: []clause.Column{{Name: "id"}}}).
		Where("person_id = ? AND purpose IN ? AND used_at IS NULL AND expires_at > created_at", person, purposes).Update("expires_at", gorm.Expr("created_at")).Error
	if err != nil || len(ended) == 0 {
		return err
	}
	ids := make([]models.ID, len(ended))
	for i, link := range ended {
		ids[i] = link.ID
	}
	return tx.forget(ctx, ids)
}
