package store

import (
	"context"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Pair is one pair, whatever became of it.
func (r Reads) Pair(ctx context.Context, id models.ID) (models.Pair, error) {
	var p models.Pair
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&p).Error
	return p, known(err)
}

// OpenPair is the pair that somebody is in, or has asked for, on a cohort: the newest that was not declined.
func (r Reads) OpenPair(ctx context.Context, cohort, person models.ID) (models.Pair, error) {
	var p models.Pair
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND state <> ? AND (analyst_id = ? OR decision_maker_id = ?)", cohort, models.PairDeclined, person, person).
		Order("asked_at DESC, id DESC").Limit(1).Take(&p).Error
	return p, known(err)
}

// PairsAskedOf are the pairs that the person is asked to come in, and has not answered: on cohorts that have not begun, by those
// who still want to.
func (r Reads) PairsAskedOf(ctx context.Context, person models.ID) ([]models.Pair, error) {
	var list []models.Pair
	err := r.db.WithContext(ctx).Where("state = ? AND (analyst_id = ? OR decision_maker_id = ?)", models.PairAsked, person, person).
		Where(`EXISTS (SELECT 1 FROM enrolments WHERE enrolments.cohort_id = pairs.cohort_id AND enrolments.person_id <> ?
			AND enrolments.person_id IN (pairs.analyst_id, pairs.decision_maker_id) AND enrolments.state = ? AND enrolments.awaits = ?)`,
			person, models.Applied, models.AwaitsPartner).Order("asked_at, id").Find(&list).Error
	return list, err
}

// PairedWith is the enrolment of the other of a pair who come together; models.ErrNotFound when there is none, or they are
// neither on the cohort nor in line any more.
func (r Reads) PairedWith(ctx context.Context, e models.Enrolment) (models.Enrolment, error) {
	var other models.Enrolment
	if e.PartyID == nil {
		return other, models.ErrNotFound
	}
	err := r.db.WithContext(ctx).Where("party_id = ? AND id <> ? AND state IN ?", *e.PartyID, e.ID, statesWhere(models.EnrolmentState.Live)).
		Where(`EXISTS (SELECT 1 FROM pairs WHERE pairs.cohort_id = enrolments.cohort_id AND pairs.state = ?
			AND (pairs.analyst_id = enrolments.person_id AND pairs.decision_maker_id = ? OR pairs.decision_maker_id = enrolments.person_id AND pairs.analyst_id = ?))`,
			models.PairAccepted, e.PersonID, e.PersonID).Take(&other).Error
	return other, known(err)
}

// PairInTheWay tells whether a new pair would take the place of one that somebody else is in, or has asked for: of the same
// analyst, or of the same two the other way round.
func (r Reads) PairInTheWay(ctx context.Context, p models.Pair, asker models.ID) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&models.Pair{}).Where("cohort_id = ? AND (state = ? OR state = ? AND analyst_id <> ?)", p.CohortID, models.PairAsked, models.PairAccepted, asker).
		Where("analyst_id = ? OR analyst_id = ? AND decision_maker_id = ?", p.AnalystID, p.DecisionMakerID, p.AnalystID).
		Where(`EXISTS (SELECT 1 FROM enrolments WHERE enrolments.cohort_id = pairs.cohort_id AND enrolments.person_id IN (pairs.analyst_id, pairs.decision_maker_id)
			AND enrolments.person_id <> ? AND enrolments.state IN ?)`, asker, statesWhere(models.EnrolmentState.Live)).Count(&n).Error
	return n > 0, err
}

// AskPair keeps who is asked to come as a pair, in place of whoever the analyst would have come with before.
func (tx *Tx) AskPair(ctx context.Context, p *models.Pair) error {
	if p.ID == "" {
		p.ID = NewID()
	}
	err := tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "cohort_id"}, {Name: "analyst_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"decision_maker_id", "state", "asked_at", "answered_at"}),
	}).Create(p).Error
	if err != nil {
		return known(err)
	}
	var kept models.Pair
	if err := tx.db.WithContext(ctx).Where("cohort_id = ? AND analyst_id = ?", p.CohortID, p.AnalystID).Take(&kept).Error; err != nil {
		return known(err)
	}
	*p = kept
	return tx.db.WithContext(ctx).Where("pair_id = ?", p.ID).Delete(&models.ReplyLink{}).Error
}

// AnswerPair keeps what the other of a pair said.
func (tx *Tx) AnswerPair(ctx context.Context, p models.Pair) error {
	return tx.update(ctx, &p, "State", "AnsweredAt")
}

// Unpair ends the pairs in which somebody who leaves the cohort would have come, or was asked to.
func (tx *Tx) Unpair(ctx context.Context, cohort, person models.ID) error {
	return tx.db.WithContext(ctx).Model(&models.Pair{}).
		Where("cohort_id = ? AND state <> ? AND (analyst_id = ? OR decision_maker_id = ?)", cohort, models.PairDeclined, person, person).
		Updates(map[string]any{"state": models.PairDeclined, "answered_at": tx.now}).Error
}
