// Package doctor looks an installation over without changing anything: whether it is configured as it must be, whether the
// database is whole, and whether all that is kept twice still agrees.
package doctor

import (
	"context"
	"errors"
	"net/netip"
	"strings"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

// Doctor looks one installation over.
type Doctor struct {
	Settings Settings
	// Open opens the database so that nothing is made or changed.
	Open func(ctx context.Context) (*store.Store, error)
	// Reach tries the mail server, where there is one, without sending anything.
	Reach func(ctx context.Context) error
	// Shelf opens the shelf for files; nil where its address cannot be read.
	Shelf func() (files.Shelf, error)
}

// Settings are what the installation is told from outside.
type Settings struct {
	DatabaseURL    string
	Addr           string
	BaseURL        string
	Secret         string
	SMTPURL        string
	MailFrom       string
	TrustedProxies []netip.Prefix
	// Unreadable are the settings that could not be read at all.
	Unreadable []Example
}

// Examine makes every check, and tells of each as it is made. It fails only when the context ends.
func (d *Doctor) Examine(ctx context.Context, tell func(Check)) (Report, error) {
	e := &examination{Doctor: d, tell: tell, report: Report{Healthy: true}}
	e.note(ctx, d.configuration())
	s, err := d.Open(ctx)
	if err != nil {
		e.note(ctx, unopened(err))
	} else {
		e.look(ctx, s)
		if err := s.Close(); err != nil {
			return e.report, err
		}
	}
	e.note(ctx, d.mail(ctx))
	return e.report, ctx.Err()
}

// unopened is the check of a database that cannot be looked at at all.
func unopened(err error) Check {
	check := Check{Name: "database", Status: Fault, Found: 1, Summary: "It cannot be opened: " + inWords(err) + ". Check TRELLIS_DATABASE_URL, and whether the database runs."}
	switch {
	case errors.Is(err, models.ErrNotFound):
		check.Summary = "It is missing: " + inWords(err) + ". Check TRELLIS_DATABASE_URL; where nothing was lost, trellis serve makes a new one."
	case errors.Is(err, store.ErrDamaged):
		check.Summary = "It cannot be opened: " + inWords(err) + ". Stop Trellis, keep a copy of the file, and restore a backup."
	}
	return check
}

// inWords is an error on one line, to be followed by a full stop.
func inWords(err error) string {
	return strings.TrimRight(strings.Join(strings.Fields(err.Error()), " "), ".…")
}

// examination is one way through all the checks.
type examination struct {
	*Doctor
	tell   func(Check)
	report Report
}

// note keeps a check and tells of it; what a context that has ended left half done is not told.
func (e *examination) note(ctx context.Context, c Check) {
	if ctx.Err() != nil {
		return
	}
	if c.Examples == nil {
		c.Examples = []Example{}
	}
	e.report.Checks = append(e.report.Checks, c)
	e.report.Healthy = e.report.Healthy && c.Status != Fault
	e.tell(c)
}

// look makes the checks of the database. What is in the tables is looked at only when they are those that this program knows.
func (e *examination) look(ctx context.Context, s *store.Store) {
	e.note(ctx, failing("database", func() (Check, error) { return database(ctx, s) }))
	schema := failing("schema", func() (Check, error) { return schema(ctx, s) })
	e.note(ctx, schema)
	for _, c := range []struct {
		name string
		look func(ctx context.Context, r store.Reads, s *store.Store) (Check, error)
	}{
		{"references", references},
		{"tallies", tallies},
		{"skills", skills},
		{"cohorts", cohorts},
		{"enrolments", enrolments},
		{"records", records},
		{"keys", e.keys},
		{"events", events},
		{"jobs", jobs},
		{"files", e.files},
	} {
		if schema.Status == Fault {
			e.note(ctx, Check{Name: c.name, Status: Warning, Summary: "Not looked at: put the schema right first."})
			continue
		}
		e.note(ctx, failing(c.name, func() (check Check, err error) {
			err = s.Snapshot(ctx, func(r store.Reads) error { check, err = c.look(ctx, r, s); return err })
			return check, err
		}))
	}
}

// failing makes a check, and says so where it could not be made.
func failing(name string, look func() (Check, error)) Check {
	check, err := look()
	if err != nil {
		check = Check{Status: Fault, Found: 1, Summary: "It could not be looked at: " + inWords(err) + "."}
	}
	check.Name = name
	return check
}
