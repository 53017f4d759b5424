package store

import (
	"context"

	"trellis/models"
)

// RecordByCode is the completion record with that number.
func (r Reads) RecordByCode(ctx context.Context, code string) (models.CompletionRecord, error) {
	var record models.CompletionRecord
	err := r.db.WithContext(ctx).Where("code = ?", code).Take(&record).Error
	return record, known(err)
}

// LockRecord takes the completion record with that number for this transaction.
func (tx *Tx) LockRecord(ctx context.Context, code string) (models.CompletionRecord, error) {
	var record models.CompletionRecord
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("code = ?", code).Take(&record).Error
	return record, known(err)
}

// RecordsOf are a person's completion records, the newest first.
func (r Reads) RecordsOf(ctx context.Context, person models.ID) ([]models.CompletionRecord, error) {
	var list []models.CompletionRecord
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("completed_on DESC, issued_at DESC, id DESC").Find(&list).Error
	return list, err
}

// RecordOutcomes are what a completion record names, in its order.
func (r Reads) RecordOutcomes(ctx context.Context, record models.ID) ([]models.RecordOutcome, error) {
	var list []models.RecordOutcome
	err := r.db.WithContext(ctx).Where("completion_record_id = ?", record).Order("position").Find(&list).Error
	return list, err
}

// ShareRecord keeps whether the check page may show the name.
func (tx *Tx) ShareRecord(ctx context.Context, record models.CompletionRecord) error {
	return tx.update(ctx, &record, "Shared")
}
