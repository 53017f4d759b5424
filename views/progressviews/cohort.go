package progressviews

import (
	"strings"

	"trellis/app/progress"
	"trellis/views/components"
)

func progressHeads(page progress.CohortProgressPage) []components.Head {
	heads := []components.Head{{Label: "Name"}}
	for _, s := range page.Columns {
		heads = append(heads, components.Head{Label: s.Unit.Title})
	}
	return append(heads, components.Head{Label: "Left"})
}

// leftWords is what is left for a person to complete the course.
func leftWords(line progress.CohortLine) string {
	switch d := line.Standing.Decision; {
	case d != nil && d.Completes:
		return "Nothing: decided by hand"
	case d != nil:
		return "Decided by hand: does not complete"
	case len(line.Standing.Missing) == 0:
		return "Nothing"
	}
	return strings.Join(line.Standing.Missing, "; ")
}

// ProgressTable is the progress of a cohort as a file.
func ProgressTable(page progress.CohortProgressPage) [][]string {
	head := []string{"name", "email"}
	for _, s := range page.Columns {
		head = append(head, s.Unit.Title)
	}
	rows := [][]string{append(head, "left")}
	for _, line := range page.Lines {
		row := []string{line.Name, line.Email}
		for _, s := range line.Steps {
			row = append(row, string(s.State))
		}
		rows = append(rows, append(row, leftWords(line)))
	}
	return rows
}
