package store

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// LockVersion takes a version of a framework for this transaction: nobody writes, signs off, publishes or retires it meanwhile.
func (tx *Tx) LockVersion(ctx context.Context, id models.ID) (models.FrameworkVersion, error) {
	var v models.FrameworkVersion
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&v).Error
	return v, known(err)
}

// Framework is one framework.
func (r Reads) Framework(ctx context.Context, id models.ID) (models.Framework, error) {
	var f models.Framework
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&f).Error
	return f, known(err)
}

// FrameworkCalled is the framework with that code, however its letters are written.
func (r Reads) FrameworkCalled(ctx context.Context, code string) (models.Framework, error) {
	var f models.Framework
	err := r.db.WithContext(ctx).Where("lower(code) = lower(?)", code).Take(&f).Error
	return f, known(err)
}

// FrameworkVersion is one version by its id.
func (r Reads) FrameworkVersion(ctx context.Context, id models.ID) (models.FrameworkVersion, error) {
	var v models.FrameworkVersion
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&v).Error
	return v, known(err)
}

// VersionsOf are the versions of a framework, the newest first.
func (r Reads) VersionsOf(ctx context.Context, framework models.ID) ([]models.FrameworkVersion, error) {
	var list []models.FrameworkVersion
	err := r.db.WithContext(ctx).Where("framework_id = ?", framework).Order("created_at DESC, id DESC").Find(&list).Error
	return list, err
}

// KeepVersion keeps what the editors of a draft say of it, and its framework's name.
func (tx *Tx) KeepVersion(ctx context.Context, f models.Framework, v models.FrameworkVersion) error {
	return errors.Join(tx.update(ctx, &f, "Name"), tx.update(ctx, &v, append(said(), "State")...))
}

// KeepScale gives a draft another scale. What stood at a point that is gone goes with it.
func (tx *Tx) KeepScale(ctx context.Context, version models.ID, levels []models.Level) error {
	db := tx.db.WithContext(ctx)
	values := make([]int, len(levels))
	for i := range levels {
		levels[i].FrameworkVersionID, values[i] = version, levels[i].Value
	}
	err := errors.Join(
		db.Exec("DELETE FROM levels WHERE framework_version_id = ?", version).Error,
		db.Exec("DELETE FROM descriptors WHERE level NOT IN ? AND competency_id IN (SELECT id FROM competencies WHERE framework_version_id = ?)", values, version).Error,
		db.Exec("DELETE FROM requirements WHERE level NOT IN ? AND role_profile_id IN (SELECT id FROM role_profiles WHERE framework_version_id = ?)", values, version).Error,
		db.Exec("UPDATE requirements SET up_to = NULL WHERE up_to NOT IN ? AND role_profile_id IN (SELECT id FROM role_profiles WHERE framework_version_id = ?)", values, version).Error,
		db.Exec("DELETE FROM worked_examples WHERE level NOT IN ? AND competency_id IN (SELECT id FROM competencies WHERE framework_version_id = ?)", values, version).Error,
	)
	if err != nil {
		return err
	}
	if err := tx.Add(ctx, &levels); err != nil {
		return err
	}
	return tx.recountFor(ctx, version)
}

// put keeps rows, whether they are there already or not.
func (tx *Tx) put(ctx context.Context, rows any) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Omit(clause.Associations).Create(rows).Error)
}

// KeepDomain keeps a domain of a draft, new or not.
func (tx *Tx) KeepDomain(ctx context.Context, d models.Domain) error { return tx.put(ctx, &d) }

// RemoveDomain takes an empty domain out of a draft.
func (tx *Tx) RemoveDomain(ctx context.Context, id models.ID) error {
	return tx.removePart(ctx, &models.Domain{}, id)
}

// KeepCompetency keeps a competency of a draft, new or not, with what it looks like at each level.
func (tx *Tx) KeepCompetency(ctx context.Context, k models.Competency, descriptors []models.Descriptor) error {
	k.NameKey = Fold(k.Name)
	if err := tx.put(ctx, &k); err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("competency_id = ?", k.ID).Delete(&models.Descriptor{}).Error; err != nil {
		return err
	}
	for i := range descriptors {
		descriptors[i].CompetencyID = k.ID
	}
	return tx.Add(ctx, &descriptors)
}

// Arrange keeps where the domains and competencies of a draft stand, and what each is a part of.
func (tx *Tx) Arrange(ctx context.Context, domains []models.Domain, competencies []models.Competency) error {
	return errors.Join(change(ctx, tx, domains, "position"), change(ctx, tx, competencies, "position", "domain_id", "parent_id"))
}

// TakeOutCompetency takes a competency out of a draft, with all that says something of it. Its parts go up to what it was a part of.
// It answers ErrInUse when something outside the version refers to it.
func (tx *Tx) TakeOutCompetency(ctx context.Context, k models.Competency) error {
	db := tx.db.WithContext(ctx)
	err := errors.Join(
		db.Exec("UPDATE competencies SET parent_id = ? WHERE parent_id = ?", k.ParentID, k.ID).Error,
		db.Where("competency_id = ?", k.ID).Delete(&models.Descriptor{}).Error,
		db.Where("competency_id = ?", k.ID).Delete(&models.Requirement{}).Error,
		db.Where("to_id = ?", k.ID).Delete(&models.Succession{}).Error,
		db.Where("from_id = ? OR to_id = ?", k.ID, k.ID).Delete(&models.Crosswalk{}).Error,
		db.Where("competency_id = ?", k.ID).Delete(&models.WorkedExample{}).Error,
	)
	if err != nil {
		return err
	}
	if err := tx.removePart(ctx, &models.Competency{}, k.ID); err != nil {
		return err
	}
	return tx.recountFor(ctx, k.FrameworkVersionID)
}

// removePart takes out one row. It answers ErrInUse when something refers to it.
func (tx *Tx) removePart(ctx context.Context, model any, id models.ID) error {
	err := tx.db.WithContext(ctx).Where("id = ?", id).Delete(model).Error
	if errors.Is(err, gorm.ErrForeignKeyViolated) {
		return ErrInUse
	}
	return err
}

// KeepProfile keeps a role profile of a draft, new or not, with what it asks for.
func (tx *Tx) KeepProfile(ctx context.Context, p models.RoleProfile, asks []models.Requirement) error {
	if err := tx.put(ctx, &p); err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("role_profile_id = ?", p.ID).Delete(&models.Requirement{}).Error; err != nil {
		return err
	}
	for i := range asks {
		asks[i].RoleProfileID = p.ID
	}
	if err := tx.Add(ctx, &asks); err != nil {
		return err
	}
	return tx.recountFor(ctx, p.FrameworkVersionID)
}

// RemoveProfile takes a role profile out of a draft. It answers ErrInUse when somebody has it.
func (tx *Tx) RemoveProfile(ctx context.Context, p models.RoleProfile) error {
	if err := tx.db.WithContext(ctx).Where("role_profile_id = ?", p.ID).Delete(&models.Requirement{}).Error; err != nil {
		return err
	}
	if err := tx.removePart(ctx, &models.RoleProfile{}, p.ID); err != nil {
		return err
	}
	return tx.recountFor(ctx, p.FrameworkVersionID)
}

// CopyExamples gives the competencies of a version the worked examples that those of another have under the same code.
func (tx *Tx) CopyExamples(ctx context.Context, from, to FrameworkContent) error {
	follows := make(map[models.ID]models.ID, len(from.Competencies))
	now := to.codes().turned().competencies
	ids := make([]models.ID, 0, len(from.Competencies))
	for _, k := range from.Competencies {
		follows[k.ID] = now[models.ID(k.Code)]
		ids = append(ids, k.ID)
	}
	var list []models.WorkedExample
	err := tx.db.WithContext(ctx).Where("withdrawn_at IS NULL AND competency_id IN ?", ids).Order("added_at, id").Find(&list).Error
	if err != nil {
		return err
	}
	copies := list[:0]
	for _, e := range list {
		if e.ID, e.CompetencyID = NewID(), follows[e.CompetencyID]; e.CompetencyID.Known() {
			copies = append(copies, e)
		}
	}
	return tx.Add(ctx, &copies)
}

// DropVersion forgets a draft that nothing outside refers to, with its framework where that has no other version. It answers ErrInUse
// otherwise.
func (tx *Tx) DropVersion(ctx context.Context, v models.FrameworkVersion) error {
	db := tx.db.WithContext(ctx)
	of := "(SELECT id FROM competencies WHERE framework_version_id = @version)"
	for _, statement := range []string{
		"DELETE FROM framework_comments WHERE framework_version_id = @version AND answers_id IS NOT NULL", "DELETE FROM framework_comments WHERE framework_version_id = @version",
		"DELETE FROM framework_reviews WHERE framework_version_id = @version",
		"DELETE FROM successions WHERE to_id IN " + of, "DELETE FROM crosswalks WHERE from_id IN " + of + " OR to_id IN " + of,
		"DELETE FROM worked_examples WHERE competency_id IN " + of, "DELETE FROM descriptors WHERE competency_id IN " + of,
		"DELETE FROM requirements WHERE role_profile_id IN (SELECT id FROM role_profiles WHERE framework_version_id = @version)",
		"DELETE FROM role_profiles WHERE framework_version_id = @version", "UPDATE competencies SET parent_id = NULL WHERE framework_version_id = @version",
		"DELETE FROM competencies WHERE framework_version_id = @version", "DELETE FROM domains WHERE framework_version_id = @version",
		"DELETE FROM levels WHERE framework_version_id = @version", "DELETE FROM framework_versions WHERE id = @version",
	} {
		err := db.Exec(statement, map[string]any{"version": v.ID}).Error
		if errors.Is(err, gorm.ErrForeignKeyViolated) {
			return ErrInUse
		}
		if err != nil {
			return err
		}
	}
	return db.Exec("DELETE FROM frameworks WHERE id = ? AND NOT EXISTS (SELECT 1 FROM framework_versions WHERE framework_id = frameworks.id) "+
		"AND NOT EXISTS (SELECT 1 FROM grants WHERE scope_id = frameworks.id)", v.FrameworkID).Error
}

// Rewritten keeps that a draft says something else than before: every editor sees it, and who has signed it off is asked again.
func (tx *Tx) Rewritten(ctx context.Context, v *models.FrameworkVersion) error {
	v.Revision++
	v.ContentHash = ""
	return tx.update(ctx, v, "Revision", "ContentHash")
}

// KeepState keeps where a draft stands: being written, or in review.
func (tx *Tx) KeepState(ctx context.Context, v models.FrameworkVersion) error {
	return tx.update(ctx, &v, "State")
}
