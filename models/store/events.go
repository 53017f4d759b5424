package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// Events are all events, in the order they happened.
func (r Reads) Events(ctx context.Context) ([]models.Event, error) {
	var events []models.Event
	err := r.db.WithContext(ctx).Order("at, id").Find(&events).Error
	return events, err
}

// AddEvents keeps events with the times that they have. What was done now is told by Publish.
func (tx *Tx) AddEvents(ctx context.Context, events []models.Event) error {
	for i := range events {
		e := &events[i]
		if !e.ID.Known() {
			e.ID = NewID()
		}
		e.At = e.At.UTC().Truncate(time.Microsecond)
		e.Digest = e.Fingerprint()
	}
	return tx.Add(ctx, &events)
}

// EventsAfter are the next events in the order of their ids.
func (r Reads) EventsAfter(ctx context.Context, id models.ID, most int) ([]models.Event, error) {
	var events []models.Event
	err := r.db.WithContext(ctx).Where("id > ?", id).Order("id").Limit(most).Find(&events).Error
	return events, err
}

// Unsealed tells whether events were kept before the time that no seal closes yet.
func (r Reads) Unsealed(ctx context.Context, before time.Time) (bool, error) {
	var waits bool
	err := r.db.WithContext(ctx).Raw("SELECT EXISTS (SELECT 1 FROM events WHERE id > (SELECT coalesce(max(last_id), '') FROM seals) AND id < ?)",
		firstID(before)).Scan(&waits).Error
	return waits, err
}

// LastSeal is the newest seal; its number is 0 where nothing is sealed yet.
func (r Reads) LastSeal(ctx context.Context) (models.Seal, error) {
	var last []models.Seal
	err := r.db.WithContext(ctx).Order("number DESC").Limit(1).Find(&last).Error
	if err != nil || len(last) == 0 {
		return models.Seal{}, err
	}
	return last[0], nil
}

// sealsMost is how many events one seal closes.
const sealsMost = 10_000

// Seal closes the events that were kept before the time, some at a time, and answers how many that was. Every transaction
// that began before then must have ended: an event that comes in later under a seal is a fault.
func (tx *Tx) Seal(ctx context.Context, before time.Time) (sealed int, err error) {
	var last models.Seal
	err = tx.db.WithContext(ctx).Clauses(locking()).Order("number DESC").Take(&last).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, err
	}
	end := firstID(before)
	for {
		var events []models.Event
		if err := tx.db.WithContext(ctx).Where("id > ? AND id < ?", last.LastID, end).Order("id").Limit(sealsMost).Find(&events).Error; err != nil {
			return sealed, err
		}
		if len(events) == 0 {
			return sealed, nil
		}
		next := last.Next()
		for i := range events {
			next.Covers(events[i])
		}
		next.SealedAt = tx.now
		if err := tx.Add(ctx, &next); err != nil { // models.ErrTaken: another process sealed them
			return sealed, err
		}
		sealed += len(events)
		last = next
	}
}

// firstID sorts before every id that is made from the time on: a UUID of version 7 begins with its milliseconds.
func firstID(at time.Time) models.ID {
	ms := at.UnixMilli()
	return models.ID(fmt.Sprintf("%08x-%04x", ms>>16, ms&0xffff))
}
