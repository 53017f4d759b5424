package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// EnrolmentsOf are a person's enrolments, the newest first.
func (r Reads) EnrolmentsOf(ctx context.Context, person models.ID) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("applied_at DESC, id DESC").Find(&list).Error
	return list, err
}

// LiveAmong are the person's enrolments on those of the cohorts that they are on, or in line for.
func (r Reads) LiveAmong(ctx context.Context, person models.ID, cohorts []models.ID) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("person_id = ? AND cohort_id IN ? AND state IN ?", person, cohorts, statesWhere(models.EnrolmentState.Live)).
		Find(&list).Error
	return list, err
}

// ChangesOf are the moves of an enrolment, the newest first.
func (r Reads) ChangesOf(ctx context.Context, enrolment models.ID) ([]models.EnrolmentChange, error) {
	var list []models.EnrolmentChange
	err := r.db.WithContext(ctx).Where("enrolment_id = ?", enrolment).Order("changed_at DESC, id DESC").Find(&list).Error
	return list, err
}

// AttendancesOf are what the registers say of the enrolments.
func (r Reads) AttendancesOf(ctx context.Context, enrolments []models.ID) ([]models.Attendance, error) {
	var list []models.Attendance
	err := r.db.WithContext(ctx).Where("enrolment_id IN ?", enrolments).Find(&list).Error
	return list, err
}

// PeopleAmong are the people with the ids, by name.
func (r Reads) PeopleAmong(ctx context.Context, ids []models.ID) ([]models.Person, error) {
	var list []models.Person
	err := r.db.WithContext(ctx).Where("id IN ?", ids).Order("name_key, id").Find(&list).Error
	return list, err
}

// AddInterest keeps the wish to hear of new dates, and tells whether it is a new one.
func (tx *Tx) AddInterest(ctx context.Context, interest models.Interest) (added bool, err error) {
	result := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&interest)
	return result.RowsAffected > 0, known(result.Error)
}

// Presence is a mark of a register, with the times of its session.
type Presence struct {
	models.Attendance
	Starts, Ends time.Time
}

// PresentSince are the marks of a person in the registers of sessions since a day.
func (r Reads) PresentSince(ctx context.Context, person models.ID, since models.Date) ([]Presence, error) {
	var list []Presence
	err := r.db.WithContext(ctx).Table("attendances").Select("attendances.*, sessions.starts, sessions.ends").
		Joins("JOIN enrolments ON enrolments.id = attendances.enrolment_id AND enrolments.person_id = ?", person).
		Joins("JOIN sessions ON sessions.id = attendances.session_id AND sessions.starts >= ?", since.Time().UTC()).Scan(&list).Error
	return list, err
}
