package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Chosen are the optional competencies that a person has chosen of the role profiles.
func (r Reads) Chosen(ctx context.Context, person models.ID, profiles []models.ID) ([]models.ChosenCompetency, error) {
	var list []models.ChosenCompetency
	err := r.db.WithContext(ctx).Where("person_id = ? AND role_profile_id IN ?", person, profiles).Order("role_profile_id, competency_id").Find(&list).Error
	return list, err
}

// TeamChosen are the optional competencies that the people in sight have chosen of the role profiles, by person.
func (r Reads) TeamChosen(ctx context.Context, sight Sight, profiles []models.ID) (map[models.ID][]models.ChosenCompetency, error) {
	args := sight.args()
	args["profiles"] = profiles
	var list []models.ChosenCompetency
	err := r.db.WithContext(ctx).Raw(`SELECT chosen_competencies.* FROM chosen_competencies WHERE chosen_competencies.role_profile_id IN @profiles
		AND chosen_competencies.person_id IN (`+sight.people()+`) ORDER BY person_id, role_profile_id, competency_id`, args).Scan(&list).Error
	by := map[models.ID][]models.ChosenCompetency{}
	for _, c := range list {
		by[c.PersonID] = append(by[c.PersonID], c)
	}
	return by, err
}

// Choose keeps what a person has chosen of what a role profile leaves open, in place of what they chose before. The caller has
// locked the person.
func (tx *Tx) Choose(ctx context.Context, person, profile models.ID, competencies []models.ID) error {
	return tx.tallied(ctx, []models.ID{person}, nil, func() error {
		db := tx.db.WithContext(ctx)
		if err := db.Where("person_id = ? AND role_profile_id = ?", person, profile).Delete(&models.ChosenCompetency{}).Error; err != nil {
			return err
		}
		rows := make([]models.ChosenCompetency, len(competencies))
		for i, id := range competencies {
			rows[i] = models.ChosenCompetency{PersonID: person, RoleProfileID: profile, CompetencyID: id, ChosenAt: tx.now}
		}
		return tx.Add(ctx, &rows)
	})
}

// Aspiration is the role that a person aims at; models.ErrNotFound for none.
func (r Reads) Aspiration(ctx context.Context, person models.ID) (models.Aspiration, error) {
	var a models.Aspiration
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Take(&a).Error
	return a, known(err)
}

// Aspire keeps the role that a person aims at, in place of the one before.
func (tx *Tx) Aspire(ctx context.Context, person, profile models.ID) error {
	a := models.Aspiration{PersonID: person, RoleProfileID: profile, SaidAt: tx.now}
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "person_id"}}, UpdateAll: true}).Create(&a).Error)
}

// AspireNoMore forgets it.
func (tx *Tx) AspireNoMore(ctx context.Context, person models.ID) error {
	return tx.db.WithContext(ctx).Where("person_id = ?", person).Delete(&models.Aspiration{}).Error
}

// NamedRole is a role profile with the framework and the version that it stands on.
type NamedRole struct {
	models.RoleProfile
	FrameworkID   models.ID
	FrameworkCode string
	FrameworkName string
	Version       string
}

// RolesToAimAt are the role profiles of published versions that are in use, by framework and name.
func (r Reads) RolesToAimAt(ctx context.Context) ([]NamedRole, error) {
	var list []NamedRole
	err := r.db.WithContext(ctx).Raw(namedRole+`WHERE framework_versions.state = ? AND NOT role_profiles.retired
		ORDER BY frameworks.name, framework_versions.published_at DESC, framework_versions.id, role_profiles.position, role_profiles.id`, models.Published).Scan(&list).Error
	return list, err
}

// AimedRole is the role that a person aims at, with its name and where it stands; models.ErrNotFound for none.
func (r Reads) AimedRole(ctx context.Context, person models.ID) (NamedRole, error) {
	var list []NamedRole
	err := r.db.WithContext(ctx).Raw(namedRole+`JOIN aspirations ON aspirations.role_profile_id = role_profiles.id WHERE aspirations.person_id = ?`, person).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	return append(list, NamedRole{})[0], err
}

// RolesWithIDs are the role profiles with the ids, with the framework and the version that they stand on.
func (r Reads) RolesWithIDs(ctx context.Context, ids []models.ID) ([]NamedRole, error) {
	var list []NamedRole
	err := r.db.WithContext(ctx).Raw(namedRole+`WHERE role_profiles.id IN ? ORDER BY role_profiles.position, role_profiles.id`, ids).Scan(&list).Error
	return list, err
}

const namedRole = `SELECT role_profiles.*, frameworks.id AS framework_id, frameworks.code AS framework_code, frameworks.name AS framework_name, framework_versions.version
	FROM role_profiles JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id
	JOIN frameworks ON frameworks.id = framework_versions.framework_id `
