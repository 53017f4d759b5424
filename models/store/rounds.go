package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// OpenRound is the round that takes answers on the day: the one opened last. models.ErrNotFound when none does.
func (r Reads) OpenRound(ctx context.Context, day models.Date) (models.Round, error) {
	var round models.Round
	err := r.db.WithContext(ctx).Where("opens <= ? AND closes >= ?", day, day).Order("opens DESC, id DESC").Limit(1).Take(&round).Error
	return round, known(err)
}

// NextRound is the first round that opens after the day.
func (r Reads) NextRound(ctx context.Context, day models.Date) (models.Round, error) {
	var round models.Round
	err := r.db.WithContext(ctx).Where("opens > ?", day).Order("opens, id").Limit(1).Take(&round).Error
	return round, known(err)
}

// RoundBySlug is the round at that address.
func (r Reads) RoundBySlug(ctx context.Context, slug string) (models.Round, error) {
	var round models.Round
	err := r.db.WithContext(ctx).Where("slug = ?", slug).Take(&round).Error
	return round, known(err)
}

// Answers are what the person has answered in the round and not yet sent.
func (r Reads) Answers(ctx context.Context, person, round models.ID) ([]models.Answer, error) {
	var list []models.Answer
	err := r.db.WithContext(ctx).Where("person_id = ? AND round_id = ?", person, round).Order("competency_id").Find(&list).Error
	return list, err
}

// SentAnswers are the newest assessments of their own that the person has sent in the round, one a competency.
func (r Reads) SentAnswers(ctx context.Context, person, round models.ID) ([]models.Assessment, error) {
	var list []models.Assessment
	err := r.db.WithContext(ctx).Where("person_id = ? AND round_id = ? AND kind = ?", person, round, models.BySelf).
		Order("assessed_at, id").Find(&list).Error
	newest := map[models.ID]int{}
	kept := list[:0]
	for _, a := range list {
		if at, found := newest[a.CompetencyID]; found {
			kept[at] = a
			continue
		}
		newest[a.CompetencyID] = len(kept)
		kept = append(kept, a)
	}
	return kept, err
}

// Reply is how far the person is with the round; models.ErrNotFound when they have not begun.
func (r Reads) Reply(ctx context.Context, person, round models.ID) (models.Reply, error) {
	var reply models.Reply
	err := r.db.WithContext(ctx).Where("person_id = ? AND round_id = ?", person, round).Take(&reply).Error
	return reply, known(err)
}

// KeepAnswers keeps answers of one person in one round in place of those before, and that the person has begun.
func (tx *Tx) KeepAnswers(ctx context.Context, list ...models.Answer) error {
	if len(list) == 0 {
		return nil
	}
	db := tx.db.WithContext(ctx)
	reply := models.Reply{PersonID: list[0].PersonID, RoundID: list[0].RoundID, BegunAt: tx.now}
	if err := db.Clauses(clause.OnConflict{DoNothing: true}).Create(&reply).Error; err != nil {
		return known(err)
	}
	return known(db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "person_id"}, {Name: "round_id"}, {Name: "competency_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"level", "use", "chance", "barrier", "example", "still_right", "saved_at"}),
	}).Create(&list).Error)
}

// SendReply says that the person has sent what they answered, and lets go of the answers: they are assessments now.
func (tx *Tx) SendReply(ctx context.Context, person, round models.ID) error {
	db := tx.db.WithContext(ctx)
	err := db.Where("person_id = ? AND round_id = ?", person, round).Delete(&models.Answer{}).Error
	if err != nil {
		return err
	}
	return db.Model(&models.Reply{}).Where("person_id = ? AND round_id = ?", person, round).Update("sent_at", tx.now).Error
}
