package adminviews

import (
	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// howWords says how an organisation stands to what is above it.
func howWords(how models.LinkKind) string {
	if how == models.PartOf {
		return "part of"
	}
	return "serves"
}

// belowWords says how what is below stands to an organisation.
func belowWords(how models.LinkKind) string {
	if how == models.PartOf {
		return "part of it"
	}
	return "serves it"
}

// belowMost is how many organisations a picture shows below one; the table has them all.
const belowMost = 12

func shownBelow(list []people.Standing) []people.Standing { return list[:min(len(list), belowMost)] }

func moreBelow(list []people.Standing) string {
	return "and " + words.Count(len(list)-belowMost, "other", "others") + ", listed under What belongs to it"
}

func leadLine(l people.NamedLead, today models.Date) string {
	switch {
	case l.Started > today:
		return "From " + words.Date(l.Started)
	case l.Ended != "":
		return "Until " + words.Date(l.Ended)
	}
	return "Since " + words.Date(l.Started)
}

// moveLine says what a move did, or is doing.
func moveLine(m people.NamedMove, page people.OrganisationPage) string {
	what, how, coming := words.Count(m.Amount, "post", "posts"), "moved to ", m.Day > page.Today
	name := m.ToName
	if m.Amount == 0 {
		what = "Nobody"
	}
	switch {
	case m.ToID == page.ID && m.FromID != page.ID && coming:
		how, name = "come from ", m.FromName
	case m.ToID == page.ID && m.FromID != page.ID:
		how, name = "came from ", m.FromName
	case m.Kind == models.Merge && coming:
		how = "go with the merger into "
	case m.Kind == models.Merge:
		how = "went with the merger into "
	case coming:
		how = "move to "
	}
	return what + " " + how + name + ", from " + words.Date(m.Day)
}

func movesOf(page people.OrganisationPage) []components.TimelineItem {
	items := make([]components.TimelineItem, len(page.Moves))
	for i, m := range page.Moves {
		items[i] = components.TimelineItem{When: words.Day(m.MadeAt), ISO: string(models.DateOf(m.MadeAt)), What: moveLine(m, page), Who: m.MadeBy}
	}
	return items
}

func movedSoFar(m people.NamedMove) string {
	return words.Number(m.Moved) + " of " + words.Count(m.Amount, "post", "posts")
}

// organisationLink leads to an organisation.
func organisationLink(o models.Organisation) components.Link {
	return components.Link{Label: o.Name, Href: paths.Organisation(o.Code)}
}
