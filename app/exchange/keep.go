package exchange

import (
	"context"
	"errors"

	"trellis/models"
	"trellis/models/store"
)

// keep runs an import in one transaction, which a refusal or a dry run undoes. It begins again from the report as it is.
func (s *Service) keep(ctx context.Context, report *Report, do func(tx *store.Tx) error) (Report, error) {
	before := *report
	run := func(tx *store.Tx) error {
		*report = before
		err := do(tx)
		switch {
		case err != nil:
			return err
		case report.IsRefused():
			report.Added, report.Changed, report.Unchanged = 0, 0, 0
			return errUndone
		case report.DryRun:
			return errUndone
		}
		return nil
	}
	err := s.Store.InTx(ctx, run)
	if errors.Is(err, models.ErrTaken) { // another import was quicker, and is there now
		err = s.Store.InTx(ctx, run)
	}
	if errors.Is(err, errUndone) {
		err = nil
	}
	return *report, err
}

// errUndone ends a transaction that must keep nothing.
var errUndone = errors.New("undone")
