package skillsviews

import (
	"strings"

	"trellis/app/skills"
	"trellis/views/components"
	"trellis/views/words"
)

// sinceTitle says in a sentence what changed.
func sinceTitle(p skills.SentPage) string {
	var parts []string
	if n := len(p.Up); n > 0 {
		parts = append(parts, words.Count(n, "skill", "skills")+" up")
	}
	if n := len(p.Down); n > 0 {
		parts = append(parts, words.Count(n, "skill", "skills")+" down")
	}
	switch {
	case len(parts) > 0:
		return "Since last time: " + words.List(parts)
	case p.Same > 0:
		return "Since last time: nothing has changed"
	}
	return "Your starting point"
}

// sinceRows sum up the round: what changed, where the person is strong, what waits, and what they would like to do.
func sinceRows(p skills.SentPage) []components.SummaryRow {
	var rows []components.SummaryRow
	row := func(key, value string) {
		if value != "" {
			rows = append(rows, components.SummaryRow{Key: key, Value: value})
		}
	}
	row("Up", moved(p.Up))
	row("Down", moved(p.Down))
	row("As before", counted(p.Same))
	row("For the first time", counted(p.New))
	var names []string
	for _, k := range p.Strengths {
		names = append(names, k.Name)
	}
	row("Strengths at target", few(names))
	if p.Waiting > 0 {
		row("Waits for your manager", words.Count(p.Waiting, "assessment", "assessments"))
	}
	for _, w := range wishesBySize(p.Interests) {
		row(w.Key, w.Value)
	}
	return rows
}

// moved names skills with their levels: "Forecasting, from Awareness to Working".
func moved(list []skills.Moved) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = m.Name + ", from " + m.From + " to " + m.Scale.Label(m.Level())
	}
	return strings.Join(names, "; ")
}

func counted(n int) string {
	if n == 0 {
		return ""
	}
	return words.Count(n, "skill", "skills")
}

// mostNames are how many names one can read in a row.
const mostNames = 8

func few(names []string) string {
	if len(names) <= mostNames {
		return words.List(names)
	}
	return strings.Join(names[:mostNames], ", ") + " and " + words.Count(len(names)-mostNames, "more skill", "more skills")
}

// wishesBySize are the domains by how much the person would like to do of them.
func wishesBySize(list []skills.DomainWish) []components.SummaryRow {
	var rows []components.SummaryRow
	for _, w := range list {
		key := "Would like to do: " + strings.ToLower(WishWords(w.Wish))
		if n := len(rows); n > 0 && rows[n-1].Key == key {
			rows[n-1].Value += "; " + w.Name
			continue
		}
		rows = append(rows, components.SummaryRow{Key: key, Value: w.Name})
	}
	return rows
}

// unusedWords says back what stands in the way.
func unusedWords(i skills.Item) string {
	if text := stands(i); text != "" {
		return text
	}
	return "You did not say what stands in the way"
}
