package access_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func (h house) signUp(email string) access.SignUp {
	return access.SignUp{Name: "Zoe New", Email: email, Title: "Analyst", Organisation: h.Trust.ID, From: "192.0.2.1"}
}

// asks lets somebody ask to be let in, and confirm their address.
func (h house) asks(email string) models.ID {
	h.T.Helper()
	if err := h.SignUp(h.T.Context(), h.signUp(email)); err != nil {
		h.T.Fatal(err)
	}
	token := h.token(email)
	row, err := h.LookAtSignUp(h.T.Context(), token)
	if err != nil {
		h.T.Fatal(err)
	}
	if err := h.ConfirmSignUp(h.T.Context(), token); err != nil {
		h.T.Fatal(err)
	}
	return row.ID
}

func TestOnlyAddressesOfTheSectorMayAsk(t *testing.T) {
	h := newHouse(modeltest.New(t))
	h.World.Keep(&models.Organisation{ID: "team", Code: "T", Name: "Team", Kind: models.Team}, &models.Organisation{ID: "closed", Code: "C", Name: "Closed", Kind: models.Provider, Closed: "2026-01-01"})
	for email, field := range map[string]string{
		"zoe@example.org": "", "zoe@Part.Example.ORG": "", "zoe@notexample.org": "email", "zoe@example.org.evil.test": "email", "zoe@evil.test": "email", "zoe": "email",
	} {
		err := h.SignUp(t.Context(), h.signUp(email))
		var invalid models.Invalid
		if errors.As(err, &invalid); err == nil != (field == "") || field != "" && invalid[field] == "" {
			t.Errorf("%s: %v", email, err)
		}
	}
	for _, organisation := range []models.ID{"team", "closed", "none", ""} {
		in := h.signUp("zoe@example.org")
		in.Organisation = organisation
		var invalid models.Invalid
		if err := h.SignUp(t.Context(), in); !errors.As(err, &invalid) || invalid["organisation"] == "" {
			t.Errorf("%q: %v", organisation, err)
		}
	}
	in := h.signUp("zoe@example.org")
	in.Name = "https://evil.test now"
	if err := h.SignUp(t.Context(), in); err == nil {
		t.Error("an address is taken as a name: the letter would greet with it")
	}
	shut := access.New(h.World.Store, access.Config{})
	if err := shut.SignUp(t.Context(), h.signUp("zoe@example.org")); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("where nobody may ask: %v", err)
	}
}

func TestWhoIsLetInIsAddedOnceHoweverManyApprove(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		deciders := []models.Actor{w.Administrator("Bea"), w.Grant(w.Learner("Lea"), models.Lead, models.OneOrganisation, w.System.ID)}
		id := h.asks("zoe@example.org")
		var in, stale atomic.Int32
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				switch _, err := h.Approve(t.Context(), deciders[i%2], id); {
				case err == nil:
					in.Add(1)
				case errors.Is(err, models.ErrStale):
					stale.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 || stale.Load() != 5 {
			t.Errorf("let in %d times, told %d times that it was decided", in.Load(), stale.Load())
		}
		zoe, err := w.Store.PersonByEmail(t.Context(), "zoe@example.org")
		if err != nil || zoe.WelcomedAt != nil {
			t.Fatal(zoe, err)
		}
		posts, err := w.Store.NamedPosts(t.Context(), zoe.ID, w.Store.Today())
		if err != nil || len(posts) != 1 || posts[0].Title != "Analyst" || posts[0].OrganisationID != w.Trust.ID || !posts[0].ManagerUnknown || posts[0].Started != w.Store.Today() {
			t.Errorf("%+v (%v)", posts, err)
		}
		if entered, err := h.UseInvitation(t.Context(), h.token("zoe@example.org")); err != nil || entered.ID != zoe.ID {
			t.Errorf("%+v (%v)", entered, err)
		}
		if err := h.RefuseSignUp(t.Context(), deciders[0], id, access.RefuseSignUp{Reason: "No"}); !errors.Is(err, models.ErrStale) {
			t.Errorf("refused afterwards: %v", err)
		}
	})
}

func TestALeadDecidesForTheirOrganisationsAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		other := models.Organisation{Code: "OTH", Name: "Othershire", Kind: models.Provider}
		w.Keep(&other)
		id := h.asks("zoe@example.org")
		for name, c := range map[string]struct {
			actor models.Actor
			may   bool
		}{
			"administrator":            {w.Administrator("Bea"), true},
			"lead of the organisation": {w.Grant(w.Learner("Lea"), models.Lead, models.OneOrganisation, w.Trust.ID), true},
			"lead of its system":       {w.Grant(w.Learner("Sy"), models.Lead, models.OneOrganisation, w.System.ID), true},
			"lead of another":          {w.Grant(w.Learner("Lou"), models.Lead, models.OneOrganisation, other.ID), false},
			"manager":                  {w.Manager("Mo", w.Learner("Ann")), false},
		} {
			n, err := h.CountSignUps(t.Context(), c.actor)
			if err != nil || n == 1 != c.may {
				t.Errorf("%s counts %d (%v)", name, n, err)
			}
			if _, err := h.SignUpOf(t.Context(), c.actor, id); err == nil != c.may {
				t.Errorf("%s: %v", name, err)
			}
			if !c.may {
				if _, err := h.Approve(t.Context(), c.actor, id); !errors.Is(err, models.ErrNotFound) {
					t.Errorf("%s approves: %v", name, err)
				}
				if err := h.RefuseSignUp(t.Context(), c.actor, id, access.RefuseSignUp{Reason: "No"}); !errors.Is(err, models.ErrNotFound) {
					t.Errorf("%s refuses: %v", name, err)
				}
			}
		}
		lea := w.Grant(w.Learner("Lena"), models.Lead, models.OneOrganisation, w.Trust.ID)
		if err := h.RefuseSignUp(t.Context(), lea, id, access.RefuseSignUp{Reason: " "}); err == nil {
			t.Error("refused without a reason")
		}
		if err := h.RefuseSignUp(t.Context(), lea, id, access.RefuseSignUp{Reason: "Nobody here knows you."}); err != nil {
			t.Fatal(err)
		}
		if letters := h.letters("zoe@example.org"); !strings.Contains(letters[0].Body, "Nobody here knows you.") || letters[0].PersonID != nil {
			t.Errorf("%+v", letters)
		}
		if _, err := w.Store.PersonByEmail(t.Context(), "zoe@example.org"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("who was refused is somebody: %v", err)
		}
	})
}

func TestWhoHasAnAccountIsToldSoByMailAlone(t *testing.T) {
	h := newHouse(modeltest.New(t))
	h.Learner("Ada")
	if err := h.SignUp(t.Context(), h.signUp("Ada@example.org")); err != nil {
		t.Fatal(err)
	}
	letters := h.letters("Ada@example.org")
	if len(letters) != 1 || letters[0].Secret != "" || letters[0].Subject != "You have an account already" {
		t.Errorf("%+v", letters)
	}
}

func TestOneWishWaitsForAnAddressAndUnconfirmedOnesAreForgotten(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h := newHouse(w)
		bea := w.Administrator("Bea")
		h.asks("zoe@example.org")
		w.Clock.Advance(time.Second)
		second := h.asks("zoe@example.org")
		list, err := h.SignUps(t.Context(), bea)
		if err != nil || len(list) != 1 || list[0].ID != second || list[0].OrganisationName != w.Trust.Name {
			t.Errorf("%+v (%v)", list, err)
		}
		if err := h.SignUp(t.Context(), h.signUp("yan@example.org")); err != nil {
			t.Fatal(err)
		}
		token := h.token("yan@example.org")
		w.Clock.Advance(24 * time.Hour)
		if err := h.ConfirmSignUp(t.Context(), token); !isOver(err) {
			t.Errorf("after a day: %v", err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Tidy(ctx, tx.Now().Add(time.Second)) })
		if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM sign_ups"); n != 1 {
			t.Errorf("%d are kept", n)
		}
	})
}
