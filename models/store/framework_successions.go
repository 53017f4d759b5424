package store

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Wording is what the version says, for what became of its competencies.
func (c FrameworkContent) Wording() models.Wording {
	domain := make(map[models.ID]string, len(c.Domains))
	for _, d := range c.Domains {
		domain[d.ID] = d.Name
	}
	at := make(map[models.ID]map[int]string, len(c.Competencies))
	for _, d := range c.Descriptors {
		if at[d.CompetencyID] == nil {
			at[d.CompetencyID] = map[int]string{}
		}
		at[d.CompetencyID][d.Level] = d.Text
	}
	w := models.Wording{Levels: c.Levels}
	for _, k := range c.Competencies {
		w.Competencies = append(w.Competencies, models.Worded{Competency: k, Domain: domain[k.DomainID], At: at[k.ID]})
	}
	return w
}

// VersionsCompared are two versions of a framework with what became of each competency from the one to the other.
type VersionsCompared struct {
	Earlier, Later FrameworkContent
	Changes        []models.Became
}

// CompareVersions tells what became of each competency between two versions of a framework. Where the later was drawn from the
// earlier by way of others, what was said on each step counts.
func (r Reads) CompareVersions(ctx context.Context, earlier, later models.ID) (VersionsCompared, error) {
	steps, err := r.versionsBetween(ctx, earlier, later)
	if err != nil {
		return VersionsCompared{}, err
	}
	contents, err := r.FrameworkContents(ctx, steps)
	if err != nil {
		return VersionsCompared{}, err
	}
	said, err := r.successionsInto(ctx, steps[1:])
	if err != nil {
		return VersionsCompared{}, err
	}
	first := contents[0].Wording()
	changes := models.Changes(first, contents[1].Wording(), said)
	for i := 2; i < len(contents); i++ {
		next := models.Changes(contents[i-1].Wording(), contents[i].Wording(), said)
		changes = models.Changes(first, contents[i].Wording(), models.Through(changes, next))
	}
	return VersionsCompared{Earlier: contents[0], Later: contents[len(contents)-1], Changes: changes}, nil
}

// versionsBetween leads from the earlier version to the later by what each was drawn from; the two alone where nothing leads there.
func (r Reads) versionsBetween(ctx context.Context, earlier, later models.ID) ([]models.ID, error) {
	var among []models.FrameworkVersion
	err := r.db.WithContext(ctx).Select("id", "based_on_id").
		Where("framework_id = (SELECT framework_id FROM framework_versions WHERE id = ?)", earlier).Find(&among).Error
	if err != nil {
		return nil, err
	}
	from := make(map[models.ID]*models.ID, len(among))
	for _, v := range among {
		from[v.ID] = v.BasedOnID
	}
	if _, found := from[later]; !found || earlier == later {
		return nil, models.ErrNotFound
	}
	steps := []models.ID{later}
	for at := from[later]; at != nil && len(steps) <= len(among); at = from[*at] {
		steps = append(steps, *at)
		if *at == earlier {
			slices.Reverse(steps)
			return steps, nil
		}
	}
	return []models.ID{earlier, later}, nil
}

// successionsInto are those that lead to competencies of the versions.
func (r Reads) successionsInto(ctx context.Context, versions []models.ID) ([]models.Succession, error) {
	var said []models.Succession
	err := r.db.WithContext(ctx).Joins("JOIN competencies ON competencies.id = successions.to_id").
		Where("competencies.framework_version_id IN ?", versions).Order("successions.from_id, competencies.position, successions.to_id").Find(&said).Error
	return said, err
}

// SaySuccession keeps what became of a competency: all its rows, in place of those that lead to the same version.
func (tx *Tx) SaySuccession(ctx context.Context, from, version models.ID, rows []models.Succession) error {
	db := tx.db.WithContext(ctx)
	gone := db.Exec("DELETE FROM successions WHERE from_id = ? AND to_id IN (SELECT id FROM competencies WHERE framework_version_id = ?)", from, version).Error
	if gone != nil || len(rows) == 0 {
		return gone
	}
	return db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&rows).Error
}
