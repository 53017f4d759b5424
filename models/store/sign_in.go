package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// WayIn is a person with the hash of their password, and since when it is that; the hash is empty when they have none.
type WayIn struct {
	models.Person
	Hash      string
	ChangedAt *time.Time
}

// WayInByEmail is who signs in with that address, however it is written.
func (r Reads) WayInByEmail(ctx context.Context, email string) (WayIn, error) {
	return r.wayIn(ctx, "people.email_key = ?", Fold(email))
}

// WayInOf is how that person signs in.
func (r Reads) WayInOf(ctx context.Context, person models.ID) (WayIn, error) {
	return r.wayIn(ctx, "people.id = ?", person)
}

func (r Reads) wayIn(ctx context.Context, where string, value any) (WayIn, error) {
	var found WayIn
	err := r.db.WithContext(ctx).Table("people").Select("people.*, COALESCE(passwords.hash, '') AS hash, passwords.changed_at").
		Joins("LEFT JOIN passwords ON passwords.person_id = people.id").Where(where, value).Take(&found).Error
	return found, known(err)
}

// SetPassword keeps the hash of a person's password in place of an older one. Who signs in at the same moment comes before or
// after.
func (tx *Tx) SetPassword(ctx context.Context, person models.ID, hash string) error {
	if err := tx.LockPeople(ctx, []models.ID{person}); err != nil {
		return err
	}
	row := models.Password{PersonID: person, Hash: hash, ChangedAt: tx.now}
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"hash", "changed_at"}),
	}).Create(&row).Error
}

// CountTry counts one more try under the key, and answers models.ErrThrottled when there were more than the most within
// the window. The count begins anew when the window has passed.
func (tx *Tx) CountTry(ctx context.Context, key string, most int, window time.Duration) error {
	var counted int
	began := tx.now.Add(-window)
	err := tx.db.WithContext(ctx).Raw(`INSERT INTO throttles (key, since, counted) VALUES (?, ?, 1)
		ON CONFLICT (key) DO UPDATE SET
			counted = CASE WHEN throttles.since <= ? THEN 1 ELSE throttles.counted + 1 END,
			since = CASE WHEN throttles.since <= ? THEN excluded.since ELSE throttles.since END
		RETURNING counted`, key, tx.now, began, began).Scan(&counted).Error
	if err == nil && counted > most {
		return models.Throttled{Wait: window}
	}
	return err
}

// GiveBackTry takes one try off the count, since it succeeded.
func (tx *Tx) GiveBackTry(ctx context.Context, keys ...string) error {
	return tx.db.WithContext(ctx).Exec("UPDATE throttles SET counted = counted - 1 WHERE key IN ? AND counted > 0", keys).Error
}

// Tidy forgets what has run out: counts of tries before that time, sign-ins, links and unconfirmed sign-ups past their end,
// the secrets of such, and devices that have long been signed out.
func (tx *Tx) Tidy(ctx context.Context, before time.Time) error {
	db := tx.db.WithContext(ctx)
	if err := db.Where("since < ?", before).Delete(&models.Throttle{}).Error; err != nil {
		return err
	}
	if err := db.Where("expires_at < ?", before).Delete(&models.SignIn{}).Error; err != nil {
		return err
	}
	if err := db.Where("ended_at < ? OR seen_on < ?", before, models.DateOf(before.AddDate(0, 0, -8))).Delete(&models.Device{}).Error; err != nil {
		return err
	}
	if err := db.Model(&models.Message{}).Where("secret <> '' AND secret_until <= ?", tx.now).Update("secret", "").Error; err != nil {
		return err
	}
	if err := db.Where("expires_at < ? AND state = ?", before, models.SignUpUnconfirmed).Delete(&models.SignUp{}).Error; err != nil {
		return err
	}
	return db.Where("expires_at < ? AND used_at IS NULL", before).Delete(&models.SignInLink{}).Error
}
