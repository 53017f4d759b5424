package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// FeedByHash is the personal calendar that the address with the hash opens.
func (r Reads) FeedByHash(ctx context.Context, hash string) (models.Feed, error) {
	var feed models.Feed
	err := r.db.WithContext(ctx).Where("token_hash = ?", hash).Take(&feed).Error
	return feed, known(err)
}

// FeedOf is the personal calendar of somebody who has one.
func (r Reads) FeedOf(ctx context.Context, person models.ID) (models.Feed, error) {
	var feed models.Feed
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&feed).Error
	return feed, known(err)
}

// KeepFeed gives a person an address in place of the one they had.
func (tx *Tx) KeepFeed(ctx context.Context, feed models.Feed) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"token_hash", "made_at"}),
	}).Create(&feed).Error)
}

// EndFeed lets the address of a person open nothing, and tells whether they had one.
func (tx *Tx) EndFeed(ctx context.Context, person models.ID) (bool, error) {
	result := tx.db.WithContext(ctx).Where("person_id = ?", person).Delete(&models.Feed{})
	return result.RowsAffected > 0, result.Error
}

// DatedSession is a session with the cohort and the course that it is of.
type DatedSession struct {
	models.Session
	CohortCode  string
	CohortPlace string
	CourseTitle string
}

// DatedSessions are the sessions that end after the time, of cohorts that go ahead: of those on which the person has a place,
// those that they teach, and those that they teach for somebody; less what somebody teaches for them. The soonest first.
func (r Reads) DatedSessions(ctx context.Context, person models.ID, taught Taught, since time.Time) ([]DatedSession, error) {
	var list []DatedSession
	err := r.db.WithContext(ctx).Raw(`SELECT sessions.*, cohorts.code AS cohort_code, cohorts.place AS cohort_place, courses.title AS course_title
		FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.state = @open AND NOT cohorts.unscheduled
		JOIN courses ON courses.id = coalesce(cohorts.content_id, cohorts.course_id)
		WHERE sessions.ends > @since AND (
			cohorts.id IN (SELECT cohort_id FROM enrolments WHERE person_id = @person AND state IN @on)
			OR sessions.id IN (SELECT session_id FROM substitutes WHERE substitute_id = @person)
			OR (cohorts.id IN @cohorts OR cohorts.course_id IN @courses) AND sessions.id NOT IN (SELECT session_id FROM substitutes WHERE trainer_id = @person))
		ORDER BY sessions.starts, sessions.id`, map[string]any{
		"open": models.CohortOpen, "since": since, "person": person, "on": statesWhere(models.EnrolmentState.OnCalendar),
		"cohorts": taught.Cohorts, "courses": taught.Courses,
	}).Scan(&list).Error
	return list, err
}
