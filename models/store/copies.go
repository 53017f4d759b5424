package store

import (
	"context"

	"trellis/models"
)

// copyManager owes a copy of the letter about an enrolment to who manages the post for which the person comes, or any of
// their posts where none is named.
func (tx *Tx) copyManager(ctx context.Context, e models.Enrolment) error {
	db := tx.db.WithContext(ctx).Table("posts").Where("person_id = ? AND manager_id IS NOT NULL AND manager_id <> person_id AND "+onDay("posts"), e.PersonID, tx.Today(), tx.Today())
	if e.PostID != nil {
		db = db.Where("id = ?", *e.PostID)
	}
	var managers []models.ID
	if err := db.Distinct("manager_id").Order("manager_id").Pluck("manager_id", &managers).Error; err != nil || len(managers) == 0 {
		return err
	}
	letters, jobs := make([]models.SideLetter, len(managers)), make([]models.Job, len(managers))
	for i, manager := range managers {
		letters[i] = models.SideLetter{ID: NewID(), EnrolmentID: &e.ID, PersonID: manager}
		jobs[i] = models.Job{Kind: models.MailCopy, SubjectID: letters[i].ID}
	}
	if err := tx.Add(ctx, &letters); err != nil {
		return err
	}
	return tx.Owe(ctx, jobs)
}
