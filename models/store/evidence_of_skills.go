package store

import (
	"context"

	"trellis/models"
)

// ShownEvidence is evidence of a skill with what it points at.
type ShownEvidence struct {
	models.Evidence
	EntryTitle  string // of the log entry
	RecordTitle string // of the course that the record is of
	RecordCode  string
}

// SkillEvidence is all evidence of a person for the competencies, withdrawn too, the newest first. What stood at a time is told by
// StoodAt.
func (r Reads) SkillEvidence(ctx context.Context, person models.ID, competencies ...models.ID) ([]ShownEvidence, error) {
	var list []ShownEvidence
	err := r.db.WithContext(ctx).Raw(`SELECT e.*, coalesce(l.title, '') AS entry_title, coalesce(c.course_title, '') AS record_title, coalesce(c.code, '') AS record_code
		FROM evidence e LEFT JOIN log_entries l ON l.id = e.log_entry_id LEFT JOIN completion_records c ON c.id = e.completion_record_id
		WHERE e.person_id = ? AND e.competency_id IN ? ORDER BY e.added_at DESC, e.id DESC`, person, competencies).Scan(&list).Error
	return list, err
}

// SaidInTheWay are a person's own newest assessments in which they said what chance there was to use the skill, or what stands in
// the way.
func (r Reads) SaidInTheWay(ctx context.Context, person models.ID) ([]models.Assessment, error) {
	var list []models.Assessment
	err := r.db.WithContext(ctx).Raw(`SELECT a.* FROM assessments a WHERE a.person_id = ? AND a.kind = 'self' AND (a.chance <> '' OR a.barrier <> '')
		AND NOT EXISTS (SELECT 1 FROM assessments newer WHERE newer.person_id = a.person_id AND newer.competency_id = a.competency_id
			AND newer.kind = 'self' AND (newer.assessed_at > a.assessed_at OR newer.assessed_at = a.assessed_at AND newer.id > a.id))
		ORDER BY a.competency_id`, person).Scan(&list).Error
	return list, err
}

// EvidenceByID is one piece of evidence.
func (r Reads) EvidenceByID(ctx context.Context, id models.ID) (models.Evidence, error) {
	var e models.Evidence
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&e).Error
	return e, known(err)
}

// WithdrawEvidence says that evidence stands no longer. It stays in the history.
func (tx *Tx) WithdrawEvidence(ctx context.Context, id models.ID) error {
	return tx.update(ctx, &models.Evidence{ID: id, WithdrawnAt: &tx.now}, "WithdrawnAt")
}

// RecentEntries are the newest entries of a person's learning log.
func (r Reads) RecentEntries(ctx context.Context, person models.ID, most int) ([]models.LogEntry, error) {
	var list []models.LogEntry
	err := r.db.WithContext(ctx).Where("person_id = ?", person).Order("learned_on DESC, id DESC").Limit(most).Find(&list).Error
	return list, err
}
