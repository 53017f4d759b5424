package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// CheckInOf is the check-in of a session; the zero CheckIn where it was never opened.
func (r Reads) CheckInOf(ctx context.Context, session models.ID) (models.CheckIn, error) {
	var c models.CheckIn
	err := known(r.db.WithContext(ctx).Where("session_id = ?", session).Take(&c).Error)
	if errors.Is(err, models.ErrNotFound) {
		return models.CheckIn{}, nil
	}
	return c, err
}

// OpenCheckIn is a check-in that is open to a person, with where it leads.
type OpenCheckIn struct {
	models.CheckIn
	CohortID models.ID
}

// CheckInsFor are the check-ins that are open at that time, of sessions on whose register the person is.
func (r Reads) CheckInsFor(ctx context.Context, person models.ID, now time.Time) ([]OpenCheckIn, error) {
	var list []OpenCheckIn
	err := r.db.WithContext(ctx).Table("enrolments").Select("check_ins.*, sessions.cohort_id").
		Joins("JOIN sessions ON sessions.cohort_id = enrolments.cohort_id").Joins("JOIN check_ins ON check_ins.session_id = sessions.id").
		Where("enrolments.person_id = ? AND enrolments.state IN ? AND check_ins.closes_at > ?", person, models.OnRegister(), now).
		Order("sessions.starts, sessions.id").Scan(&list).Error
	return list, err
}

// KeepCheckIn opens, closes or opens again the check-in of a session.
func (tx *Tx) KeepCheckIn(ctx context.Context, c models.CheckIn) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "session_id"}}, UpdateAll: true}).Create(&c).Error)
}
