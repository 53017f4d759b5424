package store

import (
	"context"

	"trellis/models"
)

// NamedCorrection is a correction with the names of what it points at.
type NamedCorrection struct {
	models.Correction
	PersonName       string
	PostTitle        string
	OrganisationName string
	NowID            *models.ID // the manager as the post says
	NowName          string
	ManagerName      string // whom they name instead
	ManagerEmail     string
}

const namedCorrection = `SELECT corrections.*, people.name AS person_name, posts.title AS post_title, organisations.name AS organisation_name, posts.manager_id AS now_id,
	coalesce(now.name, '') AS now_name, coalesce(wanted.name, '') AS manager_name, coalesce(wanted.email, '') AS manager_email
	FROM corrections JOIN people ON people.id = corrections.person_id JOIN posts ON posts.id = corrections.post_id
	JOIN organisations ON organisations.id = posts.organisation_id
	LEFT JOIN people AS now ON now.id = posts.manager_id LEFT JOIN people AS wanted ON wanted.id = corrections.manager_id `

// CorrectionsIn are the corrections that wait, the oldest first, and the newest of those that were decided.
func (r Reads) CorrectionsIn(ctx context.Context, most int) (waiting, decided []NamedCorrection, err error) {
	db := r.db.WithContext(ctx)
	err = db.Raw(namedCorrection+"WHERE corrections.state = ? ORDER BY corrections.created_at, corrections.id LIMIT ?", models.CorrectionWaiting, most).Scan(&waiting).Error
	if err != nil {
		return nil, nil, err
	}
	err = db.Raw(namedCorrection+"WHERE corrections.state <> ? ORDER BY corrections.decided_at DESC, corrections.id DESC LIMIT ?", models.CorrectionWaiting, most).Scan(&decided).Error
	return waiting, decided, err
}

// CorrectionsOf are what a person has said is wrong with their posts, the newest first.
func (r Reads) CorrectionsOf(ctx context.Context, person models.ID) ([]NamedCorrection, error) {
	var list []NamedCorrection
	err := r.db.WithContext(ctx).Raw(namedCorrection+"WHERE corrections.person_id = ? ORDER BY corrections.created_at DESC, corrections.id DESC", person).Scan(&list).Error
	return list, err
}

// Correction is one correction.
func (r Reads) Correction(ctx context.Context, id models.ID) (NamedCorrection, error) {
	var c NamedCorrection
	result := r.db.WithContext(ctx).Raw(namedCorrection+"WHERE corrections.id = ?", id).Scan(&c)
	if result.Error == nil && result.RowsAffected == 0 {
		return c, models.ErrNotFound
	}
	return c, result.Error
}

// Post is one post.
func (r Reads) Post(ctx context.Context, id models.ID) (models.Post, error) {
	var post models.Post
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&post).Error
	return post, known(err)
}

// DecideCorrection keeps what became of a correction that waits; models.ErrStale where it waits no longer.
func (tx *Tx) DecideCorrection(ctx context.Context, c models.Correction) error {
	result := tx.db.WithContext(ctx).Model(&models.Correction{}).Where("id = ? AND state = ?", c.ID, models.CorrectionWaiting).
		Updates(map[string]any{"state": c.State, "manager_id": c.ManagerID, "reason": c.Reason, "decided_at": tx.now, "decided_by_id": c.DecidedByID})
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return result.Error
}
