package store

import (
	"context"

	"trellis/models"
)

// Identity is the one that the issuer calls by the subject; models.ErrNotFound where it is nobody's.
func (r Reads) Identity(ctx context.Context, issuer, subject string) (models.Identity, error) {
	var found models.Identity
	err := r.db.WithContext(ctx).Where("issuer = ? AND subject = ?", issuer, subject).Take(&found).Error
	return found, known(err)
}

// IdentitiesOf are the person's identities, the oldest first.
func (r Reads) IdentitiesOf(ctx context.Context, person models.ID) ([]models.Identity, error) {
	var list []models.Identity
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("added_at, issuer, subject").Find(&list).Error
	return list, err
}

// UseIdentity notes that somebody signed in by it.
func (tx *Tx) UseIdentity(ctx context.Context, issuer, subject string) error {
	return tx.db.WithContext(ctx).Model(&models.Identity{}).Where("issuer = ? AND subject = ?", issuer, subject).Update("last_used_at", tx.now).Error
}

// RemoveIdentity takes an identity from the person. It answers models.ErrNotFound where the person has none such.
func (tx *Tx) RemoveIdentity(ctx context.Context, person models.ID, issuer, subject string) error {
	result := tx.db.WithContext(ctx).Where("issuer = ? AND subject = ? AND person_id = ?", issuer, subject, person).Delete(&models.Identity{})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}
