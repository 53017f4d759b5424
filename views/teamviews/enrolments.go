package teamviews

import (
	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// EnrolmentsForm is what a manager answered, and what is wrong with it.
type EnrolmentsForm struct {
	learning.Decide
	Problems models.Invalid
}

// forWhom says for which post somebody asks, and with whom they come.
func forWhom(a learning.Application) string {
	text := a.Title
	if a.Organisation != "" {
		text += ", " + a.Organisation
	}
	if a.PairedWith != "" {
		text += ". Comes with " + a.PairedWith
	}
	return text
}

func decisionFacts(page learning.TeamEnrolmentPage) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Cohort", Value: page.Cohort.Name + ", " + words.Dates(page.Cohort.Starts, page.Cohort.Ends)},
		{Key: "Place", Value: page.Cohort.Place},
		{Key: "Places", Value: placesWords(page.Places)},
		{Key: "Asked", Value: words.Moment(page.AppliedAt)},
		{Key: "For the post", Value: forWhom(page.Application)},
	}
	for _, s := range page.Session {
		rows = append(rows, components.SummaryRow{Key: "Session " + number(s.Number), Value: words.Weekday(s.Starts) + ", " + words.Times(s.Starts, s.Ends)})
	}
	return rows
}

func placesWords(c learning.CohortPlaces) string {
	free := words.Count(c.Free(c.Held), "place", "places") + " free of " + number(c.Places())
	if c.Waiting > 0 {
		free += ", " + words.Count(c.Waiting, "person waits", "people wait")
	}
	return free
}

// decisionNow says where an application stands that needs no answer any more.
func decisionNow(page learning.TeamEnrolmentPage) string {
	return "It stands at: " + words.Enrolment(page.State) + ". You need not do anything."
}

// BookForm is whom somebody chose to book, and what is wrong with it.
type BookForm struct {
	People   []models.ID
	Problems models.Invalid
}

// elsewhere are those who are on the cohort already, or in line for it.
func elsewhere(people []learning.Bookable) []components.SummaryRow {
	var rows []components.SummaryRow
	for _, p := range people {
		if p.State != "" {
			rows = append(rows, components.SummaryRow{Key: p.Name, Value: words.Enrolment(p.State)})
		}
	}
	return rows
}

func bookLede(page learning.BookTeamPage) string {
	return "All get places together, or all wait together. Each gets an email that names you, and can cancel. " + words.Count(page.Left(), "place", "places") + " free now."
}

func reservedLede(page learning.TeamReservationPage) string {
	if !page.Open {
		return "These places are no longer held for " + page.Team + "."
	}
	return words.Count(page.Reservation.Left(), "place is", "places are") + " held for " + page.Team + " until " + words.Moment(page.Reservation.Until) + ". Then they go to others."
}

const noPatients = "Do not name patients or write anything that could identify one."

// heldWords say how many places are held, for whom and until when.
func heldWords(r learning.NamedReservation) string {
	return words.Count(r.Left(), "place", "places") + " for " + r.Team + ", until " + words.Moment(r.Until)
}
