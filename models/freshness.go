package models

import "time"

// HoldsUntil is the last day on which an assessment of that time stands, where one holds so many months.
func HoldsUntil(assessed time.Time, months int) Date { return DateOf(assessed).AddMonths(months) }

// AgeInMonths is how many whole months lie between two days.
func AgeInMonths(from, to Date) int {
	months := 0
	for from != "" && from.AddMonths(months+1) <= to {
		months++
	}
	return months
}
