package teachingviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// LineForm is a form about somebody on the waiting list, with what is wrong with it.
type LineForm struct {
	learning.LineMember
	Priority string
	Hours    string
	Reason   string
	Problems models.Invalid
}

// lineRule says in words by which rule places go to those who wait.
func lineRule(page learning.WaitingListPage) []string {
	order := "People wait in the order in which they asked."
	if page.Priority {
		order = "People with priority come first, then the others; each in the order in which they asked."
	}
	list := []string{order}
	if page.Shared {
		list = append(list, "Places kept for a system go to its people alone, until "+words.Moment(*page.SharesUntil)+".")
	}
	if page.Unscheduled {
		return append(list, "The dates are not set. Places are offered once they are.")
	}
	list = append(list, "A place that becomes free is offered to the first person who can have it. They have "+models.Plural(page.OfferHours, "hour", "hours")+
		" to reply, or until the cohort starts. Then it goes to the next. People who come together get places together.")
	if page.QuietHours > 0 {
		list = append(list, "In the last "+models.Plural(page.QuietHours, "hour", "hours")+" before the start no place is offered by itself. You can offer one here.")
	}
	return list
}

// offerWords says how the free places stand.
func offerWords(page learning.WaitingListPage) string {
	free := words.Count(page.Free, "place is", "places are") + " free"
	switch {
	case page.Unscheduled:
		return "The dates are not set, so nothing is offered yet."
	case !page.ByHand:
		return "The cohort has started, or is called off. No more places are offered."
	case page.Free == 0:
		return "No place is free. One that becomes free goes by the rule above."
	case page.Next == nil:
		return free + ", and to nobody who waits: kept for a system, or for people who come together."
	}
	return free + ". The next is " + page.Next.Name + comingWith(*page.Next) + "."
}

func comingWith(row learning.InLine) string {
	if len(row.With) == 0 {
		return ""
	}
	return " with " + words.List(row.With)
}

// PriorityWords says what a priority is called.
func PriorityWords(priority int) string {
	switch {
	case priority > 1:
		return "First of all"
	case priority == 1:
		return "Before the others"
	}
	return "By the time of asking"
}

func priorityOptions() []components.Option {
	options := make([]components.Option, 3)
	for i := range options {
		options[i] = components.Option{Value: strconv.Itoa(i), Label: PriorityWords(i)}
	}
	return options
}

// priorityWhy says why somebody has their priority, and since when.
func priorityWhy(row learning.InLine) string {
	if row.Why.Reason == "" {
		return ""
	}
	text := row.Why.Reason + " ("
	if row.Why.By != "" {
		text += row.Why.By + ", "
	}
	return text + words.Day(row.Why.ChangedAt) + ")"
}

func whereFrom(row learning.InLine) string {
	var list []string
	for _, text := range []string{row.Organisation, row.System} {
		if text != "" && (len(list) == 0 || list[0] != text) {
			list = append(list, text)
		}
	}
	if len(list) == 0 {
		return "None"
	}
	return strings.Join(list, ", ")
}

func awaitedWords(row learning.InLine) string {
	switch row.Awaits {
	case models.AwaitsManager:
		return "The manager"
	case models.AwaitsPerson:
		return "The person"
	case models.AwaitsPartner:
		return "Who comes with them"
	default:
		return "A trainer"
	}
}

const noPatients = "Do not name patients or write anything that could identify one."

func lineTitle(f LineForm, what string) string { return what + ": " + f.Who.Name }

func keepPath(f LineForm) string { return paths.WaitingList(f.Code) }
