package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"trellis/models"
)

// OpenReadOnly opens the database to look at it, beside whoever serves it: nothing is made, changed or brought up to date,
// and writes fail. It says in words when a SQLite file is not there, which is
// models.ErrNotFound, or is none.
func OpenReadOnly(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	return open(ctx, address, now, func(path string) (*Store, error) { return readSQLite(ctx, path) })
}

// readSQLite opens a file that is there. A file that nobody uses is opened for writing, though nothing is written: only so
// does SQLite take away again, when the last connection closes, what it lays beside the file while it is open.
func readSQLite(ctx context.Context, path string) (*Store, error) {
	if _, err := headOf(path); err != nil {
		return nil, err
	}
	if there(path+"-wal") || there(path+"-journal") {
		return readAs(ctx, path, "mode=ro")
	}
	s, err := readAs(ctx, path, "mode=rw")
	if err != nil && !errors.Is(err, ErrDamaged) { // perhaps nothing may be laid beside it; then nobody can write to it either
		return readAs(ctx, path, "mode=ro&immutable=1")
	}
	return s, err
}

func readAs(ctx context.Context, path, mode string) (*Store, error) {
	db, err := gorm.Open(sqlite.Open(fileURL(path)+"?"+mode+"&_query_only=on&_busy_timeout=5000&_cache_size=-32000"), config(true))
	if err != nil {
		return nil, unread(path, err)
	}
	if err := limit(db, 2); err != nil {
		return nil, err
	}
	s := &Store{Reads: Reads{db: db}, write: db, engine: SQLite, path: path}
	var tables int
	if err := db.WithContext(ctx).Raw("SELECT count(*) FROM sqlite_master").Scan(&tables).Error; err != nil {
		return nil, errors.Join(unread(path, err), s.Close())
	}
	return s, nil
}

func unread(path string, err error) error {
	if said, is := errors.AsType[sqlite3.Error](err); is && (said.Code == sqlite3.ErrCorrupt || said.Code == sqlite3.ErrNotADB) {
		return fmt.Errorf("read %s: %w: %w", path, ErrDamaged, err)
	}
	return fmt.Errorf("read %s: %w", path, err)
}

// ErrDamaged says that a SQLite file cannot be read, since part of it is not what SQLite wrote.
var ErrDamaged = errors.New("the file is damaged")

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// missing says that there is no database yet; it is models.ErrNotFound.
type missing struct{ said string }

// Error says where it is missing.
func (m missing) Error() string { return m.said }

// Unwrap lets it be told from other errors.
func (missing) Unwrap() error { return models.ErrNotFound }

// headOf is the head of a SQLite file.
func headOf(path string) ([]byte, error) {
	file, err := os.Open(filepath.Clean(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, missing{"there is no file " + path}
	case err != nil:
		return nil, err
	}
	defer func() { _ = file.Close() }() // it was only read
	head := make([]byte, 20)
	n, err := io.ReadFull(file, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil, missing{"the file " + path + " is empty"}
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("read the file %s: %w", path, err)
	case n < len(head) || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return nil, fmt.Errorf("the file %s is no SQLite database", path)
	}
	return head, nil
}

// WriteAhead tells whether a SQLite file is kept with a write-ahead log, so that readers do not wait for the writer.
func (s *Store) WriteAhead() (bool, error) {
	head, err := headOf(s.path)
	return err == nil && head[18] == 2 && head[19] == 2, err // the versions for writing and for reading; 1 is without
}

// Snapshot runs the function on reads that all find the database as it was at one moment, whatever is written meanwhile.
func (s *Store) Snapshot(ctx context.Context, do func(r Reads) error) error {
	return s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error { return do(Reads{db: db}) },
		&sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}
