package exchange

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// errNothingKept ends a transaction that must keep nothing: the report says why.
var errNothingKept = errors.New("nothing is kept")

// transact keeps what was read in one transaction: all of it, or nothing when the report refuses anything or is that of a
// dry run. The function may run again, each time with the report as it was read.
func (s *Service) transact(ctx context.Context, read Report, keep func(tx *store.Tx, report *Report) error) (Report, error) {
	var report Report
	whole := func(tx *store.Tx) error {
		report = read.clone()
		if err := keep(tx, &report); err != nil {
			return err
		}
		if report.IsRefused() || report.DryRun {
			return errNothingKept
		}
		return nil
	}
	err := s.Store.InBulk(ctx, whole)
	if errors.Is(err, models.ErrTaken) { // another import was quicker, and is there now
		err = s.Store.InBulk(ctx, whole)
	}
	if errors.Is(err, errNothingKept) {
		err = nil
	}
	return report, err
}

// clone is a report that can be carried on without changing this one.
func (r Report) clone() Report {
	r.Refused, r.Warnings = slices.Clone(r.Refused), slices.Clone(r.Warnings)
	return r
}
