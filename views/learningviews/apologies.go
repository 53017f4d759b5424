package learningviews

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// ApologiesForm is what somebody typed who cannot come, what is wrong with it, and where it goes.
type ApologiesForm struct {
	Action, Reason string
	Problems       models.Invalid
}

func apologiesTitle(page learning.ApologiesPage) string {
	switch {
	case page.Sent:
		return "Your apologies are sent"
	case page.Open():
		return "Send apologies"
	}
	return "This session has started"
}

func apologiesText(page learning.ApologiesPage) string {
	switch {
	case page.Sent && page.Open():
		return "The trainer knows that you cannot come. Your place on the course is still yours."
	case page.Sent:
		return "The trainer knows that you cannot come."
	case page.Open():
		return "Tell the trainer that you cannot come to this session. Your place on the course is still yours."
	}
	return "Tell the trainer instead that you cannot come."
}

func apologiesFacts(page learning.ApologiesPage) []components.SummaryRow {
	return []components.SummaryRow{
		{Key: "Session", Value: numeral(page.Session.Number) + ": " + page.Session.Title},
		{Key: "When", Value: words.Weekday(page.Session.Starts) + ", " + words.Times(page.Session.Starts, page.Session.Ends)},
		{Key: "Where", Value: orDash(page.Place)},
	}
}
