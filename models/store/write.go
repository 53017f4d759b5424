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
	return tx.PublishAll(ctx, []models.Event{event}, owed)
}

// PublishAll is Publish for many things that happened at once. A job without a time runs as soon as it can.
func (tx *Tx) PublishAll(ctx context.Context, events []models.Event, owed []models.Job) error {
	for i := range events {
		events[i].At = tx.now
	}
	if err := tx.AddEvents(ctx, events); err != nil {
		return fmt.Errorf("keep %d events: %w", len(events), err)
	}
	for i := range owed {
		owed[i].State, owed[i].CreatedAt = models.JobReady, tx.now
		if owed[i].RunAt.IsZero() {
			owed[i].RunAt = tx.now
		}
	}
	if err := tx.Add(ctx, &owed); err != nil {
		return fmt.Errorf("enqueue %d jobs: %w", len(owed), err)
	}
	return nil
}

// Analyse lets PostgreSQL count what there is, after much was written at once: it would do so by itself in some minutes, and
// plan badly until then. SQLite does well without.
func (tx *Tx) Analyse(ctx context.Context) error {
	if tx.db.Name() != string(PostgreSQL) {
		return nil
	}
	return tx.db.WithContext(ctx).Exec("ANALYZE").Error
}

// locking takes the row for this transaction. SQLite has one writer and leaves the clause out.
func locking() clause.Locking { return clause.Locking{Strength: clause.LockingStrengthUpdate} }
