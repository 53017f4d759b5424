package learningviews

import (
	"strconv"
	"strings"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

func checkInSummary(problems models.Invalid) []components.Problem {
	if text := problems["code"]; text != "" {
		return []components.Problem{{Field: "code", Text: text}}
	}
	return nil
}

// CheckedInWords say what checking in did.
func CheckedInWords(done attendance.CheckedIn) string {
	at := "session " + strconv.Itoa(done.Session.Number) + ", " + done.Session.Title
	mark := strings.ToLower(words.Mark(done.Entry.Mark))
	if done.Entry.Minutes > 0 {
		mark += ", " + words.Hours(done.Entry.Minutes)
	}
	switch {
	case !done.Before:
		return "You are checked in to " + at + ". You are marked as " + mark
	case done.Source == models.ByCheckIn:
		return "You were checked in to " + at + " already. You are marked as " + mark
	}
	return "Your trainer has marked you already for " + at + ": " + mark + ". Speak to your trainer if that is wrong"
}
