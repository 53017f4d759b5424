package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// MailPreferences are what a person has chosen.
func (r Reads) MailPreferences(ctx context.Context, person models.ID) ([]models.MailPreference, error) {
	var list []models.MailPreference
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Find(&list).Error
	return list, err
}

// MailWay is how a person wants the letters of a topic; at once, where they have not said.
func (r Reads) MailWay(ctx context.Context, person models.ID, topic models.MailTopic) (models.MailWay, error) {
	var chosen models.MailPreference
	err := known(r.db.WithContext(ctx).Where("person_id = ? AND kind = ?", person, topic).Take(&chosen).Error)
	if errors.Is(err, models.ErrNotFound) {
		return models.MailAtOnce, nil
	}
	return chosen.Way, err
}

// Prefer keeps what a person has chosen.
func (tx *Tx) Prefer(ctx context.Context, list []models.MailPreference) error {
	return known(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "person_id"}, {Name: "kind"}}, DoUpdates: clause.AssignmentColumns([]string{"way"}),
	}).Create(&list).Error)
}

// InviteAgain lets a person's calendar be told anew of every session ahead: it may never have been.
func (tx *Tx) InviteAgain(ctx context.Context, person models.ID) error {
	db := tx.db.WithContext(ctx)
	if err := db.Model(&models.Appointment{}).Where("person_id = ? AND NOT cancelled AND ends > ?", person, tx.now).Update("title", "").Error; err != nil {
		return err
	}
	var enrolments []models.ID
	err := db.Table("enrolments").Joins("JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.ends > ?", tx.now).
		Where("enrolments.person_id = ? AND enrolments.state IN ?", person, statesWhere(models.EnrolmentState.OnCalendar)).
		Order("enrolments.id").Pluck("enrolments.id", &enrolments).Error
	jobs := make([]models.Job, len(enrolments))
	for i, id := range enrolments {
		jobs[i] = models.Job{Kind: models.KeepCalendar, SubjectID: id}
	}
	if err != nil {
		return err
	}
	return tx.Owe(ctx, jobs)
}

// MakeDigests puts what has waited since before the time into one letter a person, and owes the letters.
func (tx *Tx) MakeDigests(ctx context.Context, before time.Time) error {
	db := tx.db.WithContext(ctx)
	var items []models.DigestItem
	err := db.Select("id", "person_id").Clauses(locking()).Where("digest_id IS NULL AND created_at < ?", before).Order("person_id, id").Find(&items).Error
	if err != nil || len(items) == 0 {
		return err
	}
	var digests []models.Digest
	var jobs []models.Job
	ids := map[models.ID][]models.ID{} // of the items, by person
	for _, item := range items {
		if len(ids[item.PersonID]) == 0 {
			digests = append(digests, models.Digest{ID: NewID(), PersonID: item.PersonID, MadeAt: tx.now})
			jobs = append(jobs, models.Job{Kind: models.MailDigest, SubjectID: digests[len(digests)-1].ID})
		}
		ids[item.PersonID] = append(ids[item.PersonID], item.ID)
	}
	if err := tx.Add(ctx, &digests); err != nil {
		return err
	}
	all := make([]models.ID, len(items))
	for i, item := range items {
		all[i] = item.ID
	}
	made := db.Table("digests").Select("digests.id").Where("digests.person_id = digest_items.person_id AND digests.made_at = ?", tx.now)
	if err := db.Model(&models.DigestItem{}).Where("id IN ?", all).Update("digest_id", made).Error; err != nil {
		return err
	}
	return tx.Owe(ctx, jobs)
}

// Digest is one letter in place of several, with what it holds.
func (r Reads) Digest(ctx context.Context, id models.ID) (digest models.Digest, items []models.DigestItem, err error) {
	db := r.db.WithContext(ctx)
	if err := db.Where("id = ?", id).Take(&digest).Error; err != nil {
		return digest, nil, known(err)
	}
	err = db.Where("digest_id = ?", id).Order("created_at, id").Find(&items).Error
	return digest, items, err
}

// WaitsForDigest tells whether something waits that came before the time.
func (r Reads) WaitsForDigest(ctx context.Context, before time.Time) (bool, error) {
	var waits bool
	err := r.db.WithContext(ctx).Raw("SELECT EXISTS (SELECT 1 FROM digest_items WHERE digest_id IS NULL AND created_at < ?)", before).Scan(&waits).Error
	return waits, err
}

// HeldForDigest are the letters that wait to go out together, the newest first and without their bodies.
func (r Reads) HeldForDigest(ctx context.Context, most int) ([]models.DigestItem, error) {
	var list []models.DigestItem
	err := r.db.WithContext(ctx).Select("id", "person_id", "subject", "created_at").Where("digest_id IS NULL").Order("created_at DESC, id DESC").Limit(most).Find(&list).Error
	return list, err
}
