package learningviews

import (
	"testing"
	"time"

	"trellis/models"
)

func at(month time.Month, day, hour int) time.Time {
	return time.Date(2027, month, day, hour, 0, 0, 0, models.London())
}

func TestDatesAreAsShortAsTheyCanBe(t *testing.T) {
	for want, c := range map[string]models.Cohort{
		"12 January to 23 March 2027":         {Starts: at(1, 12, 10), Ends: at(3, 23, 12)},
		"4 to 18 May 2027":                    {Starts: at(5, 4, 10), Ends: at(5, 18, 12)},
		"Tuesday 4 May 2027":                  {Starts: at(5, 4, 10), Ends: at(5, 4, 12)},
		"4 May 2027 to 11 January 2028":       {Starts: at(5, 4, 10), Ends: at(13, 11, 12)},
		"Tuesday 30 March 2027":               {Starts: at(3, 30, 0), Ends: at(3, 30, 23)}, // in London, not in UTC
		"29 December 2026 to 12 January 2027": {Starts: at(0, 29, 10), Ends: at(1, 12, 12)},
	} {
		if got := dates(c); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheRhythmOfSessionsIsSaidWhereThereIsOne(t *testing.T) {
	session := func(month time.Month, day, hour int) models.Session {
		return models.Session{Starts: at(month, day, hour), Ends: at(month, day, hour+2)}
	}
	for name, c := range map[string]struct {
		sessions []models.Session
		want     string
	}{
		"none":                    {nil, "Dates to be confirmed"},
		"one":                     {[]models.Session{session(1, 12, 10)}, "Tuesday 12 January 2027, 10am to midday"},
		"every week":              {[]models.Session{session(1, 12, 10), session(1, 19, 10)}, "Tuesdays, 10am to midday, every week"},
		"every two, over a clock": {[]models.Session{session(3, 23, 10), session(4, 6, 10), session(4, 20, 10)}, "Tuesdays, 10am to midday, every 2 weeks"},
		"other days":              {[]models.Session{session(1, 12, 10), session(1, 20, 10)}, "2 sessions, first on Tuesday 12 January 2027, 10am to midday"},
		"other hours":             {[]models.Session{session(1, 12, 10), session(1, 19, 14)}, "2 sessions, first on Tuesday 12 January 2027, 10am to midday"},
	} {
		if got := rhythm(c.sessions); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
