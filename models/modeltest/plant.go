package modeltest

import (
	"database/sql"
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

// Plant writes past all that guards the database, foreign keys too, as somebody does who has an SQL tool and no care.
func Plant(t testing.TB, s *store.Store, statements ...string) {
	t.Helper()
	driver, address, unguarded := "sqlite3", "file:"+s.Path()+"?_busy_timeout=5000", "PRAGMA foreign_keys = off"
	if s.Engine() == store.PostgreSQL {
		driver, address, unguarded = "pgx", Address(s), "SET session_replication_role = replica"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, statement := range append([]string{unguarded}, statements...) {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
