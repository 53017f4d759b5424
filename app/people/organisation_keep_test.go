package people_test

import (
	"errors"
	"slices"
	"testing"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
)

// refused checks that a problem stands at each of the fields, and nowhere else.
func refused(t *testing.T, err error, fields ...string) {
	t.Helper()
	var problems models.Invalid
	errors.As(err, &problems)
	for _, f := range fields {
		if problems[f] == "" {
			t.Errorf("no problem at %s: %v", f, err)
		}
	}
	if len(problems) != len(fields) {
		t.Errorf("problems %v, want them at %v (%v)", problems, fields, err)
	}
}

func TestAnOrganisationIsAddedAndChangedByAnAdministratorAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, ada := people.New(w.Store), w.Administrator("Bea"), w.Learner("Ada")
		ctx := t.Context()
		in := people.KeepOrganisation{Code: " NEW1 ", Name: "  New   Trust ", Kind: models.Provider, ODSCode: "R1", Opened: "2026-01-01"}
		if _, err := s.AddOrganisation(ctx, ada, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		o, err := s.AddOrganisation(ctx, bea, in)
		if err != nil || o.Code != "NEW1" || o.Name != "New Trust" || o.ShortName != "New Trust" || o.Opened != "2026-01-01" {
			t.Fatalf("%+v (%v)", o, err)
		}
		_, err = s.AddOrganisation(ctx, bea, people.KeepOrganisation{Code: "tru", Name: "", Kind: "queen", Opened: "soon", Closed: "2026-13-01", Successor: "nowhere"})
		refused(t, err, "code", "name", "kind", "opened", "closed", "successor")
		_, err = s.AddOrganisation(ctx, bea, people.KeepOrganisation{Code: "NEW1", Name: "Again", Kind: models.Provider})
		refused(t, err, "code")
		_, err = s.AddOrganisation(ctx, bea, people.KeepOrganisation{Code: "N2", Name: "Second", Kind: models.Network})
		refused(t, err, "kind")

		form, err := s.OrganisationForm(ctx, bea, "NEW1")
		if err != nil {
			t.Fatal(err)
		}
		one, two := form.Keep(), form.Keep()
		one.Name = "Newest Trust"
		one.Closed, one.Successor = "2026-06-01", "TRU"
		if _, err := s.ChangeOrganisation(ctx, bea, "NEW1", one); err != nil {
			t.Fatal(err)
		}
		two.ODSCode = "R2"
		if _, err := s.ChangeOrganisation(ctx, bea, "NEW1", two); !errors.Is(err, models.ErrStale) {
			t.Errorf("the second administrator is not told: %v", err)
		}
		if _, err := s.ChangeOrganisation(ctx, ada, "NEW1", two); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		trust, err := s.OrganisationForm(ctx, bea, "TRU")
		if err != nil {
			t.Fatal(err)
		}
		back := trust.Keep()
		back.Closed, back.Successor = "2026-07-01", "NEW1"
		_, err = s.ChangeOrganisation(ctx, bea, "TRU", back)
		refused(t, err, "successor")
		if got := w.Events(); !slices.Equal(got, []string{"organisation.added", "organisation.changed"}) {
			t.Errorf("events %v", got)
		}
	})
}

func TestLinksBeginAndEndOnADay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, ctx := people.New(w.Store), w.Administrator("Bea"), t.Context()
		ada, today := w.Learner("Ada"), w.Store.Today()
		link := people.LinkOrganisation{Kind: models.PartOf, Other: "SYS", Started: string(today)}
		if err := s.LinkOrganisation(ctx, ada, "TRU", link); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		if err := s.LinkOrganisation(ctx, bea, "TRU", link); err != nil {
			t.Fatal(err)
		}
		refused(t, s.LinkOrganisation(ctx, bea, "TRU", link), "other")
		refused(t, s.LinkOrganisation(ctx, bea, "SYS", people.LinkOrganisation{Kind: models.PartOf, Other: "TRU"}), "other")
		refused(t, s.LinkOrganisation(ctx, bea, "SYS", people.LinkOrganisation{Started: "x"}), "other", "kind", "started")
		page, err := s.Organisation(ctx, bea, "TRU")
		if err != nil || len(page.LinksFrom) != 2 || len(page.Above) != 2 {
			t.Fatalf("%+v (%v)", page.LinksFrom, err)
		}
		id := page.LinksFrom[0].ID
		refused(t, s.EndLink(ctx, bea, "TRU", id, ""), "on")
		refused(t, s.EndLink(ctx, bea, "TRU", id, "2020-01-01"), "on")
		if err := s.EndLink(ctx, bea, "SYS", id, string(today)); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a link of another: %v", err)
		}
		if err := s.EndLink(ctx, bea, "TRU", id, string(today)); err != nil {
			t.Fatal(err)
		}
		coming := people.LinkOrganisation{Kind: models.PartOf, Other: "NET", Started: string(today.AddDays(9))}
		if err := s.LinkOrganisation(ctx, bea, "TRU", coming); err != nil {
			t.Fatal(err)
		}
		if page, err = s.Organisation(ctx, bea, "TRU"); err != nil || len(page.LinksFrom) != 3 {
			t.Fatalf("%+v (%v)", page.LinksFrom, err)
		}
		at := slices.IndexFunc(page.LinksFrom, func(l people.NamedLink) bool { return l.ToCode == "NET" })
		if err := s.EndLink(ctx, bea, "TRU", page.LinksFrom[at].ID, ""); err != nil {
			t.Fatal(err)
		}
		page, err = s.Organisation(ctx, bea, "TRU")
		if err != nil || len(page.LinksFrom) != 2 || page.LinksFrom[0].Ended != today {
			t.Errorf("what was stays listed, what never was does not: %+v (%v)", page.LinksFrom, err)
		}
	})
}

// The lead of a team sees the named skills of those in it; that of another organisation sees figures alone.
func TestAnOrganisationWithALeadDoesNotBecomeATeam(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea := people.New(w.Store), w.Administrator("Bea")
		become := func() error {
			form, err := s.OrganisationForm(t.Context(), bea, "TRU")
			if err != nil {
				t.Fatal(err)
			}
			in := form.Keep()
			in.Kind = models.Team
			_, err = s.ChangeOrganisation(t.Context(), bea, "TRU", in)
			return err
		}
		lou := w.Grant(w.Learner("Lou"), models.Lead, models.OneOrganisation, w.Trust.ID)
		refused(t, become(), "kind")
		if err := s.EndRole(t.Context(), bea, lou.ID, lou.Grants[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := become(); err != nil {
			t.Errorf("without a lead: %v", err)
		}
	})
}
