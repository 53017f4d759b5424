package people_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func grantOf(t *testing.T, w *modeltest.World, a models.Actor, role models.Role) models.Grant {
	t.Helper()
	for _, g := range w.Again(a).Grants {
		if g.Role == role {
			return g
		}
	}
	t.Fatalf("%s is no %s", a.Name, role)
	return models.Grant{}
}

func TestOfTwoWhoEndEachOtherOneGoesOnRunningTheNetwork(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := people.New(w.Store)
		for range 5 {
			a, b := w.Administrator("A"+string(store.NewID())), w.Administrator("B"+string(store.NewID()))
			grants := []models.Grant{grantOf(t, w, a, models.Administrator), grantOf(t, w, b, models.Administrator)}
			var both sync.WaitGroup
			errs := make([]error, 2)
			for i, actor := range []models.Actor{a, b} {
				both.Go(func() { errs[i] = s.EndRole(t.Context(), actor, grants[1-i].PersonID, grants[1-i].ID) })
			}
			both.Wait()
			var refused models.Invalid
			if (errs[0] == nil) == (errs[1] == nil) || !errors.As(errors.Join(errs...), &refused) {
				t.Fatalf("%v and %v", errs[0], errs[1])
			}
			left := 0
			for _, actor := range []models.Actor{a, b} {
				left += len(w.Again(actor).Grants)
			}
			if left != 1 {
				t.Fatalf("%d are left", left)
			}
			w.In(func(ctx context.Context, tx *store.Tx) error { // the next two begin alone
				for _, g := range grants {
					g.Ended = "2026-01-01"
					if err := tx.ChangeGrant(ctx, g); err != nil {
						return err
					}
				}
				return nil
			})
		}
	})
}

func TestTheLastAdministratorGoesOnWhoeverAsks(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, root := people.New(w.Store), w.Administrator("Root")
		mine := grantOf(t, w, root, models.Administrator)
		w.Keep(&models.Grant{PersonID: w.Learner("Temp").ID, Role: models.Administrator, ScopeKind: models.WholeNetwork, Started: "2026-01-01", Ended: "2026-12-31"})
		var refused models.Invalid
		if err := s.EndRole(t.Context(), root, root.ID, mine.ID); !errors.As(err, &refused) || refused["role"] == "" {
			t.Errorf("the last one, beside one whose time will end: %v", err)
		}
		bea := w.Administrator("Bea")
		if err := s.EndRole(t.Context(), root, root.ID, mine.ID); err != nil {
			t.Error(err)
		}
		if len(w.Again(root).Grants) > 0 {
			t.Error("root still runs the network")
		}
		if events := w.Events(); events[len(events)-1] != "grant.ended" {
			t.Errorf("events %q", events)
		}
		if err := s.EndRole(t.Context(), w.Again(root), bea.ID, grantOf(t, w, bea, models.Administrator).ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("who runs nothing ends a role: %v", err)
		}
	})
}

func TestARoleBeginsAndEndsWithAFreshSignIn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, root, ada := people.New(w.Store), w.Administrator("Root"), w.Learner("Ada")
		today := string(w.Store.Today())
		signedIn := func() int {
			devices, err := w.Store.DevicesOf(t.Context(), ada.ID)
			if err != nil {
				t.Fatal(err)
			}
			return len(devices)
		}
		enter := func() {
			w.Keep(&models.Device{PersonID: ada.ID, Way: models.ByPassword, Browser: "Firefox", BegunAt: w.Store.Now(), SeenOn: w.Store.Today()})
		}
		give := people.GiveRole{Role: "lead:organisation", Of: "tru", From: today}
		for range 2 { // given, ended and given anew on one day
			enter()
			if err := s.GiveRole(t.Context(), root, ada.ID, give); err != nil {
				t.Fatal(err)
			}
			grant := grantOf(t, w, ada, models.Lead)
			if grant.ScopeID != w.Trust.ID || *grant.GivenByID != root.ID || signedIn() != 0 {
				t.Errorf("%+v, signed in %d times", grant, signedIn())
			}
			enter()
			if err := s.EndRole(t.Context(), root, ada.ID, grant.ID); err != nil {
				t.Fatal(err)
			}
			if len(w.Again(ada).Grants) > 0 || signedIn() != 0 {
				t.Errorf("%+v, signed in %d times", w.Again(ada).Grants, signedIn())
			}
		}
		var refused models.Invalid
		for name, in := range map[string]people.GiveRole{
			"an administrator of a part":      {Role: "administrator:organisation", Of: "TRU", From: today},
			"a trainer of everything":         {Role: "trainer:network", From: today},
			"no role":                         {From: today},
			"a thing that is not there":       {Role: "lead:organisation", Of: "nothing", From: today},
			"nothing named":                   {Role: "lead:organisation", From: today},
			"two that the text may mean":      {Role: "lead:organisation", Of: "testshire", From: today},
			"a beginning in the past":         {Role: "lead:organisation", Of: "TRU", From: "2020-01-01"},
			"an end before the beginning":     {Role: "lead:organisation", Of: "TRU", From: today, Until: "2020-01-01"},
			"a day that is none":              {Role: "lead:organisation", Of: "TRU", From: "tomorrow"},
			"one who was not among the found": {Role: "lead:organisation", Of: "testshire", OfID: w.Version.ID, From: today},
		} {
			if err := s.GiveRole(t.Context(), root, ada.ID, in); !errors.As(err, &refused) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := s.GiveRole(t.Context(), root, ada.ID, people.GiveRole{Role: "lead:organisation", Of: "testshire", OfID: w.System.ID, From: today}); err != nil {
			t.Error(err)
		}
		if err := s.GiveRole(t.Context(), root, ada.ID, people.GiveRole{Role: "lead:organisation", Of: "SYS", From: today}); !errors.As(err, &refused) || refused["role"] == "" {
			t.Errorf("twice: %v", err)
		}
		if err := s.GiveRole(t.Context(), w.Again(ada), ada.ID, people.GiveRole{Role: "administrator:network", From: today}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a lead makes themselves an administrator: %v", err)
		}
	})
}

func TestTrainersAndLeadsNameOthersWithinWhatTheyHold(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := people.New(w.Store)
		cohort, other := w.Cohort("R1", 10), w.Cohort("R2", 10)
		tom, ann := w.Trainer("Tom", cohort), w.Learner("Ann")
		if err := s.NameTrainer(t.Context(), tom, cohort.Code, people.NameTrainer{Email: "ann@example.org"}); err != nil {
			t.Fatal(err)
		}
		if err := s.NameTrainer(t.Context(), tom, other.Code, people.NameTrainer{Email: "ann@example.org"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("another cohort: %v", err)
		}
		grant := grantOf(t, w, ann, models.Trainer)
		if err := s.EndTrainer(t.Context(), w.Again(ann), cohort.Code, grantOf(t, w, tom, models.Trainer).ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("who was named removes who named them: %v", err)
		}
		if err := s.EndTrainer(t.Context(), tom, other.Code, grant.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("by the address of another cohort: %v", err)
		}
		page, err := s.Trainers(t.Context(), tom, cohort.Code)
		if err != nil || len(page.Named) != 2 || !page.Named[0].Endable || !page.Named[1].Endable {
			t.Errorf("%+v (%v)", page.Named, err)
		}
		if err := s.EndTrainer(t.Context(), tom, cohort.Code, grant.ID); err != nil {
			t.Error(err)
		}
		if _, err := s.Trainers(t.Context(), w.Again(ann), cohort.Code); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a former trainer: %v", err)
		}

		team := w.Team("T1", models.Team)
		w.Keep(&models.Link{OrganisationID: team.ID, OtherID: w.Trust.ID, Kind: models.PartOf})
		lee := w.Grant(w.Learner("Lee"), models.Lead, models.OneOrganisation, w.System.ID)
		leads, err := s.Leads(t.Context(), lee)
		if err != nil || len(leads.Leads) != 1 {
			t.Fatalf("%+v (%v)", leads, err)
		}
		var codes []string
		for _, o := range leads.Organisations {
			codes = append(codes, o.Code)
		}
		if !slices.Equal(codes, []string{"SYS", "TRU"}) { // the lead of the team would see names
			t.Errorf("may name leads of %q", codes)
		}
		name := func(o models.ID) error {
			return s.NameLead(t.Context(), lee, people.NameLead{Organisation: o, Email: "ann@example.org"})
		}
		if err := name(w.Trust.ID); err != nil {
			t.Error(err)
		}
		if err := name(team.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the lead of a team within: %v", err)
		}
		elsewhere := models.Organisation{Code: "ELSE", Name: "Elsewhere", Kind: models.Provider}
		w.Keep(&elsewhere)
		if err := name(elsewhere.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an organisation elsewhere: %v", err)
		}
		if err := s.EndLead(t.Context(), w.Again(ann), grantOf(t, w, lee, models.Lead).ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the lead of a part ends that of the whole: %v", err)
		}
		if err := s.EndLead(t.Context(), lee, grantOf(t, w, ann, models.Lead).ID); err != nil {
			t.Error(err)
		}
	})
}

func TestADeputyActsUntilADayAndPassesNothingOn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, root := people.New(w.Store), w.Administrator("Root")
		ada, dee, cy := w.Person("Ada"), w.Learner("Dee"), w.Learner("Cy")
		mo := w.Manager("Mo", ada, dee)
		today := w.Store.Today()
		name := func(by models.Actor, email string, until models.Date) error {
			return s.NameDeputy(t.Context(), w.Again(by), people.NameDeputy{Email: email, Until: string(until)})
		}
		if err := name(mo, "dee@example.org", today.AddDays(10)); err != nil {
			t.Fatal(err)
		}
		var refused models.Invalid
		for what, err := range map[string]error{
			"longer than half a year": name(mo, "cy@example.org", today.AddMonths(6).AddDays(1)),
			"a past day":              name(mo, "cy@example.org", today.AddDays(-1)),
			"no day":                  name(mo, "cy@example.org", ""),
			"oneself":                 name(mo, "mo@example.org", today),
			"nobody known":            name(mo, "x@example.org", today),
			"the same again":          name(mo, "dee@example.org", today.AddDays(5)),
		} {
			if !errors.As(err, &refused) {
				t.Errorf("%s: %v", what, err)
			}
		}
		dee = w.Again(dee)
		if !slices.Equal(dee.Manages, []models.ID{mo.ID}) {
			t.Errorf("Dee acts for %v", dee.Manages)
		}
		if err := name(dee, "cy@example.org", today); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a deputy passes it on: %v", err)
		}
		page, err := s.Deputies(t.Context(), dee)
		if err != nil || len(page.Others) != 1 || page.Others[0].Until != today.AddDays(10) || page.Manages {
			t.Errorf("%+v (%v)", page, err)
		}
		id := page.Others[0].ID
		if _, err := s.EndDelegation(t.Context(), cy, id); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else ends it: %v", err)
		}
		if _, err := s.EndDelegation(t.Context(), mo, id); err != nil {
			t.Error(err)
		}
		if dee = w.Again(dee); len(dee.Manages) > 0 {
			t.Errorf("Dee still acts for %v", dee.Manages)
		}
		in := people.NameDeputy{Email: "cy@example.org", Kind: models.ActingManager, From: string(today.AddDays(1)), Until: string(today.AddMonths(11))}
		if err := s.NameDeputyOf(t.Context(), mo, mo.ID, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a manager as an administrator: %v", err)
		}
		if err := s.NameDeputyOf(t.Context(), root, mo.ID, in); err != nil {
			t.Fatal(err)
		}
		if len(w.Again(cy).Manages) > 0 {
			t.Error("Cy acts before the first day")
		}
		w.Clock.Advance(24 * time.Hour)
		if !slices.Equal(w.Again(cy).Manages, []models.ID{mo.ID}) {
			t.Error("Cy does not act on the first day")
		}
		if events := w.Events(); !slices.Equal(events, []string{"delegation.given", "delegation.ended", "delegation.given"}) {
			t.Errorf("events %q", events)
		}
	})
}

func TestARoleHeldForATimeIsGivenForNoLongerAndToNobodyErased(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, today, lee := people.New(w.Store), w.Store.Today(), w.Learner("Lee")
		w.Learner("Ann")
		w.Keep(&models.Grant{PersonID: lee.ID, Role: models.Lead, ScopeKind: models.OneOrganisation, ScopeID: w.System.ID, Started: "2026-01-01", Ended: today.AddDays(7)})
		lee = w.Again(lee)
		name := func(who string, until models.Date) models.Invalid {
			t.Helper()
			err := s.NameLead(t.Context(), lee, people.NameLead{Organisation: w.Trust.ID, Email: who + "@example.org", Until: string(until)})
			var refused models.Invalid
			if err != nil && !errors.As(err, &refused) {
				t.Fatal(err)
			}
			return refused
		}
		for what, until := range map[string]models.Date{"without an end": "", "for longer": today.AddDays(8)} {
			if refused := name("ann", until); refused["until"] == "" {
				t.Errorf("%s: %v", what, refused)
			}
		}
		if refused := name("lee", today.AddDays(7)); refused["email"] == "" {
			t.Errorf("to oneself, of a part: %v", refused)
		}
		if refused := name("ann", today.AddDays(7)); refused != nil {
			t.Errorf("as long as one's own: %v", refused)
		}
		root, gone := w.Administrator("Root"), w.Learner("Gone")
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Erase(ctx, gone.Person) })
		if err := s.GiveRole(t.Context(), root, gone.ID, people.GiveRole{Role: "administrator:network", From: string(today)}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody erased: %v", err)
		}
	})
}
