package frameworks_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"trellis/app/frameworks"
	"trellis/models"
)

func TestEditorsCompareCompetenciesWithThoseOfAnotherFramework(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx, elsewhere := t.Context(), d.Elsewhere()
		of, to := d.Competencies["TA1"].ID, d.Competencies["E1"].ID
		form, err := d.s.Match(ctx, d.editor, "TEST", "1", of, elsewhere.ID, "")
		if err != nil || len(form.Alike) != 1 || form.Alike[0].ID != to || form.Said != nil {
			t.Fatalf("%+v (%v)", form.Alike, err)
		}
		say := func(in frameworks.WriteMatch) error {
			return d.s.SayMatch(ctx, d.editor, "TEST", "1", of, elsewhere.ID, in)
		}
		problem(t, say(frameworks.WriteMatch{To: to}), "strength", "Choose how they compare")
		problem(t, say(frameworks.WriteMatch{To: of, Strength: models.ExactMatch}), "to", "Choose a competency of Framework of elsewhere")
		if err := say(frameworks.WriteMatch{To: to, Strength: models.BroaderMatch, Note: "Takes in tables"}); err != nil {
			t.Fatal(err)
		}
		if err := say(frameworks.WriteMatch{To: to, Strength: models.ExactMatch}); !errors.Is(err, models.ErrStale) {
			t.Errorf("somebody who has not seen what was said writes over it: %v", err)
		}
		page, err := d.s.Crosswalk(ctx, d.boss, frameworks.FindCrosswalk{Code: "TEST", Version: "1"})
		if err != nil || page.Matched != 1 || page.Total != 5 || page.Areas[0].Competencies[0].Matches[0].Note != "Takes in tables" || page.Areas[0].Competencies[0].Matches[0].By != d.editor.Name {
			t.Fatalf("%+v (%v)", page.Areas, err)
		}
		missing, err := d.s.Crosswalk(ctx, d.boss, frameworks.FindCrosswalk{Code: "TEST", Version: "1", With: elsewhere.ID, Missing: true})
		if err != nil || len(missing.Areas[0].Competencies) != 4 || missing.Matched != 1 {
			t.Fatalf("%+v (%v)", missing.Areas, err)
		}

		// From the other side it is the same pair, seen the other way round.
		there, err := d.s.Match(ctx, d.boss, "ELSE", "7", to, d.Version.ID, of)
		if err != nil || there.In.Strength != models.NarrowerMatch || there.In.Note != "Takes in tables" || there.SaidBy != d.editor.Name {
			t.Fatalf("%+v (%v)", there.In, err)
		}
		d.Clock.Advance(time.Minute)
		there.In.Strength = models.CloseMatch
		if err := d.s.SayMatch(ctx, d.boss, "ELSE", "7", to, d.Version.ID, there.In); err != nil {
			t.Fatal(err)
		}
		if now := d.matches(); len(now) != 1 || now[0].Strength != models.CloseMatch || now[0].By != "Bea" {
			t.Errorf("%+v", now)
		}

		if err := d.s.DropMatch(ctx, d.editor, "TEST", "1", of, to, page.Areas[0].Competencies[0].Matches[0].Edition()); !errors.Is(err, models.ErrStale) || len(d.matches()) != 1 {
			t.Errorf("taken out though somebody changed it: %v", err)
		}
		seen := d.matches()[0].Edition()
		if err := d.s.DropMatch(ctx, d.editor, "TEST", "1", of, to, seen); err != nil {
			t.Fatal(err)
		}
		if err := d.s.DropMatch(ctx, d.editor, "TEST", "1", of, to, seen); err != nil || len(d.matches()) != 0 {
			t.Errorf("%+v (%v)", d.matches(), err)
		}
		if events := d.Events(); !slices.Contains(events, "crosswalk.kept") || !slices.Contains(events, "crosswalk.removed") {
			t.Errorf("%v", events)
		}
	})
}

func TestOnlyEditorsOfAFrameworkSayHowItCompares(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx, elsewhere := t.Context(), d.Elsewhere()
		of, to := d.Competencies["TA1"].ID, d.Competencies["E1"].ID
		in := frameworks.WriteMatch{To: to, Strength: models.ExactMatch}
		learner := d.Learner("Cy")
		if err := d.s.SayMatch(ctx, learner, "TEST", "1", of, elsewhere.ID, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		if err := d.s.SayMatch(ctx, d.editor, "ELSE", "7", to, d.Version.ID, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an editor of another framework: %v", err)
		}
		if _, err := d.s.Crosswalk(ctx, d.editor, frameworks.FindCrosswalk{Code: "ELSE", Version: "7"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an editor looks at another framework: %v", err)
		}
		if err := d.s.DropMatch(ctx, learner, "TEST", "1", of, to, ""); !errors.Is(err, models.ErrForbidden) || len(d.matches()) != 0 {
			t.Errorf("%v", err)
		}
	})
}

func TestANewVersionBringsItsCrosswalksAlong(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		d.Elsewhere()
		d.Compared("TA1", "E1", models.ExactMatch)
		d.Compared("E2", "DS1", models.BroaderMatch)
		d.draw()
		copied, err := d.Store.Matches(t.Context(), d.draft().Version.ID)
		if err != nil || len(copied) != 2 || copied[0].Code != "DS1" || copied[0].Strength != models.NarrowerMatch || copied[1].OtherCode != "E1" || len(d.matches()) != 2 {
			t.Errorf("%+v (%v)", copied, err)
		}
		if err := d.s.DropDraft(t.Context(), d.editor, "TEST", "2"); err != nil || len(d.matches()) != 2 {
			t.Errorf("a draft that goes takes what was published along: %v", err)
		}
	})
}

// matches are the crosswalks of version 1.
func (d *desk) matches() []frameworks.Pair {
	d.T.Helper()
	list, err := d.Store.Matches(d.T.Context(), d.Version.ID)
	if err != nil {
		d.T.Fatal(err)
	}
	return list
}
