package exchange

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// NewImportPage is what the page that takes a file says.
type NewImportPage struct {
	Kind            models.ImportKind
	Columns, Others []string // those that must be there, and those that may
	Yesterday       models.Date
}

// NewImport is the page that takes a file.
func (s *Service) NewImport(actor models.Actor, kind models.ImportKind) (NewImportPage, error) {
	page := NewImportPage{Kind: kind, Yesterday: s.Store.Today().AddDays(-1), Columns: peopleColumns, Others: peopleOthers}
	switch kind {
	case models.ImportOfPeople:
	case models.ImportOfOrganisations:
		page.Columns, page.Others = organisationColumns, organisationOthers
	default:
		return page, models.ErrNotFound
	}
	return page, mayImport(actor, kind)
}

// SampleImport is a file to begin with: the columns, and two rows that name an organisation which is there.
func (s *Service) SampleImport(ctx context.Context, actor models.Actor, kind models.ImportKind) ([][]string, error) {
	if _, err := s.NewImport(actor, kind); err != nil {
		return nil, err
	}
	if kind == models.ImportOfOrganisations {
		return [][]string{
			slices.Concat(organisationColumns, organisationOthers),
			{"NORTH", "Example North", "system", "", "", "", "", "", "", ""},
			{"NORTH-TEAM", "Example North analysts", "team", "NORTH", "", "", "", "", "", "North analysts"},
		}, nil
	}
	all, err := s.Store.Organisations(ctx)
	if err != nil {
		return nil, err
	}
	code := "NORTH"
	if len(all) > 0 {
		i := slices.IndexFunc(all, func(o models.Organisation) bool { return o.Kind == models.Provider && o.OpenOn(s.Store.Today()) })
		code = all[max(i, 0)].Code
	}
	return [][]string{
		slices.Concat(peopleColumns, peopleOthers),
		{"amara.example@example.org", "Amara Example", code, "Insight", "Analyst", "6", "", "sam.example@example.org", "2026-04-01", ""},
		{"sam.example@example.org", "Sam Example", code, "Insight", "Head of insight", "8a", "", "", "2024-09-02", ""},
	}, nil
}

// NamedImport is an import with the names of those who had to do with it.
type NamedImport = store.NamedImport

// ImportsPage is one page of the imports, the newest first.
type ImportsPage = models.Page[NamedImport]

// Imports is a page of the imports of everybody.
func (s *Service) Imports(ctx context.Context, actor models.Actor, at models.PageAt) (ImportsPage, error) {
	if !policy.Scope(actor, policy.ImportPeople).All {
		return ImportsPage{}, models.ErrForbidden
	}
	return s.Store.Imports(ctx, at)
}

// ImportPage is where an import stands, and a page of its rows.
type ImportPage struct {
	NamedImport
	Report  ImportReport
	Show    models.ImportOutcome // the rows that are shown
	Rows    models.Page[models.ImportRow]
	Refused []models.ImportRow // the first of them
	Now     models.Date
}

// refusedShown is how many refused rows stand on a page: a file has all.
const refusedShown = 100

// Import is where an import stands, with a page of the rows that have the outcome: where none is named, of the first kind that
// there is.
func (s *Service) Import(ctx context.Context, actor models.Actor, id models.ID, show models.ImportOutcome, at models.PageAt) (page ImportPage, err error) {
	if page.NamedImport, err = s.Store.Import(ctx, id); err != nil {
		return page, err
	}
	if err := mayImport(actor, page.Kind); err != nil {
		return page, err
	}
	page.Now = s.Store.Today()
	if page.Report, err = reportOf(page.NamedImport.Import); err != nil || page.Running() {
		return page, err
	}
	refused, err := s.Store.ImportRows(ctx, id, models.RowRefused, models.PageAt{Size: refusedShown})
	if err != nil {
		return page, err
	}
	page.Refused, page.Show = refused.Rows, page.Report.shown(show)
	page.Rows, err = s.Store.ImportRows(ctx, id, page.Show, models.PageAt{After: at.After, Before: at.Before})
	return page, err
}

// Count is how many rows have the outcome.
func (r ImportReport) Count(outcome models.ImportOutcome) int {
	switch outcome {
	case models.RowAdded:
		return r.Added
	case models.RowChanged:
		return r.Changed
	case models.RowUnchanged:
		return r.Unchanged
	case models.RowLeaver:
		return r.Leavers
	case models.RowRefused:
		return r.Refused
	}
	return 0
}

// Shown are the outcomes that a page shows, in their order.
func Shown() []models.ImportOutcome {
	return []models.ImportOutcome{models.RowAdded, models.RowChanged, models.RowLeaver, models.RowUnchanged}
}

func (r ImportReport) shown(wanted models.ImportOutcome) models.ImportOutcome {
	if slices.Contains(Shown(), wanted) {
		return wanted
	}
	for _, outcome := range Shown() {
		if r.Count(outcome) > 0 {
			return outcome
		}
	}
	return models.RowAdded
}

// EachImportRow hands over all rows of an import, some at a time.
func (s *Service) EachImportRow(ctx context.Context, actor models.Actor, id models.ID, do func([]models.ImportRow) error) error {
	of, err := s.Store.Import(ctx, id)
	if err != nil {
		return err
	}
	if err := mayImport(actor, of.Kind); err != nil {
		return err
	}
	read := func(at models.PageAt) (models.Page[models.ImportRow], error) {
		return s.Store.ImportRows(ctx, id, "", at)
	}
	return models.EachPage(models.PageAt{Size: models.FileChunk}, read, do)
}

// WhatToChange is the column that a file of refused rows has in the end.
const WhatToChange = "what_to_change"

// RefusedRows hands over the rows of the file that were refused, as they came, each with what to change: first the header.
func (s *Service) RefusedRows(ctx context.Context, actor models.Actor, id models.ID, write func([]string) error) error {
	problems := map[int][]string{}
	err := s.EachImportRow(ctx, actor, id, func(rows []models.ImportRow) error {
		for _, row := range rows {
			if row.Outcome == models.RowRefused {
				problems[row.Line] = append(problems[row.Line], strings.TrimPrefix(row.ColumnName+": "+row.Problem, ": "))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	data, err := s.Store.ImportData(ctx, id)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return models.ErrNotFound
	}
	t, err := tableOf(data)
	if err != nil {
		return err
	}
	if err := write(append(slices.Clone(t.names), WhatToChange)); err != nil {
		return err
	}
	for t.read() {
		var all []string
		from, to := t.span()
		for line := from; line <= to; line++ {
			all = append(all, problems[line]...)
		}
		if len(all) == 0 {
			continue
		}
		row := slices.Clone(t.cells)
		for len(row) < len(t.names) {
			row = append(row, "")
		}
		for i := range row { // the file may have made them harmless already
			row[i] = plain(row[i])
		}
		if err := write(append(row, strings.Join(all, "; "))); err != nil {
			return err
		}
	}
	return nil
}

func tableOf(data []byte) (*table, error) {
	file := File{Name: "file", Content: bytes.NewReader(data)}
	opened, err := read(file, newReport("", []File{file}))
	if err == nil && opened == nil {
		err = models.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return openTable(opened), nil
}

// ImportLetter is what a letter about an import may say.
type ImportLetter struct {
	Person models.Person
	Import models.Import
	Report ImportReport
	URL    string
}

// ImportLetter gathers what a letter about the import says: to whoever confirmed it, or brought the file.
func (s *Service) ImportLetter(ctx context.Context, id models.ID) (letter ImportLetter, err error) {
	found, err := s.Store.Import(ctx, id)
	if err != nil {
		return letter, err
	}
	letter.Import, letter.URL = found.Import, s.BaseURL+paths.Import(id)
	if letter.Report, err = reportOf(found.Import); err != nil {
		return letter, err
	}
	letter.Person, err = s.Store.Person(ctx, *cmp.Or(found.KeptByID, &found.MadeByID))
	return letter, err
}
