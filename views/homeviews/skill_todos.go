package homeviews

import (
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// skillTodos are what others want to know: where they stand themselves, and what shows what they said.
func skillTodos(f Facts) []components.Todo {
	var list []components.Todo
	for _, w := range f.EvidenceWanted {
		list = append(list, components.Todo{Link: components.Link{Label: "Show evidence for " + w.CompetencyName, Href: paths.Talk(w.AssessmentID)}, Detail: w.ByName + " asked on " + words.Day(w.MadeAt)})
	}
	if f.Requests > 0 {
		list = append(list, components.Todo{Link: components.Link{Label: "Say where colleagues stand: " + words.Count(f.Requests, "request", "requests"), Href: paths.Requests}, Detail: "They asked what you have seen of their skills"})
	}
	return list
}
