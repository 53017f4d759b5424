package store

import (
	"context"
	"time"

	"trellis/models"
)

// CourseCount is how much of a course there is: its units, its cohorts by whether they are over, and the people who have
// or had a place on one.
type CourseCount struct {
	ID                          models.ID
	Units, Planned, Run, People int
}

// CourseCounts are those of the courses, by id.
func (r Reads) CourseCounts(ctx context.Context, courses []models.ID, now time.Time) (map[models.ID]CourseCount, error) {
	var rows []CourseCount
	const cohorts = "(SELECT count(*) FROM cohorts WHERE cohorts.course_id = courses.id AND cohorts.state = ? AND cohorts.ends "
	err := r.db.WithContext(ctx).Table("courses").
		Select(`courses.id, (SELECT count(*) FROM units WHERE units.course_id = courses.id) AS units, `+
			cohorts+`>= ?) AS planned, `+cohorts+`< ?) AS run,
			(SELECT count(*) FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
				WHERE cohorts.course_id = courses.id AND enrolments.state IN ?) AS people`,
			models.CohortOpen, now, models.CohortOpen, now, models.OnRegister()).
		Where("courses.id IN ?", courses).Scan(&rows).Error
	counts := make(map[models.ID]CourseCount, len(rows))
	for _, row := range rows {
		counts[row.ID] = row
	}
	return counts, err
}

// NextStart is when the next cohort of a course starts.
type NextStart struct {
	CourseID models.ID
	Code     string
	Starts   time.Time
}

// NextStarts are those of the courses, the soonest last.
func (r Reads) NextStarts(ctx context.Context, courses []models.ID, now time.Time) ([]NextStart, error) {
	var rows []NextStart
	err := r.db.WithContext(ctx).Table("cohorts").Select("course_id, code, starts").
		Where("course_id IN ? AND state = ? AND starts > ?", courses, models.CohortOpen, now).Order("starts DESC, code DESC").Scan(&rows).Error
	return rows, err
}

// CoursesByTitle are all courses, for a choice.
func (r Reads) CoursesByTitle(ctx context.Context) ([]models.Course, error) {
	var list []models.Course
	err := r.db.WithContext(ctx).Select("id, code, title").Where("state = ?", models.CoursePublished).Order("title_key, id").Find(&list).Error
	return list, err
}
