package store

import (
	"context"
	"errors"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Authenticator is the person's authenticator, confirmed or not; models.ErrNotFound where there is none.
func (r Reads) Authenticator(ctx context.Context, person models.ID) (models.Authenticator, error) {
	var found models.Authenticator
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&found).Error
	return found, known(err)
}

// HasSecondFactor tells whether the person has an authenticator that is confirmed.
func (r Reads) HasSecondFactor(ctx context.Context, person models.ID) (bool, error) {
	found, err := r.Authenticator(ctx, person)
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	return found.ConfirmedAt != nil, err
}

// CountRecoveryCodes is how many recovery codes the person has not used.
func (r Reads) CountRecoveryCodes(ctx context.Context, person models.ID) (int, error) {
	var left int64
	err := r.db.WithContext(ctx).Model(&models.RecoveryCode{}).Where("person_id = ? AND used_at IS NULL", person).Count(&left).Error
	return int(left), err
}

// LockAuthenticator is Authenticator, which nobody else changes until the transaction ends.
func (tx *Tx) LockAuthenticator(ctx context.Context, person models.ID) (models.Authenticator, error) {
	var found models.Authenticator
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("person_id = ?", person).Take(&found).Error
	return found, known(err)
}

// BeginAuthenticator keeps a sealed secret that waits to be confirmed, in place of an older one that waits. It fails with
// models.ErrTaken where one is confirmed.
func (tx *Tx) BeginAuthenticator(ctx context.Context, person models.ID, sealed []byte) error {
	row := models.Authenticator{PersonID: person, Secret: sealed}
	waits := clause.OnConflict{
		Columns: []clause.Column{{Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"secret", "last_step"}),
		Where: clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: "authenticators.confirmed_at IS NULL"}}},
	}
	result := tx.db.WithContext(ctx).Clauses(waits).Create(&row)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrTaken
	}
	return known(result.Error)
}

// ConfirmAuthenticator begins to ask for the person's second factor.
func (tx *Tx) ConfirmAuthenticator(ctx context.Context, person models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Authenticator{}).Where("person_id = ? AND confirmed_at IS NULL", person).Update("confirmed_at", tx.now).Error
}

// UseStep notes that the code of a step was taken. It fails with models.ErrStale when that code, or a later one, was taken
// before.
func (tx *Tx) UseStep(ctx context.Context, person models.ID, step int) error {
	result := tx.db.WithContext(ctx).Model(&models.Authenticator{}).Where("person_id = ? AND last_step < ?", person, step).Update("last_step", step)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return result.Error
}

// UseRecoveryCode uses up one code of the person. It fails with models.ErrNotFound where there is none with that hash that
// still works.
func (tx *Tx) UseRecoveryCode(ctx context.Context, person models.ID, hash string) error {
	result := tx.db.WithContext(ctx).Model(&models.RecoveryCode{}).Where("person_id = ? AND code_hash = ? AND used_at IS NULL", person, hash).
		Update("used_at", tx.now)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}

// ReplaceRecoveryCodes ends the person's recovery codes, and keeps the hashes of new ones.
func (tx *Tx) ReplaceRecoveryCodes(ctx context.Context, person models.ID, hashes []string) error {
	if err := tx.db.WithContext(ctx).Where("person_id = ?", person).Delete(&models.RecoveryCode{}).Error; err != nil {
		return err
	}
	codes := make([]models.RecoveryCode, len(hashes))
	for i, hash := range hashes {
		codes[i] = models.RecoveryCode{PersonID: person, CodeHash: hash}
	}
	return tx.Add(ctx, &codes)
}

// ForgetSecondFactor takes the person's authenticator and recovery codes away. It answers models.ErrNotFound where there is
// no authenticator.
func (tx *Tx) ForgetSecondFactor(ctx context.Context, person models.ID) error {
	db := tx.db.WithContext(ctx)
	if err := db.Where("person_id = ?", person).Delete(&models.RecoveryCode{}).Error; err != nil {
		return err
	}
	result := db.Where("person_id = ?", person).Delete(&models.Authenticator{})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}
