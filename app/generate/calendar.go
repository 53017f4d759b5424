package generate

import (
	"time"

	"trellis/models"
)

// span is a time that somebody has given away.
type span struct{ from, to time.Time }

func (s span) overlaps(o span) bool { return s.from.Before(o.to) && o.from.Before(s.to) }

// clock is the moment at which the clocks in London show a time on a day.
func clock(day models.Date, hour, minute int) time.Time {
	t, _ := models.WallClock(day, hour, minute) // in working hours clocks show every time
	return t.UTC()
}

// workday is the day, or the Monday after when that is a weekend.
func workday(day models.Date) models.Date {
	switch day.Time().Weekday() {
	case time.Saturday:
		return day.AddDays(2)
	case time.Sunday:
		return day.AddDays(1)
	default:
		return day
	}
}

// moment is some second of a working day; never later than just before the network's now.
func (g *generator) moment(c chance, day models.Date) time.Time {
	at := clock(day, 8, 0).Add(time.Duration(c.IntN(9*3600)) * time.Second)
	return g.past(at)
}

// past is the moment, or just before now when that is still to come.
func (g *generator) past(at time.Time) time.Time {
	if at.Before(g.now) {
		return at
	}
	return g.now.Add(-time.Minute)
}

// ago is the day that many days before today.
func (g *generator) ago(days int) models.Date { return g.today.AddDays(-days) }

// since are the days from a day to today.
func (g *generator) since(day models.Date) int {
	return int(g.today.Time().Sub(day.Time()).Hours()/24 + 0.5)
}

// after is some working time up to so many hours after a moment.
func after(c chance, at time.Time, hours int) time.Time {
	return at.Add(time.Duration(1+c.IntN(hours*3600)) * time.Second)
}
