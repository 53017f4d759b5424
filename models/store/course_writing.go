package store

import (
	"context"

	"trellis/models"
)

// WrittenCourse is a course as those who write it list it.
type WrittenCourse struct {
	models.Course
	Cohorts int  // that are not called off
	Drafted bool // a draft of its next version is there
}

// WrittenCourses are the courses that somebody may write, those that are only a draft yet among them, by title.
func (r Reads) WrittenCourses(ctx context.Context, taught Taught) ([]WrittenCourse, error) {
	db := r.db.WithContext(ctx).Table("courses").Where("courses.version_of_id IS NULL").Select(`courses.*,
		(SELECT count(*) FROM cohorts WHERE cohorts.course_id = courses.id AND cohorts.state <> ?) AS cohorts,
		EXISTS (SELECT 1 FROM courses AS draft WHERE draft.version_of_id = courses.id AND draft.state = ?) AS drafted`,
		models.CohortCancelled, models.CourseDraft)
	if !taught.All {
		db = db.Where("courses.id IN ?", taught.Courses)
	}
	var list []WrittenCourse
	err := db.Order("courses.title_key, courses.id").Scan(&list).Error
	return list, err
}

// SkillChoice is a competency that a course can build, with where it stands.
type SkillChoice struct {
	models.Competency
	Framework, Version, Domain string
}

// SkillChoices are the competencies of the published framework versions, and those among the ids, in the order of their frameworks.
func (r Reads) SkillChoices(ctx context.Context, also []models.ID) ([]SkillChoice, error) {
	var list []SkillChoice
	err := r.db.WithContext(ctx).Table("competencies").
		Select("competencies.*, frameworks.name AS framework, framework_versions.version, domains.name AS domain").
		Joins("JOIN domains ON domains.id = competencies.domain_id").
		Joins("JOIN framework_versions ON framework_versions.id = competencies.framework_version_id").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Where("framework_versions.state = ? OR competencies.id IN ?", models.Published, append([]models.ID{""}, also...)).
		Order("frameworks.name, framework_versions.published_at DESC, framework_versions.id, domains.position, domains.id, competencies.position, competencies.id").
		Scan(&list).Error
	return list, err
}

// CourseCodeTaken tells whether a course or a version of one has that code or that address, however it is written.
func (r Reads) CourseCodeTaken(ctx context.Context, code, slug string) (codeTaken, slugTaken bool, err error) {
	var row struct{ Code, Slug int }
	err = r.db.WithContext(ctx).Raw(`SELECT (SELECT count(*) FROM courses WHERE lower(code) = lower(?)) AS code, (SELECT count(*) FROM courses WHERE slug = ?) AS slug`,
		code, slug).Scan(&row).Error
	return row.Code > 0, row.Slug > 0, err
}
