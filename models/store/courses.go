package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// CourseSearch says which courses are wanted. What is empty asks for nothing.
type CourseSearch struct {
	Text     string // words that begin a word of the title, of a skill or are in the summary
	Skill    string // slug of a competency that the course builds
	Level    int    // that it reaches
	Delivery string
	OpenAt   *time.Time // a cohort takes enrolments then
	Now      time.Time  // from which the next dates are looked for
}

// Courses is one page of the courses found: by title, code, or next date.
func (r Reads) Courses(ctx context.Context, search CourseSearch, at models.PageAt) (models.Page[models.Course], error) {
	never := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) // a course without a date comes last
	next := order{
		by:     `COALESCE((SELECT min(cohorts.starts) FROM cohorts WHERE cohorts.course_id = courses.id AND cohorts.state = ? AND cohorts.starts > ?), ?)`,
		values: []any{models.CohortOpen, search.Now, never}, kind: asMoment,
	}
	return readPage[models.Course](list{
		from: search.find(r.taughtNow(ctx)), columns: "courses.*", usual: "title",
		orders: map[string]order{"title": {by: "courses.title_key", kind: asText}, "code": {by: "courses.code", kind: asText}, "next": next},
	}, at)
}

// CountCourses counts the courses found.
func (r Reads) CountCourses(ctx context.Context, search CourseSearch) (int, error) {
	return list{from: search.find(r.taughtNow(ctx))}.count()
}

// taughtNow are the courses themselves: neither drafts nor earlier versions.
func (r Reads) taughtNow(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Table("courses").Where("courses.state = ?", models.CoursePublished)
}

func (f CourseSearch) find(db *gorm.DB) *gorm.DB {
	for word := range strings.FieldsSeq(wantedText(f.Text)) {
		start, within := like(word)
		db = db.Where(`(courses.title_key LIKE ? ESCAPE '\' OR courses.title_key LIKE ? ESCAPE '\' OR lower(courses.code) LIKE ? ESCAPE '\'
			OR lower(courses.summary) LIKE ? ESCAPE '\' OR EXISTS (
				SELECT 1 FROM outcomes JOIN competencies ON competencies.id = outcomes.competency_id WHERE outcomes.course_id = courses.id
				AND (competencies.name_key LIKE ? ESCAPE '\' OR competencies.name_key LIKE ? ESCAPE '\')))`,
			start, within, start, within, start, within)
	}
	if f.Skill != "" || f.Level > 0 {
		db = db.Where(`EXISTS (SELECT 1 FROM outcomes JOIN competencies ON competencies.id = outcomes.competency_id
			WHERE outcomes.course_id = courses.id AND (? = '' OR competencies.slug = ?) AND (? = 0 OR outcomes.level = ?))`,
			f.Skill, f.Skill, f.Level, f.Level)
	}
	if f.Delivery != "" {
		db = db.Where("courses.delivery = ?", f.Delivery)
	}
	if f.OpenAt != nil {
		db = db.Where(`EXISTS (SELECT 1 FROM cohorts WHERE cohorts.course_id = courses.id AND cohorts.state = ?
			AND cohorts.opens <= ? AND cohorts.closes > ?)`, models.CohortOpen, *f.OpenAt, *f.OpenAt)
	}
	return db
}

// Deliveries are the ways in which courses are given.
func (r Reads) Deliveries(ctx context.Context) ([]string, error) {
	var list []string
	err := r.db.WithContext(ctx).Model(&models.Course{}).Distinct("delivery").Where("state = ? AND delivery <> ''", models.CoursePublished).Order("delivery").Pluck("delivery", &list).Error
	return list, err
}

// BuiltCompetencies are those that some course builds, by name.
func (r Reads) BuiltCompetencies(ctx context.Context) ([]models.Competency, error) {
	var list []models.Competency
	err := r.db.WithContext(ctx).Where(`id IN (SELECT outcomes.competency_id FROM outcomes JOIN courses ON courses.id = outcomes.course_id AND courses.state = ?)`, models.CoursePublished).Order("name_key, id").Find(&list).Error
	return list, err
}

// BuiltLevels are the levels that some course reaches, lowest first.
func (r Reads) BuiltLevels(ctx context.Context) ([]models.Level, error) {
	var list []models.Level
	err := r.db.WithContext(ctx).Raw(`SELECT outcomes.level AS value, min(levels.label) AS label FROM outcomes
		JOIN courses ON courses.id = outcomes.course_id AND courses.state = ?
		JOIN competencies ON competencies.id = outcomes.competency_id
		JOIN levels ON levels.framework_version_id = competencies.framework_version_id AND levels.value = outcomes.level
		GROUP BY outcomes.level ORDER BY outcomes.level`, models.CoursePublished).Scan(&list).Error
	return list, err
}

// CourseOutcome is an outcome with the course it is of.
type CourseOutcome struct {
	CourseID models.ID
	Outcome
}

// OutcomesOf are what the courses build, each in the order of the framework.
func (r Reads) OutcomesOf(ctx context.Context, courses []models.ID) ([]CourseOutcome, error) {
	var list []CourseOutcome
	err := r.db.WithContext(ctx).Table("outcomes").
		Select("outcomes.course_id, competencies.*, outcomes.level, levels.label AS level_label").
		Joins("JOIN competencies ON competencies.id = outcomes.competency_id").
		Joins("LEFT JOIN levels ON levels.framework_version_id = competencies.framework_version_id AND levels.value = outcomes.level").
		Where("outcomes.course_id IN ?", courses).Order("outcomes.course_id, competencies.position").Scan(&list).Error
	return list, err
}

// SkillsAmong are where the person stands in those of the competencies of which something is known.
func (r Reads) SkillsAmong(ctx context.Context, person models.ID, competencies []models.ID) ([]models.Skill, error) {
	var list []models.Skill
	err := r.db.WithContext(ctx).Where("person_id = ? AND competency_id IN ?", person, competencies).Find(&list).Error
	return list, err
}

// Advised is something to have before a course, and whether the person has it.
type Advised struct {
	models.Prerequisite
	CourseTitle    string
	CourseSlug     string
	CompetencyName string
	LevelLabel     string
	Met            bool
}

// AdvisedBefore are the prerequisites of a course, alternatives together, as they stand for the person.
func (r Reads) AdvisedBefore(ctx context.Context, course, person models.ID) ([]Advised, error) {
	var list []Advised
	err := r.db.WithContext(ctx).Raw(`SELECT prerequisites.*, coalesce(courses.title, '') AS course_title, coalesce(courses.slug, '') AS course_slug,
			coalesce(competencies.name, '') AS competency_name, coalesce(levels.label, '') AS level_label,
			(EXISTS (SELECT 1 FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
				WHERE cohorts.course_id = prerequisites.other_id AND enrolments.person_id = ? AND enrolments.state = ?)
			OR EXISTS (SELECT 1 FROM completion_records WHERE completion_records.course_id = prerequisites.other_id
				AND completion_records.person_id = ? AND completion_records.revoked_at IS NULL)
			OR EXISTS (SELECT 1 FROM skills WHERE skills.competency_id = prerequisites.competency_id AND skills.person_id = ?
				AND skills.assessment_id IS NOT NULL AND skills.level >= prerequisites.level)) AS met
		FROM prerequisites LEFT JOIN courses ON courses.id = prerequisites.other_id
		LEFT JOIN competencies ON competencies.id = prerequisites.competency_id
		LEFT JOIN levels ON levels.framework_version_id = competencies.framework_version_id AND levels.value = prerequisites.level
		WHERE prerequisites.course_id = ? ORDER BY prerequisites.alternative, prerequisites.id`,
		person, models.Completed, person, person, course).Scan(&list).Error
	return list, err
}

// Interested counts who wants to hear of new dates of a course, and tells whether the person is among them.
func (r Reads) Interested(ctx context.Context, course, person models.ID) (people int, among bool, err error) {
	var row struct{ People, Among int }
	err = r.db.WithContext(ctx).Raw(`SELECT count(*) AS people, coalesce(sum(CASE WHEN person_id = ? THEN 1 ELSE 0 END), 0) AS among
		FROM interests WHERE course_id = ?`, person, course).Scan(&row).Error
	return row.People, row.Among > 0, err
}
