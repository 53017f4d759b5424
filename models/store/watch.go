package store

import (
	"errors"

	"gorm.io/gorm"
)

// Watch calls back before everything that is asked of the database or written to it from now on: for those who count how
// much a page asks. It is not for use while others ask.
func (s *Store) Watch(asked func()) error {
	var problems []error
	watched := map[*gorm.DB]bool{}
	for _, db := range []*gorm.DB{s.db, s.write} {
		if watched[db] {
			continue
		}
		watched[db] = true
		count := func(*gorm.DB) { asked() }
		on := db.Callback()
		problems = append(problems,
			on.Query().Before("gorm:query").Register("watch", count),
			on.Row().Before("gorm:row").Register("watch", count),
			on.Raw().Before("gorm:raw").Register("watch", count),
			on.Create().Before("gorm:create").Register("watch", count),
			on.Update().Before("gorm:update").Register("watch", count),
			on.Delete().Before("gorm:delete").Register("watch", count),
		)
	}
	return errors.Join(problems...)
}
