package privacyviews

import "testing"

func TestWhatIsKeptAsJSONReadsALineEach(t *testing.T) {
	for name, test := range map[string]struct{ kept, says string }{
		"changes of a row": {`[{"Column":"job_title","Was":"Trainee","Becomes":"Analyst"},{"Column":"band","Was":"","Becomes":"6"}]`, "job_title: Analyst, was Trainee\nband: 6"},
		"a row as it was":  {`{"Title":"Analyst","NameKey":"x","Ended":null,"ManagerUnknown":false}`, "ManagerUnknown: no\nTitle: Analyst"},
		"what looks alike": {"{ not JSON", "{ not JSON"},
		"a sentence":       {"I led the review [of 2026]", "I led the review [of 2026]"},
	} {
		if got := said(test.kept); got != test.says {
			t.Errorf("%s: %q reads %q, and not %q", name, test.kept, got, test.says)
		}
	}
}
