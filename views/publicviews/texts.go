// Package publicviews is what everybody may read: the front page, help and the notices.
package publicviews

import (
	"strconv"
	"strings"

	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// linesOf are the lines of a text that say something.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// contactFacts are how to reach those who run the network; none where nobody has said.
func contactFacts(s models.Settings) []components.SummaryRow {
	var rows []components.SummaryRow
	for _, row := range []components.SummaryRow{{Key: "Who", Value: s.ContactName}, {Key: "Email", Value: s.ContactEmail}, {Key: "Telephone", Value: s.ContactPhone}} {
		if row.Value != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

type namedRow struct{ who, what, until string }

func namedRows() []namedRow {
	return []namedRow{
		{"You", "Everything", "Always"},
		{"Your manager", "Levels, examples and their history", "Your post under them ends"},
		{"A deputy or acting manager", "What your manager sees", "The day that was set"},
		{"The lead of your team", "What your manager sees", "You leave the team"},
	}
}

// thresholdLines say what hides small groups, by the thresholds in force.
func thresholdLines(s models.Settings) []string {
	by := s.Thresholds()
	lines := []string{"Fewer than " + strconv.Itoa(by.HalfFrom) + " people: nothing is shown."}
	if by.HalfFrom < by.ShareFrom {
		lines = append(lines, strconv.Itoa(by.HalfFrom)+" to "+strconv.Itoa(by.ShareFrom-1)+" people: whether it is under half, or half or more.")
	}
	return append(lines, strconv.Itoa(by.ShareFrom)+" people or more: the share. Where it is nearly nobody or nearly everybody, only that is said.")
}

// keptWhat names a kind of data as people know it, with when its time begins.
func keptWhat(kind models.RetentionKind) string {
	if what, known := map[models.RetentionKind]string{
		models.KeepMail:        "Messages to you, from when they were sent",
		models.KeepLooks:       "Who looked at your skills, from the day",
		models.KeepImports:     "Files that were brought in, from the day",
		models.KeepAssessments: "What you and your manager said of your skills, from the end of your last post",
		models.KeepRecords:     "Completion records, from when they were issued",
	}[kind]; known {
		return what
	}
	return words.Capital(strings.ReplaceAll(string(kind), "_", " "))
}

// keptFor is a length of time as people say it.
func keptFor(rule models.RetentionRule) string {
	const year = 365
	switch {
	case rule.Days >= year && rule.Days%year == 0:
		return words.Count(rule.Days/year, "year", "years")
	case rule.Days > 0:
		return words.Count(rule.Days, "day", "days")
	}
	return "Until somebody asks for its removal"
}
