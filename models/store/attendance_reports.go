package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"trellis/models"
)

// UploadedReport is a file about who came, with who brought it.
type UploadedReport struct {
	models.AttendanceReport
	UploadedBy string
}

// AttendanceReports are the files of the cohort that nobody has kept or dropped yet, with what is in them, the oldest first.
func (r Reads) AttendanceReports(ctx context.Context, cohort models.ID) ([]UploadedReport, error) {
	var list []UploadedReport
	err := r.db.WithContext(ctx).Table("attendance_reports").Select("attendance_reports.*, people.name AS uploaded_by").
		Joins("JOIN people ON people.id = attendance_reports.by_id").
		Where("attendance_reports.cohort_id = ? AND attendance_reports.kept_at IS NULL AND attendance_reports.dropped_at IS NULL", cohort).
		Order("attendance_reports.uploaded_at, attendance_reports.file_name, attendance_reports.id").Scan(&list).Error
	return list, err
}

// KeptAttendanceReports are the files of the cohort that were kept, the latest first: at most that many. What was in them is gone.
func (r Reads) KeptAttendanceReports(ctx context.Context, cohort models.ID, most int) ([]UploadedReport, error) {
	var list []UploadedReport
	err := r.db.WithContext(ctx).Table("attendance_reports").Select("attendance_reports.*, people.name AS uploaded_by").
		Joins("JOIN people ON people.id = attendance_reports.by_id").
		Where("attendance_reports.cohort_id = ? AND attendance_reports.kept_at IS NOT NULL", cohort).
		Order("attendance_reports.kept_at DESC, attendance_reports.id").Limit(most).Scan(&list).Error
	return list, err
}

// KeepAttendanceReports says that the marks of those files were kept, and forgets what was in them.
func (tx *Tx) KeepAttendanceReports(ctx context.Context, ids []models.ID) error {
	return tx.endAttendanceReports(ctx, ids, "kept_at")
}

// DropAttendanceReports says that those files were put aside, and forgets what was in them.
func (tx *Tx) DropAttendanceReports(ctx context.Context, ids []models.ID) error {
	return tx.endAttendanceReports(ctx, ids, "dropped_at")
}

func (tx *Tx) endAttendanceReports(ctx context.Context, ids []models.ID, how string) error {
	if len(ids) == 0 {
		return nil
	}
	return tx.db.WithContext(ctx).Model(&models.AttendanceReport{}).Where("id IN ?", ids).
		Updates(map[string]any{"content": []byte{}, how: tx.now}).Error
}

// ForgetAttendanceReports drops the files that came before the time and that nobody has kept or dropped. It answers which.
func (tx *Tx) ForgetAttendanceReports(ctx context.Context, before time.Time) ([]models.ID, error) {
	var ids []models.ID
	err := tx.db.WithContext(ctx).Model(&models.AttendanceReport{}).
		Where("uploaded_at < ? AND kept_at IS NULL AND dropped_at IS NULL", before).Order("id").Pluck("id", &ids).Error
	if err != nil {
		return nil, err
	}
	return ids, tx.DropAttendanceReports(ctx, ids)
}

// AttendanceNames are who names and addresses in files about the cohort are, as its trainers have said, by folded name.
func (r Reads) AttendanceNames(ctx context.Context, cohort models.ID) (map[string]models.ID, error) {
	var list []models.AttendanceName
	if err := r.db.WithContext(ctx).Where("cohort_id = ?", cohort).Find(&list).Error; err != nil {
		return nil, err
	}
	names := make(map[string]models.ID, len(list))
	for _, n := range list {
		names[n.NameKey] = n.EnrolmentID
	}
	return names, nil
}

// KeepAttendanceNames keeps who names in files are; what was said of a name before gives way.
func (tx *Tx) KeepAttendanceNames(ctx context.Context, names []models.AttendanceName) error {
	if len(names) == 0 {
		return nil
	}
	return tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "cohort_id"}, {Name: "name_key"}}, DoUpdates: clause.AssignmentColumns([]string{"enrolment_id"}),
	}).Create(&names).Error
}

// FormerEmailsOf are the folded addresses that those people had.
func (r Reads) FormerEmailsOf(ctx context.Context, people []models.ID) ([]models.FormerEmail, error) {
	var list []models.FormerEmail
	err := r.db.WithContext(ctx).Where("person_id IN ?", people).Find(&list).Error
	return list, err
}

// ApologiesAt are the apologies for those sessions.
func (r Reads) ApologiesAt(ctx context.Context, sessions []models.ID) ([]models.Apology, error) {
	var list []models.Apology
	err := r.db.WithContext(ctx).Where("session_id IN ?", sessions).Find(&list).Error
	return list, err
}
