package models

import (
	"cmp"
	"slices"
)

// Learned is how long somebody learned in one way on one day; an empty kind is sessions of courses.
type Learned struct {
	On      Date
	Kind    LearningKind
	Count   int // entries, or sessions
	Minutes int
}

// KindTotal is what a kind of learning adds up to.
type KindTotal struct {
	Kind    LearningKind
	Count   int
	Minutes int
}

// LearnedTotal is what learning adds up to, by kind; the kind with most minutes first.
type LearnedTotal struct {
	Count   int
	Minutes int
	Kinds   []KindTotal
}

// LearnedYear is the total of a training year.
type LearnedYear struct {
	Starts Date // 1 April
	LearnedTotal
}

// LearnedMonth is the minutes of a month.
type LearnedMonth struct {
	First   Date
	Minutes int
}

// TotalOf adds learning up.
func TotalOf(list []Learned) LearnedTotal {
	var total LearnedTotal
	for _, l := range list {
		at := slices.IndexFunc(total.Kinds, func(k KindTotal) bool { return k.Kind == l.Kind })
		if at < 0 {
			at = len(total.Kinds)
			total.Kinds = append(total.Kinds, KindTotal{Kind: l.Kind})
		}
		total.Kinds[at].Count += l.Count
		total.Kinds[at].Minutes += l.Minutes
		total.Count += l.Count
		total.Minutes += l.Minutes
	}
	slices.SortStableFunc(total.Kinds, func(a, b KindTotal) int {
		return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Kind, b.Kind))
	})
	return total
}

// Of is what a kind adds up to.
func (t LearnedTotal) Of(kind LearningKind) KindTotal {
	for _, k := range t.Kinds {
		if k.Kind == kind {
			return k
		}
	}
	return KindTotal{Kind: kind}
}

// YearsOf adds learning up by training year, the newest first.
func YearsOf(list []Learned) []LearnedYear {
	by := map[Date][]Learned{}
	for _, l := range list {
		by[TrainingYear(l.On)] = append(by[TrainingYear(l.On)], l)
	}
	years := make([]LearnedYear, 0, len(by))
	for starts, of := range by {
		years = append(years, LearnedYear{Starts: starts, LearnedTotal: TotalOf(of)})
	}
	slices.SortFunc(years, func(a, b LearnedYear) int { return cmp.Compare(b.Starts, a.Starts) })
	return years
}

// MonthsOf adds learning up by month, for each month of the training year.
func MonthsOf(list []Learned, year Date) []LearnedMonth {
	months := make([]LearnedMonth, 12)
	for i := range months {
		months[i].First = year.AddMonths(i)
	}
	for _, l := range list {
		for i := range months {
			if l.On[:7] == months[i].First[:7] {
				months[i].Minutes += l.Minutes
			}
		}
	}
	return months
}
