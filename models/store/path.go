package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// Steps is what is known of how far people are through the units of their courses.
type Steps struct {
	Passes    []models.Pass
	Receipts  []models.EvaluationReceipt
	Entries   []models.LogEntry   // of self-study
	Work      []models.Submission // every attempt: where it stands alone
	Decisions []models.Decision   // that stand
}

// StepsOf is that of the enrolments, in five queries.
func (r Reads) StepsOf(ctx context.Context, enrolments []models.ID) (s Steps, err error) {
	those := func(columns string) *gorm.DB {
		return r.db.WithContext(ctx).Select(columns).Where("enrolment_id IN ?", enrolments)
	}
	err = errors.Join(
		those("*").Find(&s.Passes).Error,
		those("id, enrolment_id, session_id, unit_id").Find(&s.Receipts).Error,
		those("*").Where("unit_id IS NOT NULL").Find(&s.Entries).Error,
		those("*").Where("ended_at IS NULL").Find(&s.Decisions).Error,
		those("enrolment_id, unit_id, attempt, state").Order("enrolment_id, unit_id, attempt").Find(&s.Work).Error,
	)
	return s, err
}

// UnitEntry is the entry of the log for a unit of an enrolment; models.ErrNotFound where there is none.
func (r Reads) UnitEntry(ctx context.Context, enrolment, unit models.ID) (models.LogEntry, error) {
	var e models.LogEntry
	err := r.db.WithContext(ctx).Where("enrolment_id = ? AND unit_id = ?", enrolment, unit).Take(&e).Error
	return e, known(err)
}

// Unit is one unit of a course; models.ErrNotFound where the course has none of that id.
func (r Reads) Unit(ctx context.Context, course, id models.ID) (models.Unit, error) {
	var u models.Unit
	err := r.db.WithContext(ctx).Where("id = ? AND course_id = ?", id, course).Take(&u).Error
	return u, known(err)
}

// LiveRecordOf is the record of an enrolment that stands; models.ErrNotFound where there is none.
func (r Reads) LiveRecordOf(ctx context.Context, enrolment models.ID) (models.CompletionRecord, error) {
	var record models.CompletionRecord
	err := r.db.WithContext(ctx).Where("enrolment_id = ? AND revoked_at IS NULL AND superseded_at IS NULL", enrolment).Take(&record).Error
	return record, known(err)
}

// PassOwn keeps that somebody has met a unit by themselves; a pass that is there stays.
func (tx *Tx) PassOwn(ctx context.Context, p models.Pass) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&p).Error)
}

// TakeBackPass forgets that somebody has met a unit, where they said so themselves.
func (tx *Tx) TakeBackPass(ctx context.Context, p models.Pass) error {
	return tx.db.WithContext(ctx).Where("enrolment_id = ? AND unit_id = ? AND by_id = ?", p.EnrolmentID, p.UnitID, p.ByID).Delete(&models.Pass{}).Error
}

// RemoveLogEntry forgets an entry of a log. It fails with models.ErrStale when the entry is no longer the version that the
// person saw.
func (tx *Tx) RemoveLogEntry(ctx context.Context, id models.ID, seen int) error {
	db := tx.db.WithContext(ctx)
	if err := db.Where("log_entry_id = ?", id).Delete(&models.LogEntryCompetency{}).Error; err != nil {
		return err
	}
	// Evidence that pointed at it keeps its title.
	if err := db.Model(&models.Evidence{}).Where("log_entry_id = ?", id).Update("log_entry_id", nil).Error; err != nil {
		return err
	}
	result := db.Where("id = ? AND version = ?", id, seen).Delete(&models.LogEntry{})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return known(result.Error)
}
