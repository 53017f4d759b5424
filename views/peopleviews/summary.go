// Package peopleviews are the faces of people: signing in, the account and the first visit.
package peopleviews

import (
	"trellis/models"
	"trellis/views/components"
)

// summary are the problems in the order of the form's fields; those of no field come first.
func summary(problems models.Invalid, fields ...string) []components.Problem {
	var list []components.Problem
	for _, field := range fields {
		if text, found := problems[field]; found {
			if field == "way" { // of no field
				field = ""
			}
			list = append(list, components.Problem{Field: field, Text: text})
		}
	}
	return list
}
