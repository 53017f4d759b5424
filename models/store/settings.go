package store

import (
	"context"
	"errors"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Settings are what an administrator has said of the installation, or what holds until somebody does.
func (r Reads) Settings(ctx context.Context) (models.Settings, error) {
	settings := models.Settings{}
	err := known(r.db.WithContext(ctx).Where("id = 1").Take(&settings).Error)
	if errors.Is(err, models.ErrNotFound) {
		return models.DefaultSettings(), nil
	}
	return settings, err
}

// KeepSettings keeps the settings in place of those of the version before. It fails with models.ErrStale when somebody
// has changed them since.
func (tx *Tx) KeepSettings(ctx context.Context, settings models.Settings) error {
	before := settings.Version
	settings.ID, settings.Version, settings.ChangedAt = 1, before+1, tx.now
	there := clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, UpdateAll: true,
		Where: clause.Where{Exprs: []clause.Expression{clause.Eq{Column: "settings.version", Value: before}}},
	}
	result := tx.db.WithContext(ctx).Clauses(there).Create(&settings)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return known(result.Error)
}
