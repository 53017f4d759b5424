package reports

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// longest is how long a transaction may take: events are sealed when no transaction from before can still be going on.
const longest = 10 * time.Minute

// KeepDay does what the calendar owes, each minute until the context ends.
func (s *Service) KeepDay(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := s.CatchUp(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "what the calendar owes was not done", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// CatchUp brings the tallies to today, where that has not been done, keeps a month that is over, and seals the events that nothing can come before any
// more. Several processes may do so at once.
func (s *Service) CatchUp(ctx context.Context) error {
	day, err := s.Store.TalliesDay(ctx)
	if err != nil {
		return err
	}
	if day < s.Store.Today() {
		err = s.Store.InTx(ctx, func(tx *store.Tx) error {
			people, err := tx.MoveTallies(ctx)
			slog.InfoContext(ctx, "the tallies stand for today", "people_moved", people)
			return err
		})
		if err != nil {
			return err
		}
	}
	return errors.Join(s.keepMonth(ctx), s.seal(ctx))
}

func (s *Service) seal(ctx context.Context) error {
	before := s.Store.Now().Add(-longest)
	waits, err := s.Store.Unsealed(ctx, before)
	if err != nil || !waits {
		return err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error { _, err := tx.Seal(ctx, before); return err })
	if errors.Is(err, models.ErrTaken) { // another process was quicker
		return nil
	}
	return err
}
