package components

import "trellis/models"

// Problems are what is wrong with an input, in the order of the form's fields. Problems of other fields are left out.
func Problems(invalid models.Invalid, fields ...string) []Problem {
	var list []Problem
	for _, field := range fields {
		if text := invalid[field]; text != "" {
			list = append(list, Problem{Field: field, Text: text})
		}
	}
	return list
}
