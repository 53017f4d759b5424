// Package modeltest helps tests: real stores of both engines, and a world that is built in the words of the domain.
package modeltest

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"trellis/models/store"
)

// Start is the time at which a test's clock stands: a Monday in November, 9am in London.
var Start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// Clock is a clock that stands until it is moved.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock to a time.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Advance moves the clock on.
func (c *Clock) Advance(by time.Duration) { c.Set(c.Now().Add(by)) }

// SQLite is an empty, migrated store in a file that ends with the test.
func SQLite(t testing.TB, clock *Clock) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trellis.db")
	if err := os.WriteFile(path, emptySQLite(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, "sqlite:"+path, clock)
}

// EachEngine runs the test on an empty store of SQLite, and on one of PostgreSQL where that is found.
func EachEngine(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, New(t)) })
	t.Run("postgres", func(t *testing.T) {
		clock := &Clock{now: Start}
		test(t, world(t, PostgreSQL(t, clock), clock))
	})
}

// On is a world in a store that is opened so: SQLite or PostgreSQL.
func On(t testing.TB, open func(testing.TB, *Clock) *store.Store) *World {
	t.Helper()
	clock := &Clock{now: Start}
	return world(t, open(t, clock), clock)
}

func open(t testing.TB, address string, clock *Clock) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	addresses.Store(s, address)
	t.Cleanup(func() {
		addresses.Delete(s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// migrated is an empty SQLite database with the whole schema, made once for all tests of a program.
var migrated struct {
	once sync.Once
	file []byte
	err  error
}

func emptySQLite(t testing.TB) []byte {
	t.Helper()
	migrated.once.Do(func() {
		path := filepath.Join(t.TempDir(), "empty.db")
		var s *store.Store
		if s, migrated.err = store.Open(t.Context(), "sqlite:"+path, time.Now); migrated.err != nil {
			return
		}
		if _, migrated.err = s.Migrate(t.Context()); migrated.err != nil {
			return
		}
		if migrated.err = s.Close(); migrated.err != nil { // closing writes the log into the file
			return
		}
		migrated.file, migrated.err = os.ReadFile(path)
	})
	if migrated.err != nil {
		t.Fatal(migrated.err)
	}
	return migrated.file
}
