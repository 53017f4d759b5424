// Package mail writes the letters: plain words, what happens next, and one address to go to.
package mail

import (
	"strings"

	"trellis/app/learning"
	"trellis/views/words"
)

// Letters writes every letter that the product sends.
type Letters struct{}

func sessions(f learning.EnrolmentLetter) string {
	lines := []string{f.Cohort.Name + ":"}
	for _, s := range f.Sessions {
		title := s.Title + ":"
		if strings.HasSuffix(s.Title, "?") || strings.HasSuffix(s.Title, "!") {
			title = s.Title
		}
		line := "- " + title + " " + words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends)
		if place := s.PlaceOf(f.Cohort); place != "" {
			line += ", " + place
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
