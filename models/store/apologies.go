package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// ApologiesOf are those sent for an enrolment, for whichever session.
func (r Reads) ApologiesOf(ctx context.Context, enrolment models.ID) ([]models.Apology, error) {
	var list []models.Apology
	err := r.db.WithContext(ctx).Where("enrolment_id = ?", enrolment).Find(&list).Error
	return list, err
}

// ApologiesFor are those sent for a session, by whomever.
func (r Reads) ApologiesFor(ctx context.Context, session models.ID) ([]models.Apology, error) {
	var list []models.Apology
	err := r.db.WithContext(ctx).Where("session_id = ?", session).Find(&list).Error
	return list, err
}

// AddApology keeps that somebody cannot come, and tells whether that is new.
func (tx *Tx) AddApology(ctx context.Context, apology models.Apology) (added bool, err error) {
	result := tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&apology)
	return result.RowsAffected > 0, known(result.Error)
}

// RemoveApology takes it back that somebody cannot come, and tells whether they had said so.
func (tx *Tx) RemoveApology(ctx context.Context, session, enrolment models.ID) (removed bool, err error) {
	result := tx.db.WithContext(ctx).Where("session_id = ? AND enrolment_id = ?", session, enrolment).Delete(&models.Apology{})
	return result.RowsAffected > 0, known(result.Error)
}

// OnCohort is the person's enrolment on the cohort, when they have a place or had one to the end; models.ErrNotFound otherwise.
func (r Reads) OnCohort(ctx context.Context, cohort, person models.ID) (models.Enrolment, error) {
	var e models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND person_id = ? AND state IN ?", cohort, person, models.OnRegister()).Take(&e).Error
	return e, known(err)
}

// TeachersOf are the ids of those who teach a cohort today: who is named for it, or for its course where nobody is.
func (r Reads) TeachersOf(ctx context.Context, cohort models.Cohort, today models.Date) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT grants.person_id FROM grants JOIN people ON people.id = grants.person_id AND people.erased_at IS NULL
		WHERE grants.role = @trainer AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today)
			AND (grants.scope_kind = @one_cohort AND grants.scope_id = @cohort
				OR grants.scope_kind = @one_course AND grants.scope_id = @course AND NOT EXISTS (SELECT 1 FROM grants AS named
					WHERE named.role = @trainer AND named.scope_kind = @one_cohort AND named.scope_id = @cohort
						AND named.started <= @today AND (named.ended IS NULL OR named.ended >= @today)))
		ORDER BY grants.person_id`, map[string]any{
		"trainer": models.Trainer, "today": today, "one_cohort": models.OneCohort, "one_course": models.OneCourse, "cohort": cohort.ID, "course": cohort.CourseID,
	}).Scan(&list).Error
	return list, err
}

// MissedSince counts, for each of the people, the sessions since the time that they missed without apologies; who missed none is not in it.
func (r Reads) MissedSince(ctx context.Context, people []models.ID, since time.Time) (map[models.ID]int, error) {
	var rows []struct {
		PersonID models.ID
		N        int
	}
	err := r.db.WithContext(ctx).Table("attendances").Select("enrolments.person_id, count(*) AS n").
		Joins("JOIN enrolments ON enrolments.id = attendances.enrolment_id AND enrolments.person_id IN ?", people).
		Joins("JOIN sessions ON sessions.id = attendances.session_id AND sessions.starts >= ?", since).
		Where("attendances.mark = ?", models.Missed).Group("enrolments.person_id").Scan(&rows).Error
	missed := make(map[models.ID]int, len(rows))
	for _, row := range rows {
		missed[row.PersonID] = row.N
	}
	return missed, err
}
