package doctor

import (
	"context"
	"time"

	"trellis/models/store"
)

// jobs asks whether what is owed is done.
func jobs(ctx context.Context, r store.Reads, s *store.Store) (Check, error) {
	var f findings
	amiss, err := r.JobsAmiss(ctx, s.Now().Add(-time.Hour), most)
	if err != nil {
		return Check{}, err
	}
	f.rows(Warning, amiss...)
	check := f.check("jobs")
	check.Summary = "No job was given up or is overdue, and no message failed."
	if check.Found > 0 {
		check.Summary = counted(amiss[0].Count, "job was", "jobs were") + " given up, " + counted(amiss[1].Count, "is", "are") +
			" overdue by more than an hour, " + counted(amiss[2].Count, "message was", "messages were") +
			" not sent: look at Admin, Outbox, and whether trellis serve runs."
	}
	return check, nil
}
