// Package store keeps the nouns: in SQLite or in PostgreSQL, by one code path. It is the only package that knows GORM.
//
// Reads are methods of Reads, which both a Store and a Tx have. Writes are methods of Tx alone, so that a write outside
// a transaction does not compile. Every read answers models.ErrNotFound where one thing is asked for and is not there.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"trellis/models"
)

// Store is the kept state of one installation.
type Store struct {
	Reads
	write  *gorm.DB
	engine Engine
	now    func() time.Time
	path   string // of the SQLite file
}

// Reads are the questions that can be asked of the store, inside a transaction or outside.
type Reads struct{ db *gorm.DB }

// Tx is a transaction: the reads, and the writes.
type Tx struct {
	Reads
	now time.Time
}

// Now is the time, as the store's clock tells it: UTC, to the microsecond.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// Today is the day it is in London.
func (s *Store) Today() models.Date { return models.DateOf(s.Now()) }

// At is the same store with a clock that stands: for what is to be as it was at that time.
func (s *Store) At(now time.Time) *Store {
	standing := *s
	standing.now = func() time.Time { return now }
	return &standing
}

// Engine tells which database this is.
func (s *Store) Engine() Engine { return s.engine }

// Path is where the SQLite file lies; empty for PostgreSQL.
func (s *Store) Path() string { return s.path }

// Close lets go of the database.
func (s *Store) Close() error {
	var problems []error
	for _, db := range []*gorm.DB{s.db, s.write} {
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.db.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// Now is the one time of everything that the transaction does.
func (tx *Tx) Now() time.Time { return tx.now }

// Today is the day of the transaction, in London.
func (tx *Tx) Today() models.Date { return models.DateOf(tx.now) }

// tries is how often a transaction runs when PostgreSQL asks to run it again.
const tries = 8

// InTx runs the function in one transaction: all of it is kept, or nothing when it fails. The function runs again when
// the database could not put concurrent transactions in an order, so it must have no effect outside the transaction.
func (s *Store) InTx(ctx context.Context, do func(tx *Tx) error) error {
	return s.inTx(ctx, s.write.WithContext(ctx), do)
}

// InBulk is InTx for many thousands of rows. It prepares no statements: a transaction would hold each of them, with all
// that was bound to it, until its end.
func (s *Store) InBulk(ctx context.Context, do func(tx *Tx) error) error {
	db := s.write.WithContext(ctx)
	if prepared, ok := db.Statement.ConnPool.(*gorm.PreparedStmtDB); ok {
		db.Statement.ConnPool = prepared.ConnPool
	}
	return s.inTx(ctx, db, do)
}

func (s *Store) inTx(ctx context.Context, db *gorm.DB, do func(tx *Tx) error) error {
	var err error
	for range tries {
		err = db.Transaction(func(db *gorm.DB) error {
			return do(&Tx{Reads: Reads{db: db}, now: s.Now()})
		})
		if !mustRunAgain(err) {
			return err
		}
		slog.DebugContext(ctx, "transaction runs again", "reason", err)
	}
	return fmt.Errorf("after %d tries: %w", tries, err)
}

// mustRunAgain recognises a serialisation failure and a deadlock.
func mustRunAgain(err error) bool {
	var problem *pgconn.PgError
	return errors.As(err, &problem) && (problem.Code == "40001" || problem.Code == "40P01")
}

// NewID makes an ID that nobody has and that sorts after those made before.
func NewID() models.ID { return models.ID(uuid.Must(uuid.NewV7()).String()) }

// known turns the errors of GORM into those of the models.
func known(err error) error {
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return models.ErrNotFound
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return models.ErrTaken
	}
	return err
}
