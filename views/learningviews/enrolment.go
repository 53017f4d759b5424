package learningviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// panelTitle and panelText confirm what just happened.
func panelTitle(page learning.EnrolmentPage) string {
	switch page.Enrolment.State {
	case models.Waiting:
		return "You are on the waiting list"
	case models.Applied:
		return "You have asked to join"
	default:
		return "You are enrolled"
	}
}

func panelText(page learning.EnrolmentPage) string {
	text := page.Course.Title + ", " + dates(page.Cohort)
	if page.Position > 0 {
		text += ". You are " + words.Ordinal(page.Position) + " in line"
	}
	return text
}

// next says what happens next, and who does it.
func next(page learning.EnrolmentPage) []string {
	switch page.Enrolment.State {
	case models.Placed:
		return placedNext(page)
	case models.Waiting:
		return waitingNext(page)
	case models.Offered:
		if !page.OfferOpen() {
			return []string{"The offer ran out at " + words.Moment(page.OfferExpires) + ". The place goes to the next in line."}
		}
		return []string{"A place became free and is held for you until " + words.Moment(page.OfferExpires) + ". Then it goes to the next in line."}
	case models.Applied:
		return awaitedNext(page)
	case models.Completed:
		return []string{"You completed this course. Your completion record is with your records."}
	case models.NotCompleted:
		return []string{"This cohort has ended, and you did not meet all it asks for. Talk to the trainer about what is missing."}
	case models.Cancelled:
		return []string{"This cohort was called off. See the course for other dates."}
	default:
		if page.Again {
			return []string{"You are not on this cohort. Enrolment is still open, so you can ask again."}
		}
		return []string{"You are not on this cohort."}
	}
}

func placedNext(page learning.EnrolmentPage) []string {
	list := []string{"Put the sessions in your calendar. If you cannot come, cancel here, so that somebody else can have the place."}
	for _, s := range page.Sessions {
		if page.LinkLater(s) {
			return append(list, "The link to join is shown here from 30 minutes before each session.")
		}
	}
	return list
}

func enrolmentFacts(page learning.EnrolmentPage) []components.SummaryRow {
	rows := []components.SummaryRow{{Key: "Dates", Value: dates(page.Cohort)}, {Key: "Where", Value: orDash(page.Cohort.Place)}}
	if page.DecisionMaker != "" {
		rows = append(rows, components.SummaryRow{Key: "Comes with you", Value: page.DecisionMaker})
	}
	if page.Enrolment.Needs != "" {
		rows = append(rows, components.SummaryRow{Key: "Access needs, seen by the trainer", Value: page.Enrolment.Needs})
	}
	if page.Enrolment.State == models.Placed && len(page.Sessions) > 0 {
		rows = append(rows, components.SummaryRow{Key: "So far", Value: attended(page.MyCourse)})
	}
	return rows
}

// attended says how far somebody is: "1 of 2 sessions attended".
func attended(m learning.MyCourse) string {
	return strconv.Itoa(m.Attended) + " of " + words.Count(len(m.Sessions), "session", "sessions") + " attended"
}

// history is how the enrolment came to stand where it does, newest first, in words without names.
func history(page learning.EnrolmentPage) []components.TimelineItem {
	items := make([]components.TimelineItem, len(page.Changes))
	for i, c := range page.Changes {
		what := words.Enrolment(c.ToState)
		if c.Priority != nil {
			what = "Priority changed"
		}
		if c.Reason != "" && c.Reason != "asked for a place" && c.Reason != "approved" {
			what += ": " + c.Reason
		}
		items[i] = components.TimelineItem{When: words.Moment(c.ChangedAt), ISO: c.ChangedAt.Format("2006-01-02T15:04Z"), What: what}
	}
	return items
}

func withdrawTitle(page learning.EnrolmentPage) string {
	switch page.Enrolment.State {
	case models.Applied:
		return "Take back that you asked"
	case models.Waiting:
		return "Leave the waiting list"
	default:
		return "Cancel your place"
	}
}

func withdrawText(page learning.EnrolmentPage) string {
	switch page.Enrolment.State {
	case models.Waiting, models.Applied:
		return "You lose your turn. If you change your mind you start at the end of the list."
	default:
		return "Your place is offered to the first person on the waiting list. If you change your mind you may have to wait."
	}
}

// offerTitle and offerText say where an offer stands, to whoever has its link.
func offerTitle(page learning.OfferPage) string {
	switch {
	case page.Taken:
		return "You took the place"
	case page.Open:
		return "A place is yours to take"
	case page.State == models.Placed || page.State == models.Completed || page.State == models.NotCompleted:
		return "The place is taken"
	case page.State == models.Declined:
		return "The place was turned down"
	case page.State == models.Withdrawn:
		return "The place was given back"
	case page.State == models.Cancelled:
		return "This cohort was called off"
	}
	return "This offer has run out"
}

func offerText(page learning.OfferPage) string {
	switch {
	case page.Taken:
		return "Two places are held for you and the person who comes with you, until " + words.Moment(page.Offer.ExpiresAt) + ". Once they take theirs too, both are yours."
	case page.Open:
		return "The place is held until " + words.Moment(page.Offer.ExpiresAt) + ". Then it goes to the next person on the waiting list."
	case page.State == models.Placed || page.State == models.Completed || page.State == models.NotCompleted:
		return "The sessions and how to join them are on the enrolment page, after signing in."
	case page.State == models.Declined || page.State == models.Withdrawn:
		return "If anybody else waits, it is offered to the next of them."
	case page.State == models.Cancelled:
		return "See the course for other dates."
	}
	return "It was held until " + words.Moment(page.Offer.ExpiresAt) + ", and then went to the next person on the waiting list. You can join the list again."
}
