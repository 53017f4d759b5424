package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"trellis/models"
)

// ColumnMap is how an employer wants completions; models.ErrNotFound where nobody has said.
func (r Reads) ColumnMap(ctx context.Context, organisation models.ID) (models.ColumnMap, error) {
	var m models.ColumnMap
	err := r.db.WithContext(ctx).Where("organisation_id = ?", organisation).Take(&m).Error
	return m, known(err)
}

// KeepColumnMap keeps it in place of that of the version before. It fails with models.ErrStale when somebody has changed it since.
func (tx *Tx) KeepColumnMap(ctx context.Context, m models.ColumnMap) error {
	before := m.Version
	m.Version, m.ChangedAt = before+1, tx.now
	if before == 0 {
		if there, err := tx.ColumnMap(ctx, m.OrganisationID); err == nil && there.Version > 0 {
			return models.ErrStale
		}
		if err := tx.Add(ctx, &m); !errors.Is(err, models.ErrTaken) {
			return err
		}
		return models.ErrStale // two people began at once
	}
	result := tx.db.WithContext(ctx).Model(&models.ColumnMap{}).Where("organisation_id = ? AND version = ?", m.OrganisationID, before).
		Select("columns", "date_format", "version", "changed_by_id", "changed_at").Updates(&m)
	if result.Error == nil && result.RowsAffected == 0 {
		return models.ErrStale
	}
	return known(result.Error)
}

// EmployerLine is an organisation that people work for, or came from.
type EmployerLine struct {
	models.Organisation
	Exports int
}

// Employers are the organisations that employ people, or have, and that no other has followed: all of them, or those of the ids;
// by name.
func (r Reads) Employers(ctx context.Context, all bool, ids []models.ID) ([]EmployerLine, error) {
	db := r.db.WithContext(ctx).Table("organisations").Select("organisations.*, (SELECT count(*) FROM completion_exports e WHERE e.organisation_id = organisations.id) AS exports").
		Where("successor_id IS NULL AND (EXISTS (SELECT 1 FROM posts WHERE posts.organisation_id = organisations.id) OR EXISTS (SELECT 1 FROM completion_records c WHERE c.organisation_id = organisations.id))")
	if !all {
		db = db.Where("organisations.id IN ?", ids)
	}
	var list []EmployerLine
	err := db.Order("organisations.name, organisations.id").Scan(&list).Error
	return list, err
}

// ExportedBetween are the records that hold of the people who came from the organisations, completed on the days and those
// between, by completion and name. An address is told while the person works there on the day, and a staff number is of a post
// there.
func (r Reads) ExportedBetween(ctx context.Context, organisations []models.ID, from, until, day models.Date) ([]models.ExportedRecord, error) {
	const post = "posts.person_id = completion_records.person_id AND posts.organisation_id IN ?"
	var list []models.ExportedRecord
	err := r.exported(ctx, organisations, from, until).
		Joins("JOIN courses ON courses.id = completion_records.course_id").Joins("JOIN people ON people.id = completion_records.person_id").
		Select(`completion_records.*, courses.code AS course_code,
			CASE WHEN EXISTS (SELECT 1 FROM posts WHERE `+post+` AND `+onDay("posts")+`) THEN people.email ELSE '' END AS email,
			COALESCE((SELECT posts.staff_number FROM posts WHERE `+post+` AND posts.staff_number <> '' ORDER BY posts.started DESC, posts.id DESC LIMIT 1), '') AS staff_number,
			CASE WHEN people.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM holds WHERE holds.person_id = people.id AND holds.lifted_at IS NULL) THEN true ELSE false END AS unnamed`,
			organisations, day, day, organisations).
		Order("completion_records.completed_on, completion_records.person_name, completion_records.id").Scan(&list).Error
	if err != nil {
		return nil, err
	}
	var outcomes []models.RecordOutcome
	err = r.db.WithContext(ctx).Where("completion_record_id IN (?)", r.exported(ctx, organisations, from, until).Select("completion_records.id")).
		Order("completion_record_id, position").Find(&outcomes).Error
	at := make(map[models.ID]int, len(list))
	for i, record := range list {
		at[record.ID] = i
	}
	for _, o := range outcomes {
		list[at[o.CompletionRecordID]].Outcomes = append(list[at[o.CompletionRecordID]].Outcomes, o)
	}
	return list, err
}

func (r Reads) exported(ctx context.Context, organisations []models.ID, from, until models.Date) *gorm.DB {
	return r.db.WithContext(ctx).Table("completion_records").
		Where(`completion_records.organisation_id IN ? AND completion_records.completed_on BETWEEN ? AND ?
			AND completion_records.revoked_at IS NULL AND completion_records.superseded_at IS NULL`, organisations, from, until)
}

// NamedExport is a time that completions were handed out, with who did it.
type NamedExport struct {
	models.CompletionExport
	By string
}

// CompletionExports are the times that completions of an employer were handed out, the newest first.
func (r Reads) CompletionExports(ctx context.Context, organisation models.ID, most int) ([]NamedExport, error) {
	var list []NamedExport
	err := r.db.WithContext(ctx).Table("completion_exports").Select("completion_exports.*, people.name AS by").
		Joins("JOIN people ON people.id = completion_exports.by_id").Where("completion_exports.organisation_id = ?", organisation).
		Order("made_at DESC, completion_exports.id DESC").Limit(most).Scan(&list).Error
	return list, err
}

// KeepStaffNumber keeps how an employer's staff system calls the holder of a post.
func (tx *Tx) KeepStaffNumber(ctx context.Context, post models.Post) error {
	return tx.update(ctx, &post, "StaffNumber")
}
