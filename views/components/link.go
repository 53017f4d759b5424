package components

// Link is words that lead somewhere. Hidden is added for screen readers where a list repeats the label; it starts with its own space or comma.
type Link struct{ Label, Hidden, Href string }

// Look says how a button stands out on its page.
type Look string

// The looks of a button: one main action a page, the rest secondary; reverse stands on ink.
const (
	Main      Look = ""
	Secondary Look = "nhsuk-button--secondary"
	Reverse   Look = "nhsuk-button--reverse"
	Warning   Look = "nhsuk-button--warning"
)

// Action is a link which looks like a small button.
type Action struct {
	Label, Hidden, Href string
	Look                Look
}
