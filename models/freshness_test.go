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

// DueBefore draws the same line as HoldsUntil, on each day of four years, at both ends of the day.
func TestDueBeforeIsTheDayAfterHoldsUntil(t *testing.T) {
	for _, months := range []int{1, 3, 6, 12, 18, 24, 36} {
		for day := models.Date("2026-01-01"); day < "2030-01-01"; day = day.AddDays(1) {
			line := models.DueBefore(day, months)
			if holds := models.HoldsUntil(line, months); holds < day {
				t.Fatalf("%s, %d months: assessed at %v is due, and holds until %s", day, months, line, holds)
			}
			if holds := models.HoldsUntil(line.Add(-time.Second), months); holds >= day {
				t.Fatalf("%s, %d months: assessed a second before %v holds until %s", day, months, line, holds)
			}
		}
	}
}
