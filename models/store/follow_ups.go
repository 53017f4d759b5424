package store

import (
	"context"
	"time"

	"trellis/models"
)

// Unfollowed is a completion of which nobody has been asked what came of it.
type Unfollowed struct {
	RecordID models.ID
	CourseID models.ID
	PersonID models.ID
	PostID   *models.ID // with which the person came
}

// Unfollowed are the records that hold of what was completed within the days, of people who are there, of whose enrolment no
// record has been asked about.
func (r Reads) Unfollowed(ctx context.Context, from, until models.Date) ([]Unfollowed, error) {
	var list []Unfollowed
	err := r.db.WithContext(ctx).Raw(`SELECT c.id AS record_id, c.course_id, c.person_id, enrolments.post_id
		FROM completion_records c JOIN enrolments ON enrolments.id = c.enrolment_id JOIN people ON people.id = c.person_id AND people.erased_at IS NULL
		WHERE c.completed_on BETWEEN ? AND ? AND c.revoked_at IS NULL AND c.superseded_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM follow_ups f JOIN completion_records o ON o.id = f.completion_record_id WHERE o.enrolment_id = c.enrolment_id)
		ORDER BY c.completed_on, c.id`, from, until).Scan(&list).Error
	return list, err
}

// ManagedPosts are the posts that the people hold on the day and that name a manager who is there, by when they began.
func (r Reads) ManagedPosts(ctx context.Context, people []models.ID, day models.Date) ([]models.Post, error) {
	var list []models.Post
	err := r.db.WithContext(ctx).Select("posts.*").Joins("JOIN people ON people.id = posts.manager_id AND people.erased_at IS NULL").
		Where("posts.person_id IN ? AND "+onDay("posts"), people, day, day).Order("posts.started, posts.id").Find(&list).Error
	return list, err
}

// AskAfterwards keeps follow-ups and owes their letters: once each, whichever process comes first.
func (tx *Tx) AskAfterwards(ctx context.Context, list []models.FollowUp) error {
	ids := make([]models.ID, len(list))
	for i := range list {
		list[i].ID, list[i].AskedAt = NewID(), tx.now
		ids[i] = list[i].ID
	}
	return tx.oweOnce(ctx, &list, &models.FollowUp{}, ids, models.MailFollowUp)
}

// FollowUp is one follow-up.
func (r Reads) FollowUp(ctx context.Context, id models.ID) (models.FollowUp, error) {
	var f models.FollowUp
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&f).Error
	return f, known(err)
}

// LockFollowUp takes a follow-up for this transaction.
func (tx *Tx) LockFollowUp(ctx context.Context, id models.ID) (models.FollowUp, error) {
	var f models.FollowUp
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&f).Error
	return f, known(err)
}

// KeepFollowUp keeps the answer.
func (tx *Tx) KeepFollowUp(ctx context.Context, f models.FollowUp) error {
	return tx.update(ctx, &f, "Used", "UsedOn", "Stopped", "Says", "AnsweredAt")
}

// OpenFollowUp is a follow-up that somebody has not answered.
type OpenFollowUp struct {
	models.FollowUp
	CourseTitle string
	Learner     string
}

// OpenFollowUps are those of a person that were asked since the time, the oldest first.
func (r Reads) OpenFollowUps(ctx context.Context, person models.ID, since time.Time) ([]OpenFollowUp, error) {
	var list []OpenFollowUp
	err := r.db.WithContext(ctx).Table("follow_ups").Select("follow_ups.*, c.course_title, people.name AS learner").
		Joins("JOIN completion_records c ON c.id = follow_ups.completion_record_id AND c.revoked_at IS NULL").Joins("JOIN people ON people.id = c.person_id AND people.erased_at IS NULL").
		Where("follow_ups.person_id = ? AND follow_ups.answered_at IS NULL AND follow_ups.asked_at > ?", person, since).
		Order("follow_ups.asked_at, follow_ups.id").Scan(&list).Error
	return list, err
}

// AnsweredOfCourse are the answered follow-ups of a course.
func (r Reads) AnsweredOfCourse(ctx context.Context, course models.ID) ([]models.FollowUp, error) {
	var list []models.FollowUp
	err := r.db.WithContext(ctx).Where("course_id = ? AND answered_at IS NOT NULL", course).Find(&list).Error
	return list, err
}

// AnsweredOfCohort are the answered follow-ups of a cohort.
func (r Reads) AnsweredOfCohort(ctx context.Context, cohort models.ID) ([]models.FollowUp, error) {
	var list []models.FollowUp
	err := r.db.WithContext(ctx).Select("follow_ups.*").Joins("JOIN completion_records c ON c.id = follow_ups.completion_record_id").
		Where("c.cohort_id = ? AND follow_ups.answered_at IS NOT NULL", cohort).Find(&list).Error
	return list, err
}
