package teachingviews

import (
	"slices"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// The pages of how people come to a cohort.
const (
	ApplicationsTab = "applications"
	ReservationsTab = "reservations"
)

// waysIn adds to the pages of a cohort those of how people come to it.
func waysIn(c learning.TaughtCohort, current string, items []components.SubItem) []components.SubItem {
	more := []components.SubItem{{Label: "Reserved", Href: paths.Reservations(c.Code), Current: current == ReservationsTab}}
	waiting := slices.IndexFunc(items, func(i components.SubItem) bool { return i.Href == paths.WaitingList(c.Code) })
	if c.WayIn != models.FirstCome && c.WayIn != models.Eligible {
		more = slices.Insert(more, 0, components.SubItem{Label: "Applications", Href: paths.Applications(c.Code), Current: current == ApplicationsTab})
	}
	return slices.Insert(items, waiting+1, more...)
}

// ApplicationsForm is whom a trainer chose and what they answered, and what is wrong with it.
type ApplicationsForm struct {
	learning.Decide
	Problems models.Invalid
}

// applicantOptions are the applicants to tick.
func applicantOptions(list []learning.Applicant, ticked []models.ID) []components.Option {
	options := make([]components.Option, len(list))
	for i, a := range list {
		options[i] = components.Option{Value: string(a.ID), Label: a.Name, Hint: applicantWords(a.Application), Chosen: slices.Contains(ticked, a.ID)}
	}
	return options
}

func applicantWords(a learning.Application) string {
	text := "Asked at " + words.Moment(a.AppliedAt)
	if a.Title != "" {
		text = a.Title + ", " + a.Organisation + ". " + text
	}
	if a.PairedWith != "" {
		text += ". Comes with " + a.PairedWith
	}
	if a.Awaits == models.AwaitsManager {
		text += ". Nobody is manager of the post now"
	}
	return text
}

// awaitsWords say whose answer somebody waits for.
func awaitsWords(a learning.Application) string {
	switch a.Awaits {
	case models.AwaitsManager:
		return a.Manager + ", manager"
	case models.AwaitsPerson:
		return a.Name + ", named by " + a.Nominator
	case models.AwaitsPartner:
		return a.PairedWith + ", who would come with them"
	default:
		return "A trainer"
	}
}

func saidRows(a learning.Applicant) []components.SummaryRow {
	rows := make([]components.SummaryRow, len(a.Said))
	for i, s := range a.Said {
		rows[i] = components.SummaryRow{Key: s.Asks, Value: s.Says}
	}
	return rows
}

// ReserveForm is what a trainer entered who holds places for a team, and what is wrong with it.
type ReserveForm struct {
	learning.Reserve
	Problems models.Invalid
}

func teamOptions(teams []models.Organisation) []components.Option {
	options := []components.Option{{Value: "", Label: "Choose a team"}}
	for _, t := range teams {
		options = append(options, components.Option{Value: t.Code, Label: t.Name})
	}
	return options
}

func reservationWords(r learning.NamedReservation) string {
	named := words.Count(r.Named, "place has", "places have") + " a name, of " + words.Number(r.Places) + ". "
	if r.EndedAt != nil {
		return named + "Ended at " + words.Moment(*r.EndedAt)
	}
	return named + "Held until " + words.Moment(r.Until)
}
