package store

import (
	"context"

	"trellis/models"
)

// Cohort is one cohort.
func (r Reads) Cohort(ctx context.Context, id models.ID) (models.Cohort, error) {
	var c models.Cohort
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&c).Error
	return c, known(err)
}

// CohortByCode is the cohort with that code.
func (r Reads) CohortByCode(ctx context.Context, code string) (models.Cohort, error) {
	var c models.Cohort
	err := r.db.WithContext(ctx).Where("code = ?", code).Take(&c).Error
	return c, known(err)
}

// LockCohort takes a cohort for this transaction: nobody else places, offers or withdraws on it meanwhile.
func (tx *Tx) LockCohort(ctx context.Context, id models.ID) (models.Cohort, error) {
	var c models.Cohort
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&c).Error
	return c, known(err)
}

// LockCohortByCode is LockCohort for the code that people see.
func (tx *Tx) LockCohortByCode(ctx context.Context, code string) (models.Cohort, error) {
	var c models.Cohort
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("code = ?", code).Take(&c).Error
	return c, known(err)
}

// Course is one course.
func (r Reads) Course(ctx context.Context, id models.ID) (models.Course, error) {
	var c models.Course
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&c).Error
	return c, known(err)
}

// CourseBySlug is the course at that address.
func (r Reads) CourseBySlug(ctx context.Context, slug string) (models.Course, error) {
	var c models.Course
	err := r.db.WithContext(ctx).Where("slug = ?", slug).Take(&c).Error
	return c, known(err)
}

// Units are the units of a course, in order.
func (r Reads) Units(ctx context.Context, course models.ID) ([]models.Unit, error) {
	var units []models.Unit
	err := r.db.WithContext(ctx).Where("course_id = ?", course).Order("position").Find(&units).Error
	return units, err
}

// Sessions are the sessions of a cohort, in order.
func (r Reads) Sessions(ctx context.Context, cohort models.ID) ([]models.Session, error) {
	var sessions []models.Session
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("number").Find(&sessions).Error
	return sessions, err
}

// Outcome is a competency that a course builds, with the level it reaches and what that level is called.
type Outcome struct {
	models.Competency
	Level      int
	LevelLabel string
}
