package modeltest

import (
	"context"

	"trellis/models"
	"trellis/models/store"
)

// Round is a round that opened a month ago and closes in a fortnight.
func (w *World) Round(slug string) models.Round {
	w.T.Helper()
	today := w.Store.Today()
	r := models.Round{Slug: slug, Name: "Autumn self-assessment", Opens: today.AddMonths(-1), Closes: today.AddDays(14)}
	w.Keep(&r)
	return r
}

// Assessed keeps an assessment that the person has made of themselves outside any round.
func (w *World) Assessed(a models.Actor, code string, level int, use models.Use) models.Assessment {
	w.T.Helper()
	return w.Judged(models.Assessment{PersonID: a.ID, ByID: a.ID, Kind: models.BySelf, Level: level, Use: use}, code)
}

// Sent keeps an assessment that the person has sent in the round, and that waits for their manager.
func (w *World) Sent(a models.Actor, r models.Round, code string, level int, use models.Use) models.Assessment {
	w.T.Helper()
	answer := models.Answer{PersonID: a.ID, RoundID: r.ID, CompetencyID: w.Competencies[code].ID, Level: level, Use: use, SavedAt: w.Store.Now()}
	w.In(func(ctx context.Context, tx *store.Tx) error {
		if err := tx.KeepAnswers(ctx, answer); err != nil {
			return err
		}
		return tx.SendReply(ctx, a.ID, r.ID)
	})
	return w.Judged(answer.Assessment(w.Store.Now()), code)
}

// Judged keeps an assessment of the competency as if made now.
func (w *World) Judged(a models.Assessment, code string) models.Assessment {
	w.T.Helper()
	a.CompetencyID, a.AssessedAt = w.Competencies[code].ID, w.Store.Now()
	list := []models.Assessment{a}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddAssessments(ctx, list) })
	return list[0]
}

// Confirmed keeps the manager's answer that the assessment is right.
func (w *World) Confirmed(by models.Actor, a models.Assessment) {
	w.T.Helper()
	w.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddConfirmations(ctx, []models.Confirmation{a.Agree(by.ID, tx.Now())})
	})
}
