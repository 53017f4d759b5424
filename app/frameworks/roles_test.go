package frameworks_test

import (
	"errors"
	"strconv"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"trellis/app/frameworks"
	"trellis/models"
	"trellis/models/modeltest"
)

func asks(w *modeltest.World, list map[string]frameworks.AskInput) map[models.ID]frameworks.AskInput {
	by := map[models.ID]frameworks.AskInput{}
	for code, ask := range list {
		by[w.Competencies[code].ID] = ask
	}
	return by
}

func reconciles(t *testing.T, w *modeltest.World) {
	t.Helper()
	kept, err := w.Store.Tallies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counted, err := w.Store.Standing(t.Context(), w.Store.Today())
	if d := diff.Diff(counted, kept, cmpopts.EquateEmpty()); d != "" || err != nil {
		t.Fatalf("what is kept is not what the rows say (-rows +kept):\n%s%v", d, err)
	}
}

func TestARoleProfileIsDrawnChangedAndRetired(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &frameworks.Service{Store: w.Store}
		lead := w.Grant(w.Person("Lena"), models.Lead, models.WholeNetwork, "")
		in := frameworks.RoleInput{Name: "Senior  analyst", OptionalMinimum: "1", Asks: asks(w, map[string]frameworks.AskInput{
			"TA1": {Level: "3", UpTo: "4", Kind: frameworks.AskCore}, "TA2": {Level: "2", Kind: frameworks.AskOptional}, "CS1": {Level: ""},
		})}
		code, err := s.DrawRole(ctx, lead, "TEST", "1", in)
		if err != nil || code != "senior-analyst" {
			t.Fatalf("%q %v", code, err)
		}
		if again, err := s.DrawRole(ctx, lead, "TEST", "1", in); err != nil || again != "senior-analyst-2" {
			t.Errorf("another of the same name: %q %v", again, err)
		}
		page, err := s.Role(ctx, lead, "TEST", "1", code)
		if err != nil || len(page.Asks) != 2 || page.Domains[0].Asks[0].UpTo != "Expert" || page.Optional() != 1 || !page.Changes {
			t.Fatalf("%+v %v", page, err)
		}
		ada := w.Post(w.Person("Ada"), &page.RoleProfile, nil)
		w.Assessed(ada, "TA1", 3, models.MostWeeks)
		reconciles(t, w)

		in.Edition, in.Asks = "1", asks(w, map[string]frameworks.AskInput{"TA1": {Level: "4", Kind: frameworks.AskCore}, "DS1": {Level: "1", Kind: frameworks.AskLater}})
		in.OptionalMinimum = ""
		if err := s.ChangeRole(ctx, lead, "TEST", "1", code, in); err != nil {
			t.Fatal(err)
		}
		reconciles(t, w)
		if err := s.ChangeRole(ctx, lead, "TEST", "1", code, in); !errors.Is(err, models.ErrStale) {
			t.Errorf("changed twice from one page: %v", err)
		}
		if err := s.ChangeRole(ctx, lead, "TEST", "1", "analyst", in); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a part of what is published: %v", err)
		}
		if _, err := s.DrawRole(ctx, ada, "TEST", "1", in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner draws: %v", err)
		}
		if err := s.RetireRole(ctx, lead, "TEST", "1", code); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ChangeRoleForm(ctx, lead, "TEST", "1", code); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a retired one is changed: %v", err)
		}
		reconciles(t, w)
		content, err := w.Store.FrameworkContent(ctx, w.Version.ID)
		if err != nil || len(content.Profiles) != 2 {
			t.Errorf("what is drawn here is a part of the version: %+v %v", content.Profiles, err)
		}
	})
}

func TestARoleProfileThatCannotBeAskedIsRefused(t *testing.T) {
	w := modeltest.New(t)
	s, lead := &frameworks.Service{Store: w.Store}, w.Administrator("Bea")
	for name, c := range map[string]struct {
		in    frameworks.AskInput
		least string
		field string
	}{
		"a level that the scale does not have": {frameworks.AskInput{Level: "7"}, "", "asks-"},
		"no level at all":                      {frameworks.AskInput{}, "", "asks"},
		"a range that ends at its foot":        {frameworks.AskInput{Level: "2", UpTo: "2"}, "", "asks-"},
		"more to choose than is open":          {frameworks.AskInput{Level: "2", Kind: frameworks.AskOptional}, "2", "optional_minimum"},
		"a number that is none":                {frameworks.AskInput{Level: "2"}, "many", "optional_minimum"},
	} {
		t.Run(name, func(t *testing.T) {
			in := frameworks.RoleInput{Name: "X", OptionalMinimum: c.least, Asks: asks(w, map[string]frameworks.AskInput{"TA1": c.in})}
			_, err := s.DrawRole(t.Context(), lead, "TEST", "1", in)
			field := c.field
			if field == "asks-" {
				field += string(w.Competencies["TA1"].ID)
			}
			var invalid models.Invalid
			if !errors.As(err, &invalid) || invalid[field] == "" {
				t.Errorf("%v, want a problem at %s", err, field)
			}
		})
	}
}

// A team tells what half of it holds, and nothing where fewer are assessed than may be told.
func TestARoleProfileBeginsWithATeam(t *testing.T) {
	w := modeltest.New(t)
	s, lead := &frameworks.Service{Store: w.Store}, w.Administrator("Bea")
	for i, level := range []int{1, 3, 3, 4} {
		w.Assessed(w.Learner("A"+strconv.Itoa(i)), "TA1", level, models.MostWeeks)
	}
	form, err := s.NewRole(t.Context(), lead, "TEST", "1", frameworks.RoleBasis{Team: "TRU"})
	if err != nil || len(form.In.Asks) != 0 || form.Invalid["team"] == "" {
		t.Fatalf("four people tell %+v %v", form.In.Asks, err)
	}
	w.Assessed(w.Learner("A9"), "TA1", 2, models.MostWeeks)
	form, err = s.NewRole(t.Context(), lead, "TEST", "1", frameworks.RoleBasis{Team: "TRU"})
	if got := form.In.Asks[w.Competencies["TA1"].ID]; err != nil || got.Level != "3" || got.Kind != frameworks.AskCore {
		t.Errorf("five people tell %+v %v", got, err)
	}
	form, err = s.NewRole(t.Context(), lead, "TEST", "1", frameworks.RoleBasis{From: "analyst"})
	if err != nil || len(form.In.Asks) != 4 || form.In.Name != "" {
		t.Errorf("from the analyst: %+v %v", form.In, err)
	}
}

func TestWhoLeadsTheNetworkDoesNotSeeTheRoleProfilesOfADraft(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		lead := d.Grant(d.Person("Lena"), models.Lead, models.WholeNetwork, "")
		d.draw()
		if _, err := d.s.Roles(ctx, lead, "TEST", "2"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the list: %v", err)
		}
		if _, err := d.s.Role(ctx, lead, "TEST", "2", "analyst"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("one of them: %v", err)
		}
		if page, err := d.s.Roles(ctx, d.editor, "TEST", "2"); err != nil || len(page.Roles) != 2 {
			t.Errorf("an editor: %+v (%v)", page.Roles, err)
		}
		if page, err := d.s.Roles(ctx, lead, "TEST", "1"); err != nil || len(page.Roles) != 2 {
			t.Errorf("what is published: %+v (%v)", page.Roles, err)
		}
	})
}
