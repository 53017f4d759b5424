package exchange_test

import (
	"sync"
	"testing"

	"trellis/app/exchange"
)

// atOnceReports runs an import several times at once.
func atOnceReports(times int, run func() exchange.Report) []exchange.Report {
	var wait sync.WaitGroup
	reports := make([]exchange.Report, times)
	for i := range reports {
		wait.Go(func() { reports[i] = run() })
	}
	wait.Wait()
	return reports
}

// atOnce checks that of several imports at once one adds all rows, and the others find them.
func atOnce(t *testing.T, rows int, run func() exchange.Report) {
	t.Helper()
	const times = 4
	added, unchanged := 0, 0
	for _, r := range atOnceReports(times, run) {
		added, unchanged = added+r.Added, unchanged+r.Unchanged
	}
	if added != rows || unchanged != (times-1)*rows {
		t.Errorf("added %d, unchanged %d of %d rows", added, unchanged, rows)
	}
}
