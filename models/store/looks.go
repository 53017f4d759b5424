package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// AddLooks keeps who saw whose named skills. One that is known already is left out.
func (tx *Tx) AddLooks(ctx context.Context, looks []models.Look) error {
	if len(looks) == 0 {
		return nil
	}
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&looks).Error
}

// LookedAt is a day on which somebody saw a person's named skills.
type LookedAt struct {
	Day    models.Date
	Viewer string
}

// LooksAt are those who saw a person's named skills since a day: the newest first, at most that many.
func (r Reads) LooksAt(ctx context.Context, person models.ID, since models.Date, most int) ([]LookedAt, error) {
	var list []LookedAt
	err := r.db.WithContext(ctx).Table("looks").Select("looks.day, people.name AS viewer").
		Joins("JOIN people ON people.id = looks.viewer_id").Where("looks.person_id = ? AND looks.day >= ?", person, since).
		Order("looks.day DESC, people.name_key, people.id").Limit(most).Scan(&list).Error
	return list, err
}
