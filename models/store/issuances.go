package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// Issuance is one act by which records are issued.
func (r Reads) Issuance(ctx context.Context, id models.ID) (models.Issuance, error) {
	var i models.Issuance
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&i).Error
	return i, known(err)
}

// IssuanceCount is an issuance with how far it is.
type IssuanceCount struct {
	models.Issuance
	ByName                   string
	Waiting, Issued, Refused int
}

// All is how many people the issuance names.
func (c IssuanceCount) All() int { return c.Waiting + c.Issued + c.Refused }

// Done is for how many of them it is done.
func (c IssuanceCount) Done() int { return c.Issued + c.Refused }

// IssuancesOf are the issuances of a cohort, the newest first.
func (r Reads) IssuancesOf(ctx context.Context, cohort models.ID) ([]IssuanceCount, error) {
	const lines = "(SELECT count(*) FROM issuance_lines WHERE issuance_lines.issuance_id = issuances.id AND issuance_lines.state = ?)"
	var list []IssuanceCount
	err := r.db.WithContext(ctx).Table("issuances").Joins("JOIN people ON people.id = issuances.by_id").
		Select("issuances.*, people.name AS by_name, "+lines+" AS waiting, "+lines+" AS issued, "+lines+" AS refused",
			models.IssuanceWaiting, models.IssuanceIssued, models.IssuanceRefused).
		Where("issuances.cohort_id = ?", cohort).Order("issuances.begun_at DESC, issuances.id DESC").Scan(&list).Error
	return list, err
}

// IssuedLine is one person of an issuance, as a page lists them.
type IssuedLine struct {
	models.IssuanceLine
	Name string
	Code string // of the record; empty for none
}

// IssuedLines are the people of an issuance, those who got none first, by name.
func (r Reads) IssuedLines(ctx context.Context, issuance models.ID) ([]IssuedLine, error) {
	var list []IssuedLine
	err := r.db.WithContext(ctx).Table("issuance_lines").Select("issuance_lines.*, people.name, coalesce(completion_records.code, '') AS code").
		Joins("JOIN enrolments ON enrolments.id = issuance_lines.enrolment_id").Joins("JOIN people ON people.id = enrolments.person_id").
		Joins("LEFT JOIN completion_records ON completion_records.id = issuance_lines.completion_record_id").
		Where("issuance_lines.issuance_id = ?", issuance).
		Order("CASE issuance_lines.state WHEN 'refused' THEN 0 WHEN 'issued' THEN 1 ELSE 2 END, people.name_key, issuance_lines.enrolment_id").Scan(&list).Error
	return list, err
}

// WaitingLines are lines of an issuance whose turn has not come, up to that many.
func (r Reads) WaitingLines(ctx context.Context, issuance models.ID, most int) ([]models.IssuanceLine, error) {
	var list []models.IssuanceLine
	err := r.db.WithContext(ctx).Where("issuance_id = ? AND state = ?", issuance, models.IssuanceWaiting).Order("enrolment_id").Limit(most).Find(&list).Error
	return list, err
}

// WaitsForRecord are the enrolments of a cohort for whom an issuance has begun and not come to them.
func (r Reads) WaitsForRecord(ctx context.Context, cohort models.ID) (map[models.ID]bool, error) {
	var ids []models.ID
	err := r.db.WithContext(ctx).Table("issuance_lines").Joins("JOIN issuances ON issuances.id = issuance_lines.issuance_id").
		Where("issuances.cohort_id = ? AND issuances.finished_at IS NULL AND issuance_lines.state = ?", cohort, models.IssuanceWaiting).
		Pluck("issuance_lines.enrolment_id", &ids).Error
	waits := make(map[models.ID]bool, len(ids))
	for _, id := range ids {
		waits[id] = true
	}
	return waits, err
}

// KeepLines keeps how lines of an issuance stand.
func (tx *Tx) KeepLines(ctx context.Context, lines []models.IssuanceLine) error {
	there := clause.OnConflict{
		Columns: []clause.Column{{Name: "issuance_id"}, {Name: "enrolment_id"}}, DoUpdates: clause.AssignmentColumns([]string{"state", "problem", "completion_record_id"}),
	}
	return known(tx.db.WithContext(ctx).Clauses(there).Create(&lines).Error)
}

// FinishIssuance says that nobody of the issuance waits any more.
func (tx *Tx) FinishIssuance(ctx context.Context, i models.Issuance, at time.Time) error {
	i.FinishedAt = &at
	return tx.update(ctx, &i, "FinishedAt")
}

// OutcomesForRecords are what a version of a course builds, as records name it: without a record and a place.
func (r Reads) OutcomesForRecords(ctx context.Context, content models.ID) ([]models.RecordOutcome, error) {
	var list []models.RecordOutcome
	err := r.db.WithContext(ctx).Table("outcomes").
		Select(`competencies.id AS competency_id, competencies.code AS competency_code, competencies.name AS competency_name, outcomes.level,
			coalesce(levels.label, '') AS level_label, frameworks.code AS framework_code, frameworks.name AS framework_title, framework_versions.version AS framework_version`).
		Joins("JOIN competencies ON competencies.id = outcomes.competency_id").
		Joins("JOIN framework_versions ON framework_versions.id = competencies.framework_version_id").
		Joins("JOIN frameworks ON frameworks.id = framework_versions.framework_id").
		Joins("LEFT JOIN levels ON levels.framework_version_id = competencies.framework_version_id AND levels.value = outcomes.level").
		Where("outcomes.course_id = ?", content).Order("competencies.position, competencies.id").Scan(&list).Error
	return list, err
}

// Supersede keeps that a record has given way; its successor is named by SucceededBy, once that is there.
func (tx *Tx) Supersede(ctx context.Context, record models.CompletionRecord) error {
	return tx.update(ctx, &record, "SupersededAt")
}

// SucceededBy names the record that has taken another's place.
func (tx *Tx) SucceededBy(ctx context.Context, record models.CompletionRecord) error {
	return tx.update(ctx, &record, "SuccessorID")
}

// EndDecision keeps that a decision no longer stands.
func (tx *Tx) EndDecision(ctx context.Context, d models.Decision) error {
	return tx.update(ctx, &d, "EndedAt", "EndedByID")
}

// RollOf are the lines of the register of the enrolments, by name.
func (r Reads) RollOf(ctx context.Context, cohort models.ID, enrolments []models.ID) ([]RollLine, error) {
	return Reads{r.db.Where("enrolments.id IN ?", enrolments)}.roll(ctx, cohort, models.OnRegister(), "people.name_key, enrolments.id")
}

// RecordsAmong are the completion records of the enrolments.
func (r Reads) RecordsAmong(ctx context.Context, enrolments []models.ID) ([]models.CompletionRecord, error) {
	var list []models.CompletionRecord
	err := r.db.WithContext(ctx).Where("enrolment_id IN ?", enrolments).Order("person_name, issued_at DESC, id DESC").Find(&list).Error
	return list, err
}
