package words_test

import (
	"regexp"
	"strings"
	"testing"

	"trellis/views/words"
)

// Every figure is defined once and whole: a code that can stand in an address, and an answer to each question.
func TestEveryFigureIsDefined(t *testing.T) {
	code, seen := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`), map[string]bool{}
	for _, f := range words.Figures() {
		if !code.MatchString(f.Code) || seen[f.Code] {
			t.Errorf("the code %q is no address, or is there twice", f.Code)
		}
		seen[f.Code] = true
		for _, text := range []string{f.Name, f.What, f.Whom, f.Refreshed, f.Query} {
			if text == "" || strings.HasSuffix(text, ".") || text != words.Capital(text) {
				t.Errorf("%s: %q is no sentence that a definition can hold", f.Code, text)
			}
		}
		if found, ok := words.FigureOf(f.Code); !ok || found != f {
			t.Errorf("%s is not found", f.Code)
		}
	}
	if _, found := words.FigureOf("nothing"); found {
		t.Error("a figure is found that is not there")
	}
}
