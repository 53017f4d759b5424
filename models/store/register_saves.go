package store

import (
	"context"
	"time"

	"trellis/models"
)

// NamedSave is a save of a register with who made it, who undid it, and how much it changed.
type NamedSave struct {
	models.RegisterSave
	Number   int // of the session
	By       string
	UndoneBy string
	Changes  int
}

// SavesOn are the latest saves of the cohort's registers by those who keep them, newest first; check-ins are left out.
func (r Reads) SavesOn(ctx context.Context, cohort models.ID, most int) ([]NamedSave, error) {
	var list []NamedSave
	err := r.db.WithContext(ctx).Raw(`SELECT register_saves.*, sessions.number, people.name AS by, COALESCE(undoers.name, '') AS undone_by,
			(SELECT count(*) FROM register_changes WHERE register_changes.register_save_id = register_saves.id) AS changes
		FROM register_saves JOIN sessions ON sessions.id = register_saves.session_id JOIN people ON people.id = register_saves.by_id
		LEFT JOIN people AS undoers ON undoers.id = register_saves.undone_by_id
		WHERE sessions.cohort_id = ? AND register_saves.source <> ? ORDER BY register_saves.saved_at DESC, sessions.number LIMIT ?`,
		cohort, models.ByCheckIn, most).Scan(&list).Error
	return list, err
}

// SavedTogether are the saves that one act made of registers of the cohort, that save among them; models.ErrNotFound where
// the cohort has no such save.
func (r Reads) SavedTogether(ctx context.Context, cohort, save models.ID) ([]models.RegisterSave, error) {
	var list []models.RegisterSave
	err := r.db.WithContext(ctx).Raw(`SELECT register_saves.* FROM register_saves
		JOIN sessions ON sessions.id = register_saves.session_id AND sessions.cohort_id = @cohort
		JOIN register_saves AS one ON one.id = @save AND one.saved_at = register_saves.saved_at AND one.by_id = register_saves.by_id
		JOIN sessions AS its ON its.id = one.session_id AND its.cohort_id = @cohort ORDER BY sessions.number`,
		map[string]any{"cohort": cohort, "save": save}).Scan(&list).Error
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	return list, err
}

// RegisterChanges are what those saves changed.
func (r Reads) RegisterChanges(ctx context.Context, saves []models.ID) ([]models.RegisterChange, error) {
	var list []models.RegisterChange
	err := r.db.WithContext(ctx).Where("register_save_id IN ?", saves).Order("enrolment_id").Find(&list).Error
	return list, err
}

// ChangedLine is a line of a register: of whom, at which session.
type ChangedLine struct{ SessionID, EnrolmentID models.ID }

// ChangedAfter are the lines of those registers that saves after the time have changed, less the saves that were undone.
func (r Reads) ChangedAfter(ctx context.Context, sessions []models.ID, after time.Time) ([]ChangedLine, error) {
	var list []ChangedLine
	err := r.db.WithContext(ctx).Table("register_changes").Distinct("register_saves.session_id", "register_changes.enrolment_id").
		Joins("JOIN register_saves ON register_saves.id = register_changes.register_save_id").
		Where("register_saves.session_id IN ? AND register_saves.saved_at > ? AND register_saves.undone_at IS NULL", sessions, after).Scan(&list).Error
	return list, err
}

// LastSaveOn is when a register of the cohort was last saved, by whomever; the zero time for never.
func (r Reads) LastSaveOn(ctx context.Context, cohort models.ID) (time.Time, error) {
	var last []models.RegisterSave
	err := r.db.WithContext(ctx).Raw(`SELECT register_saves.* FROM register_saves JOIN sessions ON sessions.id = register_saves.session_id
		WHERE sessions.cohort_id = ? ORDER BY register_saves.saved_at DESC LIMIT 1`, cohort).Scan(&last).Error
	if err != nil || len(last) == 0 {
		return time.Time{}, err
	}
	return last[0].SavedAt, nil
}

// ChangedSinceIssue are the enrolments of the cohort with a genuine record and a mark that was changed after its issue.
func (r Reads) ChangedSinceIssue(ctx context.Context, cohort models.ID) ([]models.ID, error) {
	var list []models.ID
	err := r.db.WithContext(ctx).Raw(`SELECT DISTINCT register_changes.enrolment_id FROM completion_records
		JOIN register_changes ON register_changes.enrolment_id = completion_records.enrolment_id
		JOIN register_saves ON register_saves.id = register_changes.register_save_id
			AND register_saves.saved_at > completion_records.issued_at AND register_saves.undone_at IS NULL
		WHERE completion_records.cohort_id = ? AND completion_records.revoked_at IS NULL AND completion_records.superseded_at IS NULL`, cohort).Scan(&list).Error
	return list, err
}

// NamesOn are the names of everybody who is or was on the cohort, by enrolment.
func (r Reads) NamesOn(ctx context.Context, cohort models.ID) (map[models.ID]string, error) {
	var rows []struct {
		ID   models.ID
		Name string
	}
	err := r.db.WithContext(ctx).Table("enrolments").Select("enrolments.id, people.name").
		Joins("JOIN people ON people.id = enrolments.person_id").Where("enrolments.cohort_id = ?", cohort).Scan(&rows).Error
	names := make(map[models.ID]string, len(rows))
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return names, err
}

// UndoSaves keeps who has undone saves, and when.
func (tx *Tx) UndoSaves(ctx context.Context, saves []models.ID, by models.ID) error {
	return known(tx.db.WithContext(ctx).Model(&models.RegisterSave{}).Where("id IN ?", saves).
		Updates(map[string]any{"undone_at": tx.now, "undone_by_id": by}).Error)
}

// ApologiesTo are those sent for any of the sessions.
func (r Reads) ApologiesTo(ctx context.Context, sessions []models.ID) ([]models.Apology, error) {
	var list []models.Apology
	err := r.db.WithContext(ctx).Where("session_id IN ?", sessions).Find(&list).Error
	return list, err
}
