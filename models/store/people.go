package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// NamedPost is a post with the names of what it points at.
type NamedPost struct {
	models.Post
	OrganisationName string
	RoleProfileName  string
	ManagerName      string
	ManagerEmail     string
}

// NamedPosts are the posts that a person holds on the day, the longest held first.
func (r Reads) NamedPosts(ctx context.Context, person models.ID, today models.Date) ([]NamedPost, error) {
	var posts []NamedPost
	err := r.db.WithContext(ctx).Table("posts").
		Select(`posts.*, organisations.name AS organisation_name, COALESCE(role_profiles.name, '') AS role_profile_name,
			COALESCE(managers.name, '') AS manager_name, COALESCE(managers.email, '') AS manager_email`).
		Joins("JOIN organisations ON organisations.id = posts.organisation_id").
		Joins("LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id").
		Where("posts.person_id = ? AND posts.started <= ? AND (posts.ended IS NULL OR posts.ended >= ?)", person, today, today).
		Order("posts.started, posts.id").Scan(&posts).Error
	return posts, err
}

// WelcomePerson writes down that a person has confirmed who they are; the first time counts.
func (tx *Tx) WelcomePerson(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Person{}).Where("id = ? AND welcomed_at IS NULL", id).Update("welcomed_at", tx.now).Error
}

// Seer is somebody who may see a person's named skills: a manager, or the deputy of one.
type Seer struct {
	ID   models.ID
	Name string
	// For is the manager for whom a deputy acts; empty for a manager.
	For string
}

// Seers are who may see a person's named skills on the day: the managers of current posts and their deputies.
func (r Reads) Seers(ctx context.Context, person models.ID, today models.Date) ([]Seer, error) {
	var list []Seer
	err := r.db.WithContext(ctx).Raw(`SELECT people.id, people.name, '' AS "for" FROM people WHERE people.id IN (`+managersOf+`)
		UNION
		SELECT people.id, people.name, managers.name FROM delegations
			JOIN people ON people.id = delegations.deputy_id JOIN people AS managers ON managers.id = delegations.manager_id
			WHERE delegations.started <= ? AND delegations.until >= ? AND delegations.deputy_id <> ? AND delegations.manager_id IN (`+managersOf+`)
		ORDER BY 3, 2, 1`,
		person, today, today, today, today, person, person, today, today).Scan(&list).Error
	return list, err
}

// managersOf asks for a person, and a day twice.
const managersOf = `SELECT manager_id FROM posts WHERE person_id = ? AND started <= ? AND (ended IS NULL OR ended >= ?) AND manager_id IS NOT NULL`

// RoleProfilesInUse are the role profiles that a post may have: of published framework versions, not retired.
func (r Reads) RoleProfilesInUse(ctx context.Context) ([]models.RoleProfile, error) {
	var list []models.RoleProfile
	err := r.db.WithContext(ctx).Select("role_profiles.*").
		Joins("JOIN framework_versions ON framework_versions.id = role_profiles.framework_version_id").
		Where("framework_versions.state = ? AND NOT role_profiles.retired", models.Published).
		Order("framework_versions.framework_id, role_profiles.position, role_profiles.id").Find(&list).Error
	return list, err
}

// OrganisationsOpen are the organisations that are open on the day, by name.
func (r Reads) OrganisationsOpen(ctx context.Context, today models.Date) ([]models.Organisation, error) {
	var list []models.Organisation
	err := r.db.WithContext(ctx).Where("closed IS NULL OR closed > ?", today).Order("name, id").Find(&list).Error
	return list, err
}

// Search says which people a list holds.
type Search struct {
	Text           string // the beginning of a word of the name, or of the e-mail address; empty for everybody
	ManagerUnknown bool   // only who has said that they do not know their manager
	// After and Before name the person at the edge of a neighbouring page; both empty for the first page.
	After, Before models.ID
	Most          int // on a page; 0 for all
}

// FoundPerson is one line of a list of people: a person with one current post, or with none. A person with several
// posts has several lines, one after the other.
type FoundPerson struct {
	ID             models.ID
	Name           string
	Email          string
	Organisation   string
	Manager        string
	ManagerUnknown bool
	Welcomed       bool
}

// FindPeople are the people of one page, by name, with their current posts.
func (r Reads) FindPeople(ctx context.Context, s Search, today models.Date) ([]FoundPerson, error) {
	page, order := r.matching(ctx, s, today).Select("people.*"), "people.name_key, people.id"
	edge := "(SELECT name_key, id FROM people WHERE id = ?)"
	switch {
	case s.After.Known():
		page = page.Where("(people.name_key, people.id) > "+edge, s.After)
	case s.Before.Known():
		page, order = page.Where("(people.name_key, people.id) < "+edge, s.Before), "people.name_key DESC, people.id DESC"
	}
	page = page.Order(order)
	if s.Most > 0 {
		page = page.Limit(s.Most)
	}
	var list []FoundPerson
	err := r.db.WithContext(ctx).Table("(?) AS found", page).
		Select(`found.id, found.name, found.email, found.welcomed_at IS NOT NULL AS welcomed, COALESCE(organisations.name, '') AS organisation,
			COALESCE(managers.name, '') AS manager, COALESCE(posts.manager_unknown, false) AS manager_unknown`).
		Joins("LEFT JOIN posts ON posts.person_id = found.id AND posts.started <= ? AND (posts.ended IS NULL OR posts.ended >= ?)", today, today).
		Joins("LEFT JOIN organisations ON organisations.id = posts.organisation_id").
		Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id").
		Order("found.name_key, found.id, posts.started, posts.id").Scan(&list).Error
	return list, err
}

// CountPeople counts the people that a search finds.
func (r Reads) CountPeople(ctx context.Context, s Search, today models.Date) (int, error) {
	var n int64
	err := r.matching(ctx, s, today).Count(&n).Error
	return int(n), err
}

func (r Reads) matching(ctx context.Context, s Search, today models.Date) *gorm.DB {
	query := r.db.WithContext(ctx).Table("people")
	if wantedText(s.Text) != "" {
		start, within := like(s.Text)
		query = query.Where(`people.name_key LIKE ? ESCAPE '\' OR people.name_key LIKE ? ESCAPE '\' OR people.email_key LIKE ? ESCAPE '\'`, start, within, start)
	}
	if s.ManagerUnknown {
		query = query.Where(`EXISTS (SELECT 1 FROM posts WHERE posts.person_id = people.id AND posts.manager_unknown
			AND posts.started <= ? AND (posts.ended IS NULL OR posts.ended >= ?))`, today, today)
	}
	return query
}

// HasGrant tells whether a person has a role for the whole network on the day.
func (r Reads) HasGrant(ctx context.Context, person models.ID, role models.Role, today models.Date) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Grant{}).
		Where("person_id = ? AND role = ? AND scope_kind = ? AND started <= ? AND (ended IS NULL OR ended >= ?)", person, role, models.WholeNetwork, today, today).
		Count(&n).Error
	return n > 0, err
}
