package models_test

import (
	"testing"
	"time"

	"trellis/models"
)

func TestADayBeginsInLondon(t *testing.T) {
	for moment, want := range map[string]models.Date{
		"2026-11-23T23:59:59Z": "2026-11-23", // winter: the same clock
		"2026-07-01T22:59:59Z": "2026-07-01",
		"2026-07-01T23:00:00Z": "2026-07-02", // summer: an hour ahead
		"2026-10-25T00:30:00Z": "2026-10-25", // the hour that comes twice
		"2026-10-25T23:59:00Z": "2026-10-25",
	} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := models.DateOf(at); got != want {
			t.Errorf("%s is %s, want %s", moment, got, want)
		}
	}
}

func TestMonthsEndOnTheirLastDay(t *testing.T) {
	for _, c := range []struct {
		day    models.Date
		months int
		want   models.Date
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"", 3, ""},
	} {
		if got := c.day.AddMonths(c.months); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.day, c.months, got, c.want)
		}
	}
}

func TestAPeriodHoldsBothItsDays(t *testing.T) {
	for _, c := range []struct {
		day, from, to models.Date
		within        bool
	}{
		{"2026-11-23", "2026-11-23", "2026-11-23", true},
		{"2026-11-23", "", "", true},
		{"2026-11-23", "2026-11-24", "", false},
		{"2026-11-23", "", "2026-11-22", false},
		{"2026-11-23", "2026-01-01", "", true},
	} {
		if got := c.day.Within(c.from, c.to); got != c.within {
			t.Errorf("%s in %q to %q: %v", c.day, c.from, c.to, got)
		}
	}
}

func TestADateIsReadAndKept(t *testing.T) {
	for text, ok := range map[string]bool{"2026-11-23": true, "": true, "2026-02-30": false, "23/11/2026": false, "tomorrow": false} {
		if _, err := models.ParseDate(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, value := range []any{"2026-11-23", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)} {
		var d models.Date
		if err := d.Scan(value); err != nil || d != "2026-11-23" {
			t.Errorf("%v is read as %q (%v)", value, d, err)
		}
	}
	d := models.Date("2026-11-23")
	if err := d.Scan(nil); err != nil || d != "" {
		t.Errorf("NULL is read as %q (%v)", d, err)
	}
	if value, err := d.Value(); value != nil || err != nil {
		t.Errorf("no day is kept as %v (%v)", value, err)
	}
	if err := d.Scan(7); err == nil {
		t.Error("a number is read as a date")
	}
}
