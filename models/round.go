package models

import "time"

// roundHour is when a day begins to remind people of a round, in London.
const roundHour = 8

// remindersApart is how many days there are, at least, between two stages of a round.
const remindersApart = 7

// RemindsOn is the day in London whose reminders of rounds are due; "" before the hour at which they go out.
func RemindsOn(now time.Time) Date {
	if now.In(London()).Hour() < roundHour {
		return ""
	}
	return DateOf(now)
}

// StageOn is the stage that the round has reached on the day; "" when it is not open. Its last week begins six days before it
// closes. A short round leaves out the stage that would come within a week of another.
func (r Round) StageOn(day Date) RoundStage {
	if !r.OpenOn(day) {
		return ""
	}
	half, last := r.Opens.AddDays(DaysBetween(r.Opens, r.Closes)/2), r.Closes.AddDays(-6)
	switch {
	case day >= last && last >= r.Opens.AddDays(remindersApart):
		return RoundLastWeek
	case day >= half && half >= r.Opens.AddDays(remindersApart) && half.AddDays(remindersApart) <= last:
		return RoundHalfway
	}
	return RoundOpen
}

// Overlaps tells whether the two rounds are open on one day.
func (r Round) Overlaps(other Round) bool { return r.Opens <= other.Closes && other.Opens <= r.Closes }
