package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// Taught says which cohorts somebody teaches: all, those named, or those of the courses.
type Taught struct {
	All     bool
	Cohorts []models.ID
	Courses []models.ID
}

// TaughtCohort is a cohort as its trainer counts it. Placed counts who has a place, or has had one to the end; Reserved, the
// places that are held for teams and have no name yet.
type TaughtCohort struct {
	models.Cohort
	CourseTitle                        string
	Placed, Offered, Waiting, Reserved int
}

// Held counts the places taken, on offer and reserved.
func (c TaughtCohort) Held() int { return c.Placed + c.Offered + c.Reserved }

// TaughtCohorts are the cohorts taught that end after the time and are not called off, the soonest first.
func (r Reads) TaughtCohorts(ctx context.Context, taught Taught, since time.Time) ([]TaughtCohort, error) {
	db := r.counted(ctx).Where("cohorts.ends > ? AND cohorts.state <> ?", since, models.CohortCancelled)
	if !taught.All {
		db = db.Where("cohorts.id IN ? OR cohorts.course_id IN ?", taught.Cohorts, taught.Courses)
	}
	var list []TaughtCohort
	err := db.Order("cohorts.starts, cohorts.code").Scan(&list).Error
	return list, err
}

// TaughtCohortByCode is one cohort as its trainer counts it.
func (r Reads) TaughtCohortByCode(ctx context.Context, code string) (TaughtCohort, error) {
	var list []TaughtCohort
	err := r.counted(ctx).Where("cohorts.code = ?", code).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return TaughtCohort{}, err
	}
	return list[0], nil
}

func (r Reads) counted(ctx context.Context) *gorm.DB {
	const count = "(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?)"
	return r.db.WithContext(ctx).Table("cohorts").Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)").
		Select("cohorts.*, courses.title AS course_title, "+count+" AS placed, "+count+" AS offered, "+count+" AS waiting, "+reserved+" AS reserved",
			models.OnRegister(), []models.EnrolmentState{models.Offered}, []models.EnrolmentState{models.Waiting})
}

// SessionCount is a session with how its register stands. People are those on the cohort now.
type SessionCount struct {
	models.Session
	People                            int
	Attended, Part, Missed, Apologies int
}

// Marked is how many people have a mark.
func (s SessionCount) Marked() int { return s.Attended + s.Part + s.Missed + s.Apologies }

// SessionCounts are the sessions of the cohorts, each cohort's in order, with how their registers stand.
func (r Reads) SessionCounts(ctx context.Context, cohorts []models.ID) ([]SessionCount, error) {
	var list []SessionCount
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.*, count(enrolments.id) AS people,
			sum(CASE WHEN attendances.mark = ? THEN 1 ELSE 0 END) AS attended, sum(CASE WHEN attendances.mark = ? THEN 1 ELSE 0 END) AS part,
			sum(CASE WHEN attendances.mark = ? THEN 1 ELSE 0 END) AS missed, sum(CASE WHEN attendances.mark = ? THEN 1 ELSE 0 END) AS apologies
		FROM sessions LEFT JOIN enrolments ON enrolments.cohort_id = sessions.cohort_id AND enrolments.state IN ?
		LEFT JOIN attendances ON attendances.session_id = sessions.id AND attendances.enrolment_id = enrolments.id
		WHERE sessions.cohort_id IN ? GROUP BY sessions.id ORDER BY sessions.cohort_id, sessions.number`,
		models.Attended, models.Part, models.Missed, models.Apologies, models.OnRegister(), cohorts).Scan(&list).Error
	return list, err
}

// UndecidedOn are the enrolments on the registers of the cohorts that are not completed; not any more, where a record was
// withdrawn.
func (r Reads) UndecidedOn(ctx context.Context, cohorts []models.ID) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := r.db.WithContext(ctx).Where("cohort_id IN ? AND state IN ?", cohorts, []models.EnrolmentState{models.Placed, models.NotCompleted}).Order("cohort_id, id").Find(&list).Error
	return list, err
}

// AttendancesOn are what the registers of the cohorts say.
func (r Reads) AttendancesOn(ctx context.Context, cohorts []models.ID) ([]models.Attendance, error) {
	var list []models.Attendance
	err := r.db.WithContext(ctx).Select("attendances.*").
		Joins("JOIN sessions ON sessions.id = attendances.session_id AND sessions.cohort_id IN ?", cohorts).Find(&list).Error
	return list, err
}

// PassesOn are the passes of everybody on the cohorts.
func (r Reads) PassesOn(ctx context.Context, cohorts []models.ID) ([]models.Pass, error) {
	var list []models.Pass
	err := r.db.WithContext(ctx).Select("passes.*").
		Joins("JOIN enrolments ON enrolments.id = passes.enrolment_id AND enrolments.cohort_id IN ?", cohorts).Find(&list).Error
	return list, err
}

// UnitsOf are the units of the courses, each course's in order.
func (r Reads) UnitsOf(ctx context.Context, courses []models.ID) ([]models.Unit, error) {
	var list []models.Unit
	err := r.db.WithContext(ctx).Where("course_id IN ?", courses).Order("course_id, position").Find(&list).Error
	return list, err
}

// RollLine is one person of a cohort, or of its waiting list.
type RollLine struct {
	models.Enrolment
	Name, Email  string
	Organisation string     // where they worked when they asked
	OfferExpires *time.Time // of an open offer
}

// Roll are the enrolments of a cohort in the states, by name.
func (r Reads) Roll(ctx context.Context, cohort models.ID, states ...models.EnrolmentState) ([]RollLine, error) {
	return r.roll(ctx, cohort, states, "people.name_key, enrolments.id")
}

// Line are the enrolments of a cohort in the states, in the order of the waiting list.
func (r Reads) Line(ctx context.Context, cohort models.ID, states ...models.EnrolmentState) ([]RollLine, error) {
	return r.roll(ctx, cohort, states, "enrolments.priority DESC, enrolments.applied_at, enrolments.id")
}

func (r Reads) roll(ctx context.Context, cohort models.ID, states []models.EnrolmentState, order string) ([]RollLine, error) {
	var list []RollLine
	err := r.db.WithContext(ctx).Table("enrolments").
		Select("enrolments.*, people.name, people.email, coalesce(organisations.name, '') AS organisation, offers.expires_at AS offer_expires").
		Joins("JOIN people ON people.id = enrolments.person_id").
		Joins("LEFT JOIN organisations ON organisations.id = enrolments.organisation_id").
		Joins("LEFT JOIN offers ON offers.enrolment_id = enrolments.id AND offers.closed_at IS NULL").
		Where("enrolments.cohort_id = ? AND enrolments.state IN ?", cohort, states).Order(order).Scan(&list).Error
	return list, err
}

// Cancellation is why somebody came off a cohort, or its waiting list.
type Cancellation struct {
	models.EnrolmentChange
	Name string
}

// Cancellations are those of a cohort that still stand, newest first.
func (r Reads) Cancellations(ctx context.Context, cohort models.ID) ([]Cancellation, error) {
	var list []Cancellation
	err := r.db.WithContext(ctx).Table("enrolment_changes").Select("enrolment_changes.*, people.name").
		Joins("JOIN enrolments ON enrolments.id = enrolment_changes.enrolment_id").
		Joins("JOIN people ON people.id = enrolments.person_id").
		Where("enrolments.cohort_id = ? AND enrolments.state = ? AND enrolment_changes.to_state = ?", cohort, models.Withdrawn, models.Withdrawn).
		Order("enrolment_changes.changed_at DESC, enrolment_changes.id DESC").Scan(&list).Error
	return list, err
}

// PlannableCourses are the courses of which somebody may plan a cohort, by title.
func (r Reads) PlannableCourses(ctx context.Context, taught Taught) ([]models.Course, error) {
	db := r.db.WithContext(ctx).Where("state = ?", models.CoursePublished)
	if !taught.All {
		db = db.Where("id IN ?", taught.Courses)
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

// CohortCodes are the codes that the cohorts of a course have.
func (r Reads) CohortCodes(ctx context.Context, course models.ID) ([]string, error) {
	var codes []string
	err := r.db.WithContext(ctx).Model(&models.Cohort{}).Where("course_id = ?", course).Order("code").Pluck("code", &codes).Error
	return codes, err
}

// CodeTaken tells whether a cohort has that code, however it is written.
func (r Reads) CodeTaken(ctx context.Context, code string) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Cohort{}).Where("lower(code) = ?", strings.ToLower(code)).Count(&n).Error
	return n > 0, err
}

// PeopleByEmail are the people with those addresses, however they are written.
func (r Reads) PeopleByEmail(ctx context.Context, emails []string) ([]models.Person, error) {
	keys := make([]string, len(emails))
	for i, email := range emails {
		keys[i] = Fold(email)
	}
	var list []models.Person
	err := r.db.WithContext(ctx).Where("email_key IN ?", keys).Order("name_key, id").Find(&list).Error
	return list, err
}

// TaughtSession is a session with who teaches it and of which course it is.
type TaughtSession struct {
	models.Session
	PersonID    models.ID
	Trainer     string
	CourseTitle string
}

// SessionsTaught are the sessions that the people teach within a time, the soonest first: of cohorts for which they are
// named, and of those of their courses for which nobody is. Who stands in teaches the session in place of the trainer.
func (r Reads) SessionsTaught(ctx context.Context, people []models.ID, from, to time.Time, today models.Date) ([]TaughtSession, error) {
	var list []TaughtSession
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.*, people.id AS person_id, people.name AS trainer, courses.title AS course_title
		FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.state <> @cancelled
		JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id) JOIN people ON people.id IN @people
		WHERE sessions.starts < @to AND sessions.ends > @from AND (EXISTS (
			SELECT 1 FROM substitutes WHERE substitutes.session_id = sessions.id AND substitutes.substitute_id = people.id
		) OR NOT EXISTS (
			SELECT 1 FROM substitutes WHERE substitutes.session_id = sessions.id AND substitutes.trainer_id = people.id
		) AND EXISTS (
			SELECT 1 FROM grants WHERE grants.person_id = people.id AND grants.role = @trainer
				AND grants.started <= @today AND (grants.ended IS NULL OR grants.ended >= @today)
				AND (grants.scope_kind = @cohort AND grants.scope_id = cohorts.id AND NOT `+standsIn("grants")+`
					OR grants.scope_kind = @course AND grants.scope_id = cohorts.course_id AND NOT EXISTS (
						SELECT 1 FROM grants AS named WHERE named.role = @trainer AND named.scope_kind = @cohort AND named.scope_id = cohorts.id AND NOT `+standsIn("named")+`))))
		ORDER BY sessions.starts, sessions.id, people.name_key`, map[string]any{
		"people": people, "from": from, "to": to, "today": today, "trainer": models.Trainer, "cancelled": models.CohortCancelled,
		"cohort": models.OneCohort, "course": models.OneCourse,
	}).Scan(&list).Error
	return list, err
}
