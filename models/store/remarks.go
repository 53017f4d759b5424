package store

import (
	"context"

	"trellis/models"
)

// SaidRemark is a remark with who said it.
type SaidRemark struct {
	models.Remark
	ByName string
}

// Remarks are what was said about an assessment, oldest first.
func (r Reads) Remarks(ctx context.Context, assessment models.ID) ([]SaidRemark, error) {
	var list []SaidRemark
	err := r.db.WithContext(ctx).Table("remarks").Select("remarks.*, people.name AS by_name").Joins("JOIN people ON people.id = remarks.by_id").
		Where("remarks.assessment_id = ?", assessment).Order("remarks.made_at, remarks.id").Scan(&list).Error
	return list, err
}

// Remark is one remark.
func (r Reads) Remark(ctx context.Context, id models.ID) (models.Remark, error) {
	var remark models.Remark
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&remark).Error
	return remark, known(err)
}

// WantedEvidence is a wish of a manager to be shown something, which the person has not answered yet.
type WantedEvidence struct {
	models.Remark
	ByName         string
	CompetencyID   models.ID
	CompetencyName string
	CompetencySlug string
}

// Wishes that wait for the person: the last of each assessment, while neither words nor evidence of the person answered it.
const evidenceWanted = `FROM assessments a JOIN remarks r ON r.assessment_id = a.id AND r.wants_evidence
		JOIN people ON people.id = r.by_id JOIN competencies k ON k.id = a.competency_id
		WHERE a.person_id = @person
		AND NOT EXISTS (SELECT 1 FROM remarks later WHERE later.assessment_id = r.assessment_id AND later.id <> r.id
			AND (later.by_id = a.person_id OR later.wants_evidence) AND (later.made_at > r.made_at OR later.made_at = r.made_at AND later.id > r.id))
		AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.person_id = a.person_id AND e.competency_id = a.competency_id
			AND e.withdrawn_at IS NULL AND e.added_at >= r.made_at)`

// EvidenceWanted are the wishes that wait for the person, oldest first, one an assessment. Evidence added since then answers one, and so do words.
func (r Reads) EvidenceWanted(ctx context.Context, person models.ID) ([]WantedEvidence, error) {
	var list []WantedEvidence
	err := r.db.WithContext(ctx).Raw(`SELECT r.*, people.name AS by_name, k.id AS competency_id, k.name AS competency_name, k.slug AS competency_slug
		`+evidenceWanted+` ORDER BY r.made_at, r.id`, map[string]any{"person": person}).Scan(&list).Error
	return list, err
}
