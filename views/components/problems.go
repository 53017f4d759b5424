package components

import (
	"maps"
	"slices"

	"trellis/models"
)

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

// AllProblems are Problems of the fields, after those that belong to no field of the form.
func AllProblems(invalid models.Invalid, fields ...string) []Problem {
	var list []Problem
	for _, name := range slices.Sorted(maps.Keys(invalid)) {
		if !slices.Contains(fields, name) {
			list = append(list, Problem{Text: invalid[name]})
		}
	}
	return append(list, Problems(invalid, fields...)...)
}
