package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestOneProcessServesAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trellis.db")
	unlock, err := store.Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Lock(path); err == nil || !strings.Contains(err.Error(), "served already by process") {
		t.Errorf("a second one: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Lock(path)
	if err != nil {
		t.Fatalf("after the first let go: %v", err)
	}
	if err := again(); err != nil {
		t.Error(err)
	}
}

func TestAWriterWaitsForALongImportRatherThanRefuse(t *testing.T) {
	if waits := store.Patience(t, modeltest.SQLite(t, &modeltest.Clock{})); waits < 30_000 {
		t.Errorf("it waits for %d ms: an import of 100,000 rows takes longer", waits)
	}
}
