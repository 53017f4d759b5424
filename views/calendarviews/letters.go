// Package calendarviews shows people how calendars and letters reach them, and administrators what letters say.
package calendarviews

import (
	"strings"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/mail"
)

// LetterForm is what a kind of letter says, as it is or as it was typed.
type LetterForm struct {
	Kind     mail.Kind
	In       learning.WriteLetter
	Written  bool                  // by an administrator: there is something to restore
	Now      *learning.WriteLetter // what somebody else has saved meanwhile
	Problems models.Invalid
}

// LetterOf is the form of a kind of letter, with the words of an administrator where there are any.
func LetterOf(kind mail.Kind, own models.LetterTemplate) LetterForm {
	f := LetterForm{Kind: kind, In: learning.WriteLetter{Kind: kind.Kind, Names: kind.Names, Subject: kind.Subject, Body: kind.Body}}
	if own.Version > 0 {
		f.Written = true
		f.In.Subject, f.In.Body, f.In.Version = own.Subject, own.Body, own.Version
	}
	return f
}

func (f LetterForm) names() string { return "{" + strings.Join(f.Kind.Names, "}, {") + "}" }

// shown is how the letter reads with invented facts.
func (f LetterForm) shown() (subject, body string) {
	letter := mail.Preview(mail.Words{Subject: f.In.Subject, Body: f.In.Body})
	return letter.Subject, letter.Body
}

func letterState(own models.LetterTemplate) components.Status {
	if own.Version > 0 {
		return components.Status{Kind: components.Info, Text: "Changed"}
	}
	return components.Status{Kind: components.Plain, Text: "The product’s words"}
}
