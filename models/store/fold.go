package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Fold writes a text as it is searched for: without case, without diacritics, with single spaces. Łukasz is found by
// lukasz, Ångström by angstrom.
func Fold(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		plain = text
	}
	return strings.Join(strings.Fields(letters.Replace(cases.Fold().String(plain))), " ")
}

// letters are those that no decomposition turns into a plain one.
var letters = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "’", "'")

// like makes a pattern that finds the folded text as the beginning of a word.
func like(text string) (start, within string) {
	escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(Fold(text))
	return escaped + "%", "% " + escaped + "%"
}
