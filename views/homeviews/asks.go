package homeviews

import (
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// asks are what others asked of the person: to show what they said, to say where a colleague stands, to review a draft.
func asks(f Facts) []components.Todo {
	var list []components.Todo
	var levels []models.Ask
	add := func(label, href string, w models.Ask) {
		list = append(list, components.Todo{Link: components.Link{Label: label, Href: href}, Detail: w.By + " asked on " + words.Day(w.At)})
	}
	for _, w := range f.About.Asks {
		switch w.Kind {
		case models.AsksEvidence:
			add("Show evidence for "+w.What, paths.Talk(w.ID), w)
		case models.AsksReview:
			add("Review "+w.What, paths.Review(w.ID), w)
		case models.AsksLevel:
			levels = append(levels, w)
		}
	}
	if n := len(levels); n > 0 {
		list = append(list, components.Todo{Link: components.Link{Label: "Say where colleagues stand: " + words.Count(n, "request", "requests"), Href: paths.Requests}, Detail: "They asked what you have seen of their skills"})
	}
	return list
}
