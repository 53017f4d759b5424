package store

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
)

// FrameworkContent reads a whole version.
func (r Reads) FrameworkContent(ctx context.Context, version models.ID) (FrameworkContent, error) {
	list, err := r.FrameworkContents(ctx, []models.ID{version})
	if err != nil {
		return FrameworkContent{}, err
	}
	return list[0], nil
}

// FrameworkContents reads whole versions, in their order.
func (r Reads) FrameworkContents(ctx context.Context, versions []models.ID) ([]FrameworkContent, error) {
	list, at, err := r.versions(ctx, versions)
	if err != nil {
		return nil, err
	}
	var all FrameworkContent
	db := r.db.WithContext(ctx)
	of := "framework_version_id IN ?"
	err = errors.Join(
		db.Where(of, versions).Order("value").Find(&all.Levels).Error,
		db.Where(of, versions).Order("position").Find(&all.Domains).Error,
		db.Where(of, versions).Order("position").Find(&all.Competencies).Error,
		db.Where(of+" AND NOT drawn_here", versions).Order("position").Find(&all.Profiles).Error, // what is drawn here is no part of it
		db.Joins("JOIN competencies ON competencies.id = descriptors.competency_id").
			Where("competencies.framework_version_id IN ?", versions).
			Order("competencies.position, descriptors.level").Find(&all.Descriptors).Error,
		db.Joins("JOIN role_profiles ON role_profiles.id = requirements.role_profile_id").
			Joins("JOIN competencies ON competencies.id = requirements.competency_id").
			Where("role_profiles.framework_version_id IN ?", versions).
			Order("role_profiles.position, competencies.position").Find(&all.Requirements).Error,
	)
	if err != nil {
		return nil, err
	}
	for _, l := range all.Levels {
		at[l.FrameworkVersionID].Levels = append(at[l.FrameworkVersionID].Levels, l)
	}
	for _, d := range all.Domains {
		at[d.FrameworkVersionID].Domains = append(at[d.FrameworkVersionID].Domains, d)
	}
	within := make(map[models.ID]*FrameworkContent, len(all.Competencies)+len(all.Profiles)) // by competency, and by role profile
	for _, k := range all.Competencies {
		c := at[k.FrameworkVersionID]
		c.Competencies, within[k.ID] = append(c.Competencies, k), c
	}
	for _, p := range all.Profiles {
		c := at[p.FrameworkVersionID]
		c.Profiles, within[p.ID] = append(c.Profiles, p), c
	}
	for _, d := range all.Descriptors {
		if c := within[d.CompetencyID]; c != nil { // a draft may change between two reads
			c.Descriptors = append(c.Descriptors, d)
		}
	}
	for _, q := range all.Requirements {
		if c := within[q.RoleProfileID]; c != nil {
			c.Requirements = append(c.Requirements, q)
		}
	}
	return list, nil
}

// versions are versions with their frameworks and nothing in them yet, in order and by id.
func (r Reads) versions(ctx context.Context, ids []models.ID) ([]FrameworkContent, map[models.ID]*FrameworkContent, error) {
	list, at := make([]FrameworkContent, len(ids)), make(map[models.ID]*FrameworkContent, len(ids))
	for i, id := range ids {
		at[id] = &list[i]
	}
	var versions []models.FrameworkVersion
	var frameworks []models.Framework
	db := r.db.WithContext(ctx)
	if err := db.Where("id IN ?", ids).Find(&versions).Error; err != nil {
		return nil, nil, err
	}
	if len(versions) < len(at) {
		return nil, nil, models.ErrNotFound
	}
	if err := db.Where("id IN (SELECT framework_id FROM framework_versions WHERE id IN ?)", ids).Find(&frameworks).Error; err != nil {
		return nil, nil, err
	}
	for _, v := range versions {
		i := slices.IndexFunc(frameworks, func(f models.Framework) bool { return f.ID == v.FrameworkID })
		at[v.ID].Version, at[v.ID].Framework = v, frameworks[i]
	}
	return list, at, nil
}
