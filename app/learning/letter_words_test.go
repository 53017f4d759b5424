package learning_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestALetterSaysWhatAnAdministratorWrites(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, ada := over(w), w.Administrator("Bea"), w.Learner("Ada")
		write := learning.WriteLetter{Kind: models.MailPlaced, Names: []string{"course", "link"}, Subject: "Welcome to {course}", Body: "You are in.\n\n{link}"}
		if err := s.WriteLetter(t.Context(), ada, write); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		for name, c := range map[string]struct{ body, says string }{
			"a name that nobody knows":   {"Hello {nam}. {link}", "{nam}. It knows {course}, {link}"},
			"no way to the page":         {"You are in.", "Put {link} somewhere"},
			"nothing":                    {" ", "Enter what the letter says"},
			"a name in braces of others": {"{{course}} {link} {}", "It knows"},
		} {
			wrong := write
			wrong.Body = c.body
			var invalid models.Invalid
			if err := s.WriteLetter(t.Context(), bea, wrong); !errors.As(err, &invalid) || !strings.Contains(invalid["body"], c.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.WriteLetter(t.Context(), bea, write); err != nil {
			t.Fatal(err)
		}
		if words, err := s.LetterWords(t.Context()); err != nil || words[models.MailPlaced].Subject != "Welcome to {course}" || words[models.MailPlaced].Version != 1 {
			t.Errorf("kept %+v (%v)", words, err)
		}
		if err := s.WriteLetter(t.Context(), bea, write); !errors.Is(err, models.ErrStale) { // written when there was none
			t.Errorf("a stale save: %v", err)
		}
		write.Version = 1
		if err := s.WriteLetter(t.Context(), bea, write); err != nil {
			t.Error(err)
		}
		if err := s.RestoreLetter(t.Context(), bea, models.MailPlaced); err != nil {
			t.Error(err)
		}
		if words, err := s.LetterWords(t.Context()); err != nil || len(words) > 0 {
			t.Errorf("left %+v (%v)", words, err)
		}
		if got := w.Events(); !slices.Equal(got, []string{"letter.changed", "letter.changed", "letter.restored"}) {
			t.Errorf("events %v", got)
		}
	})
}
