package modeltest

import (
	"database/sql"
	"slices"
	"sync"
	"testing"

	"trellis/models/store"
)

// addresses are the URLs of the stores that were opened here.
var addresses sync.Map

// Address is the URL of the store, as the configuration has it.
func Address(s *store.Store) string {
	address, _ := addresses.Load(s)
	text, _ := address.(string)
	return text
}

// Plant writes past all that guards the database, foreign keys and triggers too, as somebody does who has an SQL tool and no care.
func Plant(t testing.TB, s *store.Store, statements ...string) {
	t.Helper()
	db := writer(t, s)
	defer closed(t, db)
	before, after := []string{"SET session_replication_role = replica"}, []string(nil)
	if s.Engine() == store.SQLite {
		before, after = triggers(t, db)
		before = append(before, "PRAGMA foreign_keys = off")
	}
	for _, statement := range slices.Concat(before, statements, after) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// Try writes past the program, and not past what guards the database: it answers what the database says.
func Try(t testing.TB, s *store.Store, statement string) error {
	t.Helper()
	db := writer(t, s)
	defer closed(t, db)
	_, err := db.ExecContext(t.Context(), statement)
	return err
}

func closed(t testing.TB, db *sql.DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// writer is a connection of its own that may write.
func writer(t testing.TB, s *store.Store) *sql.DB {
	t.Helper()
	driver, address := "sqlite3", "file:"+s.Path()+"?_busy_timeout=5000&_foreign_keys=on"
	if s.Engine() == store.PostgreSQL {
		driver, address = "pgx", Address(s)
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// triggers are what drops the triggers of an SQLite database, and what makes them again.
func triggers(t testing.TB, db *sql.DB) (drop, create []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT 'DROP TRIGGER ' || name, sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		drop, create = append(drop, name), append(create, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return drop, create
}
