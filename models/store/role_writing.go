package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// LockRoles takes a version of a framework for this transaction: nobody else draws role profiles on it, or ends it, meanwhile.
func (tx *Tx) LockRoles(ctx context.Context, framework, version string) (models.FrameworkVersion, error) {
	v, err := tx.VersionNamed(ctx, framework, version)
	if err != nil {
		return v, err
	}
	err = tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", v.ID).Take(&v).Error
	return v, known(err)
}

// RoleProfiles are the role profiles of a version, in their order: those that are a part of it, then those drawn on it.
func (r Reads) RoleProfiles(ctx context.Context, version models.ID) ([]models.RoleProfile, error) {
	var list []models.RoleProfile
	err := r.db.WithContext(ctx).Where("framework_version_id = ?", version).Order("drawn_here, position, name, id").Find(&list).Error
	return list, err
}

// RoleCoded is the role profile of a version with that code, and what it asks for.
func (r Reads) RoleCoded(ctx context.Context, version models.ID, code string) (models.DrawnRole, error) {
	var role models.DrawnRole
	db := r.db.WithContext(ctx)
	if err := db.Where("framework_version_id = ? AND code = ?", version, code).Take(&role.RoleProfile).Error; err != nil {
		return role, known(err)
	}
	err := db.Where("role_profile_id = ?", role.ID).Order("competency_id").Find(&role.Asks).Error
	return role, err
}

// CompetenciesOf are the competencies of versions, in their order.
func (r Reads) CompetenciesOf(ctx context.Context, versions ...models.ID) ([]FrameworkSkill, error) {
	var list []FrameworkSkill
	err := r.db.WithContext(ctx).Table("competencies").Select(frameworkSkill).
		Joins("JOIN domains ON domains.id = competencies.domain_id").Where("competencies.framework_version_id IN ?", versions).
		Order("domains.position, domains.id, competencies.position, competencies.id").Scan(&list).Error
	return list, err
}

// FrameworkByID is one framework.
func (r Reads) FrameworkByID(ctx context.Context, id models.ID) (models.Framework, error) {
	var f models.Framework
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&f).Error
	return f, known(err)
}

// CountHoldersOf counts the people whose current post names the role profile.
func (r Reads) CountHoldersOf(ctx context.Context, profile models.ID, today models.Date) (n int, err error) {
	err = r.db.WithContext(ctx).Raw("SELECT count(DISTINCT person_id) FROM posts WHERE role_profile_id = ? AND "+onDay("posts"), profile, today, today).Scan(&n).Error
	return n, err
}

// HeldByTeam is the levels that the people hold who work at an organisation, or in it as a team, by competency of a version.
func (r Reads) HeldByTeam(ctx context.Context, version, organisation models.ID, today models.Date) (map[models.ID][]int, error) {
	var rows []struct {
		CompetencyID models.ID
		Level        int
	}
	err := r.db.WithContext(ctx).Raw(`SELECT skills.competency_id, skills.level FROM skills JOIN competencies ON competencies.id = skills.competency_id
		WHERE competencies.framework_version_id = @version AND skills.assessment_id IS NOT NULL AND skills.person_id IN (
			SELECT posts.person_id FROM posts WHERE (posts.organisation_id = @organisation OR posts.team_id = @organisation)
				AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today))`,
		map[string]any{"version": version, "organisation": organisation, "today": today}).Scan(&rows).Error
	levels := map[models.ID][]int{}
	for _, row := range rows {
		levels[row.CompetencyID] = append(levels[row.CompetencyID], row.Level)
	}
	return levels, err
}

// AddRole keeps a role profile that is drawn on a published version. It stands behind those that are there.
func (tx *Tx) AddRole(ctx context.Context, role models.DrawnRole) (models.DrawnRole, error) {
	last := 0
	err := tx.db.WithContext(ctx).Model(&models.RoleProfile{}).Where("framework_version_id = ?", role.FrameworkVersionID).
		Select("coalesce(max(position), 0)").Scan(&last).Error
	if err != nil {
		return role, err
	}
	role.DrawnHere, role.Position, role.Revision = true, last+1, 1
	if err := tx.Add(ctx, &role.RoleProfile); err != nil {
		return role, err
	}
	return role, tx.addAsks(ctx, role)
}

func (tx *Tx) addAsks(ctx context.Context, role models.DrawnRole) error {
	asks := make([]models.Requirement, len(role.Asks))
	for i, r := range role.Asks {
		r.RoleProfileID = role.ID
		asks[i] = r
	}
	return tx.Add(ctx, &asks)
}

// ChangeRole keeps what a role profile drawn here says and asks for. Where few people have it, what is counted of them is kept
// right at once; counted is false where they are too many for that, and the caller owes a count of everybody.
func (tx *Tx) ChangeRole(ctx context.Context, role models.DrawnRole) (counted bool, err error) {
	day, err := tx.summaryDay(ctx, clause.LockingStrengthUpdate) // nobody counts meanwhile, or comes to the profile
	if err != nil {
		return false, err
	}
	var holders int
	if day != "" {
		if holders, err = tx.CountHoldersOf(ctx, role.ID, day); err != nil {
			return false, err
		}
	}
	if holders == 0 || holders > models.RoleAtOnce {
		return holders == 0, tx.changeRole(ctx, role)
	}
	before, err := tx.standingIn(ctx, role.ID, day)
	if err != nil {
		return false, err
	}
	if err := tx.changeRole(ctx, role); err != nil {
		return false, err
	}
	after, err := tx.standingIn(ctx, role.ID, day)
	if err != nil {
		return false, err
	}
	return true, tx.addToTallies(ctx, before, after)
}

func (tx *Tx) changeRole(ctx context.Context, role models.DrawnRole) error {
	role.Revision++
	err := tx.update(ctx, &role.RoleProfile, "Name", "Family", "Description", "Bands", "DecisionMaker", "Retired", "OptionalMinimum", "Revision")
	if err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("role_profile_id = ?", role.ID).Delete(&models.Requirement{}).Error; err != nil {
		return err
	}
	if err := tx.addAsks(ctx, role); err != nil {
		return err
	}
	// Whoever chose what is no longer left open has nothing chosen there.
	return tx.db.WithContext(ctx).Exec(`DELETE FROM chosen_competencies WHERE role_profile_id = @profile AND NOT EXISTS (SELECT 1 FROM requirements
		WHERE requirements.role_profile_id = chosen_competencies.role_profile_id AND requirements.competency_id = chosen_competencies.competency_id
			AND requirements.optional)`, map[string]any{"profile": role.ID}).Error
}

// standingIn counts those whose posts name the role profile, against it alone.
func (tx *Tx) standingIn(ctx context.Context, profile models.ID, day models.Date) ([]models.RoleTally, error) {
	var list []models.RoleTally
	err := tx.db.WithContext(ctx).Raw(standing+" AND posts.role_profile_id = @profile"+byRole, map[string]any{"day": day, "profile": profile}).Scan(&list).Error
	return list, err
}

// TeamsToDrawFrom are the organisations at which somebody works today who was assessed in the version, by name.
func (r Reads) TeamsToDrawFrom(ctx context.Context, version models.ID, today models.Date) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Raw(`SELECT organisations.* FROM organisations WHERE organisations.id IN (
			SELECT coalesce(posts.team_id, posts.organisation_id) FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
			WHERE role_profiles.framework_version_id = @version AND posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today))
		ORDER BY organisations.name, organisations.id`, map[string]any{"version": version, "today": today}).Scan(&list).Error
	return list, err
}
