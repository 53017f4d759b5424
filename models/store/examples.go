package store

import (
	"context"

	"trellis/models"
)

// ListedExample is a worked example with who added it.
type ListedExample struct {
	models.WorkedExample
	ByName string
}

// WorkedExamples are those of the competencies that stand, by level, oldest first.
func (r Reads) WorkedExamples(ctx context.Context, competencies []models.ID) ([]ListedExample, error) {
	var list []ListedExample
	err := r.db.WithContext(ctx).Table("worked_examples").Select("worked_examples.*, people.name AS by_name").
		Joins("JOIN people ON people.id = worked_examples.by_id").Where("competency_id IN ? AND withdrawn_at IS NULL", competencies).
		Order("competency_id, level, added_at, worked_examples.id").Scan(&list).Error
	return list, err
}

// WithdrawExample takes a worked example back; models.ErrNotFound when there is none, or it was taken back before.
func (tx *Tx) WithdrawExample(ctx context.Context, competency, id models.ID) error {
	result := tx.db.WithContext(ctx).Model(&models.WorkedExample{}).Where("id = ? AND competency_id = ? AND withdrawn_at IS NULL", id, competency).
		Update("withdrawn_at", tx.now)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}

// CompetencyOf is the competency of the version with that address.
func (r Reads) CompetencyOf(ctx context.Context, version models.ID, slug string) (models.Competency, error) {
	var c models.Competency
	err := r.db.WithContext(ctx).Where("framework_version_id = ? AND slug = ?", version, slug).Take(&c).Error
	return c, known(err)
}

// FrameworkOf is the framework that a version is of.
func (r Reads) FrameworkOf(ctx context.Context, v models.FrameworkVersion) (models.Framework, error) {
	var f models.Framework
	err := r.db.WithContext(ctx).Where("id = ?", v.FrameworkID).Take(&f).Error
	return f, known(err)
}
