package teachingviews

import (
	"cmp"

	"trellis/app/learning"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/words"
)

// waitsTodos are what waits on each cohort, each with the page on which something can be done about it.
func waitsTodos(waits []learning.Waits) []components.Todo {
	var list []components.Todo
	for _, w := range waits {
		of := ", " + w.CourseTitle
		add := func(n int, one, many, href, detail string) {
			if n > 0 {
				list = append(list, components.Todo{Link: components.Link{Label: words.Count(n, one, many) + of, Href: href}, Detail: w.Name + ". " + detail})
			}
		}
		add(w.Applied, "application to decide", "applications to decide", paths.Applications(w.Code), "Their time of asking fixes their turn")
		add(w.Offers, "offer runs out soon", "offers run out soon", paths.WaitingList(w.Code), "The first at "+words.Moment(w.NextReply))
		add(w.Blocked, "person cannot do a preparation", "people cannot do a preparation", paths.CohortPeople(w.Code), "Starts "+words.Weekday(w.Starts))
		add(w.FreeSoon, "place is free", "places are free", paths.InviteDemand(w.Code), "Starts "+words.Weekday(w.Starts)+". Invite people it would help")
	}
	return list
}

// workTodos leads to what was handed in, as far as the menu counts any.
func workTodos(p layout.Page) []components.Todo {
	var list []components.Todo
	for _, item := range p.Viewer.Menu {
		if item.HandedIn && item.Count > 0 {
			list = append(list, components.Todo{
				Link:   components.Link{Label: words.Count(item.Count, "piece of work waits for feedback", "pieces of work wait for feedback"), Href: paths.Work},
				Detail: "The oldest comes first",
			})
		}
	}
	return list
}

func aheadTodos(ahead []learning.AheadSession) []components.Todo {
	list := make([]components.Todo, len(ahead))
	for i, a := range ahead {
		list[i] = components.Todo{
			Link:   components.Link{Label: words.Weekday(a.Starts) + ": " + a.Title, Hidden: ", " + a.Cohort.CourseTitle, Href: paths.SessionRegister(a.Cohort.Code, a.Number)},
			Detail: a.Cohort.CourseTitle + ", " + a.Cohort.Name + ". " + words.Times(a.Starts, a.Ends) + ". " + cmp.Or(a.Place, a.Cohort.Place),
		}
	}
	return list
}
