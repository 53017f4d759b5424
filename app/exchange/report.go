package exchange

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"trellis/models"
)

// Report says what an import did, or would do. It is what `--json` prints: see docs/formats.md.
type Report struct {
	Kind       string    `json:"kind"`
	File       string    `json:"file"` // several are joined by a comma
	Added      int       `json:"added"`
	Changed    int       `json:"changed"`
	Unchanged  int       `json:"unchanged"`
	Crosswalks int       `json:"crosswalks,omitempty"` // that are new
	Refused    []Problem `json:"refused"`
	Warnings   []string  `json:"warnings"`
	// DryRun says that nothing was kept, whatever the counts.
	DryRun bool `json:"dry_run"`
	// Subject names what was imported, as in "Starter framework (HCA-STARTER), version 0.1.0".
	Subject string `json:"subject"`

	over    *models.FrameworkVersion // as in ImportFramework
	by      *models.ID               // who imports; nil: whoever may run commands on the machine
	version Problem                  // where the file names its version, for what is wrong with that
	most    int                      // problems that are listed; 0 is mostProblems
}

// Problem is one thing in a file that cannot be imported, and what would be right.
type Problem struct {
	File       string `json:"file"`
	Line       int    `json:"line"`   // from 1; 0 where the file as a whole is meant
	Column     int    `json:"column"` // in characters, from 1
	ColumnName string `json:"column_name,omitempty"`
	Value      string `json:"value"`
	Problem    string `json:"problem"`
}

const (
	mostProblems = 200 // of one import; more help nobody
	longestValue = 80  // of a value that is quoted, in characters
)

func newReport(kind string, files []File) *Report {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	file := strings.Join(names, ", ")
	return &Report{Kind: kind, File: file, Refused: []Problem{}, Warnings: []string{}, version: Problem{File: file}}
}

// IsRefused tells whether anything stands in the way of the import, so that nothing was kept.
func (r *Report) IsRefused() bool { return len(r.Refused) > 0 }

// told is an event with who imports.
func (r *Report) told(e models.Event) models.Event {
	e.ActorID = r.by
	return e
}

// isStale tells whether the version that is here is not the one that somebody saw.
func (r *Report) isStale(found models.FrameworkVersion) bool {
	return r.over != nil && (found.ID != r.over.ID || found.Revision != r.over.Revision || found.State != r.over.State)
}

func (r *Report) refuse(p Problem) {
	if len(r.Refused) == cmp.Or(r.most, mostProblems) {
		r.warn("There are more problems than are listed.")
		return
	}
	p.Value = cut(p.Value)
	r.Refused = append(r.Refused, p)
}

// sort puts the problems of one file in the order of their places.
func (r *Report) sort() {
	slices.SortStableFunc(r.Refused, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
}

// warn says something once.
func (r *Report) warn(text string) {
	if len(r.Warnings) == mostProblems {
		text = "There are more warnings than are listed."
	}
	if len(r.Warnings) <= mostProblems && !slices.Contains(r.Warnings, text) {
		r.Warnings = append(r.Warnings, text)
	}
}

func cut(text string) string {
	if utf8.RuneCountInString(text) <= longestValue {
		return text
	}
	return string([]rune(text)[:longestValue-1]) + "…"
}
