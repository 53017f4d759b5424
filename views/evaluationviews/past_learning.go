package evaluationviews

import (
	"net/url"
	"strconv"

	"trellis/app/exchange"
	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// PastLearningFile is a file of past learning as it was checked, and not kept yet. Nothing of it stays here meanwhile: the page
// brings it again.
type PastLearningFile struct {
	Name    string
	Content string // as base64
	Report  *exchange.Report
	// Problem is what is wrong with what was chosen.
	Problem string
}

func (f PastLearningFile) summary() []components.Problem {
	if f.Problem == "" {
		return nil
	}
	return []components.Problem{{Field: "file", Text: f.Problem}}
}

func (f PastLearningFile) ready() bool {
	return f.Report != nil && !f.Report.IsRefused() && f.Report.Added > 0
}

func (f PastLearningFile) rows() []components.SummaryRow {
	return []components.SummaryRow{
		{Key: "File", Value: f.Name}, {Key: "New lines", Value: words.Number(f.Report.Added)}, {Key: "There already", Value: words.Number(f.Report.Unchanged)},
	}
}

func problemPlace(p exchange.Problem) string {
	if p.Line == 0 {
		return "The file"
	}
	place := "Line " + strconv.Itoa(p.Line)
	if p.ColumnName != "" {
		return place + ", " + p.ColumnName
	}
	return place + ", character " + strconv.Itoa(p.Column)
}

func lengthOf(l models.PastCompletion) string {
	if l.Minutes == nil {
		return "Not said"
	}
	return words.Hours(*l.Minutes)
}

// PastHead are the columns of the file of past learning.
func PastHead() []string {
	return []string{"email", "name", "course", "provider", "completed_on", "minutes", "valid_until", "reference"}
}

// PastCells are one line of it.
func PastCells(l models.PastCompletion) []string {
	minutes := ""
	if l.Minutes != nil {
		minutes = strconv.Itoa(*l.Minutes)
	}
	return []string{l.Email, l.Name, l.CourseTitle, l.Provider, string(l.CompletedOn), minutes, string(l.ValidUntil), l.Reference}
}

// pastPages leads through the lines of nobody we know.
func pastPages(page records.PastLearningPage) components.Pages {
	text := words.Number(len(page.Waiting.Rows)) + " of " + words.Count(page.PastCounts.Waiting, "line", "lines") + " shown"
	return components.Around(text, page.Waiting.Previous, page.Waiting.Next, func(name, value string) string {
		query := url.Values{name: {value}}
		if page.Text != "" {
			query.Set("q", page.Text)
		}
		return paths.PastLearning + "?" + query.Encode()
	})
}

// PastForm is one line of past learning, with what is wrong with what was chosen.
type PastForm struct {
	records.PastPage
	Problems models.Invalid
}

func (f PastForm) facts() []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Email address in the file", Value: f.Email},
		{Key: "Name in the file", Value: orNone(f.Name)},
		{Key: "Course", Value: f.CourseTitle},
		{Key: "Provider", Value: orNone(f.Provider)},
		{Key: "Completed", Value: words.Date(f.CompletedOn)},
		{Key: "Length", Value: lengthOf(f.PastCompletion)},
	}
	if f.ValidUntil != "" {
		rows = append(rows, components.SummaryRow{Key: "Valid until", Value: words.Date(f.ValidUntil)})
	}
	return append(rows, components.SummaryRow{Key: "Reference", Value: orNone(f.Reference)}, components.SummaryRow{Key: "From", Value: f.FileName + ", " + words.Day(f.AddedAt)})
}

func orNone(text string) string {
	if text == "" {
		return "None"
	}
	return text
}

func (f PastForm) people() []components.Option {
	list := make([]components.Option, len(f.People))
	for i, p := range f.People {
		list[i] = components.Option{Value: string(p.ID), Label: p.Name, Hint: p.Email, Chosen: len(f.People) == 1}
	}
	return list
}

// KeptLines says how many lines were kept.
func KeptLines(n int) string { return words.Count(n, "line is", "lines are") + " kept" }
