package doctor

import (
	"context"
	"fmt"

	"trellis/models/store"
)

// schema asks whether the tables are those that this program knows.
func schema(ctx context.Context, s *store.Store) (Check, error) {
	known, newer, err := s.Steps(ctx)
	if err != nil {
		return Check{}, err
	}
	if check := steps(known, newer); check.Found > 0 {
		return check, nil
	}
	var differences []store.Difference
	err = s.Snapshot(ctx, func(r store.Reads) error { differences, err = r.Drift(ctx); return err })
	if err != nil {
		return Check{}, err
	}
	check := drift(differences)
	if check.Status == OK {
		check.Summary = fmt.Sprintf("All %d steps are taken, and the tables are as the program knows them.", len(known))
	}
	return check, nil
}

// steps asks whether the database has taken the steps of this program, and no others.
func steps(known []store.Migration, newer []int64) Check {
	var f findings
	for _, step := range known {
		if !step.Applied {
			f.one(Fault, step.Name, "the database has not taken this step")
		}
	}
	for _, version := range newer {
		f.one(Fault, fmt.Sprintf("step %d", version), "this program does not know it")
	}
	check := f.check("schema")
	check.Summary = "The database is older than the program: trellis migrate brings it up to date."
	if len(newer) > 0 {
		check.Summary = "The database is newer than the program: use the program that brought it up to date, or a later one."
	}
	return check
}

// drift asks whether the tables are as the steps have left them.
func drift(differences []store.Difference) Check {
	var f findings
	for _, d := range differences {
		status := Fault
		if d.Extra {
			status = Warning
		}
		f.add(status, d.Where, d.Problem)
	}
	check := f.check("schema")
	switch check.Status {
	case OK:
	case Fault:
		check.Summary = "The tables were changed by other hands than trellis migrate: undo that, or restore a backup."
	case Warning:
		check.Summary = "All steps are taken; " + counted(check.Found, "table is", "tables are") + " not of Trellis: move them to another database."
	}
	return check
}
