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

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestALinkSignsInOnceHoweverManyPressAtTheSameTime(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := access.New(w.Store, access.Config{})
		ada := w.Learner("Ada")
		link, err := s.MakeLink(t.Context(), w.Administrator("Bea"), ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		var in atomic.Int32
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				person, err := s.UseLink(t.Context(), link.Token)
				var over models.Invalid
				switch {
				case err == nil && person.ID == ada.ID:
					in.Add(1)
				case !errors.As(err, &over):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 {
			t.Errorf("signed in %d times", in.Load())
		}
	})
}

func TestOnlyTheHashOfALinkIsKept(t *testing.T) {
	w := modeltest.New(t)
	link, err := access.New(w.Store, access.Config{}).MakeLink(t.Context(), w.Administrator("Bea"), w.Learner("Ada").ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(link.Token) < 26 || !link.ExpiresAt.Equal(w.Store.Now().Add(24*time.Hour)) {
		t.Errorf("%+v", link)
	}
	if _, err := w.Store.SignInLinkByHash(t.Context(), link.Token); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("the token is kept: %v", err)
	}
}

func TestTriesAreCountedAcrossProcesses(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		try := func() error {
			return w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.CountTry(t.Context(), "key", 10, time.Minute) })
		}
		var allowed, refused atomic.Int32
		var all sync.WaitGroup
		for range 14 {
			all.Go(func() {
				switch err := try(); {
				case err == nil:
					allowed.Add(1)
				case errors.Is(err, models.ErrThrottled):
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if allowed.Load() != 10 || refused.Load() != 4 {
			t.Errorf("%d allowed and %d refused of 14, want 10 and 4", allowed.Load(), refused.Load())
		}
		w.Clock.Advance(59 * time.Second)
		if err := try(); !errors.Is(err, models.ErrThrottled) {
			t.Errorf("within the minute: %v", err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.GiveBackTry(ctx, "key", "another") })
		if err := try(); err != nil {
			t.Errorf("after one was given back: %v", err)
		}
		w.Clock.Advance(time.Second)
		if err := try(); err != nil {
			t.Errorf("after the minute: %v", err)
		}
	})
}

func TestTheFirstAdministratorIsMadeOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := access.New(w.Store, access.Config{})
		for _, wrong := range [][2]string{{"nobody", "Ann"}, {"Ann <ann@example.org>", "Ann"}, {"ann@example.org", " "}} {
			if _, err := s.FirstAdministrator(t.Context(), wrong[0], wrong[1]); err == nil {
				t.Errorf("%q is taken", wrong)
			}
		}
		for range 2 {
			link, err := s.FirstAdministrator(t.Context(), "Ann@example.org", "Ann Other")
			if err != nil {
				t.Fatal(err)
			}
			person, err := s.UseLink(t.Context(), link.Token)
			if err != nil || person.Name != "Ann Other" || person.WelcomedAt != nil {
				t.Fatalf("%+v (%v)", person, err)
			}
			if actor := w.Again(models.Actor{Person: person.Person}); len(actor.Grants) != 1 || !actor.HoldsFor(models.Administrator, models.WholeNetwork, "") {
				t.Errorf("grants %+v", actor.Grants)
			}
		}
		if got := strings.Join(w.Events(), " "); got != "person.added grant.given link.made link.used link.made link.used" {
			t.Errorf("events %s", got)
		}
	})
}

func TestWhatHasRunOutIsForgotten(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.CountTry(ctx, "key", 1, time.Minute) })
		w.Keep(&models.SignIn{Token: "t", Data: []byte("x"), ExpiresAt: w.Store.Now()},
			&models.SignInLink{Purpose: models.ToSignIn, PersonID: &ada.ID, TokenHash: "h", CreatedAt: w.Store.Now(), ExpiresAt: w.Store.Now().Add(2 * time.Hour)})
		w.Clock.Advance(time.Hour)
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Tidy(ctx, tx.Now().Add(-time.Minute)) })
		if _, err := w.Store.SignInLinkByHash(t.Context(), "h"); err != nil {
			t.Errorf("a link that works is gone: %v", err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.CountTry(ctx, "key", 1, 24*time.Hour) }) // begins anew
	})
}
