package store

import (
	"context"
	"errors"
	"time"

	"trellis/models"
)

// ProgrammesWith are the programmes that a course is part of, by title.
func (r Reads) ProgrammesWith(ctx context.Context, course models.ID) ([]models.Programme, error) {
	var list []models.Programme
	err := r.db.WithContext(ctx).Select("programmes.*").Joins("JOIN programme_courses ON programme_courses.programme_id = programmes.id").
		Where("programme_courses.course_id = ?", course).Order("programmes.title, programmes.id").Find(&list).Error
	return list, err
}

// Programmes are all programmes, by title.
func (r Reads) Programmes(ctx context.Context) ([]models.Programme, error) {
	var list []models.Programme
	err := r.db.WithContext(ctx).Order("title, id").Find(&list).Error
	return list, err
}

// ProgrammeByCode is the programme with that code.
func (r Reads) ProgrammeByCode(ctx context.Context, code string) (models.Programme, error) {
	var p models.Programme
	err := r.db.WithContext(ctx).Where("code = ?", code).Take(&p).Error
	return p, known(err)
}

// LockProgramme takes a programme for this transaction: nobody else writes it meanwhile.
func (tx *Tx) LockProgramme(ctx context.Context, code string) (models.Programme, error) {
	var p models.Programme
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("code = ?", code).Take(&p).Error
	return p, known(err)
}

// ProgrammeParts are the programmes with their sets and courses, in their order.
func (r Reads) ProgrammeParts(ctx context.Context, programmes ...models.Programme) ([]models.ProgrammeParts, error) {
	ids := make([]models.ID, len(programmes))
	parts := make([]models.ProgrammeParts, len(programmes))
	at := make(map[models.ID]*models.ProgrammeParts, len(programmes))
	for i, p := range programmes {
		ids[i], parts[i].Programme = p.ID, p
		at[p.ID] = &parts[i]
	}
	var sets []models.ProgrammeSet
	var courses []models.ProgrammeCourse
	db := r.db.WithContext(ctx)
	err := errors.Join(
		db.Where("programme_id IN ?", ids).Order("programme_id, number").Find(&sets).Error,
		db.Where("programme_id IN ?", ids).Order("programme_id, set_number, position").Find(&courses).Error,
	)
	for _, s := range sets {
		at[s.ProgrammeID].Sets = append(at[s.ProgrammeID].Sets, s)
	}
	for _, c := range courses {
		at[c.ProgrammeID].Courses = append(at[c.ProgrammeID].Courses, c)
	}
	return parts, err
}

// KeepProgramme keeps a programme with its sets and courses in place of what it had. It answers models.ErrTaken when another has
// the code.
func (tx *Tx) KeepProgramme(ctx context.Context, p models.ProgrammeParts) error {
	return tx.KeepCourses(ctx, Content{Programmes: []models.Programme{p.Programme}, Sets: p.Sets, InProgrammes: p.Courses}, nil)
}

// CompletedAmong are those of the courses that the person has completed: on a cohort, or by a record that was not withdrawn.
func (r Reads) CompletedAmong(ctx context.Context, person models.ID, courses []models.ID) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT cohorts.course_id FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
			WHERE enrolments.person_id = ? AND enrolments.state = ? AND cohorts.course_id IN ?
		UNION SELECT course_id FROM completion_records WHERE person_id = ? AND revoked_at IS NULL AND course_id IN ?`,
		person, models.Completed, courses, person, courses).Scan(&ids).Error
	return ids, err
}

// CoursesOn are those of the courses on a cohort of which the person has a place, that has not ended.
func (r Reads) CoursesOn(ctx context.Context, person models.ID, courses []models.ID, now time.Time) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT cohorts.course_id FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
			WHERE enrolments.person_id = ? AND enrolments.state = ? AND cohorts.ends > ? AND cohorts.course_id IN ?`,
		person, models.Placed, now, courses).Scan(&ids).Error
	return ids, err
}
