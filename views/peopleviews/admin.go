package peopleviews

import (
	"net/url"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// peopleAt is the list with the same search, and one more part of the query.
func peopleAt(find people.FindPeople, key, value string) string {
	query := url.Values{}
	if find.Text != "" {
		query.Set("q", find.Text)
	}
	if find.ManagerUnknown {
		query.Set("manager", managerFilter(find))
	}
	if key != "" {
		query.Set(key, value)
	}
	if len(query) == 0 {
		return paths.People
	}
	return paths.People + "?" + query.Encode()
}

func peopleFile(find people.FindPeople) string { return peopleAt(find, "format", "csv") }

func peoplePages(page people.PeoplePage) components.Pages {
	pages := components.Pages{Words: words.Count(len(page.People), "person", "people") + " of " + words.Count(page.Total, "person", "people")}
	if page.Previous.Known() {
		pages.Previous = peopleAt(page.Find, "before", string(page.Previous))
	}
	if page.Next.Known() {
		pages.Next = peopleAt(page.Find, "after", string(page.Next))
	}
	return pages
}

func peopleChips(find people.FindPeople) []components.Chip {
	var chips []components.Chip
	if find.Text != "" {
		chips = append(chips, components.Chip{Label: find.Text, Href: peopleAt(people.FindPeople{ManagerUnknown: find.ManagerUnknown}, "", "")})
	}
	if find.ManagerUnknown {
		chips = append(chips, components.Chip{Label: "Manager not known", Href: peopleAt(people.FindPeople{Text: find.Text}, "", "")})
	}
	return chips
}

func managerFilter(find people.FindPeople) string {
	if find.ManagerUnknown {
		return "unknown"
	}
	return ""
}

func managers(p people.PersonLine) string {
	if len(p.Managers) == 0 {
		return "None named"
	}
	return words.List(p.Managers)
}

func orNone(text string) string {
	if text == "" {
		return "No current post"
	}
	return text
}

func messageState(m models.Message) components.Status {
	switch m.State {
	case models.MessageSent:
		return components.Status{Kind: components.OK, Text: "Sent"}
	case models.MessageFailed:
		return components.Status{Kind: components.Bad, Text: "Not sent"}
	case models.MessageKept:
		return components.Status{Kind: components.Plain, Text: "Kept here"}
	}
	return components.Status{Kind: components.Plain, Text: string(m.State)}
}

func jobState(j models.Job) components.Status {
	if j.State == models.JobDead {
		return components.Status{Kind: components.Bad, Text: "Given up"}
	}
	return components.Status{Kind: components.Warn, Text: "Tried again " + words.Moment(j.RunAt)}
}

func olderMessages(page people.Outbox) components.Pages {
	var pages components.Pages
	if page.Next.Known() {
		pages.Next = paths.Outbox + "?before=" + url.QueryEscape(string(page.Next))
	}
	if page.Older {
		pages.Previous = paths.Outbox
	}
	return pages
}
