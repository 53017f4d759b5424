package models

import (
	"errors"
	"time"
)

// The ways in which a day and a time on the wall do not say when.
var (
	ErrNoSuchTime = errors.New("there is no such time: the clocks go forward")
	ErrTwoTimes   = errors.New("this time comes twice: the clocks go back")
)

// Clock is the moment at which the clocks of London show a time, written 15:04, on the day. Where the clocks change there
// may be no such moment (ErrNoSuchTime) or two (ErrTwoTimes): people are asked for another time rather than guessed at.
func (d Date) Clock(wall string) (time.Time, error) {
	const layout = "2006-01-02 15:04"
	text := string(d) + " " + wall
	t, err := time.ParseInLocation(layout, text, london)
	if err != nil {
		return time.Time{}, err
	}
	if t.Format(layout) != text {
		return time.Time{}, ErrNoSuchTime
	}
	for _, other := range []time.Time{t.Add(-time.Hour), t.Add(time.Hour)} {
		if other.Format(layout) == text {
			return time.Time{}, ErrTwoTimes
		}
	}
	return t.UTC(), nil
}
