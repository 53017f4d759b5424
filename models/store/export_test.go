package store

import (
	"sync/atomic"
	"testing"

	"gorm.io/gorm"
)

// CountQueries counts what is asked of the database from now on.
func CountQueries(t testing.TB, s *Store) *atomic.Int64 {
	t.Helper()
	var n atomic.Int64
	count := func(*gorm.DB) { n.Add(1) }
	callbacks := s.db.Callback()
	for _, err := range []error{
		callbacks.Query().Before("gorm:query").Register("count", count),
		callbacks.Row().Before("gorm:row").Register("count", count),
		callbacks.Raw().Before("gorm:raw").Register("count", count),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return &n
}

// ReadAll reads every row of some nouns: pointers to slices of them.
func ReadAll(fail func(...any), s *Store, lists ...any) {
	for _, list := range lists {
		if err := s.db.Find(list).Error; err != nil {
			fail(err)
		}
	}
}

// Patience is for how many milliseconds a writer waits for another.
func Patience(t testing.TB, s *Store) (milliseconds int) {
	t.Helper()
	if err := s.write.Raw("PRAGMA busy_timeout").Scan(&milliseconds).Error; err != nil {
		t.Fatal(err)
	}
	return milliseconds
}
