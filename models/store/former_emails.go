package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// ChangeName gives a person another name. Records keep the name that they were issued under.
func (tx *Tx) ChangeName(ctx context.Context, person models.ID, name string) error {
	return tx.update(ctx, &models.Person{ID: person, Name: name, NameKey: Fold(name)}, "Name", "NameKey")
}

// ChangeEmail gives a person another address, and keeps the one they had among their former ones. It answers
// models.ErrTaken when somebody else has the address.
func (tx *Tx) ChangeEmail(ctx context.Context, person models.Person, email string) error {
	key := Fold(email)
	if err := tx.update(ctx, &models.Person{ID: person.ID, Email: email, EmailKey: key}, "Email", "EmailKey"); err != nil {
		return err
	}
	if key == person.EmailKey {
		return nil
	}
	db := tx.db.WithContext(ctx)
	// What somebody has now is nobody's former address: addresses move on to other people.
	if err := db.Where("email_key = ?", key).Delete(&models.FormerEmail{}).Error; err != nil {
		return err
	}
	row := models.FormerEmail{EmailKey: person.EmailKey, PersonID: person.ID, LeftAt: tx.now}
	return db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "email_key"}}, DoUpdates: clause.AssignmentColumns([]string{"person_id", "left_at"}),
	}).Create(&row).Error
}

// EmailLeftAt is the address that a person left at that time.
func (r Reads) EmailLeftAt(ctx context.Context, person models.ID, at time.Time) (models.FormerEmail, error) {
	var former models.FormerEmail
	err := r.db.WithContext(ctx).Where("person_id = ? AND left_at = ?", person, at).Take(&former).Error
	return former, known(err)
}
