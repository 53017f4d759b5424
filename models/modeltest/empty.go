package modeltest

import (
	"testing"

	"trellis/models/store"
)

// EachEmpty runs the test on a migrated store with nothing in it, of SQLite, and of PostgreSQL where that is found.
func EachEmpty(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t, &Clock{now: Start})) })
	t.Run("postgres", func(t *testing.T) { test(t, PostgreSQL(t, &Clock{now: Start})) })
}
