package store

import (
	"context"

	"trellis/models"
)

// LockDelegation is one delegation, for a transaction that changes it.
func (tx *Tx) LockDelegation(ctx context.Context, id models.ID) (models.Delegation, error) {
	var d models.Delegation
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&d).Error
	return d, known(err)
}

// ChangeDelegation keeps until when a delegation is.
func (tx *Tx) ChangeDelegation(ctx context.Context, d models.Delegation) error {
	return tx.update(ctx, &d, "Until")
}
