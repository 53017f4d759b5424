package adminviews

import (
	"strings"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func personFacts(page people.PersonPage) []components.SummaryRow {
	p := page.Person
	rows := []components.SummaryRow{{Key: "Known since", Value: words.Day(p.CreatedAt)}}
	visit := components.SummaryRow{Key: "First visit", Value: "Has not been here yet"}
	if p.WelcomedAt != nil {
		visit.Value = words.Day(*p.WelcomedAt)
	} else if !page.SignedInAt.IsZero() {
		visit.Value = "Has signed in, and was not asked about a job yet"
	}
	rows = append(rows, visit)
	if !page.InvitedAt.IsZero() {
		rows = append(rows, components.SummaryRow{Key: "Last invited", Value: words.Moment(page.InvitedAt)})
	}
	if !page.SignedInAt.IsZero() {
		rows = append(rows, components.SummaryRow{Key: "Last signed in", Value: words.Moment(page.SignedInAt)})
	}
	if !page.SeenAt.IsZero() {
		rows = append(rows, components.SummaryRow{Key: "Last did something", Value: words.Moment(page.SeenAt)})
	}
	if page.Reports > 0 {
		link := components.Link{Label: words.Count(page.Reports, "person", "people"), Hidden: " managed by " + p.Name, Href: peopleWith("manager", string(p.ID))}
		rows = append(rows, components.SummaryRow{Key: "Manages", Content: components.TextLink(link)})
	}
	return rows
}

// unlessErased is the way to a change; there is none to somebody who was erased.
func unlessErased(page people.PersonPage, way components.Link) components.Link {
	if page.Person.ErasedAt != nil {
		return components.Link{}
	}
	return way
}

// postTitle reads "Senior analyst, band C".
func postTitle(p people.NamedPost) string {
	title := p.Title
	if title == "" {
		title = "Post without a title"
	}
	if p.Band != "" {
		title += ", band " + p.Band
	}
	return title
}

func postState(p people.NamedPost, today models.Date) components.Status {
	switch {
	case p.CurrentOn(today):
		return components.Status{Kind: components.OK, Text: "Current"}
	case p.Started > today:
		return components.Status{Kind: components.Info, Text: "To come"}
	}
	return components.Status{Kind: components.Plain, Text: "Past"}
}

// grantLine says what a grant lets somebody be, where, and for how long.
func grantLine(g people.NamedGrant) (what, detail string) {
	what = words.Role(g.Role)
	if g.ScopeKind == models.WholeNetwork {
		what += " of the whole network"
	} else {
		what += " of " + g.ScopeName
	}
	detail = period(g.Started, g.Ended)
	if g.Ended != "" && g.Ended < g.Started {
		detail = "Ended on the day it was given, " + words.Date(g.Started)
	}
	if g.GivenBy != "" {
		detail += ". Given by " + g.GivenBy
	}
	if g.EndedBy != "" {
		detail += ". Ended by " + g.EndedBy
	}
	return what, detail
}

// grantsShown is how many roles stand open: who trains for years has dozens.
const grantsShown = 5

func newestGrants(page people.PersonPage) []people.NamedGrant {
	return page.Grants[:min(len(page.Grants), grantsShown)]
}

func olderGrants(page people.PersonPage) []people.NamedGrant {
	return page.Grants[min(len(page.Grants), grantsShown):]
}

func delegationLine(d people.NamedDelegation, of models.ID) (what, detail string) {
	if d.ManagerID == of {
		if d.Kind == models.ActingManager {
			return d.DeputyName + " is acting manager for them", period(d.Started, d.Until)
		}
		return d.DeputyName + " is their deputy", period(d.Started, d.Until)
	}
	return "Acts for " + d.ManagerName, period(d.Started, d.Until)
}

func seerLine(s people.Seer) string {
	switch s.Why {
	case people.SeesAsDeputy:
		return s.Name + ", deputy of " + s.For
	case people.SeesAsActing:
		return s.Name + ", acting for " + s.For
	case people.SeesAsLead:
		return s.Name + ", lead of " + s.For
	case people.SeesAsTrainer:
		return s.Name + ", trainer of " + s.For
	case people.SeesAsManager:
	}
	return s.Name + ", manager"
}

func enrolmentPill(s models.EnrolmentState) components.PillKind {
	switch s {
	case models.Placed, models.Completed:
		return components.OK
	case models.Applied, models.Waiting, models.Offered:
		return components.Warn
	default:
		return components.Plain
	}
}

// enrolmentWords is a state as others read it: what the person reads as "You cancelled" is no longer about "you".
func enrolmentWords(s models.EnrolmentState) string {
	switch s {
	case models.Withdrawn:
		return "Cancelled"
	case models.Declined:
		return "Turned down"
	default:
		return words.Enrolment(s)
	}
}

func recordPill(r models.CompletionRecord, today models.Date) components.Status {
	state := r.StateOn(today)
	switch state {
	case models.Genuine:
		return components.Status{Kind: components.OK, Text: "Genuine"}
	case models.Expired:
		return components.Status{Kind: components.Warn, Text: "Expired"}
	case models.Superseded:
		return components.Status{Kind: components.Info, Text: "Replaced"}
	case models.RecordWithdrawn:
		return components.Status{Kind: components.Bad, Text: "Withdrawn"}
	default:
		return components.Status{Kind: components.Plain, Text: words.Capital(string(state))}
	}
}

func replyWords(r people.NamedReply) string {
	if r.SentAt == nil {
		return "Begun on " + words.Day(r.BegunAt) + ", not sent yet"
	}
	return "Sent on " + words.Day(*r.SentAt)
}

func firstWord(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

func allEventsOf(p models.Person) string { return eventsWith("person", string(p.ID)) }

func organisationAt(p people.NamedPost) components.Link {
	return components.Link{Label: p.OrganisationName, Href: paths.Organisation(p.OrganisationCode)}
}
