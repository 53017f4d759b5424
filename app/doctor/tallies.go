package doctor

import (
	"context"
	"fmt"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// tallies asks whether what is kept of how organisations stand is what posts, requirements and skills say.
func tallies(ctx context.Context, r store.Reads, s *store.Store) (Check, error) {
	day, err := r.TalliesDay(ctx)
	if err != nil {
		return Check{}, err
	}
	if day == "" {
		return withoutDay(ctx, r)
	}
	differences, differ, compared, err := r.TallyDifferences(ctx, day, most)
	if err != nil {
		return Check{}, err
	}
	var f findings
	found := store.Found{Count: differ}
	for _, d := range differences {
		found.Rows = append(found.Rows, store.Broken{
			Table: "role_tallies", Key: d.Organisation + ", " + d.Competency + ", " + d.Role, How: apart(d.Kept, d.Counted),
		})
	}
	f.rows(Fault, found)
	today := s.Today()
	switch {
	case day > today:
		f.one(Fault, "summary_days", "the tallies stand for "+string(day)+", which is still to come: was the clock wrong?")
	case day < today.AddDays(-1):
		f.one(Warning, "summary_days", "the tallies stand for "+string(day)+": trellis serve brings them to today when it runs")
	}
	check := f.check("tallies")
	switch check.Status {
	case OK:
		check.Summary = fmt.Sprintf("%s, as kept for %s, equal what posts and skills say.", counted(compared, "tally", "tallies"), day)
	case Fault:
		check.Summary = fmt.Sprintf("%s of %s differ from what posts and skills say; to have all of it counted anew, see docs/doctor.md.",
			number(differ), counted(compared, "tally", "tallies"))
	case Warning:
		check.Summary = fmt.Sprintf("%s equal what posts and skills say, but stand for %s: is trellis serve running?", counted(compared, "tally", "tallies"), day)
	}
	return check, nil
}

// withoutDay is how tallies stand for which no day is kept: there are none yet, or nothing says what they were counted for,
// and no change is counted any more.
func withoutDay(ctx context.Context, r store.Reads) (Check, error) {
	kept, err := r.Tallies(ctx)
	if err != nil || len(kept) == 0 {
		return Check{Status: OK, Summary: "Nothing was counted yet: trellis serve does so within a minute."}, err
	}
	var f findings
	f.one(Fault, "summary_days", "there are tallies, and the day is gone for which they stand")
	check := f.check("tallies")
	check.Summary = "Changes are not counted, for the day of the tallies is gone: trellis serve counts all of it anew within a minute."
	return check, nil
}

// apart names the figures of a tally that differ.
func apart(kept, counted models.FullTally) string {
	var parts []string
	is := counted.Figures()
	for i, figure := range kept.Figures() {
		if *figure.Count != *is[i].Count {
			parts = append(parts, fmt.Sprintf("%s is kept as %d and counted as %d", figure.Column, *figure.Count, *is[i].Count))
		}
	}
	return strings.Join(parts, ", ")
}
