package doctor

import (
	"context"
	"fmt"

	"trellis/models/store"
)

// schema asks whether the tables are those that this program knows.
func schema(ctx context.Context, s *store.Store) (Check, error) {
	steps, newer, err := s.Steps(ctx)
	if err != nil {
		return Check{}, err
	}
	var f findings
	for _, step := range steps {
		if !step.Applied {
			f.one(Fault, step.Name, "the database has not taken this step")
		}
	}
	for _, version := range newer {
		f.one(Fault, fmt.Sprintf("step %d", version), "this program does not know it")
	}
	if f.count(Fault) > 0 {
		check := f.check("schema")
		check.Summary = "The database is older than the program: trellis migrate brings it up to date."
		if len(newer) > 0 {
			check.Summary = "The database is newer than the program: use the program that it was brought up to date with, or a later one."
		}
		return check, nil
	}
	var differences []store.Difference
	err = s.Snapshot(ctx, func(r store.Reads) error { differences, err = r.Drift(ctx); return err })
	if err != nil {
		return Check{}, err
	}
	for _, d := range differences {
		if d.Extra {
			f.one(Warning, d.Where, d.Problem)
			continue
		}
		f.one(Fault, d.Where, d.Problem)
	}
	check := f.check("schema")
	switch check.Status {
	case OK:
		check.Summary = fmt.Sprintf("All %d steps are taken, and the tables are as the program knows them.", len(steps))
	case Fault:
		check.Summary = "The tables were changed by other hands than trellis migrate: undo that, or restore a backup."
	case Warning:
		check.Summary = "All steps are taken; " + counted(check.Found, "table is", "tables are") + " not of Trellis: move them to another database."
	}
	return check, nil
}
