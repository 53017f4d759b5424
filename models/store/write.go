package store

import (
	"context"
	"fmt"
	"reflect"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Add keeps new rows: a pointer to one noun, or to a slice of one kind. A row with an empty ID field is given one. It
// answers models.ErrTaken when a value that must be unique is in use.
func (tx *Tx) Add(ctx context.Context, rows any) error {
	list := reflect.Indirect(reflect.ValueOf(rows))
	if list.Kind() == reflect.Slice {
		if list.Len() == 0 {
			return nil
		}
		for i := range list.Len() {
			identify(list.Index(i))
		}
	} else {
		identify(list)
	}
	return known(tx.db.WithContext(ctx).Omit(clause.Associations).Create(rows).Error)
}

// identify gives a row with an empty ID an ID.
func identify(row reflect.Value) {
	if field := row.FieldByName("ID"); field.IsValid() && field.Kind() == reflect.String && field.Len() == 0 {
		field.SetString(string(NewID()))
	}
}

// update keeps the named fields of a row, zero values too. It fails with models.ErrNotFound when there is no such row.
func (tx *Tx) update(ctx context.Context, row any, fields ...string) error {
	columns := make([]any, len(fields)-1)
	for i, f := range fields[1:] {
		columns[i] = f
	}
	result := tx.db.WithContext(ctx).Model(row).Select(fields[0], columns...).Updates(row)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return known(result.Error)
}

// Publish keeps what happened, and the jobs that are owed because of it, in the transaction that did it.
func (tx *Tx) Publish(ctx context.Context, event models.Event, owed ...models.Job) error {
	event.ID, event.At = NewID(), tx.now
	if err := tx.db.WithContext(ctx).Create(&event).Error; err != nil {
		return fmt.Errorf("keep the event %s: %w", event.Act, err)
	}
	return tx.Enqueue(ctx, owed...)
}

// Enqueue keeps jobs to be done. One whose unique key is known already is left out.
func (tx *Tx) Enqueue(ctx context.Context, jobs ...models.Job) error {
	for _, job := range jobs {
		job.ID, job.State, job.CreatedAt = NewID(), models.JobReady, tx.now
		if job.RunAt.IsZero() {
			job.RunAt = tx.now
		}
		err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "unique_key"}}, DoNothing: true}).Create(&job).Error
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", job.Kind, err)
		}
	}
	return nil
}

// locking takes the row for this transaction. SQLite has one writer and leaves the clause out.
func locking() clause.Locking { return clause.Locking{Strength: clause.LockingStrengthUpdate} }
