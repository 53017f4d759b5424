package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// ChangeSession keeps a session as it is given, all but its cohort, its number, and what follows it.
func (tx *Tx) ChangeSession(ctx context.Context, s models.Session) error {
	return tx.update(ctx, &s, "Title", "Starts", "Ends", "Place", "JoinURL", "JoiningText", "Sequence")
}

// DropSession removes a session that has no register, with who would have stood in at it. What calendars were told of it stays,
// so that they can be told that it is off.
func (tx *Tx) DropSession(ctx context.Context, id models.ID) error {
	for _, row := range []any{&models.Substitute{}, &models.Apology{}, &models.Material{}, &models.Reminder{}, &models.ReplyLink{}} {
		if err := tx.db.WithContext(ctx).Where("session_id = ?", id).Delete(row).Error; err != nil {
			return err
		}
	}
	return known(tx.db.WithContext(ctx).Where("id = ?", id).Delete(&models.Session{}).Error)
}

// NumberSessions numbers the sessions of a locked cohort in their order, from 1.
func (tx *Tx) NumberSessions(ctx context.Context, cohort models.ID) error {
	db := tx.db.WithContext(ctx)
	away := db.Model(&models.Session{}).Where("cohort_id = ?", cohort).Update("number", gorm.Expr("-number - 1"))
	if away.Error != nil {
		return away.Error
	}
	return db.Exec(`UPDATE sessions SET number = (SELECT count(*) FROM sessions AS other WHERE other.cohort_id = sessions.cohort_id
		AND (other.starts < sessions.starts OR other.starts = sessions.starts AND other.id <= sessions.id)) WHERE cohort_id = ?`, cohort).Error
}
