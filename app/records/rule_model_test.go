package records_test

import (
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trellis/models"
)

// live are the live records by enrolment; two of one person end the test.
func (r *run) live(rt *rapid.T) map[models.ID]models.CompletionRecord {
	list, err := r.w.Store.CohortRecords(rt.Context(), r.cohort.ID)
	r.must(rt, err)
	live := map[models.ID]models.CompletionRecord{}
	for _, record := range list {
		if !record.Live() {
			continue
		}
		if other, found := live[record.EnrolmentID]; found {
			rt.Fatalf("two live records: %s and %s", other.Code, record.Code)
		}
		live[record.EnrolmentID] = record
	}
	return live
}

// compare checks that live records say what they said, and that who has one has completed the cohort, and nobody else.
func (r *run) compare(rt *rapid.T) {
	live := r.live(rt)
	for _, p := range r.people {
		record, found := live[p.ID]
		if record.ID != p.live {
			rt.Fatalf("the live record is %q, want %q", record.ID, p.live)
		}
		if found && cmp.Diff(r.said[record.ID], record) != "" {
			rt.Fatalf("a record has changed: %s", cmp.Diff(r.said[record.ID], record))
		}
		now, err := r.w.Store.Enrolment(rt.Context(), p.ID)
		r.must(rt, err)
		if found != (now.State == models.Completed) {
			rt.Fatalf("the enrolment is %s, a live record: %v", now.State, found)
		}
		if p.decided != nil && !*p.decided && now.State != models.NotCompleted {
			rt.Fatalf("it was decided that they do not complete; the enrolment is %s", now.State)
		}
	}
}
