package doctor

import (
	"context"
	"fmt"

	"trellis/models/store"
)

// references asks whether all that rows refer to is there, and belongs to them.
func references(ctx context.Context, r store.Reads, s *store.Store) (Check, error) {
	var f findings
	dangling, keys, err := r.Dangling(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, dangling...)
	misplaced, err := r.Misplaced(ctx, most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, misplaced...)
	circles, err := r.Circles(ctx, s.Today(), most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Fault, circles...)
	check := f.check("references")
	check.Summary = fmt.Sprintf("Whatever is referred to is there: %d foreign keys, and what no foreign key can say.", keys)
	if check.Found > 0 {
		check.Summary = counted(check.Found, "reference leads", "references lead") + " to what is not there, or does not belong there: put back what is missing from a backup, or correct the rows."
	}
	return check, nil
}
