package store

import (
	"context"
	"time"

	"trellis/models"
)

// PastByKeys is the past learning of those folded addresses.
func (r Reads) PastByKeys(ctx context.Context, keys []string) ([]models.PastCompletion, error) {
	var list []models.PastCompletion
	err := r.db.WithContext(ctx).Where("email_key IN ?", keys).Find(&list).Error
	return list, err
}

// NamedPast is a line of past learning with whose it is, and who has said so; empty where nobody has.
type NamedPast struct {
	models.PastCompletion
	Person, PersonEmail, MatchedBy string
}

// Past is one line of past learning.
func (r Reads) Past(ctx context.Context, id models.ID) (NamedPast, error) {
	var line NamedPast
	err := r.db.WithContext(ctx).Table("past_completions").Select("past_completions.*, COALESCE(people.name, '') AS person, COALESCE(people.email, '') AS person_email, COALESCE(matchers.name, '') AS matched_by").
		Joins("LEFT JOIN people ON people.id = past_completions.person_id").Joins("LEFT JOIN people AS matchers ON matchers.id = past_completions.matched_by_id").
		Where("past_completions.id = ?", id).Take(&line).Error
	return line, known(err)
}

// LockPast takes a line of past learning for this transaction.
func (tx *Tx) LockPast(ctx context.Context, id models.ID) (models.PastCompletion, error) {
	var line models.PastCompletion
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id = ?", id).Take(&line).Error
	return line, known(err)
}

// KeepPast keeps whose a line is, and whether it is dropped.
func (tx *Tx) KeepPast(ctx context.Context, line models.PastCompletion) error {
	return tx.update(ctx, &line, "PersonID", "MatchedByID", "MatchedAt", "DroppedAt")
}

// PastCounts says how much past learning there is.
type PastCounts struct{ Matched, Waiting, Dropped int }

// PastCounts counts it.
func (r Reads) PastCounts(ctx context.Context) (PastCounts, error) {
	var counts PastCounts
	err := r.db.WithContext(ctx).Raw(`SELECT
		(SELECT count(*) FROM past_completions WHERE person_id IS NOT NULL) AS matched,
		(SELECT count(*) FROM past_completions WHERE person_id IS NULL AND dropped_at IS NULL) AS waiting,
		(SELECT count(*) FROM past_completions WHERE person_id IS NULL AND dropped_at IS NOT NULL) AS dropped`).Scan(&counts).Error
	return counts, err
}

// PastWaiting is one page of the lines of nobody we know that are not dropped: by address.
func (r Reads) PastWaiting(ctx context.Context, text string, at models.PageAt) (models.Page[models.PastCompletion], error) {
	from := r.db.WithContext(ctx).Table("past_completions").Where("person_id IS NULL AND dropped_at IS NULL")
	if wantedText(text) != "" {
		start, within := like(text)
		from = from.Where(`(email_key LIKE ? ESCAPE '\' OR lower(name) LIKE ? ESCAPE '\' OR lower(name) LIKE ? ESCAPE '\' OR lower(course_title) LIKE ? ESCAPE '\')`, start, start, within, start)
	}
	return readPage[models.PastCompletion](list{
		from: from, columns: "past_completions.*", usual: "email", orders: map[string]order{"email": {by: "email_key", kind: asText}},
	}, at)
}

// PastDropped are the lines that were dropped since the time, the newest first.
func (r Reads) PastDropped(ctx context.Context, since time.Time, most int) ([]models.PastCompletion, error) {
	var list []models.PastCompletion
	err := r.db.WithContext(ctx).Where("person_id IS NULL AND dropped_at > ?", since).Order("dropped_at DESC, id").Limit(most).Find(&list).Error
	return list, err
}

// PastMatchable are lines of nobody, that are not dropped, with whoever has that address now or had it.
func (r Reads) PastMatchable(ctx context.Context, most int) ([]models.PastCompletion, error) {
	var list []models.PastCompletion
	err := r.db.WithContext(ctx).Table("past_completions").Select("past_completions.*, COALESCE(people.id, formers.id) AS person_id").
		Joins("LEFT JOIN people ON people.email_key = past_completions.email_key AND people.erased_at IS NULL").
		Joins("LEFT JOIN former_emails ON former_emails.email_key = past_completions.email_key").
		Joins("LEFT JOIN people AS formers ON formers.id = former_emails.person_id AND formers.erased_at IS NULL").
		Where("past_completions.person_id IS NULL AND past_completions.dropped_at IS NULL AND COALESCE(people.id, formers.id) IS NOT NULL").
		Order("past_completions.id").Limit(most).Scan(&list).Error
	return list, err
}

// MatchPast keeps whose those of the lines are that nobody has dealt with meanwhile, and answers these.
func (tx *Tx) MatchPast(ctx context.Context, lines []models.PastCompletion) ([]models.PastCompletion, error) {
	whose := make(map[models.ID]*models.ID, len(lines))
	ids := make([]models.ID, len(lines))
	for i, l := range lines {
		ids[i], whose[l.ID] = l.ID, l.PersonID
	}
	var free []models.PastCompletion
	err := tx.db.WithContext(ctx).Clauses(locking()).Where("id IN ? AND person_id IS NULL AND dropped_at IS NULL", ids).Order("id").Find(&free).Error
	if err != nil {
		return nil, err
	}
	for i := range free {
		at := tx.now
		free[i].PersonID, free[i].MatchedAt = whose[free[i].ID], &at
	}
	return free, change(ctx, tx, free, "person_id", "matched_at")
}
