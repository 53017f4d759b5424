package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// AddLooks keeps who saw whose named skills. One that is known already is left out, and so is one of somebody who is no
// longer there: it would keep the others from being written.
func (tx *Tx) AddLooks(ctx context.Context, looks []models.Look) error {
	ids := make([]models.ID, 0, 2*len(looks))
	for _, look := range looks {
		ids = append(ids, look.ViewerID, look.PersonID)
	}
	var there []models.ID
	if err := tx.db.WithContext(ctx).Model(&models.Person{}).Where("id IN ?", ids).Pluck("id", &there).Error; err != nil {
		return err
	}
	known := make(map[models.ID]bool, len(there))
	for _, id := range there {
		known[id] = true
	}
	looks = slices.DeleteFunc(slices.Clone(looks), func(l models.Look) bool { return !known[l.ViewerID] || !known[l.PersonID] })
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
