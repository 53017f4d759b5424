package store

import (
	"context"

	"trellis/models"
)

// ToldCrosswalk is how a file says that a competency compares with one of another framework: by the identifier of the other,
// or by its framework and code.
type ToldCrosswalk struct {
	Code                      string // of the competency in the file
	Identifier                string
	Framework, Version, Other string // codes; without a version, the newest that has it
	Name                      string // of the other, as people know it
	Strength                  models.Strength
	Note                      string
	Promised                  bool // the file says nothing else of it, so that it is lost where the other is not here
}

// ElsewhereCompetency is a competency as others refer to it.
type ElsewhereCompetency struct {
	ID                     models.ID
	Code, Name, Identifier string
	Framework, Version     string // codes
	FrameworkID, VersionID models.ID
	Published              bool
}

// OtherCompetencies are all competencies of the other frameworks, those of the newest published versions first.
func (r Reads) OtherCompetencies(ctx context.Context, framework models.ID) ([]ElsewhereCompetency, error) {
	var rows []ElsewhereCompetency
	err := r.db.WithContext(ctx).Table("competencies").
		Joins("JOIN framework_versions ON framework_versions.id = competencies.framework_version_id").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Select(`competencies.id, competencies.code, competencies.name, competencies.identifier, frameworks.code AS framework,
			framework_versions.version, frameworks.id AS framework_id, framework_versions.id AS version_id, framework_versions.published_at IS NOT NULL AS published`).
		Where("frameworks.id <> ?", framework).
		Order("CASE WHEN published_at IS NULL THEN 1 ELSE 0 END, published_at DESC, created_at DESC, framework_versions.id, competencies.position").
		Scan(&rows).Error
	return rows, err
}

// CrosswalksOf are the crosswalks of the competencies of a version, as a file tells them: by code, and with the other's place. Those with
// drafts are not told.
func (r Reads) CrosswalksOf(ctx context.Context, version models.ID) ([]ToldCrosswalk, error) {
	pairs, err := r.Matches(ctx, version)
	var list []ToldCrosswalk
	for _, p := range pairs {
		if !p.OtherDraft {
			list = append(list, ToldCrosswalk{
				Code: p.Code, Identifier: p.Identifier, Framework: p.Framework, Version: p.Version, Other: p.OtherCode, Name: p.Other,
				Strength: p.Strength, Note: p.Note,
			})
		}
	}
	return list, err
}

// KeepCrosswalks keeps crosswalks of the competencies of a version that a file tells, and answers how many of them are new:
// what somebody has said of the same two competencies, from either side, stays.
func (tx *Tx) KeepCrosswalks(ctx context.Context, version models.ID, list []models.Crosswalk) (added int, err error) {
	if len(list) == 0 {
		return 0, nil
	}
	var there []models.Crosswalk
	const of = "(SELECT id FROM competencies WHERE framework_version_id = ?)"
	if err := tx.db.WithContext(ctx).Where("from_id IN "+of+" OR to_id IN "+of, version, version).Find(&there).Error; err != nil {
		return 0, err
	}
	said := map[[2]models.ID]bool{}
	for _, c := range there {
		said[[2]models.ID{c.FromID, c.ToID}], said[[2]models.ID{c.ToID, c.FromID}] = true, true
	}
	var fresh []models.Crosswalk
	for _, c := range list {
		if !said[[2]models.ID{c.FromID, c.ToID}] {
			said[[2]models.ID{c.FromID, c.ToID}], said[[2]models.ID{c.ToID, c.FromID}] = true, true
			c.SaidAt = tx.now
			fresh = append(fresh, c)
		}
	}
	return len(fresh), tx.Add(ctx, &fresh)
}
