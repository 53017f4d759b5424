package store

import (
	"context"

	"trellis/models"
)

// KeepDigest keeps the digest of what a draft says.
func (tx *Tx) KeepDigest(ctx context.Context, v models.FrameworkVersion, digest string) error {
	v.ContentHash = digest
	return tx.update(ctx, &v, "ContentHash")
}

// KeepEnding keeps when a published version ends and why, and whether it has.
func (tx *Tx) KeepEnding(ctx context.Context, v models.FrameworkVersion) error {
	return tx.update(ctx, &v, "Cutoff", "Retires", "RetiresBecause", "State")
}

// PeopleOnVersion counts the people whose post on the day has a role profile of the version.
func (r Reads) PeopleOnVersion(ctx context.Context, version models.ID, today models.Date) (int, error) {
	var n int64
	err := r.db.WithContext(ctx).Table("posts").Joins("JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Where("role_profiles.framework_version_id = ? AND "+onDay("posts"), version, today, today).Distinct("posts.person_id").Count(&n).Error
	return int(n), err
}

// PostsOnVersion are the posts on the day whose role profile is of the version: who has them, and their manager.
func (r Reads) PostsOnVersion(ctx context.Context, version models.ID, today models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Select("posts.id", "posts.person_id", "posts.manager_id").Joins("JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Where("role_profiles.framework_version_id = ? AND "+onDay("posts"), version, today, today).Order("posts.person_id, posts.id").Find(&list).Error
	return list, err
}

// VersionOfPost is the version of which the role profile of a post is.
func (r Reads) VersionOfPost(ctx context.Context, post models.ID) (models.Post, models.FrameworkVersion, error) {
	var p models.Post
	if err := r.db.WithContext(ctx).Where("id = ?", post).Take(&p).Error; err != nil {
		return p, models.FrameworkVersion{}, known(err)
	}
	var v models.FrameworkVersion
	err := r.db.WithContext(ctx).Joins("JOIN role_profiles ON role_profiles.framework_version_id = framework_versions.id").
		Where("role_profiles.id = ?", p.RoleProfileID).Take(&v).Error
	return p, v, known(err)
}

// VersionsEnded are the published versions whose last day was before the day.
func (r Reads) VersionsEnded(ctx context.Context, today models.Date) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Model(&models.FrameworkVersion{}).Where("state = ? AND retires < ?", models.Published, today).Order("id").Pluck("id", &ids).Error
	return ids, err
}

// VersionNote is what has to be said wherever a version is shown to those who are on it: whose words they are, and when it ends.
type VersionNote struct {
	models.FrameworkVersion
	Framework string
}

// VersionNotes are those of versions, by id.
func (r Reads) VersionNotes(ctx context.Context, versions []models.ID) ([]VersionNote, error) {
	var list []VersionNote
	if len(versions) == 0 {
		return nil, nil
	}
	err := r.db.WithContext(ctx).Table("framework_versions").Select("framework_versions.*, frameworks.name AS framework").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Where("framework_versions.id IN ?", versions).Order("frameworks.name, framework_versions.id").Scan(&list).Error
	return list, err
}

// ProfileVersions are the versions of which role profiles are, by the id of the role profile.
func (r Reads) ProfileVersions(ctx context.Context, profiles []models.ID) (map[models.ID]models.FrameworkVersion, error) {
	var rows []struct {
		Profile models.ID
		models.FrameworkVersion
	}
	found := map[models.ID]models.FrameworkVersion{}
	if len(profiles) == 0 {
		return found, nil
	}
	err := r.db.WithContext(ctx).Table("role_profiles").Select("role_profiles.id AS profile, framework_versions.*").
		Joins("JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id").Where("role_profiles.id IN ?", profiles).Scan(&rows).Error
	for _, row := range rows {
		found[row.Profile] = row.FrameworkVersion
	}
	return found, err
}
