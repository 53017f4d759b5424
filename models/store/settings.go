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

// NetworkOrganisation is the organisation that runs this installation: the first by code where there are several.
func (r Reads) NetworkOrganisation(ctx context.Context) (models.Organisation, error) {
	var network models.Organisation
	err := r.db.WithContext(ctx).Where("kind = ?", models.Network).Order("code").Take(&network).Error
	return network, known(err)
}

// LockNetworkOrganisation is NetworkOrganisation for a transaction that changes it.
func (tx *Tx) LockNetworkOrganisation(ctx context.Context) (models.Organisation, error) {
	var network models.Organisation
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("kind = ?", models.Network).Order("code").Take(&network).Error
	return network, known(err)
}

// Emblem is a picture by the digest of what is in it.
func (r Reads) Emblem(ctx context.Context, digest string) (models.Emblem, error) {
	var emblem models.Emblem
	err := r.db.WithContext(ctx).Where("digest = ?", digest).Take(&emblem).Error
	return emblem, known(err)
}

// KeepEmblem keeps the one picture that stands for the network, and forgets all others; nil keeps none.
func (tx *Tx) KeepEmblem(ctx context.Context, emblem *models.Emblem) error {
	digest := ""
	if emblem != nil {
		digest = emblem.Digest
		if err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(emblem).Error; err != nil {
			return known(err)
		}
	}
	return tx.db.WithContext(ctx).Where("digest <> ?", digest).Delete(&models.Emblem{}).Error
}

// FirstDay tells what a new network has of what it needs.
type FirstDay struct {
	Network, Organisations, Framework, People, Courses, Cohorts bool
}

// FirstDay looks, in one query. Of people, the one who asks does not count.
func (r Reads) FirstDay(ctx context.Context, besides models.ID) (FirstDay, error) {
	var there FirstDay
	err := r.db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM organisations WHERE kind = @network) AS network,
			EXISTS (SELECT 1 FROM organisations WHERE kind <> @network) AS organisations,
			EXISTS (SELECT 1 FROM framework_versions WHERE state = @published) AS framework,
			EXISTS (SELECT 1 FROM people WHERE id <> @besides) AS people,
			EXISTS (SELECT 1 FROM courses) AS courses,
			EXISTS (SELECT 1 FROM cohorts) AS cohorts`,
		map[string]any{"network": models.Network, "published": models.Published, "besides": besides}).Scan(&there).Error
	return there, err
}
