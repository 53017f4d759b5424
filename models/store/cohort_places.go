package store

import (
	"context"
	"time"

	"trellis/models"
)

// CohortPlaces is a cohort with how many places are held (taken, on offer, and reserved for a team) and how many people wait.
type CohortPlaces struct {
	models.Cohort
	Held, Waiting int
}

// UpcomingCohorts are the open cohorts of the courses that have not ended, the soonest first.
func (r Reads) UpcomingCohorts(ctx context.Context, courses []models.ID, now time.Time) ([]CohortPlaces, error) {
	return r.cohortPlaces(ctx, "cohorts.course_id IN ? AND cohorts.state = ? AND cohorts.ends > ?", courses, models.CohortOpen, now)
}

// PlacesOf is one cohort with how its places stand.
func (r Reads) PlacesOf(ctx context.Context, code string) (CohortPlaces, error) {
	list, err := r.cohortPlaces(ctx, "cohorts.code = ?", code)
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return CohortPlaces{}, err
	}
	return list[0], nil
}

func (r Reads) cohortPlaces(ctx context.Context, where string, values ...any) ([]CohortPlaces, error) {
	var list []CohortPlaces
	const count = "(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?)"
	err := r.db.WithContext(ctx).Table("cohorts").
		Select("cohorts.*, "+count+" + "+reserved+" AS held, "+count+" AS waiting", statesWhere(models.EnrolmentState.HoldsPlace),
			[]models.EnrolmentState{models.Waiting}).
		Where(where, values...).Order("cohorts.starts, cohorts.code").Scan(&list).Error
	return list, err
}

// reserved is how many places of a cohort are held for teams, and have no name yet.
const reserved = `(SELECT coalesce(sum(places - named), 0) FROM reservations WHERE reservations.cohort_id = cohorts.id AND reservations.ended_at IS NULL)`

// CohortsAmong are the cohorts with the ids, the soonest first.
func (r Reads) CohortsAmong(ctx context.Context, ids []models.ID) ([]models.Cohort, error) {
	var list []models.Cohort
	err := r.db.WithContext(ctx).Where("id IN ?", ids).Order("starts, code").Find(&list).Error
	return list, err
}

// CoursesAmong are the courses with the ids.
func (r Reads) CoursesAmong(ctx context.Context, ids []models.ID) ([]models.Course, error) {
	var list []models.Course
	err := r.db.WithContext(ctx).Where("id IN ?", ids).Find(&list).Error
	return list, err
}

// SessionsOf are the sessions of the cohorts, each cohort's in order.
func (r Reads) SessionsOf(ctx context.Context, cohorts []models.ID) ([]models.Session, error) {
	var list []models.Session
	err := r.db.WithContext(ctx).Where("cohort_id IN ?", cohorts).Order("cohort_id, number").Find(&list).Error
	return list, err
}

// Session is one session.
func (r Reads) Session(ctx context.Context, id models.ID) (models.Session, error) {
	var s models.Session
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&s).Error
	return s, known(err)
}

// CohortTrainer is who teaches a cohort.
type CohortTrainer struct {
	CohortID models.ID
	Name     string
}

// TrainersOf are who teaches the cohorts, by name: those named for the cohort, or else those of its course.
func (r Reads) TrainersOf(ctx context.Context, cohorts []models.ID, today models.Date) ([]CohortTrainer, error) {
	var list []CohortTrainer
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT cohorts.id AS cohort_id, people.name AS name FROM cohorts
		JOIN grants ON grants.role = ? AND `+onDay("grants")+`
			AND (grants.scope_kind = ? AND grants.scope_id = cohorts.id AND NOT `+standsIn("grants")+`
				OR grants.scope_kind = ? AND grants.scope_id = cohorts.course_id
				AND NOT EXISTS (SELECT 1 FROM grants AS named WHERE named.role = ? AND named.scope_kind = ? AND named.scope_id = cohorts.id AND NOT `+standsIn("named")+`))
		JOIN people ON people.id = grants.person_id WHERE cohorts.id IN ? ORDER BY cohort_id, name`,
		models.Trainer, today, today, models.OneCohort, models.OneCourse, models.Trainer, models.OneCohort, cohorts).Scan(&list).Error
	return list, err
}

// Clash is a session that somebody is to attend at the time of another.
type Clash struct {
	models.Session
	CourseTitle string
}

// Clashes are the sessions of other cohorts that the person is on, at the times of the cohort's own.
func (r Reads) Clashes(ctx context.Context, cohort, person models.ID) ([]Clash, error) {
	var list []Clash
	err := r.db.WithContext(ctx).Raw(`SELECT theirs.*, courses.title AS course_title FROM sessions AS theirs
		JOIN enrolments ON enrolments.cohort_id = theirs.cohort_id AND enrolments.person_id = ? AND enrolments.state IN ?
		JOIN cohorts ON cohorts.id = theirs.cohort_id AND cohorts.state = ?
		JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)
		WHERE theirs.cohort_id <> ? AND EXISTS (SELECT 1 FROM sessions AS ours
			WHERE ours.cohort_id = ? AND ours.starts < theirs.ends AND theirs.starts < ours.ends)
		ORDER BY theirs.starts, theirs.id`,
		person, []models.EnrolmentState{models.Placed, models.Offered}, models.CohortOpen, cohort, cohort).Scan(&list).Error
	return list, err
}
