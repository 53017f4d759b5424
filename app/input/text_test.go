package input_test

import (
	"testing"

	"trellis/app/input"
)

func TestAnAddressHoldsNothingThatNobodySees(t *testing.T) {
	for text, want := range map[string]bool{
		"ada@example.org": true, "özil@example.org": true, "=ada@example.org": true, "o'hara+x@example.org": true,
		"": false, "ada": false, "Ada <ada@example.org>": false, "ada@example.org, bo@example.org": false, "a da@example.org": false,
		"ada@example.org\u200b": false, "ada\u202e@example.org": false, "ada\u00ad@example.org": false, "ada\u2060@example.org": false,
		"\"a\u00a0b\"@example.org": false, "ada@example.org\r\nBcc: bo@example.org": false,
	} {
		if got := input.IsEmail(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
