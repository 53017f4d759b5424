package store

import (
	"context"

	"trellis/models"
)

// Message is one message of the outbox.
func (r Reads) Message(ctx context.Context, id models.ID) (models.Message, error) {
	var message models.Message
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&message).Error
	return message, known(err)
}

// Messages are the messages of one page, newest first, without their bodies; older than the message named, or from the
// newest.
func (r Reads) Messages(ctx context.Context, before models.ID, most int) ([]models.Message, error) {
	query := r.db.WithContext(ctx).Select("id, person_id, recipient, subject, state, problem, created_at, sent_at")
	if before.Known() {
		query = query.Where("(created_at, id) < (SELECT created_at, id FROM messages WHERE id = ?)", before)
	}
	if most > 0 {
		query = query.Limit(most)
	}
	var list []models.Message
	err := query.Order("created_at DESC, id DESC").Find(&list).Error
	return list, err
}

// FailedJobs are the jobs that have failed and are not done: given up, or still to be tried again. The newest first.
func (r Reads) FailedJobs(ctx context.Context, most int) ([]models.Job, error) {
	var list []models.Job
	err := r.db.WithContext(ctx).Where("state = ? OR (state = ? AND last_error <> '')", models.JobDead, models.JobReady).
		Order("created_at DESC, id DESC").Limit(most).Find(&list).Error
	return list, err
}
