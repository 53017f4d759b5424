package store

import (
	"context"

	"trellis/models"
)

// unremindedOfRound asks of posts, with the people whose they are, that their holder is asked in a round, has not sent it, is
// not away on the day, and was not reminded at the stage.
const unremindedOfRound = `posts.role_profile_id IS NOT NULL AND posts.started <= @day AND (posts.ended IS NULL OR posts.ended >= @day)
	AND people.erased_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM replies WHERE replies.person_id = posts.person_id AND replies.round_id = @round AND replies.sent_at IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM round_reminders r WHERE r.round_id = @round AND r.person_id = posts.person_id AND r.stage = @stage)
	AND NOT EXISTS (SELECT 1 FROM leaves WHERE leaves.person_id = posts.person_id AND leaves.from_day <= @day AND leaves.until_day >= @day)`

// UnremindedOfRound are people whom the round is to remind at the stage on the day, at most so many, by their ids.
func (r Reads) UnremindedOfRound(ctx context.Context, round models.ID, stage models.RoundStage, day models.Date, most int) ([]models.ID, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT posts.person_id FROM posts JOIN people ON people.id = posts.person_id
		WHERE `+unremindedOfRound+` ORDER BY posts.person_id LIMIT @most`,
		map[string]any{"round": round, "stage": stage, "day": day, "most": most}).Scan(&ids).Error
	return ids, err
}

// LockRound takes a round for this transaction: nobody else changes it, or reminds of it, meanwhile.
func (tx *Tx) LockRound(ctx context.Context, id models.ID) (models.Round, error) {
	var round models.Round
	err := tx.db.WithContext(ctx).Clauses(changing()).Where("id = ?", id).Take(&round).Error
	return round, known(err)
}

// RemindOfRound keeps that people are reminded of a round at a stage, and owes the letters. It is for who has locked the round.
func (tx *Tx) RemindOfRound(ctx context.Context, round models.ID, stage models.RoundStage, people []models.ID) error {
	if len(people) == 0 {
		return nil
	}
	rows, jobs := make([]models.RoundReminder, len(people)), make([]models.Job, len(people))
	for i, id := range people {
		rows[i] = models.RoundReminder{RoundID: round, PersonID: id, Stage: stage, SentAt: tx.now}
		jobs[i] = models.Job{Kind: models.MailRoundReminder, SubjectID: id}
	}
	if err := tx.db.WithContext(ctx).Create(&rows).Error; err != nil {
		return known(err)
	}
	return tx.Owe(ctx, jobs)
}

// LastRoundReminder is the stage at which the person was last reminded of the round; models.ErrNotFound where they were not.
func (r Reads) LastRoundReminder(ctx context.Context, round, person models.ID) (models.RoundReminder, error) {
	var last models.RoundReminder
	err := r.db.WithContext(ctx).Where("round_id = ? AND person_id = ?", round, person).Order("sent_at DESC").Limit(1).Take(&last).Error
	return last, known(err)
}
