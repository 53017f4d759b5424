package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"trellis/models"
)

// Match is a crosswalk as one of its two frameworks sees it: FromID is of that framework, whichever side said it.
type Match struct {
	models.Crosswalk
	Code                              string // of the competency here
	Other, OtherCode, Identifier      string // of the other
	Framework, FrameworkName, Version string // of the other
	OtherDraft                        bool   // nobody but its editors sees the other yet
	OtherVersionID                    models.ID
	By                                string // who said it; empty for a file
}

// Matches are the crosswalks of the competencies of a version with those of other frameworks, by code and then by the other's place.
func (r Reads) Matches(ctx context.Context, version models.ID) ([]Match, error) {
	side := func(here, there, turned string) string {
		return `SELECT w.id, w.` + here + ` AS from_id, w.` + there + ` AS to_id, w.strength, w.note, w.by_id, w.said_at, ` + turned + ` AS turned,
			ours.code, others.name AS other, others.code AS other_code, others.identifier, frameworks.code AS framework,
			frameworks.name AS framework_name, v.version, v.id AS other_version_id, v.published_at IS NULL AS other_draft, coalesce(people.name, '') AS "by"
			FROM competencies ours JOIN crosswalks w ON w.` + here + ` = ours.id JOIN competencies others ON others.id = w.` + there + `
			JOIN framework_versions v ON v.id = others.framework_version_id JOIN frameworks ON frameworks.id = v.framework_id
			LEFT JOIN people ON people.id = w.by_id WHERE ours.framework_version_id = @version`
	}
	var rows []struct {
		Match
		Turned bool
	}
	err := r.db.WithContext(ctx).Raw(side("from_id", "to_id", "false")+" UNION ALL "+side("to_id", "from_id", "true"), map[string]any{"version": version}).Scan(&rows).Error
	list := make([]Match, len(rows))
	for i, row := range rows {
		list[i] = row.Match
		if row.Turned {
			list[i].Strength = row.Strength.Turned()
		}
	}
	slices.SortFunc(list, func(a, b Match) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Framework, b.Framework), strings.Compare(a.Version, b.Version),
			strings.Compare(a.OtherCode, b.OtherCode), strings.Compare(string(a.ID), string(b.ID)))
	})
	return list, err
}

// Comparable is a published version of another framework, with which competencies can be compared.
type Comparable struct {
	ID                  models.ID
	Code, Name, Version string
}

// Comparables are the published versions of the other frameworks: by name, the newest of each first.
func (r Reads) Comparables(ctx context.Context, framework models.ID) ([]Comparable, error) {
	var list []Comparable
	err := r.db.WithContext(ctx).Raw(`SELECT v.id, frameworks.code, frameworks.name, v.version FROM framework_versions v
		JOIN frameworks ON frameworks.id = v.framework_id WHERE v.published_at IS NOT NULL AND frameworks.id <> ?
		ORDER BY frameworks.name, frameworks.code, v.published_at DESC, v.id`, framework).Scan(&list).Error
	return list, err
}

// CrosswalkOf is what somebody has said of two competencies, from whichever side; models.ErrNotFound while nobody has.
func (r Reads) CrosswalkOf(ctx context.Context, one, other models.ID) (models.Crosswalk, error) {
	var c models.Crosswalk
	err := r.db.WithContext(ctx).Where("from_id = ? AND to_id = ? OR from_id = ? AND to_id = ?", one, other, other, one).Take(&c).Error
	return c, known(err)
}

// KeepCrosswalk keeps how two competencies compare, new or not.
func (tx *Tx) KeepCrosswalk(ctx context.Context, c models.Crosswalk) error { return tx.put(ctx, &c) }

// DropCrosswalk forgets how two competencies compare.
func (tx *Tx) DropCrosswalk(ctx context.Context, id models.ID) error {
	return tx.db.WithContext(ctx).Where("id = ?", id).Delete(&models.Crosswalk{}).Error
}

// CopyCrosswalks gives the competencies of a version the crosswalks that those of another have under the same code.
func (tx *Tx) CopyCrosswalks(ctx context.Context, from models.ID, to FrameworkContent) error {
	there, err := tx.Matches(ctx, from)
	if err != nil {
		return err
	}
	now := to.codes().turned().competencies
	copies := make([]models.Crosswalk, 0, len(there))
	for _, m := range there {
		if m.ID, m.FromID = NewID(), now[models.ID(m.Code)]; m.FromID.Known() {
			copies = append(copies, m.Crosswalk)
		}
	}
	return tx.Add(ctx, &copies)
}

// Inferences are what the person holds in competencies of other frameworks that compare with these, the newest of each first. Of
// several versions of the other framework the one assessed last speaks.
func (r Reads) Inferences(ctx context.Context, person models.ID, competencies []models.ID) ([]models.Inference, error) {
	side := func(here, there, turned string) string {
		return `SELECT w.` + here + ` AS competency_id, w.strength, w.note, ` + turned + ` AS turned, k.name AS name, k.code AS code, frameworks.name AS framework,
			v.version AS version, v.id AS version_id, skills.level, skills.confirmed, skills.assessed_at AS at
			FROM crosswalks w JOIN skills ON skills.person_id = @person AND skills.competency_id = w.` + there + ` AND skills.assessment_id IS NOT NULL
			JOIN competencies k ON k.id = w.` + there + ` JOIN framework_versions v ON v.id = k.framework_version_id
			JOIN frameworks ON frameworks.id = v.framework_id WHERE w.` + here + ` IN @competencies`
	}
	var rows []struct {
		models.Inference
		Turned bool
	}
	err := r.db.WithContext(ctx).Raw(side("from_id", "to_id", "false")+" UNION ALL "+side("to_id", "from_id", "true")+
		" ORDER BY at DESC, framework, name, version DESC", map[string]any{"person": person, "competencies": competencies}).Scan(&rows).Error
	var list []models.Inference
	for _, row := range rows {
		i := row.Inference
		if row.Turned {
			i.Strength = i.Strength.Turned()
		}
		if !slices.ContainsFunc(list, i.SaysAgain) {
			list = append(list, i)
		}
	}
	return list, err
}
