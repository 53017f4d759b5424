package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// Uninvited counts who has not been here yet and has not left: all of them, and those who were invited since a time.
type Uninvited struct{ All, Lately int }

// CountUninvited counts them on the day.
func (r Reads) CountUninvited(ctx context.Context, today models.Date, since time.Time) (Uninvited, error) {
	var all, rest int64
	if err := r.notHere(ctx, today).Count(&all).Error; err != nil {
		return Uninvited{}, err
	}
	err := r.notHere(ctx, today).Where(notInvited, models.ToJoin, since).Count(&rest).Error
	return Uninvited{All: int(all), Lately: int(all - rest)}, err
}

// Uninvited are the next people, in the order of their ids, who have not been here yet, have not left, and were not invited
// since the time.
func (r Reads) Uninvited(ctx context.Context, today models.Date, since time.Time, after models.ID, most int) ([]models.ID, error) {
	var ids []models.ID
	err := r.notHere(ctx, today).Where(notInvited, models.ToJoin, since).Where("people.id > ?", after).
		Order("people.id").Limit(most).Pluck("people.id", &ids).Error
	return ids, err
}

const notInvited = "NOT EXISTS (SELECT 1 FROM sign_in_links WHERE sign_in_links.person_id = people.id AND sign_in_links.purpose = ? AND sign_in_links.created_at > ?)"

// neverHere tells of people whether they have neither signed in nor said who they are.
const neverHere = `people.welcomed_at IS NULL AND people.erased_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM events WHERE events.actor_id = people.id AND events.act = 'person.signed_in')`

// notHere are those who have not been here yet, but for those whose last post has ended.
func (r Reads) notHere(ctx context.Context, today models.Date) *gorm.DB {
	return r.db.WithContext(ctx).Model(&models.Person{}).Where(neverHere).
		Where(`(EXISTS (SELECT 1 FROM posts WHERE posts.person_id = people.id AND (posts.ended IS NULL OR posts.ended >= ?))
			OR NOT EXISTS (SELECT 1 FROM posts WHERE posts.person_id = people.id))`, today)
}

// LastEventAbout is when that was last done about a person; the zero time is never.
func (r Reads) LastEventAbout(ctx context.Context, person models.ID, act string) (time.Time, error) {
	var last []models.Event
	err := r.db.WithContext(ctx).Select("at").Where("person_id = ? AND act = ?", person, act).Order("at DESC, id DESC").Limit(1).Find(&last).Error
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].At, nil
}
