package exchange

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// Whether somebody waits for the answer of long work, or is told by letter.
type waiting bool

const (
	onThePage waiting = true
	byLetter  waiting = false
)

// errStopped ends a check that somebody has stopped.
var errStopped = errors.New("the import was stopped")

// CheckImport finds what an import would do, keeps that to be looked at, and owes a letter about it. It may run again, and
// does nothing when the import is not to be checked any more.
func (s *Service) CheckImport(ctx context.Context, id models.ID) error {
	return s.checkImport(ctx, id, byLetter)
}

func (s *Service) checkImport(ctx context.Context, id models.ID, who waiting) error {
	found, err := s.Store.Import(ctx, id)
	if err != nil || found.State != models.ImportChecking {
		return err
	}
	data, err := s.Store.ImportData(ctx, id)
	if err != nil {
		return err
	}
	watched, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	c := &importCheck{Service: s, of: found.Import, data: data, skip: map[int]bool{}, progress: s.teller(watched, stop, found.Import)}
	err = c.run(watched)
	if errors.Is(context.Cause(watched), errStopped) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.keep(ctx, who)
}

// tellEvery is how long an import works before it says again how far it is.
const tellEvery = time.Second

// teller writes down how far an import is, and stops the work when somebody has stopped the import.
func (s *Service) teller(ctx context.Context, stop context.CancelCauseFunc, of models.Import) func(Progress) {
	last := s.Store.Now()
	return func(p Progress) {
		now := s.Store.Now()
		if now.Sub(last) < tellEvery || ctx.Err() != nil {
			return
		}
		last = now
		err := s.Store.InTx(ctx, func(tx *store.Tx) error {
			goes, err := tx.TellImport(ctx, of.ID, of.State, p.Doing, p.Done, p.Of)
			if err == nil && !goes {
				err = errStopped
			}
			return err
		})
		if errors.Is(err, errStopped) {
			stop(errStopped)
		}
	}
}

// importCheck checks a file, leaving out the lines that are wrong until the others can be imported.
type importCheck struct {
	*Service
	of       models.Import
	data     []byte
	skip     map[int]bool
	progress func(Progress)

	refused []Problem
	whole   bool // nothing of the file can be imported
	last    *weighed
}

// rounds is how often a file is read at most: a row that is left out may be the manager of another.
const rounds = 10

func (c *importCheck) run(ctx context.Context) error {
	for range rounds {
		file, err := c.readImport(ctx, c.of, c.data, c.skip, c.progress)
		if err != nil {
			return err
		}
		if c.last, err = file.weigh(ctx, c.Store.Reads, nil, c.Store.Today()); err != nil {
			return err
		}
		if !c.last.IsRefused() {
			break
		}
		c.leaveOut(c.last.Refused)
		if c.whole {
			break
		}
	}
	c.whole = c.whole || c.last.IsRefused() || len(c.refused) > 0 && (c.of.LeaveOn != "" || len(c.last.trace.rows) == 0)
	slices.SortStableFunc(c.refused, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
	return nil
}

// leaveOut leaves the lines out that have problems. A problem of the header, or one that stays, is one of the whole file.
func (c *importCheck) leaveOut(problems []Problem) {
	before := len(c.skip)
	for _, p := range problems {
		if p.Line <= 1 {
			c.whole = true
		}
		c.skip[p.Line] = true
	}
	c.refused = append(c.refused, problems...)
	c.whole = c.whole || len(c.skip) == before
}

// keep writes down what was found, unless somebody has stopped the import meanwhile, or another has written it down.
func (c *importCheck) keep(ctx context.Context, who waiting) error {
	report, rows, err := c.found()
	if err != nil {
		return err
	}
	text, err := json.Marshal(report)
	if err != nil {
		return err
	}
	return c.Store.InBulk(ctx, func(tx *store.Tx) error {
		now, err := tx.LockImport(ctx, c.of.ID)
		if err != nil || now.State != models.ImportChecking {
			return err
		}
		now.State, now.Report, now.Doing, now.Done, now.Amount = models.ImportChecked, string(text), "", 0, len(rows)
		if c.whole {
			now.State = models.ImportRefused
		}
		if err := tx.SetImportRows(ctx, now.ID, rows); err != nil {
			return err
		}
		if err := tx.ChangeImport(ctx, now); err != nil || who == onThePage {
			return err
		}
		return tx.PublishAll(ctx, nil, []models.Job{{Kind: models.MailImport, SubjectID: now.ID}})
	})
}

// found is what the check has found: rows of the file, leavers, and what is refused.
func (c *importCheck) found() (ImportReport, []models.ImportRow, error) {
	w := c.last
	report := ImportReport{Refused: len(c.refused), Warnings: w.Warnings, LeftOut: []int{}}
	var rows []models.ImportRow
	if c.whole {
		report.Problems = wholeProblems(c.refused)
	} else {
		fingerprint, err := w.fingerprint()
		if err != nil {
			return report, nil, err
		}
		rows, report.Fingerprint = w.trace.rows, fingerprint
		report.Added, report.Changed, report.Unchanged = w.Added, w.Changed, w.Unchanged
		report.Leavers, report.Current, report.Places = w.leavers, w.current, w.places
		report.People = whoChanges(rows)
		for line := range c.skip {
			report.LeftOut = append(report.LeftOut, line)
		}
		slices.Sort(report.LeftOut)
	}
	for _, p := range c.refused {
		rows = append(rows, models.ImportRow{Outcome: models.RowRefused, Line: p.Line, ColumnName: p.ColumnName, Value: p.Value, Problem: p.Problem})
	}
	for i := range rows {
		rows[i].ImportID, rows[i].Number = c.of.ID, i+1
	}
	return report, rows, nil
}

// whoChanges counts those whom the rows add or change: one may have several.
func whoChanges(rows []models.ImportRow) int {
	who := map[string]bool{}
	for _, row := range rows {
		if row.Outcome == models.RowAdded || row.Outcome == models.RowChanged {
			who[row.Who] = true
		}
	}
	return len(who)
}

// wholeProblems are those that mean the file and no row of it.
func wholeProblems(refused []Problem) []Problem {
	var whole []Problem
	for _, p := range refused {
		if p.Line <= 1 && len(whole) < 10 {
			whole = append(whole, p)
		}
	}
	return whole
}
