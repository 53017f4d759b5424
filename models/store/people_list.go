package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"trellis/models"
)

// PeopleSearch says which people a list holds. What is empty asks for nothing.
type PeopleSearch struct {
	Text    string      // the beginning of the name, of a word in it, or of the e-mail address
	At      []models.ID // with a post at one of these organisations, or at what belongs to one; nil is anywhere
	Profile string      // code of the role profile of that post
	Role    models.Role // that they hold, or models.Managing
	Manager models.ID   // whom that post names
	State   models.PersonState
	// Today is the day on which all this is so.
	Today models.Date
}

// People is one page of the people found: by name, email, organisation, or joined.
func (r Reads) People(ctx context.Context, search PeopleSearch, at models.PageAt) (models.Page[models.Person], error) {
	first := order{ // of the organisations where somebody works, by name; who has no post comes last
		join: `LEFT JOIN (SELECT posts.person_id, min(lower(organisations.name)) AS name FROM posts
			JOIN organisations ON organisations.id = posts.organisation_id WHERE ` + onDay("posts") + ` GROUP BY posts.person_id) AS firsts ON firsts.person_id = people.id`,
		joined: []any{search.Today, search.Today}, by: "COALESCE('0 ' || firsts.name, '1')", kind: asText,
	}
	return readPage[models.Person](list{
		from: search.find(r.db.WithContext(ctx).Table("people")), columns: "people.*", usual: "name",
		orders: map[string]order{
			"name": {by: "people.name_key", kind: asText}, "email": {by: "people.email_key", kind: asText},
			"organisation": first, "joined": {by: "people.created_at", kind: asMoment},
		},
	}, at)
}

// CountPeople counts the people found.
func (r Reads) CountPeople(ctx context.Context, search PeopleSearch) (int, error) {
	return list{from: search.find(r.db.WithContext(ctx).Table("people"))}.count()
}

func (s PeopleSearch) find(db *gorm.DB) *gorm.DB {
	db = db.Where("people.erased_at IS NULL")
	if wantedText(s.Text) != "" {
		start, within := like(s.Text)
		db = db.Where(`people.name_key LIKE ? ESCAPE '\' OR people.name_key LIKE ? ESCAPE '\' OR people.email_key LIKE ? ESCAPE '\'`, start, within, start)
	}
	switch s.Role {
	case "":
	case models.Managing:
		db = db.Where("people.id IN (SELECT posts.manager_id FROM posts WHERE posts.manager_id IS NOT NULL AND "+onDay("posts")+")", s.Today, s.Today)
	default:
		db = db.Where("people.id IN (SELECT grants.person_id FROM grants WHERE grants.role = ? AND "+onDay("grants")+")", s.Role, s.Today, s.Today)
	}
	switch s.State {
	case "", models.InPost, models.ManagerUnknown, models.NoRoleProfile: // which a post says
	case models.NotWelcomed:
		db = db.Where(neverHere)
	case models.Left:
		db = db.Where("people.id NOT IN (SELECT posts.person_id FROM posts WHERE posts.ended IS NULL OR posts.ended >= ?)", s.Today)
	default:
		db = db.Where("1 = 0")
	}
	if what, values := s.post(); len(what) > 0 {
		db = db.Where("people.id IN (SELECT posts.person_id FROM posts WHERE "+strings.Join(what, " AND ")+")", values...)
	}
	return db
}

// post is what one post of each person must be: a current one, unless those who have left are asked for.
func (s PeopleSearch) post() (what []string, values []any) {
	must := func(condition string, more ...any) { what, values = append(what, condition), append(values, more...) }
	if s.At != nil {
		must(`posts.organisation_id IN (WITH RECURSIVE within (id) AS (SELECT organisations.id FROM organisations WHERE organisations.id IN ?
			UNION `+belonging+`) SELECT id FROM within)`, s.At, s.Today, s.Today)
	}
	if s.Profile != "" {
		must("posts.role_profile_id IN (SELECT role_profiles.id FROM role_profiles WHERE role_profiles.code = ?)", s.Profile)
	}
	if s.Manager.Known() {
		must("posts.manager_id = ?", s.Manager)
	}
	switch s.State {
	case models.Left:
		must("posts.ended < ?", s.Today)
		return what, values
	case models.ManagerUnknown:
		must("posts.manager_unknown")
	case models.NoRoleProfile:
		must("posts.role_profile_id IS NULL")
	case models.InPost:
	default:
		if len(what) == 0 {
			return nil, nil
		}
	}
	must(onDay("posts"), s.Today, s.Today)
	return what, values
}

// PostsOf are the posts that the people hold on the day, each person's the longest held first.
func (r Reads) PostsOf(ctx context.Context, people []models.ID, today models.Date) ([]NamedPost, error) {
	if len(people) == 0 {
		return nil, nil
	}
	var posts []NamedPost
	err := r.namedPosts(ctx).Where("posts.person_id IN ? AND "+onDay("posts"), people, today, today).
		Order("posts.person_id, posts.started, posts.id").Scan(&posts).Error
	return posts, err
}
