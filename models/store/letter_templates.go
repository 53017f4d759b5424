package store

import (
	"context"
	"errors"

	"trellis/models"
)

// LetterTemplates are all words that administrators have put in place of the product's: a handful.
func (r Reads) LetterTemplates(ctx context.Context) ([]models.LetterTemplate, error) {
	var list []models.LetterTemplate
	err := r.db.WithContext(ctx).Order("kind").Find(&list).Error
	return list, err
}

// KeepLetterTemplate keeps words in place of those of the version that it names: 0 where there are none. It fails with
// models.ErrStale when somebody has changed them since.
func (tx *Tx) KeepLetterTemplate(ctx context.Context, t *models.LetterTemplate) error {
	before := t.Version
	t.Version, t.ChangedAt = before+1, tx.now
	if before == 0 {
		if err := tx.Add(ctx, t); !errors.Is(err, models.ErrTaken) {
			return err
		}
		return models.ErrStale
	}
	var there models.LetterTemplate
	err := known(tx.db.WithContext(ctx).Clauses(locking()).Where("kind = ?", t.Kind).Take(&there).Error)
	if errors.Is(err, models.ErrNotFound) || err == nil && there.Version != before {
		return models.ErrStale
	}
	if err != nil {
		return err
	}
	t.ID = there.ID
	return tx.update(ctx, t, "Subject", "Body", "Version", "ChangedAt", "ChangedByID")
}

// RemoveLetterTemplate takes the words of a kind of letter away, and answers which those were; "" when there were none.
func (tx *Tx) RemoveLetterTemplate(ctx context.Context, kind string) (models.ID, error) {
	var there models.LetterTemplate
	err := known(tx.db.WithContext(ctx).Where("kind = ?", kind).Take(&there).Error)
	if errors.Is(err, models.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return there.ID, tx.db.WithContext(ctx).Delete(&there).Error
}
