package store

import (
	"context"

	"gorm.io/gorm/clause"
)

// change keeps the named columns of whole rows that are there already, hundreds with one statement.
func change[T any](ctx context.Context, tx *Tx, rows []T, columns ...string) error {
	if len(rows) == 0 {
		return nil
	}
	there := clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns(columns)}
	return known(tx.db.WithContext(ctx).Clauses(there).Omit(clause.Associations).Create(&rows).Error)
}

// changing takes rows for this transaction without keeping others from referring to them.
func changing() clause.Locking { return clause.Locking{Strength: "NO KEY UPDATE"} }
