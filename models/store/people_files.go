package store

import (
	"context"

	"trellis/models"
)

// PeopleByKeys are the people with those folded addresses, in no order.
func (r Reads) PeopleByKeys(ctx context.Context, keys []string) ([]models.Person, error) {
	var list []models.Person
	err := r.db.WithContext(ctx).Where("email_key IN ?", keys).Find(&list).Error
	return list, err
}

// LockPeopleByKeys is PeopleByKeys for a transaction that changes them or their posts. Others may go on referring to them.
func (tx *Tx) LockPeopleByKeys(ctx context.Context, keys []string) ([]models.Person, error) {
	var list []models.Person
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("email_key IN ?", keys).Order("id").Find(&list).Error
	return list, err
}

// ChangePeople keeps the addresses and names of people who are there already.
func (tx *Tx) ChangePeople(ctx context.Context, list []models.Person) error {
	return change(ctx, tx, list, "email", "email_key", "name", "name_key")
}

// EveryPostOf are all posts of those people, past and future ones too, the oldest first.
func (r Reads) EveryPostOf(ctx context.Context, people []models.ID) ([]models.Post, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var posts []models.Post
	err := r.db.WithContext(ctx).Where("person_id IN ?", people).Order("started, id").Find(&posts).Error
	return posts, err
}

// PeopleAfter are the next people by folded address, after one; the first ones after "".
func (r Reads) PeopleAfter(ctx context.Context, key string, most int) ([]models.Person, error) {
	var list []models.Person
	err := r.db.WithContext(ctx).Where("email_key > ?", key).Order("email_key").Limit(most).Find(&list).Error
	return list, err
}

// CodedPost is a post as a file tells it: with the codes and the address of what it points at.
type CodedPost struct {
	models.Post
	Organisation string
	TeamCode     string // empty where the team is a text
	RoleProfile  string
	ManagerEmail string
}

// CodedPostsOf are all posts of those people, the oldest first.
func (r Reads) CodedPostsOf(ctx context.Context, people []models.ID) ([]CodedPost, error) {
	var posts []CodedPost
	err := r.db.WithContext(ctx).Table("posts").
		Select(`posts.*, organisations.code AS organisation, COALESCE(teams.code, '') AS team_code, COALESCE(role_profiles.code, '') AS role_profile, COALESCE(managers.email, '') AS manager_email`).
		Joins("JOIN organisations ON organisations.id = posts.organisation_id").
		Joins("LEFT JOIN organisations AS teams ON teams.id = posts.team_id").
		Joins("LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id").
		Where("posts.person_id IN ?", people).Order("posts.started, organisations.code, posts.id").Scan(&posts).Error
	return posts, err
}

// CodedProfile is a role profile of any version, by its code.
type CodedProfile struct {
	ID        models.ID
	Code      string
	Retired   bool
	Published bool // its version is
	// Cutoff is the last day on which somebody can be given it; empty for no end.
	Cutoff models.Date
}

// RoleProfileCodes are the role profiles of all versions, those of the version published last at the end.
func (r Reads) RoleProfileCodes(ctx context.Context) ([]CodedProfile, error) {
	var list []CodedProfile
	err := r.db.WithContext(ctx).Table("role_profiles").
		Select("role_profiles.id, role_profiles.code, role_profiles.retired, framework_versions.state = ? AS published, framework_versions.cutoff", models.Published).
		Joins("JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id").
		Order("framework_versions.published_at, framework_versions.id, role_profiles.position").Scan(&list).Error
	return list, err
}
