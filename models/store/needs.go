package store

import (
	"context"

	"trellis/models"
)

// ChangeNeeds keeps what somebody needs to take part.
func (tx *Tx) ChangeNeeds(ctx context.Context, e models.Enrolment) error {
	return tx.update(ctx, &e, "needs")
}

// ForgetNeeds empties the access needs of the next so many enrolments whose cohort ended before today, or that came to an end
// without a place, and answers which those were. Of people on hold nothing is forgotten.
func (tx *Tx) ForgetNeeds(ctx context.Context, most int) ([]models.Enrolment, error) {
	var list []models.Enrolment
	err := tx.db.WithContext(ctx).Select("enrolments.id, enrolments.person_id").
		Joins("JOIN cohorts ON cohorts.id = enrolments.cohort_id").
		Where("enrolments.needs <> '' AND (cohorts.ends < ? OR cohorts.state = ? OR enrolments.state NOT IN ?)", tx.Today().Time().UTC(), models.CohortCancelled, statesWhere(models.EnrolmentState.Live)).
		Where("enrolments.person_id NOT IN " + heldPeople).Order("enrolments.id").Limit(most).Find(&list).Error
	if err != nil || len(list) == 0 {
		return nil, err
	}
	ids := make([]models.ID, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	return list, tx.db.WithContext(ctx).Model(&models.Enrolment{}).Where("id IN ?", ids).Update("needs", "").Error
}
