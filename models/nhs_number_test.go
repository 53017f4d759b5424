package models_test

import (
	"testing"

	"trellis/models"
)

func TestAnNHSNumberIsSeenHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]bool{
		"9434765919":                      true,
		"Seen: 943 476 5919, twice":       true,
		"943-476-5919":                    true,
		"943\u00a0476\u00a05919":          true,
		"In 2026 9434765919 came":         true,
		"9434765919.":                     true,
		"4010232137":                      true, // the example of the NHS Data Dictionary
		"9434765918":                      false,
		"19434765919":                     false, // eleven digits
		"94347659190":                     false,
		"943  476 5919":                   false,
		"94 34765919":                     false,
		"01234 567890":                    false,
		"2026-11-23 10:00":                false,
		"nothing here":                    false,
		"":                                false,
		"1234567890":                      false, // its check digit would be 10, which nobody has
		"first 9434765918 then9434765919": true,
	} {
		if got := models.MentionsNHSNumber(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzMentionsNHSNumber(f *testing.F) {
	f.Add("943 476 5919")
	f.Add("94347659１9")
	f.Fuzz(func(t *testing.T, text string) {
		if models.MentionsNHSNumber(text) && !models.MentionsNHSNumber("x "+text+" y") {
			t.Errorf("%q is seen alone and not among words", text)
		}
	})
}
