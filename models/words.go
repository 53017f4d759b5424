package models

import (
	"strconv"
	"strings"
	"time"
)

// Plural counts things in words: 1 session, 3 sessions.
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Clock is a time of day: 10am, 2:14pm, midday.
func Clock(t time.Time) string {
	t = t.In(london)
	switch {
	case t.Hour() == 12 && t.Minute() == 0:
		return "midday"
	case t.Hour() == 0 && t.Minute() == 0:
		return "midnight"
	case t.Minute() == 0:
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}

func percent(n int) string { return strconv.Itoa(n) + "%" }

// Slug makes an address out of a folded name: letters and digits, joined by hyphens.
func Slug(folded string) string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}
