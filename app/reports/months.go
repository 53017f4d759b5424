package reports

import (
	"context"
	"log/slog"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// monthsKept is of how many past months it is kept how the network stood, at the least.
const monthsKept = 12

// owedMonth is the last day of the newest month that is over and is not kept; empty where all are.
func (s *Service) owedMonth(ctx context.Context) (models.Date, error) {
	kept, err := s.Store.PastDays(ctx)
	if err != nil {
		return "", err
	}
	day := models.EndOfMonthBefore(s.Store.Today())
	for range monthsKept {
		if !slices.Contains(kept, day) {
			return day, nil
		}
		day = models.EndOfMonthBefore(day)
	}
	return "", nil
}

// keepMonth counts one month that is owed, and keeps it for good: each minute one, until the last twelve are there.
func (s *Service) keepMonth(ctx context.Context) error {
	day, err := s.owedMonth(ctx)
	if err != nil || day == "" {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		kept, err := tx.KeepMonth(ctx, day)
		if kept && err == nil {
			slog.InfoContext(ctx, "it is kept how the network stood at the end of a month", "day", day)
		}
		return err
	})
}
