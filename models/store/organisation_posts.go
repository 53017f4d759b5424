package store

import (
	"context"

	"gorm.io/gorm"

	"trellis/models"
)

// NoTeam asks for the posts that name no team.
const NoTeam = "-"

// PostSearch says which posts at an organisation are meant: held on the day or later. What is empty asks for nothing.
type PostSearch struct {
	Organisation models.ID
	Day          models.Date
	InTeam       bool // those too whose work is done in it
	Team         string
	Profile      models.ID
	Manager      models.ID
	Posts        []models.ID // these alone; nil is all
}

func (r Reads) postsAt(ctx context.Context, search PostSearch) *gorm.DB {
	db := r.db.WithContext(ctx).Table("posts").Where("(posts.ended IS NULL OR posts.ended >= ?)", search.Day)
	if search.InTeam {
		db = db.Where("(posts.organisation_id = ? OR posts.team_id = ?)", search.Organisation, search.Organisation)
	} else {
		db = db.Where("posts.organisation_id = ?", search.Organisation)
	}
	switch search.Team {
	case "":
	case NoTeam:
		db = db.Where("posts.team = ''")
	default:
		db = db.Where("posts.team = ?", search.Team)
	}
	if search.Profile.Known() {
		db = db.Where("posts.role_profile_id = ?", search.Profile)
	}
	if search.Manager.Known() {
		db = db.Where("posts.manager_id = ?", search.Manager)
	}
	if search.Posts != nil {
		db = db.Where("posts.id IN ?", search.Posts)
	}
	return db
}

// PostsFrom are the ids of the posts found.
func (r Reads) PostsFrom(ctx context.Context, search PostSearch) ([]models.ID, error) {
	var ids []models.ID
	err := r.postsAt(ctx, search).Order("posts.id").Pluck("posts.id", &ids).Error
	return ids, err
}

// PostLine is a post at an organisation with the names of what it points at.
type PostLine struct {
	NamedPost
	PersonName string
}

// FindPostsAt is one page of the posts found, by the names of their holders.
func (r Reads) FindPostsAt(ctx context.Context, search PostSearch, at models.PageAt) (models.Page[PostLine], error) {
	from := r.postsAt(ctx, search).Joins("JOIN people ON people.id = posts.person_id").
		Joins("JOIN organisations ON organisations.id = posts.organisation_id").
		Joins("LEFT JOIN role_profiles ON role_profiles.id = posts.role_profile_id").
		Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id")
	return readPage[PostLine](list{
		from: from, usual: "name", orders: map[string]order{"name": {by: "people.name_key", kind: asText}},
		columns: `posts.*, people.name AS person_name, organisations.name AS organisation_name, organisations.code AS organisation_code,
			COALESCE(role_profiles.name, '') AS role_profile_name, COALESCE(managers.name, '') AS manager_name, COALESCE(managers.email, '') AS manager_email`,
	}, at)
}

// PostCounts says how many posts are found, of how many people, and how many of them are still to begin on the day.
type PostCounts struct{ Posts, People, Coming int }

// CountPostsAt counts the posts found.
func (r Reads) CountPostsAt(ctx context.Context, search PostSearch) (PostCounts, error) {
	var counts PostCounts
	err := r.postsAt(ctx, search).Select("count(*) AS posts, count(DISTINCT posts.person_id) AS people, count(*) FILTER (WHERE posts.started > ?) AS coming", search.Day).Scan(&counts).Error
	return counts, err
}

// CountHolders counts the people among the holders of the posts found who have, on the day or later, a post at the other
// organisation too.
func (r Reads) CountHolders(ctx context.Context, search PostSearch, other models.ID) (int, error) {
	var n int64
	err := r.postsAt(ctx, search).Where(`EXISTS (SELECT 1 FROM posts others WHERE others.person_id = posts.person_id AND others.organisation_id = ?
		AND (others.ended IS NULL OR others.ended >= ?))`, other, search.Day).Distinct("posts.person_id").Count(&n).Error
	return int(n), err
}

// TeamManager is a manager of posts in a team: how many. Posts without a manager stand under an empty name.
type TeamManager struct {
	Team      string
	ManagerID *models.ID
	Manager   string
	Posts     int
	People    int
}

// TeamManagers are the teams of the posts found, by name, with their managers.
func (r Reads) TeamManagers(ctx context.Context, search PostSearch) ([]TeamManager, error) {
	var list []TeamManager
	err := r.postsAt(ctx, search).Joins("LEFT JOIN people AS managers ON managers.id = posts.manager_id").
		Select("posts.team, posts.manager_id, COALESCE(managers.name, '') AS manager, count(*) AS posts, count(DISTINCT posts.person_id) AS people").
		Group("posts.team, posts.manager_id, managers.name").Order("posts.team, COALESCE(managers.name, ''), posts.manager_id").Scan(&list).Error
	return list, err
}

// TeamCount is how many people hold a current post in a team of an organisation.
type TeamCount struct {
	Team   string
	People int
}

// TeamsAt are the teams of the posts that are current on the day at an organisation, or in it where it is a team.
func (r Reads) TeamsAt(ctx context.Context, organisation models.ID, today models.Date) ([]TeamCount, error) {
	var list []TeamCount
	err := r.postsAt(ctx, PostSearch{Organisation: organisation, Day: today, InTeam: true}).Where("posts.started <= ?", today).
		Select("posts.team, count(DISTINCT posts.person_id) AS people").Group("posts.team").Order("posts.team").Scan(&list).Error
	return list, err
}

// NamedLead is somebody who leads an organisation, or will.
type NamedLead struct {
	models.Grant
	Name string
}

// LeadsOf are the leads of an organisation on the day or later, by name.
func (r Reads) LeadsOf(ctx context.Context, organisation models.ID, day models.Date) ([]NamedLead, error) {
	var list []NamedLead
	err := r.db.WithContext(ctx).Table("grants").Select("grants.*, people.name").Joins("JOIN people ON people.id = grants.person_id").
		Where("grants.role = ? AND grants.scope_kind = ? AND grants.scope_id = ? AND (grants.ended IS NULL OR grants.ended >= ?)",
			models.Lead, models.OneOrganisation, organisation, day).Order("people.name_key, grants.started, grants.id").Scan(&list).Error
	return list, err
}

// ProfilesAt are the role profiles of the posts found, by name.
func (r Reads) ProfilesAt(ctx context.Context, search PostSearch) ([]models.RoleProfile, error) {
	var list []models.RoleProfile
	err := r.db.WithContext(ctx).Where("id IN (?)", r.postsAt(ctx, search).Select("posts.role_profile_id")).Order("name, id").Find(&list).Error
	return list, err
}

// LinkByID is one link.
func (r Reads) LinkByID(ctx context.Context, id models.ID) (models.Link, error) {
	var link models.Link
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&link).Error
	return link, known(err)
}
