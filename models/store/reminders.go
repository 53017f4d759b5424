package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Reminder is one reminder.
func (r Reads) Reminder(ctx context.Context, id models.ID) (models.Reminder, error) {
	var reminder models.Reminder
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&reminder).Error
	return reminder, known(err)
}

// Unreminded is somebody with a place who was not reminded of a session of its time.
type Unreminded struct {
	SessionID   models.ID
	EnrolmentID models.ID
	Starts      time.Time
	PlacedAt    time.Time
}

// Unreminded are the sessions that start within the time, with those placed who had no reminder of the kind for that start.
func (r Reads) Unreminded(ctx context.Context, kind models.ReminderKind, after, until time.Time) ([]Unreminded, error) {
	var list []Unreminded
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.id AS session_id, enrolments.id AS enrolment_id, sessions.starts, enrolments.changed_at AS placed_at
		FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.state = ? AND NOT cohorts.unscheduled
		JOIN enrolments ON enrolments.cohort_id = cohorts.id AND enrolments.state = ?
		LEFT JOIN reminders ON reminders.session_id = sessions.id AND reminders.enrolment_id = enrolments.id
			AND reminders.kind = ? AND reminders.starts = sessions.starts
		WHERE sessions.starts > ? AND sessions.starts <= ? AND reminders.id IS NULL
		ORDER BY sessions.starts, sessions.id, enrolments.id`, models.CohortOpen, models.Placed, kind, after, until).Scan(&list).Error
	return list, err
}

// Remind keeps reminders and owes their letters: once each, whichever process comes first.
func (tx *Tx) Remind(ctx context.Context, list []models.Reminder) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]models.ID, len(list))
	for i := range list {
		list[i].ID, list[i].MadeAt = NewID(), tx.now
		ids[i] = list[i].ID
	}
	db := tx.db.WithContext(ctx)
	if err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&list).Error; err != nil {
		return known(err)
	}
	var kept []models.ID
	if err := db.Model(&models.Reminder{}).Where("id IN ?", ids).Order("id").Pluck("id", &kept).Error; err != nil {
		return err
	}
	jobs := make([]models.Job, len(kept))
	for i, id := range kept {
		jobs[i] = models.Job{Kind: models.MailReminder, SubjectID: id}
	}
	return tx.Owe(ctx, jobs)
}

// ToPrepare are the preparations of a cohort that the enrolment has not done yet.
func (r Reads) ToPrepare(ctx context.Context, cohort, enrolment models.ID) ([]models.Preparation, error) {
	var list []models.Preparation
	err := r.db.WithContext(ctx).Where(`cohort_id = ? AND id NOT IN (SELECT preparation_id FROM preparation_answers WHERE enrolment_id = ? AND state = ?)`,
		cohort, enrolment, models.PreparationDone).Order("number").Find(&list).Error
	return list, err
}
