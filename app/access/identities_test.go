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

var amina = access.Identified{Issuer: "https://login.example.org", Subject: "s-1", Name: "Amina"}

func TestAnIdentityBelongsToOnePersonHoweverManyConnectItAtTheSameTime(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := newAccess(w)
		if _, err := s.ByIdentity(t.Context(), amina); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("before: %v", err)
		}
		var connected atomic.Int32
		var all sync.WaitGroup
		for _, name := range strings.Fields("Ada Ben Cy Dee") {
			actor := w.Learner(name)
			all.Go(func() {
				var taken models.Invalid
				switch err := s.ConnectIdentity(t.Context(), actor, amina); {
				case err == nil:
					connected.Add(1)
				case !errors.As(err, &taken):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if connected.Load() != 1 {
			t.Errorf("%d people have it", connected.Load())
		}
		w.Clock.Advance(time.Hour)
		person, err := s.ByIdentity(t.Context(), amina)
		if err != nil {
			t.Fatal(err)
		}
		identity, err := w.Store.Identity(t.Context(), amina.Issuer, amina.Subject)
		if err != nil || identity.PersonID != person.ID || !identity.LastUsedAt.Equal(w.Store.Now()) {
			t.Errorf("%+v (%v)", identity, err)
		}
		if err := s.ConnectIdentity(t.Context(), w.Again(models.Actor{Person: person}), amina); err != nil { // it is theirs already
			t.Error(err)
		}
		if got := strings.Join(w.Events(), " "); got != "identity.connected" {
			t.Errorf("events %s", got)
		}
	})
}

func TestTwoIdentitiesThatAreDisconnectedAtOnceLeaveOne(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := newAccess(w), w.Learner("Ada") // without a password
		other := access.Identified{Issuer: amina.Issuer, Subject: "s-2"}
		for _, who := range []access.Identified{amina, other} {
			if err := s.ConnectIdentity(t.Context(), ada, who); err != nil {
				t.Fatal(err)
			}
		}
		var gone atomic.Int32
		var all sync.WaitGroup
		for _, who := range []access.Identified{amina, other} {
			all.Go(func() {
				var last models.Invalid
				switch err := s.DisconnectIdentity(t.Context(), ada, access.DisconnectIdentity{Issuer: who.Issuer, Subject: who.Subject}); {
				case err == nil:
					gone.Add(1)
				case !errors.As(err, &last):
					t.Error(err)
				}
			})
		}
		all.Wait()
		list, mayLeave, err := s.Identities(t.Context(), ada)
		if err != nil || gone.Load() != 1 || len(list) != 1 || mayLeave {
			t.Errorf("%d gone, %d left, may leave %v (%v)", gone.Load(), len(list), mayLeave, err)
		}
	})
}

func TestSomebodyErasedIsNotFoundByTheirIdentity(t *testing.T) {
	w := modeltest.New(t)
	s, ada := newAccess(w), w.Learner("Ada")
	if err := s.ConnectIdentity(t.Context(), ada, amina); err != nil {
		t.Fatal(err)
	}
	modeltest.Plant(t, w.Store, "UPDATE people SET erased_at = '2026-11-01 00:00:00+00:00' WHERE id = '"+string(ada.ID)+"'")
	if _, err := s.ByIdentity(t.Context(), amina); !errors.Is(err, models.ErrNotFound) {
		t.Error(err)
	}
}

func TestSomebodyErasedDoesNotGetInHalfWay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		h, ada := newHouse(w), w.Learner("Ada")
		since := w.Store.Now()
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Erase(ctx, ada.Person) })
		if _, err := h.BeginDevice(t.Context(), access.BeginDevice{Person: ada.ID, Way: models.ByPassword, Since: since}); !errors.Is(err, models.ErrStale) {
			t.Errorf("signed in: %v", err)
		}
	})
}
