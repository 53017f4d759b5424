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

// searched is how much of a text is looked for: nobody types more, and a database compares no pattern of any length.
const searched = 100

// wantedText is the text to look for, folded and cut.
func wantedText(text string) string {
	folded := []rune(Fold(text[:min(len(text), 4*searched)]))
	return strings.TrimSpace(string(folded[:min(len(folded), searched)]))
}

// like makes a pattern that finds the folded text as the beginning of a word.
func like(text string) (start, within string) {
	escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(wantedText(text))
	return escaped + "%", "% " + escaped + "%"
}
