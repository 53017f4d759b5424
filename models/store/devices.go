package store

import (
	"context"

	"trellis/models"
)

// Device is a browser that is signed in as the person; models.ErrNotFound where it is not, or no longer.
func (r Reads) Device(ctx context.Context, id, person models.ID) (models.Device, error) {
	var device models.Device
	err := r.db.WithContext(ctx).Where("id = ? AND person_id = ? AND ended_at IS NULL", id, person).Take(&device).Error
	return device, known(err)
}

// DevicesOf are the browsers that are signed in as the person, the newest first.
func (r Reads) DevicesOf(ctx context.Context, person models.ID) ([]models.Device, error) {
	var list []models.Device
	err := r.db.WithContext(ctx).Where("person_id = ? AND ended_at IS NULL", person).Order("begun_at DESC, id DESC").Find(&list).Error
	return list, err
}

// EndDevice signs one browser of the person out. It answers models.ErrNotFound where it is not signed in.
func (tx *Tx) EndDevice(ctx context.Context, id, person models.ID) error {
	result := tx.db.WithContext(ctx).Model(&models.Device{}).Where("id = ? AND person_id = ? AND ended_at IS NULL", id, person).Update("ended_at", tx.now)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}

// EndDevices signs people out of every browser but the one named, where one is.
func (tx *Tx) EndDevices(ctx context.Context, except models.ID, people ...models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Device{}).Where("person_id IN ? AND id <> ? AND ended_at IS NULL", people, except).Update("ended_at", tx.now).Error
}

// SeeDevices notes that those browsers were used on the day.
func (tx *Tx) SeeDevices(ctx context.Context, ids []models.ID, day models.Date) error {
	return tx.db.WithContext(ctx).Model(&models.Device{}).Where("id IN ? AND seen_on < ?", ids, day).Update("seen_on", day).Error
}
