package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Appointment is what a person's calendar was last told of a session.
func (r Reads) Appointment(ctx context.Context, id models.ID) (models.Appointment, error) {
	var a models.Appointment
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&a).Error
	return a, known(err)
}

// AppointmentsOn are what calendars were last told of the sessions of a cohort: everybody's, or those of the people named.
func (r Reads) AppointmentsOn(ctx context.Context, cohort models.ID, people ...models.ID) ([]models.Appointment, error) {
	var list []models.Appointment
	db := r.db.WithContext(ctx).Where("cohort_id = ?", cohort)
	if len(people) > 0 {
		db = db.Where("person_id IN ?", people)
	}
	err := db.Order("person_id, starts, id").Find(&list).Error
	return list, err
}

// OnCalendar are those of a cohort in whose calendars its sessions stand, but for who was erased: everybody, or those of the
// people named.
func (r Reads) OnCalendar(ctx context.Context, cohort models.ID, people ...models.ID) ([]models.ID, error) {
	var ids []models.ID
	db := r.db.WithContext(ctx).Table("enrolments").Joins("JOIN people ON people.id = enrolments.person_id AND people.erased_at IS NULL").
		Where("enrolments.cohort_id = ? AND enrolments.state IN ?", cohort, statesWhere(models.EnrolmentState.OnCalendar))
	if len(people) > 0 {
		db = db.Where("enrolments.person_id IN ?", people)
	}
	err := db.Distinct("enrolments.person_id").Order("enrolments.person_id").Pluck("enrolments.person_id", &ids).Error
	return ids, err
}

// KeepAppointments writes down what calendars are told now.
func (tx *Tx) KeepAppointments(ctx context.Context, list []models.Appointment) error {
	if len(list) == 0 {
		return nil
	}
	for i := range list {
		if !list[i].ID.Known() {
			list[i].ID = NewID()
		}
	}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		DoUpdates: clause.AssignmentColumns([]string{"sequence", "cancelled", "title", "place", "starts", "ends", "told_at"}),
	}).Create(&list).Error)
}

// Owe keeps jobs that follow from what was kept already, or that the calendar owes: there is no event beside them.
func (tx *Tx) Owe(ctx context.Context, jobs []models.Job) error {
	for i := range jobs {
		jobs[i].State, jobs[i].CreatedAt, jobs[i].RunAt = models.JobReady, tx.now, tx.now
	}
	return tx.Add(ctx, &jobs)
}
