package store

import (
	"context"
	"sync/atomic"
	"testing"

	"trellis/models"
)

// CountQueries counts what is asked of the database from now on.
func CountQueries(t testing.TB, s *Store) *atomic.Int64 {
	t.Helper()
	var n atomic.Int64
	if err := s.Watch(func() { n.Add(1) }); err != nil {
		t.Fatal(err)
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

// Seals are all seals, the first one first.
func (r Reads) Seals(ctx context.Context) ([]models.Seal, error) {
	var seals []models.Seal
	err := r.db.WithContext(ctx).Order("number").Find(&seals).Error
	return seals, err
}

// Patience is for how many milliseconds a writer waits for another.
func Patience(t testing.TB, s *Store) (milliseconds int) {
	t.Helper()
	if err := s.write.Raw("PRAGMA busy_timeout").Scan(&milliseconds).Error; err != nil {
		t.Fatal(err)
	}
	return milliseconds
}
