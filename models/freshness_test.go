package models_test

import (
	"testing"
	"time"

	"trellis/models"
)

// A month is a month of the calendar in London, on both sides of a change of the clock.
func TestAnAssessmentHoldsMonthsOfTheCalendar(t *testing.T) {
	late := time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC)   // the evening before the clocks go forward
	summer := time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC) // half past midnight in London, on 1 July
	autumn := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC) // half past one, the first time
	for assessed, want := range map[time.Time]models.Date{late: "2027-03-28", summer: "2027-07-01", autumn: "2027-10-25"} {
		if got := models.HoldsUntil(assessed, 12); got != want {
			t.Errorf("assessed at %v holds until %s, want %s", assessed, got, want)
		}
	}
	for _, c := range []struct {
		from, to models.Date
		months   int
	}{{"2026-03-28", "2026-03-28", 0}, {"2026-03-28", "2026-11-27", 7}, {"2026-03-28", "2026-11-28", 8}, {"2026-01-31", "2026-02-28", 1}, {"", "2026-02-28", 0}} {
		if got := models.AgeInMonths(c.from, c.to); got != c.months {
			t.Errorf("%s to %s are %d months, want %d", c.from, c.to, got, c.months)
		}
	}
}
