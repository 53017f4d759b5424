package models

import (
	"strconv"
	"strings"
)

// plural counts things in words: 1 session, 3 sessions.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func percent(n int) string { return strconv.Itoa(n) + "%" }

// Slug makes an address out of a folded name: letters and digits, joined by hyphens.
func Slug(folded string) string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-")
}
