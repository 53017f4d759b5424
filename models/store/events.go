package store

import (
	"context"

	"trellis/models"
)

// Events are all events, in the order they happened.
func (r Reads) Events(ctx context.Context) ([]models.Event, error) {
	var events []models.Event
	err := r.db.WithContext(ctx).Order("at, id").Find(&events).Error
	return events, err
}
