package records

import (
	"context"
	"errors"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Employer is an organisation whose people's completions can be handed to it.
type Employer = store.EmployerLine

// Employers are those whose completions the actor may hand out.
func (s *Service) Employers(ctx context.Context, actor models.Actor) ([]Employer, error) {
	if !policy.May(actor, policy.ExportCompletions) {
		return nil, models.ErrForbidden
	}
	reach := policy.Scope(actor, policy.ExportCompletions)
	return s.Store.Employers(ctx, reach.All, reach.Organisations)
}

// Period is from a day until another; both count.
type Period struct {
	From  models.Date `form:"from"`
	Until models.Date `form:"until"`
}

// settled is the period with the last year where nothing is said, or what is wrong with it.
func (p Period) settled(today models.Date) (Period, error) {
	if p.From == "" && p.Until == "" {
		return Period{From: today.AddMonths(-12).AddDays(1), Until: today}, nil
	}
	problems := models.Invalid{}
	if _, err := models.ParseDate(string(p.From)); err != nil || p.From == "" {
		problems["from"] = "Enter the first day, such as 2026-04-01"
	}
	if _, err := models.ParseDate(string(p.Until)); err != nil || p.Until == "" {
		problems["until"] = "Enter the last day, such as 2027-03-31"
	}
	if len(problems) == 0 && p.Until < p.From {
		problems["until"] = "The last day must be the first day or later"
	}
	return p, problems.OrNil()
}

const (
	previewRows  = 5
	exportsShown = 50
)

// EmployerPage is what the people of one employer completed in a period, as the file would say it.
type EmployerPage struct {
	models.Organisation
	Merged  []models.Organisation // that the organisation followed: their people are among these
	Period  Period
	Map     models.ColumnMap
	Mapping models.Mapping
	Records int
	Unnamed int // of the records, those without a name
	Lines   int
	Preview [][]string
	Exports []store.NamedExport
	// Problems are what is wrong with the period; then there is nothing to see.
	Problems models.Invalid
}

// EmployerPage is the page of one employer.
func (s *Service) EmployerPage(ctx context.Context, actor models.Actor, code string, period Period) (page EmployerPage, err error) {
	var all []models.Organisation
	if page.Organisation, all, err = employer(ctx, s.Store.Reads, actor, code); err != nil {
		return page, err
	}
	followed := models.Followed(page.ID, all)
	for _, o := range all {
		if o.ID != page.ID && slices.Contains(followed, o.ID) {
			page.Merged = append(page.Merged, o)
		}
	}
	if page.Map, page.Mapping, err = mapping(ctx, s.Store.Reads, page.ID); err != nil {
		return page, err
	}
	if page.Exports, err = s.Store.CompletionExports(ctx, page.ID, exportsShown); err != nil {
		return page, err
	}
	page.Period, err = period.settled(s.Store.Today())
	if errors.As(err, &page.Problems) {
		return page, nil
	}
	if err != nil {
		return page, err
	}
	list, err := s.Store.ExportedBetween(ctx, followed, page.Period.From, page.Period.Until, s.Store.Today())
	page.Records = len(list)
	for _, r := range list {
		if r.Unnamed {
			page.Unnamed++
		}
		rows := page.rows(r, s.Store.Today())
		page.Lines += len(rows)
		page.Preview = append(page.Preview, rows[:min(len(rows), previewRows-len(page.Preview))]...)
	}
	return page, err
}

func (page EmployerPage) rows(r models.ExportedRecord, today models.Date) [][]string {
	r.ODSCode = page.ODSCode
	return page.Mapping.Rows(r, page.Map.DateFormat, today)
}

// employer is the organisation with the code, where the actor may hand out its people's completions, beside all others.
func employer(ctx context.Context, r store.Reads, actor models.Actor, code string) (models.Organisation, []models.Organisation, error) {
	o, err := r.OrganisationByCode(ctx, code)
	if err != nil {
		return o, nil, err
	}
	if err := policy.Allows(actor, policy.ExportCompletions, o); err != nil {
		return o, nil, err
	}
	all, err := r.Organisations(ctx)
	return o, all, err
}

// mapping is that of an employer, or the usual one.
func mapping(ctx context.Context, r store.Reads, organisation models.ID) (models.ColumnMap, models.Mapping, error) {
	m, err := r.ColumnMap(ctx, organisation)
	if errors.Is(err, models.ErrNotFound) {
		return models.ColumnMap{OrganisationID: organisation, DateFormat: models.DateFormats()[0]}, models.UsualMapping(), nil
	}
	if err != nil {
		return m, models.Mapping{}, err
	}
	said, err := m.Mapping()
	return m, said, err
}

// KeepColumns says how an employer wants completions.
type KeepColumns struct {
	Code       string // of the employer
	Version    int    `form:"version"` // of the map when the page was opened; 0 for none
	DateFormat string `form:"date_format"`
	Mapping    models.Mapping
}

// KeepColumns keeps that. It answers models.ErrStale when somebody has changed it since the page was opened.
func (s *Service) KeepColumns(ctx context.Context, actor models.Actor, in KeepColumns) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		o, _, err := employer(ctx, tx.Reads, actor, in.Code)
		if err != nil {
			return err
		}
		problems := in.Mapping.Problems()
		if !slices.Contains(models.DateFormats(), in.DateFormat) {
			problems["date_format"] = "Select how days are written"
		}
		if err := problems.OrNil(); err != nil {
			return err
		}
		text, err := in.Mapping.Text()
		if err != nil {
			return err
		}
		m := models.ColumnMap{OrganisationID: o.ID, Columns: text, DateFormat: in.DateFormat, Version: in.Version, ChangedByID: actor.ID}
		if err := tx.KeepColumnMap(ctx, m); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "columns.changed", Subject: "organisations", SubjectID: o.ID})
	})
}

// ExportCompletions hands the completions of an employer's people in a period out as rows under a heading, and writes down that
// it did.
func (s *Service) ExportCompletions(ctx context.Context, actor models.Actor, code string, period Period) (rows [][]string, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		page := EmployerPage{}
		o, all, err := employer(ctx, tx.Reads, actor, code)
		if err != nil {
			return err
		}
		page.Organisation = o
		if page.Period, err = period.settled(tx.Today()); err != nil {
			return err
		}
		if page.Map, page.Mapping, err = mapping(ctx, tx.Reads, o.ID); err != nil {
			return err
		}
		list, err := tx.ExportedBetween(ctx, models.Followed(o.ID, all), page.Period.From, page.Period.Until, tx.Today())
		if err != nil {
			return err
		}
		rows = [][]string{page.Mapping.Head()}
		for _, r := range list {
			rows = append(rows, page.rows(r, tx.Today())...)
		}
		export := models.CompletionExport{OrganisationID: o.ID, FromOn: page.Period.From, UntilOn: page.Period.Until, Records: len(list), ByID: actor.ID, MadeAt: tx.Now()}
		if err := tx.Add(ctx, &export); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "completions.exported", Subject: "completion_exports", SubjectID: export.ID})
	})
	return rows, err
}
