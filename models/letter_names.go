package models

import (
	"regexp"
	"slices"
)

// inBraces finds the names in braces of a letter.
var inBraces = regexp.MustCompile(`\{([^{}\n]*)\}`)

// UnknownNames are the names in braces in a text that are not among those known, each once.
func UnknownNames(text string, known []string) []string {
	var list []string
	for _, found := range inBraces.FindAllStringSubmatch(text, -1) {
		if name := found[1]; !slices.Contains(known, name) && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// NamesIn are the names in braces in a text, each once.
func NamesIn(text string) []string { return UnknownNames(text, nil) }
