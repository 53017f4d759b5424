package store

import (
	"context"

	"trellis/models"
)

// PlacedTogether are the enrolments of a party that have a place on the cohort.
func (r Reads) PlacedTogether(ctx context.Context, cohort, party models.ID) (list models.Party, err error) {
	err = r.db.WithContext(ctx).Where("cohort_id = ? AND party_id = ? AND state = ?", cohort, party, models.Placed).Order("applied_at, id").Find(&list).Error
	return list, err
}

// PairsFrom are the pairs in which any of the people come to the cohort.
func (r Reads) PairsFrom(ctx context.Context, cohort models.ID, people models.Party) ([]models.Pair, error) {
	ids := make([]models.ID, len(people))
	for i, e := range people {
		ids[i] = e.PersonID
	}
	var list []models.Pair
	err := r.db.WithContext(ctx).Where("cohort_id = ? AND analyst_id IN ?", cohort, ids).Order("id").Find(&list).Error
	return list, err
}

// PairAgain keeps the pairs for another cohort, as they stood.
func (tx *Tx) PairAgain(ctx context.Context, cohort models.ID, pairs []models.Pair) error {
	if len(pairs) == 0 {
		return nil
	}
	again := make([]models.Pair, len(pairs))
	for i, p := range pairs {
		p.ID, p.CohortID = "", cohort
		again[i] = p
	}
	return tx.Add(ctx, &again)
}

// CarryAnswers keeps what somebody answered on one cohort for another: to questions and preparations that both have, word for
// word.
func (tx *Tx) CarryAnswers(ctx context.Context, from, to models.Enrolment) error {
	args := map[string]any{"from": from.ID, "to": to.ID, "there": to.CohortID}
	err := tx.db.WithContext(ctx).Exec(`INSERT INTO question_answers (question_id, enrolment_id, says)
		SELECT theirs.id, @to, question_answers.says FROM question_answers JOIN questions ON questions.id = question_answers.question_id
		JOIN questions AS theirs ON theirs.cohort_id = @there AND theirs.asks = questions.asks
		WHERE question_answers.enrolment_id = @from ON CONFLICT DO NOTHING`, args).Error
	if err != nil {
		return err
	}
	return tx.db.WithContext(ctx).Exec(`INSERT INTO preparation_answers (preparation_id, enrolment_id, state, says, answered_at)
		SELECT theirs.id, @to, preparation_answers.state, preparation_answers.says, preparation_answers.answered_at FROM preparation_answers
		JOIN preparations ON preparations.id = preparation_answers.preparation_id
		JOIN preparations AS theirs ON theirs.cohort_id = @there AND theirs.title = preparations.title AND theirs.url = preparations.url
		WHERE preparation_answers.enrolment_id = @from ON CONFLICT DO NOTHING`, args).Error
}
