package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// MarkedLine is a line of a register, with who marked it.
type MarkedLine struct {
	models.Attendance
	MarkedBy string
}

// Marks are the lines of all registers of the cohort.
func (r Reads) Marks(ctx context.Context, cohort models.ID) ([]MarkedLine, error) {
	var list []MarkedLine
	err := r.db.WithContext(ctx).Table("attendances").Select("attendances.*, people.name AS marked_by").
		Joins("JOIN sessions ON sessions.id = attendances.session_id").Joins("JOIN people ON people.id = attendances.marked_by_id").
		Where("sessions.cohort_id = ?", cohort).Scan(&list).Error
	return list, err
}

// MarksOf are the lines of the register of one session.
func (r Reads) MarksOf(ctx context.Context, session models.ID) ([]models.Attendance, error) {
	var list []models.Attendance
	err := r.db.WithContext(ctx).Where("session_id = ?", session).Find(&list).Error
	return list, err
}

// KeepRegister keeps changed lines of a session's register, takes out those that are no longer marked, and raises the
// version of the register. It fails with models.ErrStale when the register has moved on from the session's version.
func (tx *Tx) KeepRegister(ctx context.Context, session models.Session, marked []models.Attendance, cleared []models.ID) error {
	raised := tx.db.WithContext(ctx).Model(&models.Session{}).Where("id = ? AND register_version = ?", session.ID, session.RegisterVersion).
		Update("register_version", session.RegisterVersion+1)
	if raised.Error != nil {
		return known(raised.Error)
	}
	if raised.RowsAffected == 0 {
		return models.ErrStale
	}
	if len(cleared) > 0 {
		err := tx.db.WithContext(ctx).Where("session_id = ? AND enrolment_id IN ?", session.ID, cleared).Delete(&models.Attendance{}).Error
		if err != nil {
			return known(err)
		}
	}
	if len(marked) == 0 {
		return nil
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "session_id"}, {Name: "enrolment_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"mark", "minutes", "marked_by_id", "marked_at"}),
	}).Create(&marked).Error)
}

// SessionNumbered is the n-th session of a cohort, from 1.
func (r Reads) SessionNumbered(ctx context.Context, cohort models.ID, n int) (models.Session, error) {
	var s models.Session
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND number = ?", cohort, n).Take(&s).Error
	return s, known(err)
}
