package store

import (
	"context"

	"trellis/models"
)

// SessionMaterial is a material, with what is said of its file; never what is in it.
type SessionMaterial struct {
	models.Material
	FileName, FileType string
	FileSize           int // bytes
}

// MaterialsOf are the materials of the sessions, each session's in order.
func (r Reads) MaterialsOf(ctx context.Context, sessions []models.ID) ([]SessionMaterial, error) {
	var list []SessionMaterial
	err := r.materials(ctx, &list, "materials.session_id IN ? AND materials.number > 0", sessions)
	return list, err
}

// AllMaterialsOf are the materials of a session in order; those that were taken out, whose number is 0, first.
func (r Reads) AllMaterialsOf(ctx context.Context, session models.ID) ([]SessionMaterial, error) {
	var list []SessionMaterial
	err := r.materials(ctx, &list, "materials.session_id = ?", session)
	return list, err
}

// Material is one material of a session, taken out or not.
func (r Reads) Material(ctx context.Context, session, id models.ID) (SessionMaterial, error) {
	var list []SessionMaterial
	err := r.materials(ctx, &list, "materials.session_id = ? AND materials.id = ?", session, id)
	if err == nil && len(list) == 0 {
		err = models.ErrNotFound
	}
	if err != nil {
		return SessionMaterial{}, err
	}
	return list[0], nil
}

func (r Reads) materials(ctx context.Context, list *[]SessionMaterial, where string, values ...any) error {
	return r.db.WithContext(ctx).Table("materials").
		Select("materials.*, coalesce(files.name, '') AS file_name, coalesce(files.type, '') AS file_type, coalesce(files.size, 0) AS file_size").
		Joins("LEFT JOIN files ON files.id = materials.file_id").Where(where, values...).
		Order("materials.session_id, materials.number, materials.id").Scan(list).Error
}

// File is an uploaded file, with what is in it.
func (r Reads) File(ctx context.Context, id models.ID) (models.File, error) {
	var f models.File
	err := r.db.WithContext(ctx).Where("id = ?", id).Take(&f).Error
	return f, known(err)
}

// ChangeMaterial keeps the title and the number of a material.
func (tx *Tx) ChangeMaterial(ctx context.Context, m models.Material) error {
	return tx.update(ctx, &m, "title", "number")
}

// ChangeSessionTexts keeps what a session tells those placed: how to join, the recording, what to do afterwards.
func (tx *Tx) ChangeSessionTexts(ctx context.Context, s models.Session) error {
	return tx.update(ctx, &s, "joining_text", "recording_url", "follow_up")
}

// ForgetTakenOut removes the materials that were taken out of their sessions, with their files, and answers where the bytes of
// those lie.
func (tx *Tx) ForgetTakenOut(ctx context.Context) ([]string, error) {
	db := tx.db.WithContext(ctx)
	var files []models.ID
	if err := db.Model(&models.Material{}).Where("number = 0 AND file_id IS NOT NULL").Pluck("file_id", &files).Error; err != nil {
		return nil, err
	}
	if err := db.Where("number = 0").Delete(&models.Material{}).Error; err != nil {
		return nil, err
	}
	return tx.DropFiles(ctx, files)
}

// SubstitutesAt are those who teach a session in place of others.
func (r Reads) SubstitutesAt(ctx context.Context, session models.ID) ([]models.Substitute, error) {
	var list []models.Substitute
	err := r.db.WithContext(ctx).Where("session_id = ?", session).Order("trainer_id").Find(&list).Error
	return list, err
}

// ComingTo are the names of those on the cohort of a session who have not sent apologies for it, in their order.
func (r Reads) ComingTo(ctx context.Context, session models.Session) ([]string, error) {
	var names []string
	err := r.db.WithContext(ctx).Table("enrolments").Joins("JOIN people ON people.id = enrolments.person_id AND people.erased_at IS NULL").
		Where("enrolments.cohort_id = ? AND enrolments.state IN ?", session.CohortID, models.OnRegister()).
		Where("NOT EXISTS (SELECT 1 FROM apologies WHERE apologies.session_id = ? AND apologies.enrolment_id = enrolments.id)", session.ID).
		Order("people.name_key, enrolments.id").Pluck("people.name", &names).Error
	return names, err
}
