package exchange

import (
	"strings"

	"trellis/models"
)

// ReadPastLearning lets tests read a file without a store.
func ReadPastLearning(text string) (Report, []models.PastCompletion, error) {
	report := newReport("past learning", []File{{Name: "completions.csv"}})
	opened, err := read(File{Name: "completions.csv", Content: strings.NewReader(text)}, report)
	if err != nil || opened == nil {
		return *report, nil, err
	}
	lines := readCompletions(opened)
	return *report, lines, nil
}
