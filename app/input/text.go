package input

import (
	"net/mail"
	"strings"
	"unicode"

	"trellis/models"
)

// Tidy is a text as it is kept: without the line ends of browsers and the blanks around it.
func Tidy(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }

// Line is a text as it is kept in one line, such as a name: with one blank between its words.
func Line(text string) string { return strings.Join(strings.Fields(text), " ") }

// IsEmail tells whether a text is one email address and nothing else. One with a character that nobody sees is none: it
// would make a second person whose address looks like another's.
func IsEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && !strings.ContainsFunc(text, isUnseen)
}

func isUnseen(r rune) bool { return !unicode.IsPrint(r) }

// Text is a free text that somebody typed, by the name of its field.
type Text struct{ Field, Text string }

// RefusePatients answers models.Invalid for texts that may hold an NHS number, unless the person has said that it is not one.
func RefusePatients(notOne bool, texts ...Text) error { return Patients(notOne, texts...).OrNil() }

// Patients are the problems of texts that may hold an NHS number; never nil.
func Patients(notOne bool, texts ...Text) models.Invalid {
	problems := models.Invalid{}
	for _, t := range texts {
		if !notOne && models.MentionsNHSNumber(t.Text) {
			problems[t.Field] = models.NHSNumberProblem
		}
	}
	return problems
}
