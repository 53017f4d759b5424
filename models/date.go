package models

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// Date is a day without a time, as 2006-01-02. The empty Date is no day; the database keeps it as NULL. Dates compare
// as strings do.
type Date string

// London is the time zone in which the network lives: a day begins and ends there.
func London() *time.Location { return london }

var london = mustLocation("Europe/London")

func mustLocation(name string) *time.Location {
	location, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return location
}

// DateOf is the day it is in London at that moment.
func DateOf(t time.Time) Date { return Date(t.In(london).Format(time.DateOnly)) }

// ParseDate reads 2006-01-02; an empty text is no day.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil || strings.HasPrefix(text, "0000") { // no database knows the year 0
		return "", fmt.Errorf("%q is not a date such as 2026-11-23", text)
	}
	return Date(text), nil
}

// Time is the moment the day begins in London; the zero time for no day.
func (d Date) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), london)
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays is the day that many days later, or earlier.
func (d Date) AddDays(days int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return Date(t.AddDate(0, 0, days).Format(time.DateOnly))
}

// AddMonths is the day that many months later; the last day of the month where it has no such day.
func (d Date) AddMonths(months int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly))
}

// Within tells whether the day lies in a period whose two days both count; an empty end is open.
func (d Date) Within(from, to Date) bool {
	return (from == "" || from <= d) && (to == "" || d <= to)
}

// Value keeps the date for a database: NULL for no day.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil // NULL is a value
	}
	return string(d), nil
}

// Scan takes a date from a database, which hands over a time or a text.
func (d *Date) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*d = ""
	case time.Time:
		*d = Date(v.Format(time.DateOnly))
	case string:
		*d = Date(v)
	default:
		return fmt.Errorf("a date cannot be read from %T", value)
	}
	return nil
}

// GormDataType is the type of the column.
func (Date) GormDataType() string { return "date" }

// DaysBetween is how many days the second day is after the first.
func DaysBetween(from, to Date) int {
	return int(to.noon().Sub(from.noon()).Round(24*time.Hour) / (24 * time.Hour))
}

func (d Date) noon() time.Time { return d.Time().Add(12 * time.Hour) }

// EndOfMonthBefore is the last day of the month before the one that the day is in.
func EndOfMonthBefore(d Date) Date {
	if len(d) < len(time.DateOnly) {
		return ""
	}
	return Date(string(d)[:8] + "01").AddDays(-1)
}
