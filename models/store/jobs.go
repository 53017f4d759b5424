package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// ClaimJobs takes up to that many due jobs for the length of the lease. No other worker has them meanwhile; a job whose
// lease ran out is due again.
func (s *Store) ClaimJobs(ctx context.Context, most int, lease time.Duration) ([]models.Job, error) {
	var jobs []models.Job
	err := s.InTx(ctx, func(tx *Tx) error {
		db := tx.db.WithContext(ctx)
		now := tx.now
		err := db.Where("state = ? AND run_at <= ? AND (lease_until IS NULL OR lease_until < ?)", models.JobReady, now, now).
			Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}).
			Order("run_at, id").Limit(most).Find(&jobs).Error
		if err != nil || len(jobs) == 0 {
			return err
		}
		ids := make([]models.ID, len(jobs))
		until := now.Add(lease)
		for i := range jobs {
			ids[i] = jobs[i].ID
			jobs[i].Attempt++
			jobs[i].LeaseUntil = &until
		}
		return db.Model(&models.Job{}).Where("id IN ?", ids).
			Updates(map[string]any{"lease_until": until, "attempt": gorm.Expr("attempt + 1")}).Error
	})
	return jobs, err
}

// FinishJob says that a job is done.
func (tx *Tx) FinishJob(ctx context.Context, job models.Job) error {
	return tx.settle(ctx, job, map[string]any{"state": models.JobDone, "last_error": ""})
}

// RetryJob lets a failed job run again at a time.
func (tx *Tx) RetryJob(ctx context.Context, job models.Job, at time.Time, problem string) error {
	return tx.settle(ctx, job, map[string]any{"run_at": at, "last_error": problem})
}

// BuryJob gives a job up. Administrators see it with its problem.
func (tx *Tx) BuryJob(ctx context.Context, job models.Job, problem string) error {
	return tx.settle(ctx, job, map[string]any{"state": models.JobDead, "last_error": problem})
}

// settle changes nothing for a worker whose lease passed to another: the attempt has moved on.
func (tx *Tx) settle(ctx context.Context, job models.Job, values map[string]any) error {
	values["lease_until"] = nil
	return tx.db.WithContext(ctx).Model(&models.Job{}).Where("id = ? AND attempt = ?", job.ID, job.Attempt).Updates(values).Error
}

// MessageOf is the message that a job has written.
func (r Reads) MessageOf(ctx context.Context, job models.ID) (models.Message, error) {
	var message models.Message
	err := r.db.WithContext(ctx).Where("job_id = ?", job).Take(&message).Error
	return message, known(err)
}

// MarkMessage writes down how a message fared. Of one that was sent no secret is kept.
func (tx *Tx) MarkMessage(ctx context.Context, id models.ID, state models.MessageState, problem string) error {
	message := models.Message{ID: id, State: state, Problem: problem}
	if state != models.MessageSent {
		return tx.update(ctx, &message, "State", "Problem", "SentAt")
	}
	message.SentAt = &tx.now
	return tx.update(ctx, &message, "State", "Problem", "SentAt", "Secret")
}

// RewriteMessage puts another text, and another secret, into a message that was not sent.
func (tx *Tx) RewriteMessage(ctx context.Context, message models.Message) error {
	return tx.update(ctx, &message, "Recipient", "Subject", "Body", "Secret", "SecretOf", "SecretUntil")
}

// forget takes the secrets of the links and sign-ups out of the messages that hold them.
func (tx *Tx) forget(ctx context.Context, of any) error {
	return tx.db.WithContext(ctx).Model(&models.Message{}).Where("secret_of IN (?) AND secret <> ''", of).Update("secret", "").Error
}

// RunAgain lets a job that failed run now, with all its attempts before it, and tells whether it did: not one that is done, or
// that a worker has. It answers models.ErrNotFound for a job that is not there.
func (tx *Tx) RunAgain(ctx context.Context, id models.ID) (bool, error) {
	var job models.Job
	if err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&job).Error; err != nil {
		return false, known(err)
	}
	if job.State == models.JobDone || job.LastError == "" || job.LeaseUntil != nil && job.LeaseUntil.After(tx.now) {
		return false, nil
	}
	return true, tx.db.WithContext(ctx).Model(&models.Job{}).Where("id = ?", id).
		Updates(map[string]any{"state": models.JobReady, "run_at": tx.now, "attempt": 0, "lease_until": nil}).Error
}
