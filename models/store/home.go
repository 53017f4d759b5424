package store

import (
	"context"
	"time"

	"trellis/models"
)

// Organisation is one organisation.
func (r Reads) Organisation(ctx context.Context, id models.ID) (models.Organisation, error) {
	var o models.Organisation
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&o).Error
	return o, known(err)
}

// CountRecords counts the records of a person that are neither withdrawn nor replaced.
func (r Reads) CountRecords(ctx context.Context, person models.ID) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.CompletionRecord{}).
		Where("person_id = ? AND revoked_at IS NULL AND superseded_at IS NULL", person).Count(&n).Error
	return int(n), err
}

// LatestRecords are the newest live records of a person.
func (r Reads) LatestRecords(ctx context.Context, person models.ID, most int) ([]models.CompletionRecord, error) {
	var list []models.CompletionRecord
	err := r.db.WithContext(ctx).Where("person_id = ? AND revoked_at IS NULL AND superseded_at IS NULL", person).
		Order("issued_at DESC, id").Limit(most).Find(&list).Error
	return list, err
}

// Answered is what a manager answered to a day's assessments of a person.
type Answered struct {
	Competency string
	Manager    string
	Agrees     bool
	CreatedAt  time.Time
}

// LatestAnswered are the newest answers that a person's assessments had from managers.
func (r Reads) LatestAnswered(ctx context.Context, person models.ID, most int) ([]Answered, error) {
	var list []Answered
	err := r.db.WithContext(ctx).Table("confirmations").
		Select("competencies.name AS competency, people.name AS manager, confirmations.agrees, confirmations.created_at").
		Joins("JOIN assessments ON assessments.id = confirmations.assessment_id").
		Joins("JOIN competencies ON competencies.id = assessments.competency_id").
		Joins("JOIN people ON people.id = confirmations.by_id").
		Where("assessments.person_id = ?", person).Order("confirmations.created_at DESC, confirmations.id").Limit(most).Scan(&list).Error
	return list, err
}

// Opening is a cohort that can be joined, with its course.
type Opening struct {
	Slug, Title, Delivery string
	Starts, Ends          time.Time
}

// Openings are the next cohorts that can be joined, the soonest first.
func (r Reads) Openings(ctx context.Context, now time.Time, most int) ([]Opening, error) {
	var list []Opening
	err := r.db.WithContext(ctx).Table("cohorts").
		Select("courses.slug, courses.title, courses.delivery, cohorts.starts, cohorts.ends").
		Joins("JOIN courses ON courses.id = cohorts.course_id").
		Where("cohorts.state = ? AND cohorts.opens <= ? AND cohorts.closes > ? AND cohorts.starts > ?", models.CohortOpen, now, now, now).
		Order("cohorts.starts, cohorts.id").Limit(most).Scan(&list).Error
	return list, err
}
