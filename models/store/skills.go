package store

import (
	"context"
	"time"

	"trellis/models"
)

// FrameworkSkill is a competency with the domain it stands in.
type FrameworkSkill struct {
	models.Competency
	DomainCode     string
	DomainName     string
	DomainPosition int
	Version        string // number of the version of the framework
}

const frameworkSkill = `competencies.*, domains.code AS domain_code, domains.name AS domain_name, domains.position AS domain_position,
	(SELECT version FROM framework_versions WHERE framework_versions.id = competencies.framework_version_id) AS version`

// FrameworkSkills are the competencies with the ids, in the order of their framework.
func (r Reads) FrameworkSkills(ctx context.Context, ids []models.ID) ([]FrameworkSkill, error) {
	var list []FrameworkSkill
	err := r.db.WithContext(ctx).Table("competencies").Select(frameworkSkill).
		Joins("JOIN domains ON domains.id = competencies.domain_id").Where("competencies.id IN ?", ids).
		Order("domains.position, domains.id, competencies.position, competencies.id").Scan(&list).Error
	return list, err
}

// FrameworkSkillBySlug is the competency at that address: of one of the versions if they have it, else of the version
// published last.
func (r Reads) FrameworkSkillBySlug(ctx context.Context, versions []models.ID, slug string) (FrameworkSkill, error) {
	var skill FrameworkSkill
	result := r.db.WithContext(ctx).Raw(`SELECT `+frameworkSkill+` FROM competencies JOIN domains ON domains.id = competencies.domain_id
		JOIN framework_versions ON framework_versions.id = competencies.framework_version_id
		WHERE competencies.slug = ? AND framework_versions.published_at IS NOT NULL
		ORDER BY CASE WHEN competencies.framework_version_id IN ? THEN 0 ELSE 1 END, framework_versions.published_at DESC, competencies.id
		LIMIT 1`, slug, append([]models.ID{""}, versions...)).Scan(&skill)
	if result.Error == nil && result.RowsAffected == 0 {
		return skill, models.ErrNotFound
	}
	return skill, result.Error
}

// ProfilesNamed are role profiles: those with the ids, in their order.
func (r Reads) ProfilesNamed(ctx context.Context, ids []models.ID) ([]models.RoleProfile, error) {
	var list []models.RoleProfile
	err := r.db.WithContext(ctx).Where("id IN ?", ids).Order("position, id").Find(&list).Error
	return list, err
}

// Requirements are what the role profiles ask for.
func (r Reads) Requirements(ctx context.Context, profiles []models.ID) ([]models.Requirement, error) {
	var list []models.Requirement
	err := r.db.WithContext(ctx).Where("role_profile_id IN ?", profiles).Order("role_profile_id, competency_id").Find(&list).Error
	return list, err
}

// Levels are the points of the scales of the framework versions, lowest first.
func (r Reads) Levels(ctx context.Context, versions []models.ID) ([]models.Level, error) {
	var list []models.Level
	err := r.db.WithContext(ctx).Where("framework_version_id IN ?", versions).Order("framework_version_id, value").Find(&list).Error
	return list, err
}

// Descriptors say what the competencies look like at each level, lowest first.
func (r Reads) Descriptors(ctx context.Context, competencies ...models.ID) ([]models.Descriptor, error) {
	var list []models.Descriptor
	err := r.db.WithContext(ctx).Where("competency_id IN ?", competencies).Order("competency_id, level").Find(&list).Error
	return list, err
}

// HeldSkill is where a person stands in something, and the version of the framework from which that was carried over; empty
// where it was not.
type HeldSkill struct {
	models.Skill
	CarriedFrom string
}

// Skills are where a person stands in everything that was ever assessed or suggested.
func (r Reads) Skills(ctx context.Context, person models.ID) ([]models.Skill, error) {
	var list []models.Skill
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("competency_id").Find(&list).Error
	return list, err
}

// SkillsNow are the same, and where they were carried over from. What was carried over to another version is told there alone.
func (r Reads) SkillsNow(ctx context.Context, person models.ID) ([]HeldSkill, error) {
	var list []HeldSkill
	err := r.db.WithContext(ctx).Raw(`SELECT skills.*, coalesce(framework_versions.version, '') AS carried_from FROM skills
		LEFT JOIN assessments a ON a.id = skills.assessment_id LEFT JOIN assessments origin ON origin.id = a.carried_from_id
		LEFT JOIN competencies ON competencies.id = origin.competency_id LEFT JOIN framework_versions ON framework_versions.id = competencies.framework_version_id
		WHERE skills.person_id = @person AND NOT EXISTS (SELECT 1 FROM assessments n WHERE n.carried_from_id = skills.assessment_id)
			AND (skills.assessment_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM assessments s JOIN assessments n ON n.carried_from_id = s.id
				WHERE s.person_id = skills.person_id AND s.competency_id = skills.competency_id))
		ORDER BY skills.competency_id`, map[string]any{"person": person}).Scan(&list).Error
	return list, err
}

// BuildingCourse is a course that brings a competency to a level, with its next open cohort if there is one.
type BuildingCourse struct {
	CompetencyID models.ID
	Level        int
	Code         string
	Slug         string
	Title        string
	CohortCode   string
	Starts       *time.Time
}

// CoursesBuilding are the courses that build the competencies, those with the soonest cohort first.
func (r Reads) CoursesBuilding(ctx context.Context, competencies []models.ID, now time.Time) ([]BuildingCourse, error) {
	var list []BuildingCourse
	err := r.db.WithContext(ctx).Raw(`SELECT o.competency_id, o.level, c.code, c.slug, c.title, coalesce(h.code, '') AS cohort_code, h.starts
		FROM outcomes o JOIN courses c ON c.id = o.course_id AND c.state = ?
		LEFT JOIN cohorts h ON h.id = (SELECT n.id FROM cohorts n WHERE n.course_id = c.id AND n.state = ? AND n.starts > ?
			ORDER BY n.starts, n.id LIMIT 1)
		WHERE o.competency_id IN ?
		ORDER BY CASE WHEN h.starts IS NULL THEN 1 ELSE 0 END, h.starts, c.title_key, c.id`,
		models.CoursePublished, models.CohortOpen, now, competencies).Scan(&list).Error
	return list, err
}
