package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// Taught says which cohorts a list holds: all, or those named, and those of courses named.
type Taught struct {
	All     bool
	Cohorts []models.ID
	Courses []models.ID
}

func (t Taught) within(db *gorm.DB) *gorm.DB {
	if t.All {
		return db
	}
	return db.Where("(cohorts.id IN ? OR cohorts.course_id IN ?)", t.Cohorts, t.Courses)
}

// TaughtCohort is a cohort as a list for its trainers shows it.
type TaughtCohort struct {
	models.Cohort
	CourseTitle string
	Placed      int // on the register: places taken, of completed people too
	Held        int // places taken and on offer
	Waiting     int
}

// OpenTaught are the cohorts that have not ended, the soonest first.
func (r Reads) OpenTaught(ctx context.Context, t Taught, now time.Time) ([]TaughtCohort, error) {
	var list []TaughtCohort
	err := r.taught(ctx, t).Where("cohorts.ends > ?", now).Order("cohorts.starts, cohorts.code").Scan(&list).Error
	return list, err
}

// FinishedTaught are so many cohorts that have ended, the latest first, after the one with that code; no code, from the
// beginning.
func (r Reads) FinishedTaught(ctx context.Context, t Taught, now time.Time, after string, most int) ([]TaughtCohort, error) {
	db := r.taught(ctx, t).Where("cohorts.ends <= ?", now)
	if after != "" {
		db = db.Where("(cohorts.ends, cohorts.code) < (SELECT ends, code FROM cohorts WHERE code = ?)", after)
	}
	var list []TaughtCohort
	err := db.Order("cohorts.ends DESC, cohorts.code DESC").Limit(most).Scan(&list).Error
	return list, err
}

func (r Reads) taught(ctx context.Context, t Taught) *gorm.DB {
	const count = "(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?)"
	return t.within(r.db.WithContext(ctx).Table("cohorts").
		Select("cohorts.*, courses.title AS course_title, "+count+" AS placed, "+count+" AS held, "+count+" AS waiting",
			statesWhere(models.EnrolmentState.OnRegister), statesWhere(models.EnrolmentState.HoldsPlace),
			[]models.EnrolmentState{models.Waiting, models.Applied}).
		Joins("JOIN courses ON courses.id = cohorts.course_id").Where("cohorts.state <> ?", models.CohortCancelled))
}

// OpenRegister is a session that has begun and whose register has people without a mark.
type OpenRegister struct {
	models.Session
	CohortCode  string
	CohortName  string
	CourseTitle string
	People      int
	Marked      int
}

// OpenRegisters are the registers to finish, the latest session first.
func (r Reads) OpenRegisters(ctx context.Context, t Taught, now time.Time, most int) ([]OpenRegister, error) {
	var list []OpenRegister
	found := t.within(r.db.WithContext(ctx).Table("sessions").
		Select(`sessions.*, cohorts.code AS cohort_code, cohorts.name AS cohort_name, courses.title AS course_title, `+
			`(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = sessions.cohort_id AND enrolments.state IN ?) AS people, `+
			`(SELECT count(*) FROM attendances JOIN enrolments ON enrolments.id = attendances.enrolment_id
				WHERE attendances.session_id = sessions.id AND enrolments.state IN ?) AS marked`,
			statesWhere(models.EnrolmentState.OnRegister), statesWhere(models.EnrolmentState.OnRegister)).
		Joins("JOIN cohorts ON cohorts.id = sessions.cohort_id").Joins("JOIN courses ON courses.id = cohorts.course_id").
		Where("sessions.starts <= ? AND cohorts.state = ?", now, models.CohortOpen))
	err := r.db.WithContext(ctx).Table("(?) AS register", found).Where("marked < people").
		Order("starts DESC, id").Limit(most).Scan(&list).Error
	return list, err
}

// PlannableCourses are the courses that a cohort may be planned of, by title.
func (r Reads) PlannableCourses(ctx context.Context, t Taught) ([]models.Course, error) {
	db := r.db.WithContext(ctx)
	if !t.All {
		db = db.Where("id IN ?", t.Courses)
	}
	var list []models.Course
	err := db.Order("title_key, id").Find(&list).Error
	return list, err
}

// CourseByCode is the course with that code.
func (r Reads) CourseByCode(ctx context.Context, code string) (models.Course, error) {
	var c models.Course
	err := r.db.WithContext(ctx).Where("code = ?", code).Take(&c).Error
	return c, known(err)
}

// CohortCodes are the codes in use that begin so.
func (r Reads) CohortCodes(ctx context.Context, beginning string) ([]string, error) {
	var codes []string
	err := r.db.WithContext(ctx).Model(&models.Cohort{}).Where("substr(code, 1, ?) = ?", len(beginning), beginning).Pluck("code", &codes).Error
	return codes, err
}

// PeopleByEmail are the people with those addresses, however they are written.
func (r Reads) PeopleByEmail(ctx context.Context, emails []string) ([]models.Person, error) {
	keys := make([]string, len(emails))
	for i, e := range emails {
		keys[i] = Fold(e)
	}
	var list []models.Person
	err := r.db.WithContext(ctx).Where("email_key IN ?", keys).Find(&list).Error
	return list, err
}

// TaughtSession is a session that somebody teaches.
type TaughtSession struct {
	models.Session
	PersonID    models.ID
	PersonName  string
	CourseTitle string
}

// SessionsTaught are the sessions in a time that the people teach: of cohorts they are named for, and of their courses'
// cohorts for which nobody is named.
func (r Reads) SessionsTaught(ctx context.Context, people []models.ID, from, to time.Time, today models.Date) ([]TaughtSession, error) {
	var list []TaughtSession
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT sessions.*, people.id AS person_id, people.name AS person_name, courses.title AS course_title
		FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.state = @open JOIN courses ON courses.id = cohorts.course_id
		JOIN grants ON grants.role = @trainer AND grants.person_id IN @people AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today)
			AND (grants.scope_kind = @cohort AND grants.scope_id = cohorts.id
				OR grants.scope_kind = @course AND grants.scope_id = cohorts.course_id
				AND NOT EXISTS (SELECT 1 FROM grants AS named WHERE named.role = @trainer AND named.scope_kind = @cohort AND named.scope_id = cohorts.id))
		JOIN people ON people.id = grants.person_id
		WHERE sessions.starts < @to AND sessions.ends > @from ORDER BY sessions.starts, sessions.id, people.id`,
		map[string]any{
			"open": models.CohortOpen, "trainer": models.Trainer, "people": people, "today": today,
			"cohort": models.OneCohort, "course": models.OneCourse, "from": from, "to": to,
		}).Scan(&list).Error
	return list, err
}
