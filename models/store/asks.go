package store

import (
	"context"

	"trellis/models"
)

// Asks are what the person was asked of competencies and frameworks and has not answered, by kind, oldest first.
func (r Reads) Asks(ctx context.Context, person models.ID) ([]models.Ask, error) {
	var list []models.Ask
	err := r.db.WithContext(ctx).Raw(`SELECT 'evidence' AS kind, a.id AS id, k.name AS what, people.name AS "by", r.made_at AS at `+evidenceWanted+`
		UNION ALL SELECT 'level', q.id, k.name, people.name, q.asked_at FROM assessment_requests q
			JOIN people ON people.id = q.person_id JOIN competencies k ON k.id = q.competency_id WHERE q.of_id = @person AND q.state = @asked
		UNION ALL SELECT 'review', f.id, frameworks.name, people.name, f.asked_at FROM framework_reviews f
			JOIN framework_versions v ON v.id = f.framework_version_id AND v.published_at IS NULL
			JOIN frameworks ON frameworks.id = v.framework_id JOIN people ON people.id = f.asked_by_id
			WHERE f.reviewer_id = @person AND (f.verdict = '' OR f.revision <> v.revision)
		ORDER BY kind, at, id`, map[string]any{"person": person, "asked": models.RequestAsked}).Scan(&list).Error
	return list, err
}
