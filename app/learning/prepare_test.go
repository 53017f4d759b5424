package learning_test

import (
	"errors"
	"strings"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAPreparationIsDoneOrSomethingIsInTheWay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, _, ada, e, tess := soon(w)
		keep := func(who models.Actor, edition string, lines ...learning.PreparationLine) error {
			return s.KeepPreparations(t.Context(), who, learning.KeepPreparations{Cohort: c.Code, Edition: edition, Rows: lines})
		}
		list := func() learning.PreparationsPage {
			t.Helper()
			return must[learning.PreparationsPage](t)(s.Preparations(t.Context(), tess, c.Code))
		}
		first := list().Edition
		if err := keep(tess, first, learning.PreparationLine{Title: "Install R", URL: "https://r.example", Minutes: "20"}, learning.PreparationLine{}, learning.PreparationLine{Title: "Read"}); err != nil {
			t.Fatal(err)
		}
		if err := keep(tess, first, learning.PreparationLine{Title: "Something else"}); !errors.Is(err, models.ErrStale) {
			t.Errorf("over what another saved: %v", err)
		}
		for field, line := range map[string]learning.PreparationLine{
			"rows[0].url": {Title: "x", URL: "javascript:alert(1)"}, "rows[0].minutes": {Title: "x", Minutes: "-1"}, "rows[0].title": {URL: "https://x.example"},
		} {
			if err := keep(tess, list().Edition, line); !isProblem(err, field) {
				t.Errorf("%s: %v", field, err)
			}
		}
		install := list().List[0].ID
		say := func(who models.Actor, answer, says string) error {
			return s.Prepare(t.Context(), who, learning.Prepare{Enrolment: e.ID, Preparation: install, Answer: answer, Says: says})
		}
		for name, who := range map[string]models.Actor{"signed out": {}, "the trainer": tess, "somebody else": w.Person("Eve")} {
			if err := say(who, "done", ""); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		waiting := w.Person("Wim")
		turn := w.Enrolled(waiting, c, models.Waiting)
		if err := s.Prepare(t.Context(), waiting, learning.Prepare{Enrolment: turn.ID, Preparation: install, Answer: "done"}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("who waits: %v", err)
		}
		if page := must[learning.EnrolmentPage](t)(s.Enrolment(t.Context(), waiting, turn.ID)); len(page.Prepare) > 0 {
			t.Error("who waits sees what to prepare")
		}
		if err := say(ada, "blocked", ""); !isProblem(err, "says") {
			t.Errorf("blocked by nothing: %v", err)
		}
		if err := say(ada, "blocked", "Our IT refuses"); err != nil {
			t.Fatal(err)
		}
		if err := say(ada, "blocked", "Our IT refuses"); err != nil { // once is told once
			t.Fatal(err)
		}
		letters := sideLettersTo(t, w, models.MailBlocked, tess.ID)
		if len(letters) != 1 {
			t.Fatalf("%d letters", len(letters))
		}
		letter := must[learning.EnrolmentLetter](t)(s.BlockedLetter(t.Context(), letters[0]))
		if letter.Reason != "- Install R: Our IT refuses" || letter.Learner != "Ada Lovelace" || !strings.HasSuffix(letter.URL, "/preparations") {
			t.Errorf("the letter says %+v", letter)
		}
		if p := list().List[0]; len(p.Blocked) != 1 || p.Blocked[0] != (learning.BlockedPerson{Name: "Ada Lovelace", Says: "Our IT refuses"}) {
			t.Errorf("the trainer sees %+v", p)
		}
		if p := must[learning.PreparationsPage](t)(s.Preparations(t.Context(), w.Administrator("Bea"), c.Code)).List[0]; p.Blocked[0].Says != "" {
			t.Error("an administrator sees what is in the way")
		}
		// In another order, with another title: what was answered stays with the thing.
		rows := list().List
		if err := keep(tess, list().Edition, learning.PreparationLine{ID: string(rows[1].ID), Title: "Read this"}, learning.PreparationLine{ID: string(install), Title: "Install R 4"}); err != nil {
			t.Fatal(err)
		}
		if p := list().List; p[1].ID != install || p[1].Title != "Install R 4" || len(p[1].Blocked) != 1 || p[0].Title != "Read this" {
			t.Errorf("the list is %+v", p)
		}
		for answer, want := range map[string]int{"done": 1} {
			if err := say(ada, answer, ""); err != nil || list().List[1].Done != want {
				t.Errorf("%s: %v", answer, err)
			}
		}
		if err := say(ada, "undo", ""); err != nil || list().List[1].Done != 0 {
			t.Errorf("undone: %v", err)
		}
		if _, err := s.BlockedLetter(t.Context(), letters[0]); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("once nothing is in the way there is a letter: %v", err)
		}
		if err := keep(tess, list().Edition); err != nil || len(list().List) != 0 {
			t.Errorf("an empty list: %v", err)
		}
		w.Clock.Set(c.Ends.AddDate(0, 0, 1))
		if err := say(ada, "done", ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("what is not asked any more: %v", err)
		}
	})
}
