package frameworks_test

import (
	"errors"
	"testing"

	"trellis/app/frameworks"
	"trellis/models"
)

func TestEditorsSayWhatBecameOfACompetency(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		d.draw()
		if err := d.change("TA1", func(in *frameworks.WriteCompetency) { in.Name = "Telling with data" }); err != nil {
			t.Fatal(err)
		}
		from, to := d.Competencies["TA1"].ID, d.in("TA1").ID
		problem(t, d.s.SaySuccession(ctx, d.editor, "TEST", "2", from, frameworks.WriteSuccession{Kind: models.Split, Into: []models.ID{to}, Edition: edition(d, from)}), "into", "two or more")
		said := frameworks.WriteSuccession{Kind: models.Reworded, Into: []models.ID{to}, Carries: true, Note: "Plainer", Edition: edition(d, from)}
		if err := d.s.SaySuccession(ctx, d.editor, "TEST", "2", from, said); err != nil {
			t.Fatal(err)
		}
		if err := d.s.SaySuccession(ctx, d.editor, "TEST", "2", from, said); !errors.Is(err, models.ErrStale) {
			t.Errorf("said over: %v", err)
		}
		page, err := d.s.Compare(ctx, d.editor, frameworks.Compare{Code: "TEST", Later: "2"})
		if err != nil || len(page.Shown) != 1 || !page.Shown[0].Carries || page.Shown[0].Note != "Plainer" || !page.MayWrite {
			t.Errorf("%+v (%v)", page.Shown, err)
		}
		if err := d.s.RemoveCompetency(ctx, d.editor, "TEST", "2", to); err != nil {
			t.Fatal(err)
		}
		if page, err = d.s.Compare(ctx, d.editor, frameworks.Compare{Code: "TEST", Later: "2"}); err != nil || page.Counts[models.Ended] != 1 {
			t.Errorf("%v (%v)", page.Counts, err)
		}
	})
}

func edition(d *desk, from models.ID) string {
	d.T.Helper()
	page, err := d.s.Succession(d.T.Context(), d.editor, "TEST", "2", from)
	if err != nil {
		d.T.Fatal(err)
	}
	return page.In.Edition
}

func TestAVersionEndsOnTheDayAfterItsLast(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		ada := d.Learner("Ada")
		d.Manager("Mia", ada)
		today := d.Store.Today()
		in := frameworks.Retire{Cutoff: string(today.AddDays(3)), Retires: string(today.AddDays(2)), Because: "Version 2 is there"}
		problem(t, d.s.Retire(ctx, d.editor, "TEST", "1", in), "cutoff", "earlier")
		in.Cutoff = string(today)
		if err := d.s.Retire(ctx, d.editor, "TEST", "1", in); err != nil {
			t.Fatal(err)
		}
		if err := d.s.SpreadEnding(ctx, d.Version.ID); err != nil {
			t.Fatal(err)
		}
		holders, err := d.Store.SubjectsAwaiting(ctx, models.MailFrameworkEnds)
		managers, other := d.Store.SubjectsAwaiting(ctx, models.MailFrameworkEndsTeam)
		if err != nil || other != nil || len(holders) != 4 || len(managers) != 1 {
			t.Errorf("%d holders, %d managers (%v, %v)", len(holders), len(managers), err, other)
		}
		letter, err := d.s.EndingTeamLetter(ctx, managers[0])
		if err != nil || letter.Person.Name != "Mia" {
			t.Errorf("%+v (%v)", letter, err)
		}
		d.Clock.Set(d.Store.Now().AddDate(0, 0, 1))
		open, err := d.Store.RoleProfilesOpen(ctx, d.Store.Today())
		if err != nil || len(open) != 0 {
			t.Errorf("after the cutoff %v (%v)", open, err)
		}
		d.Clock.Set(d.Store.Now().AddDate(0, 0, 1))
		if err := d.s.End(ctx); err != nil || d.state("1") != models.Published {
			t.Errorf("on its last day: %s (%v)", d.state("1"), err)
		}
		d.Clock.Set(d.Store.Now().AddDate(0, 0, 1))
		if err := d.s.End(ctx); err != nil || d.state("1") != models.Retired {
			t.Errorf("on the day after: %s (%v)", d.state("1"), err)
		}
		problem(t, d.s.KeepOn(ctx, d.editor, "TEST", "1"), "retires", "has ended")
	})
}

func (d *desk) state(version string) models.VersionState {
	d.T.Helper()
	v, err := d.Store.VersionNamed(d.T.Context(), "TEST", version)
	if err != nil {
		d.T.Fatal(err)
	}
	return v.State
}

func TestAnEndCanBeCalledOff(t *testing.T) {
	eachDesk(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		in := frameworks.Retire{Cutoff: string(d.Store.Today()), Retires: string(d.Store.Today()), Because: "Wrong"}
		if err := d.s.Retire(ctx, d.editor, "TEST", "1", in); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := d.s.KeepOn(ctx, d.editor, "TEST", "1"); err != nil {
				t.Fatal(err)
			}
		}
		d.Clock.Set(d.Store.Now().AddDate(0, 0, 5))
		if err := errors.Join(d.s.End(ctx), d.s.SpreadEnding(ctx, d.Version.ID)); err != nil || d.state("1") != models.Published {
			t.Errorf("%s (%v)", d.state("1"), err)
		}
		if told, err := d.Store.SubjectsAwaiting(ctx, models.MailFrameworkEnds); err != nil || len(told) != 0 {
			t.Errorf("told of what was called off: %v (%v)", told, err)
		}
	})
}
