package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Added are the competencies that a person wants to be asked about besides what their role asks for.
func (r Reads) Added(ctx context.Context, person models.ID) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Model(&models.AddedCompetency{}).Where("person_id = ?", person).Order("added_at, competency_id").Pluck("competency_id", &ids).Error
	return ids, err
}

// AddCompetency says that a person wants to be asked about a competency. Twice is once.
func (tx *Tx) AddCompetency(ctx context.Context, person, competency models.ID) error {
	row := models.AddedCompetency{PersonID: person, CompetencyID: competency, AddedAt: tx.now}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error)
}

// RemoveCompetency says that a person no longer wants to be asked about a competency.
func (tx *Tx) RemoveCompetency(ctx context.Context, person, competency models.ID) error {
	return tx.db.WithContext(ctx).Where("person_id = ? AND competency_id = ?", person, competency).Delete(&models.AddedCompetency{}).Error
}

// Addable are the competencies of framework versions whose name or description holds the folded words, in the order of their
// framework.
func (r Reads) Addable(ctx context.Context, versions []models.ID, words string, most int) ([]FrameworkSkill, error) {
	var list []FrameworkSkill
	query := r.db.WithContext(ctx).Table("competencies").Select(frameworkSkill).
		Joins("JOIN domains ON domains.id = competencies.domain_id").Where("competencies.framework_version_id IN ?", versions)
	if words != "" {
		_, within := like(words)
		query = query.Where("(competencies.name_key LIKE ? ESCAPE '\\' OR lower(competencies.description) LIKE ? ESCAPE '\\')", within, within)
	}
	err := query.Order("domains.position, domains.id, competencies.position, competencies.id").Limit(most).Scan(&list).Error
	return list, err
}

// VersionsOfProfiles are the framework versions that the role profiles stand on.
func (r Reads) VersionsOfProfiles(ctx context.Context, profiles []models.ID) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Model(&models.RoleProfile{}).Where("id IN ?", profiles).Distinct().Order("framework_version_id").Pluck("framework_version_id", &ids).Error
	return ids, err
}

// Interests are how much a person would like to do of each domain they were asked about.
func (r Reads) Interests(ctx context.Context, person models.ID) (map[models.ID]models.Wish, error) {
	var list []models.DomainInterest
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Find(&list).Error
	wishes := make(map[models.ID]models.Wish, len(list))
	for _, i := range list {
		wishes[i.DomainID] = i.Interest
	}
	return wishes, err
}

// KeepInterest keeps how much a person would like to do of a domain, in place of what they said before.
func (tx *Tx) KeepInterest(ctx context.Context, i models.DomainInterest) error {
	i.SaidAt = tx.now
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "person_id"}, {Name: "domain_id"}}, DoUpdates: clause.AssignmentColumns([]string{"interest", "said_at"}),
	}).Create(&i).Error)
}

// Leaves are when a person is away, what is over left out, the next first.
func (r Reads) Leaves(ctx context.Context, person models.ID, today models.Date) ([]models.Leave, error) {
	var list []models.Leave
	err := r.db.WithContext(ctx).Where("person_id = ? AND until_day >= ?", person, today).Order("from_day, id").Find(&list).Error
	return list, err
}

// EndLeave takes back when a person is away; models.ErrNotFound when it is not theirs.
func (tx *Tx) EndLeave(ctx context.Context, person, id models.ID) error {
	result := tx.db.WithContext(ctx).Where("id = ? AND person_id = ?", id, person).Delete(&models.Leave{})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrNotFound
	}
	return result.Error
}
