package store

import (
	"context"

	"trellis/models"
)

// UnitFiles are the files of the units of a course, of its draft and of its earlier versions, without what is in them.
func (r Reads) UnitFiles(ctx context.Context, course models.ID) ([]models.File, error) {
	var list []models.File
	err := r.db.WithContext(ctx).Select("id", "name", "type", "size", "shelf_key", "by_id", "added_at").
		Where("id IN (SELECT units.file_id FROM units JOIN courses ON courses.id = units.course_id WHERE courses.id = ? OR courses.version_of_id = ?)", course, course).
		Order("id").Find(&list).Error
	return list, err
}
