package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Engine is a kind of database.
type Engine string

// The engines.
const (
	SQLite     Engine = "sqlite"
	PostgreSQL Engine = "postgres"
)

// Open opens the database that the URL names (sqlite:PATH, postgres://…) without changing it. The clock is a parameter
// so that tests can set it.
func Open(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	return open(ctx, address, now, openSQLite)
}

func open(ctx context.Context, address string, now func() time.Time, sqlite func(path string) (*Store, error)) (*Store, error) {
	engine, path, err := Address(address)
	if err != nil {
		return nil, err
	}
	var s *Store
	if engine == SQLite {
		s, err = sqlite(path)
	} else {
		s, err = openPostgreSQL(address)
	}
	if err != nil {
		return nil, err
	}
	s.now = now
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), s.Close())
	}
	return s, nil
}

// Address reads the URL of a database: which engine, and with SQLite where the file lies.
func Address(address string) (engine Engine, path string, err error) {
	scheme, target, found := strings.Cut(address, ":")
	switch {
	case found && scheme == "sqlite" && target != "":
		return SQLite, strings.TrimPrefix(target, "//"), nil
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return PostgreSQL, "", nil
	}
	return "", "", fmt.Errorf("database address %q: want sqlite:PATH or postgres://…", address)
}

// patience is how long a writer waits for another process that writes to the same file: an import of 100,000 rows beside
// whoever serves the file holds it for many seconds, and what people send meanwhile must not be refused. It is shorter than
// an answer may take.
const patience = "_busy_timeout=30000&"

// openSQLite opens one file with one writer, whose transactions begin as writers, and several readers that cannot write.
func openSQLite(path string) (*Store, error) {
	file := fileURL(path)
	const shared = "_foreign_keys=on"
	write, err := gorm.Open(sqlite.Open(file+"?_journal_mode=WAL&_txlock=immediate&_synchronous=NORMAL&_cache_size=-16000&"+patience+shared), config(true))
	if err != nil {
		return nil, fmt.Errorf("open the SQLite file %s: %w", path, err)
	}
	read, err := gorm.Open(sqlite.Open(file+"?mode=ro&_query_only=on&_cache_size=-8000&_busy_timeout=5000&"+shared), config(true))
	if err != nil {
		return nil, fmt.Errorf("open the SQLite file %s: %w", path, err)
	}
	readers := max(runtime.NumCPU(), 4)
	if err := errors.Join(limit(write, 1), limit(read, readers)); err != nil {
		return nil, err
	}
	return &Store{Reads: Reads{db: read}, write: write, engine: SQLite, path: path}, nil
}

// fileURL names a file as SQLite reads it, whatever letters are in its name.
func fileURL(path string) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String()
}

// openPostgreSQL opens one pool for reads and writes. Statements are not prepared by name, so that a migration beside a
// running process breaks no cached plan.
func openPostgreSQL(address string) (*Store, error) {
	connection, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	pool := stdlib.OpenDB(*connection, stdlib.OptionAfterConnect(plan))
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), config(false))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open PostgreSQL: %w", err), pool.Close())
	}
	if err := limit(db, 20); err != nil {
		return nil, err
	}
	return &Store{Reads: Reads{db: db}, write: db, engine: PostgreSQL}, nil
}

// plan tells PostgreSQL what our questions are like: short, many at once, and about rows that lie in memory. By itself it
// plans for slow disks and for one long question, which it would share out among all processors or compile first.
func plan(ctx context.Context, connection *pgx.Conn) error {
	_, err := connection.Exec(ctx, "SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0; SET jit = off")
	return err
}

// config is made anew for each handle: GORM keeps the connection in it.
func config(prepare bool) *gorm.Config {
	return &gorm.Config{
		PrepareStmt:            prepare,
		SkipDefaultTransaction: true,
		TranslateError:         true,
		QueryFields:            true,
		CreateBatchSize:        500,
		NowFunc:                func() time.Time { return time.Time{} }, // times come from the transaction
		Logger:                 logger.Discard,                          // what fails is returned, and logged once at the door
	}
}

func limit(db *gorm.DB, connections int) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return nil
}

// sqlDB is the writing connection, for the migrations.
func (s *Store) sqlDB() (*sql.DB, error) { return s.write.DB() }
