package models

import "fmt"

// TrainingYear is the day on which the training year of a day began: 1 April.
func TrainingYear(today Date) Date {
	t := today.Time()
	year := t.Year()
	if t.Month() < 4 {
		year--
	}
	return Date(fmt.Sprintf("%04d-04-01", year))
}
