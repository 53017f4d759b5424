package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// SigningKeys are the keys that badges are or were signed with, the newest of each algorithm first.
func (r Reads) SigningKeys(ctx context.Context) ([]models.SigningKey, error) {
	var list []models.SigningKey
	err := r.db.WithContext(ctx).Order("algorithm, number DESC").Find(&list).Error
	return list, err
}

// LockSigningKeys takes the keys that sign now for this transaction: one for each algorithm, or none yet.
func (tx *Tx) LockSigningKeys(ctx context.Context) ([]models.SigningKey, error) {
	var list []models.SigningKey
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("retired_at IS NULL").Order("algorithm").Find(&list).Error
	return list, err
}

// AddFirstKeys keeps the keys, each only where its algorithm has none that signs: of two processes that begin at once, those of
// one are kept.
func (tx *Tx) AddFirstKeys(ctx context.Context, keys []models.SigningKey) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&keys).Error)
}

// RetireKeys lets the keys sign no more. They stay to be checked against.
func (tx *Tx) RetireKeys(ctx context.Context, keys []models.SigningKey) error {
	ids := make([]models.ID, len(keys))
	for i, k := range keys {
		ids[i] = k.ID
	}
	return known(tx.db.WithContext(ctx).Model(&models.SigningKey{}).Where("id IN ?", ids).Update("retired_at", tx.now).Error)
}
