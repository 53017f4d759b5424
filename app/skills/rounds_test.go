package skills_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

// Of several who add a round for the same days at once one is kept, and the others hear which.
func TestOfRoundsAddedAtOnceOneIsKept(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, today := &skills.Service{Store: w.Store}, w.Store.Today()
		people := []models.Actor{
			w.Grant(w.Person("Nell"), models.Lead, models.WholeNetwork, ""), w.Grant(w.Person("Olaf"), models.Lead, models.WholeNetwork, ""), w.Grant(w.Person("Pia"), models.Lead, models.WholeNetwork, ""),
		}
		var all sync.WaitGroup
		errs := make([]error, len(people))
		for i, who := range people {
			in := skills.WriteRound{Name: "Spring of " + who.Name, Opens: string(today.AddDays(10 + i)), Closes: string(today.AddDays(40 + i))}
			all.Go(func() { _, errs[i] = s.AddRound(t.Context(), who, in) })
		}
		all.Wait()
		page, err := s.Rounds(t.Context(), people[0])
		if err != nil || len(page.Coming) != 1 {
			t.Fatalf("%+v (%v)", page, err)
		}
		kept := 0
		for i, err := range errs {
			var invalid models.Invalid
			switch {
			case err == nil && page.Coming[0].Name == "Spring of "+people[i].Name:
				kept++
			case !errors.As(err, &invalid) || !strings.Contains(invalid["opens"], "Two rounds cannot be open at once. "+page.Coming[0].Name+" is open from "):
				t.Errorf("%s hears %v", people[i].Name, err)
			}
		}
		if added := strings.Count(strings.Join(w.Events(), " "), "round.added"); kept != 1 || added != 1 {
			t.Errorf("%d are kept, %d events", kept, added)
		}
	})
}

func TestARoundTakesNoAddressOfAnotherPage(t *testing.T) {
	w := modeltest.New(t)
	s, bea := &skills.Service{Store: w.Store}, w.Administrator("Bea")
	today := w.Store.Today()
	for i, name := range []string{"New", "Current"} {
		in := skills.WriteRound{Name: name, Opens: string(today.AddDays(10 + 40*i)), Closes: string(today.AddDays(40 + 40*i))}
		if round, err := s.AddRound(t.Context(), bea, in); err != nil || round.Slug != strings.ToLower(name)+"-2" {
			t.Errorf("%s is at %s (%v)", name, round.Slug, err)
		}
	}
}
