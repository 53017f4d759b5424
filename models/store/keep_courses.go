package store

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"trellis/models"
)

// atOnce is how many ids one statement names.
const atOnce = 500

// LockCourses takes all courses for this transaction, without keeping others from referring to them.
func (tx *Tx) LockCourses(ctx context.Context) error {
	var locked []models.ID
	return tx.db.WithContext(ctx).Model(&models.Course{}).Clauses(changing()).Order("id").Pluck("id", &locked).Error
}

// KeepCourses keeps courses and programmes with all that belongs to them, by their ids: what is there is replaced, what is
// not is added, and the units that are gone go. It answers models.ErrTaken when another has a code or an address, and ErrInUse when a unit that is gone is referred to.
func (tx *Tx) KeepCourses(ctx context.Context, c Content, gone []models.ID) error {
	courses, programmes := make([]models.ID, len(c.Courses)), make([]models.ID, len(c.Programmes))
	for i, k := range c.Courses {
		courses[i] = k.ID
	}
	for i, p := range c.Programmes {
		programmes[i] = p.ID
	}
	if err := tx.clearCourses(ctx, courses, programmes, gone); err != nil {
		return err
	}
	for _, rows := range []any{nonEmpty(c.Courses), nonEmpty(c.Units), nonEmpty(c.Programmes)} {
		if err := tx.replace(ctx, rows); err != nil {
			return err
		}
	}
	for _, rows := range []any{&c.Outcomes, &c.Prerequisites, &c.Sets, &c.InProgrammes} {
		if err := tx.Add(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}

// clearCourses empties what nothing outside the courses and programmes refers to, and frees the places of their units.
func (tx *Tx) clearCourses(ctx context.Context, courses, programmes, gone []models.ID) error {
	for _, c := range []struct {
		statement string
		ids       []models.ID
	}{
		{"DELETE FROM units WHERE id IN ?", gone},
		{"UPDATE units SET position = -position WHERE course_id IN ?", courses},
		{"DELETE FROM outcomes WHERE course_id IN ?", courses},
		{"DELETE FROM prerequisites WHERE course_id IN ?", courses},
		{"DELETE FROM programme_courses WHERE programme_id IN ?", programmes},
		{"DELETE FROM programme_sets WHERE programme_id IN ?", programmes},
	} {
		for chunk := range slices.Chunk(c.ids, atOnce) {
			err := tx.db.WithContext(ctx).Exec(c.statement, chunk).Error
			if errors.Is(err, gorm.ErrForeignKeyViolated) {
				return ErrInUse
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// replace keeps rows by their id: it adds those that are not there.
func (tx *Tx) replace(ctx context.Context, rows any) error {
	if rows == nil {
		return nil
	}
	whole := tx.db.WithContext(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true})
	return known(whole.Session(&gorm.Session{}).Create(rows).Error)
}
