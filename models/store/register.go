package store

import (
	"context"

	"gorm.io/gorm"
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

// MarksOfSessions are the lines of the registers of those sessions.
func (r Reads) MarksOfSessions(ctx context.Context, sessions []models.ID) ([]models.Attendance, error) {
	var list []models.Attendance
	err := r.db.WithContext(ctx).Where("session_id IN ?", sessions).Find(&list).Error
	return list, err
}

// KeptRegister is what changes in the register of a session.
type KeptRegister struct {
	Session models.Session
	Marked  []models.Attendance
	Cleared []models.ID // the enrolments that are no longer marked
}

// KeepRegisters keeps changed lines of registers, takes out those that are no longer marked, and raises the version of each
// register. It fails with models.ErrStale when one has moved on from its session's version.
func (tx *Tx) KeepRegisters(ctx context.Context, registers []KeptRegister) error {
	if len(registers) == 0 {
		return nil
	}
	var versions, cleared [][]any
	var marked []models.Attendance
	for _, r := range registers {
		versions = append(versions, []any{r.Session.ID, r.Session.RegisterVersion})
		marked = append(marked, r.Marked...)
		for _, id := range r.Cleared {
			cleared = append(cleared, []any{r.Session.ID, id})
		}
	}
	raised := tx.db.WithContext(ctx).Model(&models.Session{}).Where("(id, register_version) IN ?", versions).
		Update("register_version", gorm.Expr("register_version + 1"))
	switch {
	case raised.Error != nil:
		return known(raised.Error)
	case raised.RowsAffected < int64(len(registers)):
		return models.ErrStale
	}
	if len(cleared) > 0 {
		if err := tx.db.WithContext(ctx).Where("(session_id, enrolment_id) IN ?", cleared).Delete(&models.Attendance{}).Error; err != nil {
			return known(err)
		}
	}
	if len(marked) == 0 {
		return nil
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "session_id"}, {Name: "enrolment_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"mark", "minutes", "note", "source", "marked_by_id", "marked_at"}),
	}).Create(&marked).Error)
}

// SessionNumbered is the n-th session of a cohort, from 1.
func (r Reads) SessionNumbered(ctx context.Context, cohort models.ID, n int) (models.Session, error) {
	var s models.Session
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND number = ?", cohort, n).Take(&s).Error
	return s, known(err)
}
