package models

import (
	"fmt"
	"time"
)

// CopyRow is one cohort of a set that is copied, with the plan of its copy and what is wrong with it.
type CopyRow struct {
	From     Cohort
	Plan     Plan
	Copy     Cohort
	Sessions []Session
	Problems []string // in words, one for each
}

// Ready tells whether the copy can be made.
func (r CopyRow) Ready() bool { return len(r.Problems) == 0 }

// DigestOfCopies is another text whenever a preview of copies shows something else.
func DigestOfCopies(rows []CopyRow) string {
	parts := make([]any, 0, 2*len(rows))
	for _, r := range rows {
		parts = append(parts, string(r.From.ID), r.Copy.Code, fmt.Sprintf("%+v", r.Plan.Terms), fmt.Sprintf("%q", r.Problems))
		for _, s := range r.Sessions {
			parts = append(parts, s.Title, s.Starts.UTC().Format(time.RFC3339), s.Ends.UTC().Format(time.RFC3339))
		}
	}
	return editionOf(parts...)
}

// EndOfTrainingYear is the day after the last of the training year that begins on a day.
func EndOfTrainingYear(begins Date) Date { return begins.AddMonths(12) }
