package store

import (
	"context"
	"errors"

	"trellis/models"
)

// PersonReachedBy is the person who has that address, or had it once.
func (r Reads) PersonReachedBy(ctx context.Context, email string) (models.Person, error) {
	person, err := r.PersonByEmail(ctx, email)
	if !errors.Is(err, models.ErrNotFound) {
		return person, err
	}
	err = r.db.WithContext(ctx).Select("people.*").Joins("JOIN former_emails ON former_emails.person_id = people.id").
		Where("former_emails.email_key = ?", Fold(email)).Take(&person).Error
	return person, known(err)
}

// PeopleCalled are the people whose name, a word in it or whose address begins with the text, by name: at most that many.
func (r Reads) PeopleCalled(ctx context.Context, text string, most int) ([]models.Person, error) {
	if wantedText(text) == "" {
		return nil, nil
	}
	var list []models.Person
	err := PeopleSearch{Text: text}.find(r.db.WithContext(ctx).Table("people")).Where("people.erased_at IS NULL").
		Select("people.*").Order("people.name_key, people.id").Limit(most).Scan(&list).Error
	return list, err
}

// NamedPost is one post with the names of what it points at.
func (r Reads) NamedPost(ctx context.Context, id models.ID) (NamedPost, error) {
	var posts []NamedPost
	err := r.namedPosts(ctx).Where("posts.id = ?", id).Limit(1).Scan(&posts).Error
	if err == nil && len(posts) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return NamedPost{}, err
	}
	return posts[0], nil
}
