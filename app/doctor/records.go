package doctor

import (
	"context"

	"trellis/models/store"
)

// records asks whether a person has one live completion record of a cohort at most, and whether whatever is superseded has
// a successor, and nothing else.
func records(ctx context.Context, r store.Reads, _ *store.Store) (Check, error) {
	var f findings
	amiss, err := r.RecordsAmiss(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, amiss...)
	check := f.check("records")
	check.Summary = "One live completion record for an enrolment at most, and a successor for each that was superseded."
	if check.Found > 0 {
		check.Summary = counted(check.Found, "completion record is", "completion records are") + " beside another, or only half superseded: withdraw the wrong one, or put back what was changed from a backup."
	}
	return check, nil
}
