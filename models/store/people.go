package store

import (
	"cmp"
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// NamedPost is a post with the names of what it points at.
type NamedPost struct {
	models.Post
	OrganisationName string
	OrganisationCode string
	TeamName         string // of the team, or the text where it is none of the organisations
	TeamCode         string // empty where it is none of the organisations
	RoleProfileName  string
	ManagerName      string
	ManagerEmail     string
}

// NamedPosts are the posts that a person holds on the day, the longest held first.
func (r Reads) NamedPosts(ctx context.Context, person models.ID, today models.Date) ([]NamedPost, error) {
	return r.PostsOf(ctx, []models.ID{person}, today)
}

// AllPosts are the posts that a person holds, will hold and has held, the newest first.
func (r Reads) AllPosts(ctx context.Context, person models.ID) ([]NamedPost, error) {
	var posts []NamedPost
	err := r.namedPosts(ctx).Where("posts.person_id = ?", person).Order("posts.started DESC, posts.id DESC").Scan(&posts).Error
	return posts, err
}

func (r Reads) namedPosts(ctx context.Context) *gorm.DB {
	return r.db.WithContext(ctx).Table("posts").
		Select(`posts.*, organisations.name AS organisation_name, organisations.code AS organisation_code,
			COALESCE(teams.name, posts.team) AS team_name, COALESCE(teams.code, '') AS team_code,
			COALESCE(role_profiles.name, '') AS role_profile_name,
			COALESCE(managers.name, '') AS manager_name, COALESCE(managers.email, '') AS manager_email`).
		Joins("JOIN organisations ON organisations.id = posts.organisation_id").
		Joins("LEFT JOIN organisations AS teams ON teams.id = posts.team_id").
		Joins("LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id")
}

// WelcomePerson writes down that a person has confirmed who they are; the first time counts.
func (tx *Tx) WelcomePerson(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Person{}).Where("id = ? AND welcomed_at IS NULL", id).Update("welcomed_at", tx.now).Error
}

// RoleProfilesInUse are the role profiles that a post may have: of published framework versions, not retired.
func (r Reads) RoleProfilesInUse(ctx context.Context) ([]models.RoleProfile, error) {
	return r.RoleProfilesOpen(ctx, "")
}

// RoleProfilesOpen are those of RoleProfilesInUse that somebody can be given on the day: the version still takes people then.
func (r Reads) RoleProfilesOpen(ctx context.Context, today models.Date) ([]models.RoleProfile, error) {
	var list []models.RoleProfile
	err := r.db.WithContext(ctx).Select("role_profiles.*").
		Joins("JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id").
		Where("framework_versions.state = ? AND NOT role_profiles.retired AND (framework_versions.cutoff IS NULL OR framework_versions.cutoff >= ?)", models.Published, cmp.Or(today, "0001-01-01")).
		Order("framework_versions.framework_id, role_profiles.position, role_profiles.id").Find(&list).Error
	return list, err
}

// OrganisationsOpen are the organisations that are open on the day, by name.
func (r Reads) OrganisationsOpen(ctx context.Context, today models.Date) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("closed IS NULL OR closed > ?", today).Order("name, id").Find(&list).Error
	return list, err
}

// HasGrant tells whether a person has a role for the whole network on the day.
func (r Reads) HasGrant(ctx context.Context, person models.ID, role models.Role, today models.Date) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Grant{}).
		Where("person_id = ? AND role = ? AND scope_kind = ? AND "+onDay("grants"), person, role, models.WholeNetwork, today, today).
		Count(&n).Error
	return n > 0, err
}
