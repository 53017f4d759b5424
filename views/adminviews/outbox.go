package adminviews

import (
	"net/url"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

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

func messagePages(page people.Outbox) components.Pages {
	return components.Around("", page.Previous, page.Next, func(name, value string) string {
		return paths.Outbox + "?" + url.Values{name: {value}}.Encode()
	})
}
