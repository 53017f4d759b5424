package models

import "time"

// HoldsUntil is the last day on which an assessment of that time stands, where one holds so many months.
func HoldsUntil(assessed time.Time, months int) Date { return DateOf(assessed).AddMonths(months) }

// DueBefore is the moment before which an assessment was made that stands no longer on the day, where one holds so many months.
func DueBefore(day Date, months int) time.Time { return StandsFrom(day, months).Time().UTC() }

// StandsFrom is the first day of which an assessment stands on the day, where one holds so many months.
func StandsFrom(day Date, months int) Date {
	first := day.AddMonths(-months)
	for first.AddMonths(months) < day { // a month may be shorter than the one it is counted from
		first = first.AddDays(1)
	}
	for first.AddDays(-1).AddMonths(months) >= day {
		first = first.AddDays(-1)
	}
	return first
}

// AgeInMonths is how many whole months lie between two days.
func AgeInMonths(from, to Date) int {
	months := 0
	for from != "" && from.AddMonths(months+1) <= to {
		months++
	}
	return months
}
