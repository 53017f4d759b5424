package teachingviews

import (
	"trellis/app/records"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// RevokeForm is the page on which a record is withdrawn, with what was typed.
type RevokeForm struct {
	records.RevokePage
	Reason   string
	Problems models.Invalid
}

func (f RevokeForm) summary() []components.Problem {
	var list []components.Problem
	if text, found := f.Problems["reason"]; found {
		list = append(list, components.Problem{Field: "reason", Text: text})
	}
	return list
}

func (f RevokeForm) facts() []components.SummaryRow {
	rows := []components.SummaryRow{
		{Key: "Record number", Value: f.Record.Code},
		{Key: "Person", Value: f.Record.PersonName},
		{Key: "Course", Value: f.Record.CourseTitle + ", " + f.Record.CohortName},
		{Key: "Issued", Value: words.Day(f.Record.IssuedAt) + " by " + f.Record.IssuedBy},
	}
	if f.Record.RevokedAt != nil {
		rows = append(rows, components.SummaryRow{Key: "Withdrawn", Value: words.Day(*f.Record.RevokedAt)}, components.SummaryRow{Key: "Reason", Value: f.Record.RevokedReason})
	}
	return rows
}
