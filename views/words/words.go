// Package words writes dates, times and amounts as people read them: British, plain, in the time of London.
package words

import (
	"strconv"
	"strings"
	"time"

	"trellis/models"
)

// Day is a date: 13 October 2026.
func Day(t time.Time) string { return t.In(models.London()).Format("2 January 2006") }

// Date is a date without a time: 13 October 2026; empty for no day.
func Date(d models.Date) string {
	if d == "" {
		return ""
	}
	return Day(d.Time())
}

// Since reads "1 May 2026", or "1 May 2026 until 3 June 2026" of what has a last day.
func Since(first, last models.Date) string {
	if last == "" {
		return Date(first)
	}
	return Date(first) + " until " + Date(last)
}

// Weekday is a date that people attend: Tuesday 13 October 2026.
func Weekday(t time.Time) string { return t.In(models.London()).Format("Monday 2 January 2006") }

// Month is a month for a narrow head: Oct.
func Month(t time.Time) string { return t.In(models.London()).Format("Jan") }

// DayOfMonth is the number of a day: 13.
func DayOfMonth(t time.Time) string { return t.In(models.London()).Format("2") }

// DayOfWeek is the name of a day: Tuesday.
func DayOfWeek(t time.Time) string { return t.In(models.London()).Format("Monday") }

// Dates are the first and the last day of something: 12 January to 23 March 2027, 4 to 18 May 2027, or one day with its name.
func Dates(starts, ends time.Time) string {
	starts, ends = starts.In(models.London()), ends.In(models.London())
	switch {
	case models.DateOf(starts) == models.DateOf(ends):
		return Weekday(starts)
	case starts.Year() == ends.Year() && starts.Month() == ends.Month():
		return DayOfMonth(starts) + " to " + Day(ends)
	case starts.Year() == ends.Year():
		return starts.Format("2 January") + " to " + Day(ends)
	}
	return Day(starts) + " to " + Day(ends)
}

// Clock is a time of day: 10am, 2:14pm, midday.
func Clock(t time.Time) string { return models.Clock(t) }

// Moment is a day and a time: 6pm on 9 January 2027.
func Moment(t time.Time) string { return Clock(t) + " on " + Day(t) }

// Times are the hours of a session: 10am to midday.
func Times(starts, ends time.Time) string { return Clock(starts) + " to " + Clock(ends) }

// Hours is a length of time: 45 minutes, 1 hour, 2 hours 30 minutes.
func Hours(minutes int) string {
	var parts []string
	if h := minutes / 60; h > 0 {
		parts = append(parts, Count(h, "hour", "hours"))
	}
	if m := minutes % 60; m > 0 || minutes == 0 {
		parts = append(parts, Count(m, "minute", "minutes"))
	}
	return strings.Join(parts, " ")
}

// Number is a whole number as people read it: 12, 1,205, 10,000.
func Number(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0 && text[at-1] != '-'; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// Count counts things: 1 person, 4 people, 10,000 people.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Ordinal is a place in line: 1st, 2nd, 3rd, 11th.
func Ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// Near says how far off a day is: today, tomorrow, in 5 days, 3 days ago; empty beyond a fortnight.
func Near(t, now time.Time) string {
	days := int(models.DateOf(t).Time().Sub(models.DateOf(now).Time()).Round(24*time.Hour) / (24 * time.Hour))
	switch {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case days > 1 && days <= 14:
		return "in " + strconv.Itoa(days) + " days"
	case days < -1 && days >= -14:
		return strconv.Itoa(-days) + " days ago"
	}
	return ""
}

// Capital begins a text with a capital letter.
func Capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// List joins words: a, b and c.
func List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// Use is how often a skill was used, as people answer it.
func Use(u models.Use) string {
	switch u {
	case models.NotAtAll:
		return "Not at all"
	case models.OnceOrTwice:
		return "Once or twice"
	case models.SeveralTimes:
		return "Several times"
	case models.MostWeeks:
		return "Most weeks"
	}
	return "Not asked"
}

// Role is what somebody is beside a learner.
func Role(r models.Role) string {
	switch r {
	case models.Managing:
		return "Manager"
	case models.Trainer:
		return "Trainer"
	case models.Lead:
		return "Lead"
	case models.DataAnalyst:
		return "Data analyst"
	case models.Editor:
		return "Framework editor"
	case models.Administrator:
		return "Administrator"
	}
	return string(r)
}

// Mark is a mark of a register.
func Mark(m models.Mark) string {
	switch m {
	case models.Attended:
		return "Attended"
	case models.Part:
		return "Part"
	case models.Missed:
		return "Missed"
	case models.Apologies:
		return "Apologies"
	}
	return "Not marked"
}

// Enrolment is a state of an enrolment as the person reads it.
func Enrolment(s models.EnrolmentState) string {
	switch s {
	case models.Applied:
		return "Asked to join"
	case models.Waiting:
		return "On the waiting list"
	case models.Offered:
		return "Place offered"
	case models.Placed:
		return "Enrolled"
	case models.Withdrawn:
		return "You cancelled"
	case models.Declined:
		return "You turned this down"
	case models.Lapsed:
		return "Offer ran out"
	case models.Refused:
		return "Not approved"
	case models.Cancelled:
		return "Cohort called off"
	case models.Completed:
		return "Completed"
	case models.NotCompleted:
		return "Did not finish"
	}
	return ""
}

// Months are the months between two times: March 2027, March to May 2027, December 2026 to February 2027.
func Months(from, to time.Time) string {
	a, b := from.In(models.London()), to.In(models.London())
	switch {
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("January 2006")
	case a.Year() == b.Year():
		return a.Format("January") + " to " + b.Format("January 2006")
	}
	return a.Format("January 2006") + " to " + b.Format("January 2006")
}
