package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"trellis/models"
	"trellis/models/store"
)

// mostImported is how many rows a file has that is imported on the screen: more is work for the command.
const mostImported = 100_000

// ImportReport is what is kept of the check of an import, beside its rows.
type ImportReport struct {
	Added, Changed, Unchanged, Leavers, Refused int
	People                                      int       // of whom the rows are that are added or changed
	Current                                     int       // people at the places now, of whom some leave
	Places                                      []string  // organisations whose leavers are meant: names with codes
	Problems                                    []Problem // for which nothing of the file can be imported
	Warnings                                    []string
	LeftOut                                     []int  // lines that are refused, and left out
	Fingerprint                                 string // of all that the import does: what is kept must be what was looked at
}

// Rows is how many rows the import would keep.
func (r ImportReport) Rows() int { return r.Added + r.Changed }

// ManyLeave tells whether so many leave that somebody should look twice: more than one in five.
func (r ImportReport) ManyLeave() bool { return r.Leavers*5 > r.Current }

// DoesNothing tells whether there is nothing to keep.
func (r ImportReport) DoesNothing() bool { return r.Rows()+r.Leavers == 0 }

// importedFile is the file of an import, read, without the lines that are left out.
type importedFile struct {
	of            models.Import
	people        *peopleFile
	organisations organisationFile
	report        *Report
	progress      func(Progress)
}

// readImport reads the file of an import. The report says what is wrong with it.
func (s *Service) readImport(ctx context.Context, of models.Import, data []byte, skip map[int]bool, progress func(Progress)) (*importedFile, error) {
	file := File{Name: of.FileName, Content: bytes.NewReader(data)}
	f := &importedFile{of: of, report: newReport(string(of.Kind), []File{file}), progress: progress}
	f.report.most = mostImported
	opened, err := read(file, f.report)
	if err != nil || opened == nil {
		return f, err
	}
	opened.skip = skip
	if looksLikeJSON(opened) {
		opened.refuse(0, "", "this is JSON: save it as CSV, or import it with the command")
		return f, nil
	}
	rows := 0
	if of.Kind == models.ImportOfPeople {
		known, err := readDirectory(ctx, s.Store.Reads)
		if err != nil {
			return f, err
		}
		f.people = readPeople(opened, known, progress)
		rows = len(f.people.rows)
	} else {
		f.organisations = readOrganisations(opened)
		rows = len(f.organisations.rows)
	}
	if rows > mostImported {
		f.report.refuse(Problem{File: of.FileName, Problem: fmt.Sprintf("there are more than %d rows: split the file, or import it with the command", mostImported)})
	}
	return f, nil
}

// weighed is what an import would do, or does.
type weighed struct {
	*Report
	trace            *trace
	leavers, current int
	places           []string
}

// weigh finds what the file does, and does it where there is a transaction.
func (f *importedFile) weigh(ctx context.Context, reads store.Reads, tx *store.Tx, today models.Date) (*weighed, error) {
	report := f.report.clone()
	w := &weighed{Report: &report, trace: &trace{persons: map[int][]models.Alteration{}, emails: map[models.ID]string{}}}
	if report.IsRefused() {
		return w, nil
	}
	if f.people != nil {
		return w, f.weighPeople(ctx, reads, tx, today, w)
	}
	return w, f.weighOrganisations(ctx, reads, tx, today, w)
}

func (f *importedFile) weighPeople(ctx context.Context, reads store.Reads, tx *store.Tx, today models.Date, w *weighed) error {
	w.trace.rows = make([]models.ImportRow, len(f.people.rows))
	p := &peopleImport{file: f.people, report: w.Report, today: today, doing: "checking rows", progress: f.progress, trace: w.trace}
	if err := p.run(ctx, reads, tx); err != nil || w.IsRefused() || f.of.LeaveOn == "" {
		return err
	}
	l := &leaving{weighed: w, from: p, on: f.of.LeaveOn}
	return l.run(ctx, reads, tx)
}

func (f *importedFile) weighOrganisations(ctx context.Context, reads store.Reads, tx *store.Tx, today models.Date, w *weighed) (err error) {
	w.trace.rows = make([]models.ImportRow, len(f.organisations.rows))
	if tx != nil {
		plan, err := lockedPlan(ctx, tx, f.organisations, w.Report, w.trace)
		if err != nil || w.IsRefused() {
			return err
		}
		return plan.keep(ctx, tx)
	}
	known, err := reads.Organisations(ctx)
	if err != nil {
		return err
	}
	links, err := reads.LinksSince(ctx, today)
	if err != nil {
		return err
	}
	planOrganisations(f.organisations, known, links, today, w.Report, w.trace)
	return nil
}

// fingerprint is a digest of all that the import does, row by row.
func (w *weighed) fingerprint() (string, error) {
	sum := sha256.New()
	encoder := json.NewEncoder(sum)
	for _, row := range w.trace.rows {
		if err := encoder.Encode([]any{row.Line, row.Outcome, row.Who, row.Name, row.Changes}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), w.trace.problem
}
