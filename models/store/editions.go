package store

import (
	"context"
	"errors"

	"trellis/models"
)

// Edition is a version of a framework as far as courses and programmes refer to it.
type Edition struct {
	Framework       string // its code
	Version         models.FrameworkVersion
	Lowest, Highest int                  // of the scale
	Competencies    []models.Competency  // in order, with id, version, code and position alone
	Profiles        []models.RoleProfile // as these
}

// Editions are all versions of all frameworks: the published ones first, the newest of them at the front.
func (r Reads) Editions(ctx context.Context) ([]Edition, error) {
	var versions []struct {
		models.FrameworkVersion
		Code            string
		Lowest, Highest int
	}
	var competencies []models.Competency
	var profiles []models.RoleProfile
	db := r.db.WithContext(ctx)
	err := errors.Join(
		db.Raw(`SELECT framework_versions.*, frameworks.code, coalesce(scale.lowest, 0) AS lowest, coalesce(scale.highest, 0) AS highest
			FROM framework_versions JOIN frameworks ON frameworks.id = framework_versions.framework_id
			LEFT JOIN (SELECT framework_version_id, min(value) AS lowest, max(value) AS highest FROM levels GROUP BY framework_version_id) AS scale
				ON scale.framework_version_id = framework_versions.id
			ORDER BY CASE WHEN published_at IS NULL THEN 1 ELSE 0 END, published_at DESC, framework_versions.id DESC`).Scan(&versions).Error,
		db.Select("id", "framework_version_id", "code", "position").Order("framework_version_id, position").Find(&competencies).Error,
		db.Select("id", "framework_version_id", "code", "position").Order("framework_version_id, position").Find(&profiles).Error,
	)
	if err != nil {
		return nil, err
	}
	list := make([]Edition, len(versions))
	at := make(map[models.ID]*Edition, len(versions))
	for i, v := range versions {
		list[i] = Edition{Framework: v.Code, Version: v.FrameworkVersion, Lowest: v.Lowest, Highest: v.Highest}
		at[v.ID] = &list[i]
	}
	for _, k := range competencies {
		if e := at[k.FrameworkVersionID]; e != nil { // one that came in after the versions were read
			e.Competencies = append(e.Competencies, k)
		}
	}
	for _, p := range profiles {
		if e := at[p.FrameworkVersionID]; e != nil {
			e.Profiles = append(e.Profiles, p)
		}
	}
	return list, nil
}

// Edition is the content as courses refer to it.
func (c FrameworkContent) Edition() Edition {
	e := Edition{Framework: c.Framework.Code, Version: c.Version, Competencies: c.Competencies, Profiles: c.Profiles}
	if len(c.Levels) > 0 {
		e.Lowest, e.Highest = c.Levels[0].Value, c.Levels[len(c.Levels)-1].Value
	}
	return e
}
