package learningviews

import (
	"strconv"
	"strings"

	"trellis/app/learning"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

func sessionFacts(page learning.SessionPage) []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "When", Value: words.Weekday(page.Session.Starts) + ", " + words.Times(page.Session.Starts, page.Session.Ends)},
		{Key: "Where", Value: orDash(page.Place)},
	}
	if len(page.Trainers) > 0 {
		rows = append(rows, components.SummaryRow{Key: "Taught by", Value: strings.Join(page.Trainers, "; ")})
	}
	return rows
}

func comingTitle(page learning.SessionPage) string {
	if page.Over() {
		return "Who was expected"
	}
	return "Who is coming"
}

// joinWords say where the link to join is, while it is not shown.
func joinWords(page learning.SessionPage) string {
	switch {
	case page.Over():
		return "This session is over."
	case page.Online && page.JoinURL == "":
		return "The link to join is here from " + words.Clock(page.Session.JoinOpens()) + " that day, half an hour before it starts."
	case !page.Online:
		return "You meet in person: there is no link to join."
	}
	return ""
}

// materialDetail says what a link leads to: "PDF, 1.2 MB", or the house that has it.
func materialDetail(m learning.SessionMaterial) string {
	if m.FileID == nil {
		return "At " + hostOf(m.URL)
	}
	return m.FileName + ", " + Size(m.FileSize)
}

func materialHref(m learning.SessionMaterial) string {
	if m.FileID == nil {
		return m.URL
	}
	return paths.SessionFile(m.SessionID, m.ID)
}

func hostOf(address string) string {
	rest := strings.TrimPrefix(address, "https://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// Size is how large a file is: 340 KB, 1.2 MB.
func Size(bytes int) string {
	if bytes < 1<<20 {
		return strconv.Itoa(max(1, bytes>>10)) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
}

// keptWords say what of a session is kept: "3 materials and the recording".
func keptWords(k learning.KeptSession) string {
	var parts []string
	if k.Materials > 0 {
		parts = append(parts, words.Count(k.Materials, "material", "materials"))
	}
	if k.RecordingURL != "" {
		parts = append(parts, "the recording")
	}
	return words.Capital(words.List(parts))
}

func keptRows(k learning.KeptMaterials) []components.Todo {
	rows := make([]components.Todo, len(k.Kept))
	for i, s := range k.Kept {
		rows[i] = components.Todo{
			Link:   components.Link{Label: s.Title, Hidden: ", session " + numeral(s.Number) + " of " + k.Course.Title, Href: paths.Session(s.ID)},
			Detail: keptWords(s) + ", " + words.Day(s.Starts),
		}
	}
	return rows
}

// textLines are the lines of a text that say something.
func textLines(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
