package words_test

import (
	"testing"
	"time"

	"trellis/views/words"
)

func TestDatesAreAsShortAsTheyCanBe(t *testing.T) {
	at := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 10, 0, 0, 0, time.UTC)
	}
	for _, tt := range []struct {
		starts, ends time.Time
		want         string
	}{
		{at(2026, 12, 21), at(2026, 12, 21), "Monday 21 December 2026"},
		{at(2026, 12, 9), at(2026, 12, 23), "9 to 23 December 2026"},
		{at(2027, 1, 12), at(2027, 3, 23), "12 January to 23 March 2027"},
		{at(2026, 12, 31), at(2027, 1, 7), "31 December 2026 to 7 January 2027"},
	} {
		if got := words.Dates(tt.starts, tt.ends); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestATextBeginsWithACapital(t *testing.T) {
	for text, want := range map[string]string{"live online": "Live online", "": ""} {
		if got := words.Capital(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
