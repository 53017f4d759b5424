package exchange

import "testing"

func TestASlipInACodeIsRecognised(t *testing.T) {
	codes := map[string]int{"analyst": 1, "senior-analyst": 1, "leader": 1, "TRU": 1, "TRA": 1, "NET": 1}
	for text, want := range map[string]string{
		"analist": "analyst", "analysts": "analyst", "laeder": "leader", "TRX": "", "NEX": "NET", "X": "", "evaluator": "", "": "",
	} {
		if got := nearest(text, codes); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
