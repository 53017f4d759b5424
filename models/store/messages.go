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

// Messages is one page of the messages, the newest first and without their bodies.
func (r Reads) Messages(ctx context.Context, at models.PageAt) (models.Page[models.Message], error) {
	return readPage[models.Message](list{
		from: r.db.WithContext(ctx).Table("messages"), columns: messageColumns, usual: "-written",
		orders: map[string]order{"written": {by: "messages.created_at", kind: asMoment}},
	}, at)
}

const messageColumns = "id, person_id, recipient, subject, state, problem, created_at, sent_at"

// FailedJobs are the jobs that have failed and are not done: given up, or still to be tried again. The newest first.
func (r Reads) FailedJobs(ctx context.Context, most int) ([]models.Job, error) {
	var list []models.Job
	err := r.db.WithContext(ctx).Where("state = ? OR (state = ? AND last_error <> '')", models.JobDead, models.JobReady).
		Order("created_at DESC, id DESC").Limit(most).Find(&list).Error
	return list, err
}
