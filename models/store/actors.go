package store

import (
	"context"

	"trellis/models"
)

// Actor is the person with what they hold on the day: current posts, grants, and the managers they act for.
func (r Reads) Actor(ctx context.Context, id models.ID, today models.Date) (models.Actor, error) {
	db := r.db.WithContext(ctx)
	actor := models.Actor{}
	if err := db.Where("id = ?", id).Take(&actor.Person).Error; err != nil {
		return models.Actor{}, known(err)
	}
	posts, err := r.CurrentPosts(ctx, id, today)
	if err != nil {
		return models.Actor{}, err
	}
	actor.Posts = posts
	err = db.Where("person_id = ? AND "+onDay("grants"), id, today, today).
		Order("role, scope_kind, scope_id").Find(&actor.Grants).Error
	if err != nil {
		return models.Actor{}, err
	}
	err = db.Raw(`SELECT ? AS manager_id WHERE EXISTS (SELECT 1 FROM posts WHERE manager_id = ? AND `+onDay("posts")+`)
		UNION SELECT manager_id FROM delegations WHERE deputy_id = ? AND started <= ? AND until >= ? ORDER BY 1`,
		id, id, today, today, id, today, today).Scan(&actor.Manages).Error
	if err != nil {
		return models.Actor{}, err
	}
	if actor.Holds(models.Lead) {
		if actor.LeadsTeams, err = r.teamsLed(ctx, id, today); err != nil {
			return models.Actor{}, err
		}
	}
	err = db.Raw(`SELECT EXISTS (SELECT 1 FROM posts JOIN role_profiles ON role_profiles.id = posts.role_profile_id
		WHERE posts.person_id = ? AND `+onDay("posts")+` AND role_profiles.decision_maker)`,
		id, today, today).Scan(&actor.DecisionMaker).Error
	return actor, err
}

// CurrentPosts are the posts that a person holds on the day, the longest held first.
func (r Reads) CurrentPosts(ctx context.Context, person models.ID, today models.Date) ([]models.Post, error) {
	var posts []models.Post
	err := r.db.WithContext(ctx).Where("person_id = ? AND "+onDay("posts"), person, today, today).
		Order("started, id").Find(&posts).Error
	return posts, err
}

// Person is one person.
func (r Reads) Person(ctx context.Context, id models.ID) (models.Person, error) {
	var person models.Person
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&person).Error
	return person, known(err)
}

// PersonByEmail is the person with that address, however it is written.
func (r Reads) PersonByEmail(ctx context.Context, email string) (models.Person, error) {
	var person models.Person
	err := r.db.WithContext(ctx).Where("email_key = ?", Fold(email)).Take(&person).Error
	return person, known(err)
}
