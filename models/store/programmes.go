package store

import (
	"context"

	"trellis/models"
)

// ProgrammesWith are the programmes that a course is part of, by title.
func (r Reads) ProgrammesWith(ctx context.Context, course models.ID) ([]models.Programme, error) {
	var list []models.Programme
	err := r.db.WithContext(ctx).Select("programmes.*").Joins("JOIN programme_courses ON programme_courses.programme_id = programmes.id").
		Where("programme_courses.course_id = ?", course).Order("programmes.title, programmes.id").Find(&list).Error
	return list, err
}
