package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"trellis/models"
)

// ErrInUse says that something cannot go, because other things refer to it.
var ErrInUse = errors.New("in use")

// FrameworkContent is everything in one version of a framework, each list in its order. A file knows no ids: there,
// whatever refers to a domain, a competency or a role profile names it by its code (see ByCode). A competency stands behind
// the one that it is a part of.
type FrameworkContent struct {
	Framework    models.Framework
	Version      models.FrameworkVersion
	Levels       []models.Level
	Domains      []models.Domain
	Competencies []models.Competency
	Descriptors  []models.Descriptor
	Profiles     []models.RoleProfile
	Requirements []models.Requirement
	Crosswalks   []ToldCrosswalk // as a file tells them; they are no part of the version
}

// VersionNamed is one version of the framework with that code.
func (r Reads) VersionNamed(ctx context.Context, framework, version string) (models.FrameworkVersion, error) {
	var v models.FrameworkVersion
	err := r.db.WithContext(ctx).Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Where("frameworks.code = ? AND framework_versions.version = ?", framework, version).Take(&v).Error
	return v, known(err)
}

// VersionToExport is the version named of the framework with that code: without a name the newest that is published, or
// the newest where none is.
func (r Reads) VersionToExport(ctx context.Context, framework, version string) (models.FrameworkVersion, error) {
	var v models.FrameworkVersion
	err := r.db.WithContext(ctx).Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Where("frameworks.code = ? AND (? = '' OR framework_versions.version = ?)", framework, version, version).
		Order("CASE WHEN published_at IS NULL THEN 1 ELSE 0 END, published_at DESC, created_at DESC, framework_versions.id DESC").
		Limit(1).Take(&v).Error
	return v, known(err)
}

// codes are the codes of the parts of a version, by id, or their ids, by code.
type codes struct{ domains, competencies, profiles map[models.ID]models.ID }

func (c FrameworkContent) codes() codes {
	byID := codes{map[models.ID]models.ID{}, map[models.ID]models.ID{}, map[models.ID]models.ID{}}
	for _, d := range c.Domains {
		byID.domains[d.ID] = models.ID(d.Code)
	}
	for _, k := range c.Competencies {
		byID.competencies[k.ID] = models.ID(k.Code)
	}
	for _, p := range c.Profiles {
		byID.profiles[p.ID] = models.ID(p.Code)
	}
	return byID
}

func (c codes) turned() codes {
	turn := func(m map[models.ID]models.ID) map[models.ID]models.ID {
		turned := make(map[models.ID]models.ID, len(m))
		for a, b := range m {
			turned[b] = a
		}
		return turned
	}
	return codes{turn(c.domains), turn(c.competencies), turn(c.profiles)}
}

// renamed is a copy in which each reference is what the names say of it.
func (c FrameworkContent) renamed(names codes) FrameworkContent {
	c.Competencies = append([]models.Competency(nil), c.Competencies...)
	c.Descriptors = append([]models.Descriptor(nil), c.Descriptors...)
	c.Requirements = append([]models.Requirement(nil), c.Requirements...)
	for i := range c.Competencies {
		k := &c.Competencies[i]
		k.DomainID, k.ParentID = names.domains[k.DomainID], named(k.ParentID, names.competencies)
	}
	for i := range c.Descriptors {
		c.Descriptors[i].CompetencyID = names.competencies[c.Descriptors[i].CompetencyID]
	}
	for i := range c.Requirements {
		r := &c.Requirements[i]
		r.CompetencyID, r.RoleProfileID = names.competencies[r.CompetencyID], names.profiles[r.RoleProfileID]
	}
	return c
}

// ByCode is the content as a file tells it: each reference is a code.
func (c FrameworkContent) ByCode() FrameworkContent { return c.renamed(c.codes()) }

// identified is a copy in which every part has an id: the one that its code had in the old content, or a new one.
func (c FrameworkContent) identified(old FrameworkContent) FrameworkContent {
	ids := old.codes().turned()
	idOf := func(m map[models.ID]models.ID, code string) models.ID {
		if _, found := m[models.ID(code)]; !found {
			m[models.ID(code)] = NewID()
		}
		return m[models.ID(code)]
	}
	c.Domains = append([]models.Domain(nil), c.Domains...)
	c.Levels = append([]models.Level(nil), c.Levels...)
	c.Profiles = append([]models.RoleProfile(nil), c.Profiles...)
	c.Competencies = append([]models.Competency(nil), c.Competencies...)
	for i := range c.Levels {
		c.Levels[i].FrameworkVersionID = c.Version.ID
	}
	for i := range c.Domains {
		d := &c.Domains[i]
		d.ID, d.FrameworkVersionID = idOf(ids.domains, d.Code), c.Version.ID
	}
	for i := range c.Competencies {
		k := &c.Competencies[i]
		k.ID, k.FrameworkVersionID = idOf(ids.competencies, k.Code), c.Version.ID
		k.NameKey = Fold(k.Name)
	}
	for i := range c.Profiles {
		p := &c.Profiles[i]
		p.ID, p.FrameworkVersionID = idOf(ids.profiles, p.Code), c.Version.ID
	}
	return c.renamed(ids)
}

// AddFramework keeps a new version whose references are codes, and answers it with the ids it was given. The framework
// is the one with the code, whose name becomes the one given, or a new one. It answers models.ErrTaken when the
// version is there already.
func (tx *Tx) AddFramework(ctx context.Context, c FrameworkContent) (FrameworkContent, error) {
	if err := tx.nameFramework(ctx, &c); err != nil {
		return c, err
	}
	c.Version.ID, c.Version.CreatedAt = NewID(), tx.now
	draft := c.Version
	draft.State, draft.PublishedAt = models.Draft, nil // until it is whole: what is published takes no more
	if err := tx.Add(ctx, &draft); err != nil {
		return c, err
	}
	c = c.identified(FrameworkContent{})
	if err := tx.addParts(ctx, c); err != nil {
		return c, err
	}
	return c, tx.update(ctx, &c.Version, "State", "PublishedAt")
}

func (tx *Tx) nameFramework(ctx context.Context, c *FrameworkContent) error {
	name := c.Framework.Name
	err := tx.db.WithContext(ctx).Where("code = ?", c.Framework.Code).Take(&c.Framework).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		err = tx.Add(ctx, &c.Framework)
	case err == nil && c.Framework.Name != name:
		c.Framework.Name = name
		err = tx.update(ctx, &c.Framework, "Name")
	}
	c.Version.FrameworkID = c.Framework.ID
	return err
}

func (tx *Tx) addParts(ctx context.Context, c FrameworkContent) error {
	for _, rows := range []any{&c.Levels, &c.Domains, &c.Competencies, &c.Descriptors, &c.Profiles, &c.Requirements} {
		if err := tx.Add(ctx, rows); err != nil {
			return fmt.Errorf("keep %T: %w", rows, err)
		}
	}
	return nil
}

// ReplaceFramework gives a version that is not published other content, whose references are codes. Parts keep the id
// of their code. It answers ErrInUse when a part that is gone is referred to. The caller has locked the version.
func (tx *Tx) ReplaceFramework(ctx context.Context, version models.ID, c FrameworkContent) error {
	old, err := tx.FrameworkContent(ctx, version)
	if err != nil {
		return err
	}
	if err := tx.nameFramework(ctx, &c); err != nil {
		return err
	}
	c.Version.ID = version
	c.Version.Revision = old.Version.Revision + 1
	if err := tx.update(ctx, &c.Version, said()...); err != nil {
		return err
	}
	c = c.identified(old)
	if err := tx.clearParts(ctx, version); err != nil {
		return err
	}
	for _, rows := range []any{nonEmpty(c.Domains), nonEmpty(c.Competencies), nonEmpty(c.Profiles)} {
		if err := tx.replace(ctx, rows); err != nil {
			return err
		}
	}
	for _, rows := range []any{&c.Levels, &c.Descriptors, &c.Requirements} {
		if err := tx.Add(ctx, rows); err != nil {
			return err
		}
	}
	if err := tx.recountFor(ctx, version); err != nil {
		return err
	}
	if err := tx.dropParts(ctx, old, c); err != nil {
		return err
	}
	return tx.update(ctx, &c.Version, "State", "PublishedAt")
}

// said are the fields of a version that are read from a file or written by its editors.
func said() []string {
	return []string{"Language", "Licence", "Description", "Notes", "ContentHash", "Source", "Attribution", "ExportBarred", "Identifier", "Revision"}
}

// recountFor counts anew where a version asks somebody for something, or did.
func (tx *Tx) recountFor(ctx context.Context, version models.ID) error {
	var counted bool
	err := tx.db.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
			WHERE role_profiles.framework_version_id = @version)
		OR EXISTS (SELECT 1 FROM role_tallies JOIN competencies ON competencies.id = role_tallies.competency_id
			WHERE competencies.framework_version_id = @version)`, map[string]any{"version": version}).Scan(&counted).Error
	if err != nil || !counted {
		return err
	}
	return tx.Recount(ctx)
}

func nonEmpty[T any](rows []T) any {
	if len(rows) == 0 {
		return nil
	}
	return &rows
}

// clearParts empties what nothing outside the version refers to, and frees the slugs for whoever has them next.
func (tx *Tx) clearParts(ctx context.Context, version models.ID) error {
	db := tx.db.WithContext(ctx)
	return errors.Join(
		db.Exec("DELETE FROM descriptors WHERE competency_id IN (SELECT id FROM competencies WHERE framework_version_id = ?)", version).Error,
		db.Exec("DELETE FROM requirements WHERE role_profile_id IN (SELECT id FROM role_profiles WHERE framework_version_id = ?)", version).Error,
		db.Exec("DELETE FROM levels WHERE framework_version_id = ?", version).Error,
		db.Exec("UPDATE competencies SET slug = id WHERE framework_version_id = ?", version).Error,
	)
}

// dropParts removes the parts that the new content does not have.
func (tx *Tx) dropParts(ctx context.Context, old, c FrameworkContent) error {
	was, is := old.codes(), c.codes()
	for _, part := range []struct {
		was, is map[models.ID]models.ID
		model   any
	}{
		{was.profiles, is.profiles, &models.RoleProfile{}},
		{was.competencies, is.competencies, &models.Competency{}},
		{was.domains, is.domains, &models.Domain{}},
	} {
		var gone []models.ID
		for id := range part.was {
			if _, stays := part.is[id]; !stays {
				gone = append(gone, id)
			}
		}
		if len(gone) == 0 {
			continue
		}
		err := tx.db.WithContext(ctx).Where("id IN ?", gone).Delete(part.model).Error
		if errors.Is(err, gorm.ErrForeignKeyViolated) {
			return ErrInUse
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// PublishVersion publishes a version as it stands.
func (tx *Tx) PublishVersion(ctx context.Context, version models.ID) error {
	v := models.FrameworkVersion{ID: version, State: models.Published, PublishedAt: &tx.now}
	return tx.update(ctx, &v, "State", "PublishedAt")
}
