package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// PreparationsOf are what there is to do before a cohort, in order.
func (r Reads) PreparationsOf(ctx context.Context, cohort models.ID) ([]models.Preparation, error) {
	var list []models.Preparation
	err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Order("number").Find(&list).Error
	return list, err
}

// PreparedBy is how far somebody is with what there is to do before a cohort, by preparation.
func (r Reads) PreparedBy(ctx context.Context, enrolment models.ID) (map[models.ID]models.PreparationAnswer, error) {
	var list []models.PreparationAnswer
	err := r.db.WithContext(ctx).Where("enrolment_id = ?", enrolment).Find(&list).Error
	by := make(map[models.ID]models.PreparationAnswer, len(list))
	for _, a := range list {
		by[a.PreparationID] = a
	}
	return by, err
}

// KeepPrepared keeps how far somebody is with a preparation, in place of what they said before.
func (tx *Tx) KeepPrepared(ctx context.Context, answer models.PreparationAnswer) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&answer).Error)
}

// RemovePrepared forgets how far somebody is with a preparation.
func (tx *Tx) RemovePrepared(ctx context.Context, preparation, enrolment models.ID) error {
	return tx.db.WithContext(ctx).Where("preparation_id = ? AND enrolment_id = ?", preparation, enrolment).Delete(&models.PreparationAnswer{}).Error
}

// KeepPreparations keeps what there is to do before a cohort in place of what there was: those with an id stay the same thing,
// with what was answered; what is not in the list goes.
func (tx *Tx) KeepPreparations(ctx context.Context, cohort models.ID, list []models.Preparation) error {
	db, stay := tx.db.WithContext(ctx), []models.ID{""}
	for _, p := range list {
		if p.ID.Known() {
			stay = append(stay, p.ID)
		}
	}
	const gone = "SELECT id FROM preparations WHERE cohort_id = ? AND id NOT IN ?"
	for _, statement := range []string{"DELETE FROM preparation_answers WHERE preparation_id IN (" + gone + ")", "DELETE FROM preparations WHERE id IN (" + gone + ")"} {
		if err := db.Exec(statement, cohort, stay).Error; err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	// Out of the way, because a number is there once.
	if err := db.Exec("UPDATE preparations SET number = number + 1000 WHERE cohort_id = ?", cohort).Error; err != nil {
		return err
	}
	for i := range list {
		list[i].CohortID, list[i].Number = cohort, i+1
		if !list[i].ID.Known() {
			list[i].ID = NewID()
		}
	}
	return known(db.Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"number", "title", "url", "minutes"}),
	}).Create(&list).Error)
}
