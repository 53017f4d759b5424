package peopleviews

import (
	"slices"
	"strings"

	"trellis/app/access"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// SecondFactorForm is a page about a second factor as it was filled in; a code is never shown again.
type SecondFactorForm struct {
	access.SecondFactor
	SetUp    access.SetUp // while it is set up
	Next     string       // where they wanted to go
	Problems models.Invalid
}

// inParts is a secret as people type it: four letters at a time.
func inParts(secret string) string {
	parts := slices.Collect(slices.Chunk([]byte(secret), 4))
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = string(part)
	}
	return strings.Join(texts, " ")
}

func setUpTitle(f SecondFactorForm) string {
	if f.Required {
		return "Protect this account first: 2 minutes"
	}
	return "Set up a second factor"
}

func setUpLede(f SecondFactorForm) string {
	if f.Required {
		return "Your role lets you see and change what concerns other people. So you sign in with two things here: one that you know or get by email, and a code from your phone."
	}
	return "With a second factor nobody gets into your account with your password alone: you also enter a code from your phone."
}

func secondFactorFacts(f SecondFactorForm) []components.SummaryRow {
	return []components.SummaryRow{
		{Key: "Authenticator app", Value: "Set up on " + words.Day(*f.Since)},
		{Key: "Recovery codes", Value: codesLeft(f.CodesLeft)},
	}
}

func codesLeft(left int) string {
	if left == 0 {
		return "None left: make new ones"
	}
	return words.Count(left, "still works", "still work")
}

// codeField asks for a code. It is no password: managers of passwords know a code by its name.
func codeField(id, label, hint, problem string) components.Field {
	return components.Field{Name: "code", ID: id, Label: label, Hint: hint, Width: 20, Autocomplete: "one-time-code", Problem: problem}
}
