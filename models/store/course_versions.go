package store

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
)

// LockCourse takes a course for this transaction: nobody plans a cohort of it, writes or publishes it meanwhile. Whoever locks
// cohorts too locks the course first.
func (tx *Tx) LockCourse(ctx context.Context, id models.ID) (models.Course, error) {
	var c models.Course
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&c).Error
	return c, known(err)
}

// LockCourseByCode is LockCourse for the code that people see.
func (tx *Tx) LockCourseByCode(ctx context.Context, code string) error {
	var c models.Course
	return known(tx.db.WithContext(ctx).Clauses(changing()).Select("id").Where("code = ?", code).Take(&c).Error)
}

// LockCoursesAmong is LockCourse for several.
func (tx *Tx) LockCoursesAmong(ctx context.Context, ids []models.ID) error {
	var locked []models.ID
	return tx.db.WithContext(ctx).Model(&models.Course{}).Clauses(changing()).Where("id IN ?", ids).Order("id").Pluck("id", &locked).Error
}

// CourseParts are a course, or a version of one, with all that belongs to it.
func (r Reads) CourseParts(ctx context.Context, id models.ID) (p models.CourseParts, err error) {
	if p.Course, err = r.Course(ctx, id); err != nil {
		return p, err
	}
	db := r.db.WithContext(ctx)
	return p, errors.Join(
		db.Where("course_id = ?", id).Order("position").Find(&p.Units).Error,
		db.Where("course_id = ?", id).Order("competency_id").Find(&p.Outcomes).Error,
		db.Where("course_id = ?", id).Order("alternative, id").Find(&p.Prerequisites).Error,
	)
}

// DraftOf is the draft of a course that is taught; models.ErrNotFound where there is none.
func (r Reads) DraftOf(ctx context.Context, course models.ID) (models.Course, error) {
	var c models.Course
	err := r.db.WithContext(ctx).Where("version_of_id = ? AND state = ?", course, models.CourseDraft).Take(&c).Error
	return c, known(err)
}

// EarlierVersions are those of a course, the newest first.
func (r Reads) EarlierVersions(ctx context.Context, course models.ID) ([]models.Course, error) {
	var list []models.Course
	err := r.db.WithContext(ctx).Where("version_of_id = ? AND state = ?", course, models.CourseSuperseded).Order("version DESC, id").Find(&list).Error
	return list, err
}

// CoursesNotTaught are the drafts and the earlier versions: what they are called by alone.
func (r Reads) CoursesNotTaught(ctx context.Context) ([]models.Course, error) {
	var list []models.Course
	err := r.db.WithContext(ctx).Select("id, code, slug, state, version_of_id").Where("state <> ?", models.CoursePublished).Order("code").Find(&list).Error
	return list, err
}

// VersionCohort is a cohort with which version of its course it runs.
type VersionCohort struct {
	models.Cohort
	Version int
	People  int // who have a place, or had one to the end
}

// CohortsByVersion are the cohorts of a course, the newest first.
func (r Reads) CohortsByVersion(ctx context.Context, course models.ID) ([]VersionCohort, error) {
	var list []VersionCohort
	err := r.db.WithContext(ctx).Table("cohorts").Select(`cohorts.*, courses.version,
			(SELECT count(*) FROM enrolments WHERE enrolments.cohort_id = cohorts.id AND enrolments.state IN ?) AS people`, models.OnRegister()).
		Joins("JOIN courses ON courses.id = COALESCE(cohorts.content_id, cohorts.course_id)").
		Where("cohorts.course_id = ?", course).Order("cohorts.starts DESC, cohorts.code").Scan(&list).Error
	return list, err
}

// WithCohorts are those of the courses that have a cohort.
func (r Reads) WithCohorts(ctx context.Context, courses []models.ID) (map[models.ID]bool, error) {
	has := map[models.ID]bool{}
	for chunk := range slices.Chunk(courses, atOnce) {
		var ids []models.ID
		if err := r.db.WithContext(ctx).Model(&models.Cohort{}).Distinct("course_id").Where("course_id IN ?", chunk).Pluck("course_id", &ids).Error; err != nil {
			return nil, err
		}
		for _, id := range ids {
			has[id] = true
		}
	}
	return has, nil
}

// KeepCourse keeps a course or a draft with all that belongs to it, in place of what belonged to it before. It answers
// models.ErrTaken when another has the code or the address.
func (tx *Tx) KeepCourse(ctx context.Context, p models.CourseParts) error {
	before, err := tx.Units(ctx, p.Course.ID)
	if err != nil {
		return err
	}
	var gone []models.ID
	for _, u := range before {
		if !slices.ContainsFunc(p.Units, func(now models.Unit) bool { return now.ID == u.ID }) {
			gone = append(gone, u.ID)
		}
	}
	return tx.KeepCourses(ctx, Content{Courses: []models.Course{p.Course}, Units: p.Units, Outcomes: p.Outcomes, Prerequisites: p.Prerequisites}, gone)
}

// DropDraft forgets a draft.
func (tx *Tx) DropDraft(ctx context.Context, draft models.Course) error {
	if draft.State != models.CourseDraft {
		return models.ErrNotFound
	}
	for _, statement := range []string{
		"DELETE FROM units WHERE course_id = ?", "DELETE FROM outcomes WHERE course_id = ?", "DELETE FROM prerequisites WHERE course_id = ?",
		"DELETE FROM courses WHERE id = ?",
	} {
		if err := tx.db.WithContext(ctx).Exec(statement, draft.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// PublishCourse puts what a course is to say in place of what is taught now, which becomes a row of its own with its units,
// outcomes and prerequisites: every cohort that is not a draft keeps that to its end, and what registers and passes refer to
// stays as it was. The course is locked.
func (tx *Tx) PublishCourse(ctx context.Context, now models.Course, next models.CourseParts) error {
	old := now.Superseded(NewID())
	if err := tx.Add(ctx, &old); err != nil {
		return err
	}
	before, err := tx.Units(ctx, now.ID)
	if err != nil {
		return err
	}
	db := tx.db.WithContext(ctx)
	for _, statement := range []string{
		"UPDATE units SET course_id = ? WHERE course_id = ?",
		"UPDATE outcomes SET course_id = ? WHERE course_id = ?",
		"UPDATE prerequisites SET course_id = ? WHERE course_id = ?",
		"UPDATE cohorts SET content_id = ? WHERE course_id = ? AND content_id IS NULL AND state <> 'draft'",
	} {
		if err := db.Exec(statement, old.ID, now.ID).Error; err != nil {
			return err
		}
	}
	next = next.Under(now.ID, NewID)
	next.Course = now.Becomes(next.Course)
	next.Course.PublishedAt, next.Course.ChangedAt = &tx.now, &tx.now
	if err := tx.KeepCourse(ctx, next); err != nil {
		return err
	}
	return tx.followUnits(ctx, now.ID, before, next.Units)
}

// followUnits lets the sessions of cohorts that nobody has seen yet go on with the new version: the first session with the
// first, and so on.
func (tx *Tx) followUnits(ctx context.Context, course models.ID, before, after []models.Unit) error {
	var sessions []models.Session
	err := tx.db.WithContext(ctx).Select("sessions.*").Where("sessions.unit_id IS NOT NULL").
		Joins("JOIN cohorts ON cohorts.id = sessions.cohort_id AND cohorts.course_id = ? AND cohorts.content_id IS NULL", course).Find(&sessions).Error
	if err != nil {
		return err
	}
	was, is := models.CourseParts{Units: before}.Sessions(), models.CourseParts{Units: after}.Sessions()
	for i := range sessions {
		at := slices.IndexFunc(was, func(u models.Unit) bool { return u.ID == *sessions[i].UnitID })
		sessions[i].UnitID = nil
		if at >= 0 && at < len(is) {
			sessions[i].UnitID = &is[at].ID
		}
	}
	return change(ctx, tx, sessions, "unit_id")
}
