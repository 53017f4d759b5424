package models_test

import (
	"fmt"
	"strings"
	"testing"

	"trellis/models"
)

// programmeOf reads sets such as "all A B; any C D; 2 E F G".
func programmeOf(text string) models.ProgrammeParts {
	var p models.ProgrammeParts
	for i, set := range strings.Split(text, ";") {
		words := strings.Fields(set)
		s := models.ProgrammeSet{Number: i + 1, Rule: models.SetRule(words[0])}
		if _, err := fmt.Sscan(words[0], &s.AtLeast); err == nil {
			s.Rule = models.AtLeastOfSet
		}
		p.Sets = append(p.Sets, s)
		for j, c := range words[1:] {
			p.Courses = append(p.Courses, models.ProgrammeCourse{CourseID: models.ID(c), SetNumber: s.Number, Position: j + 1})
		}
	}
	return p
}

func TestHowFarSomebodyIsWithAProgramme(t *testing.T) {
	for _, c := range []struct{ programme, done, want string }{
		{"all A B", "", "0 of 2, next [A]"},
		{"all A B", "B", "1 of 2, next [A]"},
		{"all A B", "A B X", "2 of 2, met"},
		{"any A B C", "", "0 of 1, next [A B C]"},
		{"any A B C", "B C", "1 of 1, met"},
		{"2 A B C", "B", "1 of 2, next [A C]"},
		{"2 A B C", "A B C", "2 of 2, met"},
		{"5 A B", "A B", "2 of 2, met"}, // no more than there are
		{"all A B; any C D", "A B", "2 of 3, next [C D]"},
		{"all A B; any C D", "C D", "1 of 3, next [A]"}, // the second of a set that asks for one does not count
		{"any A B; 2 C D E; all F", "A D F", "3 of 4, next [C E]"},
		{"all A; any B; 1 C", "A B C", "3 of 3, met"},
		{"all ", "", "0 of 0"},
	} {
		done := map[models.ID]bool{}
		for _, id := range strings.Fields(c.done) {
			done[models.ID(id)] = true
		}
		got := programmeOf(c.programme).Progress(done)
		said := fmt.Sprintf("%d of %d", got.Counts, got.Needs)
		if got.Met {
			said += ", met"
		}
		if len(got.Next) > 0 {
			said += fmt.Sprintf(", next %v", got.Next)
		}
		if said != c.want {
			t.Errorf("%q with %q: %s, want %s", c.programme, c.done, said, c.want)
		}
	}
}

func TestAProgrammeThatSaysSomethingElseIsAnotherEdition(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{"all A B", "all B A", "any A B", "1 A B", "2 A B", "all A; all B", "all A"} {
		if other, found := seen[programmeOf(text).Edition()]; found {
			t.Errorf("%q is the edition of %q", text, other)
		}
		seen[programmeOf(text).Edition()] = text
	}
}
