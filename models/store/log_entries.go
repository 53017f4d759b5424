package store

import (
	"context"

	"trellis/models"
)

// LogEntry is one entry of a learning log.
func (r Reads) LogEntry(ctx context.Context, id models.ID) (models.LogEntry, error) {
	var e models.LogEntry
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&e).Error
	return e, known(err)
}

// LogEntries is one page of a person's entries, the newest first.
func (r Reads) LogEntries(ctx context.Context, person models.ID, at models.PageAt) (models.Page[models.LogEntry], error) {
	return readPage[models.LogEntry](list{
		from: r.db.WithContext(ctx).Table("log_entries").Where("log_entries.person_id = ?", person), columns: "log_entries.*", usual: "-learned",
		orders: map[string]order{"learned": {by: "log_entries.learned_on", kind: asDay}},
	}, at)
}

// KindMinutes is how many minutes somebody has logged of one kind, in how many entries.
type KindMinutes struct {
	Kind    models.LearningKind
	Entries int
	Minutes int
}

// LoggedSince sums a person's log from a day on, by kind.
func (r Reads) LoggedSince(ctx context.Context, person models.ID, since models.Date) ([]KindMinutes, error) {
	var list []KindMinutes
	err := r.db.WithContext(ctx).Model(&models.LogEntry{}).Select("kind, count(*) AS entries, sum(minutes) AS minutes").
		Where("person_id = ? AND learned_on >= ?", person, since).Group("kind").Order("kind").Scan(&list).Error
	return list, err
}

// EntryCompetency is a competency that an entry of a log was about.
type EntryCompetency struct {
	LogEntryID models.ID
	models.Competency
}

// CompetenciesOfEntries are what the entries were about, each in the order of the framework.
func (r Reads) CompetenciesOfEntries(ctx context.Context, entries []models.ID) ([]EntryCompetency, error) {
	var list []EntryCompetency
	err := r.db.WithContext(ctx).Table("log_entry_competencies").Select("log_entry_competencies.log_entry_id, competencies.*").
		Joins("JOIN competencies ON competencies.id = log_entry_competencies.competency_id").
		Where("log_entry_competencies.log_entry_id IN ?", entries).Order("log_entry_competencies.log_entry_id, competencies.position").Scan(&list).Error
	return list, err
}

// CompetencyChoices are the competencies of the published frameworks, domain by domain.
func (r Reads) CompetencyChoices(ctx context.Context) ([]FrameworkSkill, error) {
	var list []FrameworkSkill
	err := r.db.WithContext(ctx).Table("competencies").Select(frameworkSkill).
		Joins("JOIN domains ON domains.id = competencies.domain_id").
		Joins("JOIN framework_versions ON framework_versions.id = competencies.framework_version_id AND framework_versions.state = ?", models.Published).
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Order("frameworks.code, framework_versions.version, domains.position, competencies.position, competencies.id").Scan(&list).Error
	return list, err
}

// CompetenciesNamed are those whose id is among the names, and those of the published frameworks whose code or slug is.
func (r Reads) CompetenciesNamed(ctx context.Context, names []string) ([]models.Competency, error) {
	var list []models.Competency
	err := r.db.WithContext(ctx).Where(`id IN ? OR (code IN ? OR slug IN ?)
		AND framework_version_id IN (SELECT id FROM framework_versions WHERE state = ?)`, names, names, names, models.Published).Order("position, id").Find(&list).Error
	return list, err
}

// AddLogEntry keeps a new entry and what it was about.
func (tx *Tx) AddLogEntry(ctx context.Context, e *models.LogEntry, about []models.Competency) error {
	if err := tx.Add(ctx, e); err != nil {
		return err
	}
	return tx.addAbout(ctx, e.ID, about)
}

// ChangeLogEntry keeps what a person changed. It fails with models.ErrStale when the entry is no longer the version that
// the person opened.
func (tx *Tx) ChangeLogEntry(ctx context.Context, e models.LogEntry, opened int, about []models.Competency) error {
	result := tx.db.WithContext(ctx).Model(&models.LogEntry{}).Where("id = ? AND version = ?", e.ID, opened).
		Select("title", "minutes", "learned_on", "kind", "reflection", "version", "changed_at").Updates(&e)
	if result.Error != nil {
		return known(result.Error)
	}
	if result.RowsAffected == 0 {
		return models.ErrStale
	}
	if err := tx.db.WithContext(ctx).Where("log_entry_id = ?", e.ID).Delete(&models.LogEntryCompetency{}).Error; err != nil {
		return err
	}
	return tx.addAbout(ctx, e.ID, about)
}

func (tx *Tx) addAbout(ctx context.Context, entry models.ID, about []models.Competency) error {
	rows := make([]models.LogEntryCompetency, len(about))
	for i, c := range about {
		rows[i] = models.LogEntryCompetency{LogEntryID: entry, CompetencyID: c.ID}
	}
	return tx.Add(ctx, &rows)
}
