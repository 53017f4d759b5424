package people_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestALinkSignsInOnceHoweverManyPressAtTheSameTime(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := people.New(w.Store)
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
	link, err := people.New(w.Store).MakeLink(t.Context(), w.Administrator("Bea"), w.Learner("Ada").ID)
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
		s := people.New(w.Store)
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
			if actor := w.Again(models.Actor{Person: person}); len(actor.Grants) != 1 || !actor.HoldsFor(models.Administrator, models.WholeNetwork, "") {
				t.Errorf("grants %+v", actor.Grants)
			}
		}
		if got := strings.Join(w.Events(), " "); got != "person.added grant.given link.made link.used link.made link.used" {
			t.Errorf("events %s", got)
		}
	})
}

func TestLooksAreKeptOnceADay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := people.New(w.Store)
		ada, boss := w.Learner("Ada"), w.Learner("Mo")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				s.Looked(boss.ID, []models.ID{ada.ID, boss.ID})
				if err := s.FlushLooks(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.Clock.Advance(24 * time.Hour)
		s.Looked(boss.ID, []models.ID{ada.ID})
		ctx, stop := context.WithCancel(t.Context())
		stop()
		s.KeepLooks(ctx) // writes what is left, and ends
		account, err := s.Account(t.Context(), ada)
		if err != nil {
			t.Fatal(err)
		}
		if len(account.Looks) != 2 || account.Looks[0].Day != "2026-11-24" || strings.Join(account.Looks[1].Viewers, " ") != "Mo" {
			t.Errorf("looks %+v", account.Looks)
		}
	})
}

func TestTheAccountNamesWhoSeesToday(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Person("Ada")
		boss, former := w.Manager("Mo", ada), w.Learner("Fay")
		today := w.Store.Today()
		w.Keep(&models.Post{PersonID: ada.ID, OrganisationID: w.Trust.ID, Title: "Intern", ManagerID: &former.ID, Started: "2020-01-01", Ended: today.AddDays(-1)},
			&models.Delegation{ManagerID: boss.ID, DeputyID: w.Learner("Dee").ID, Started: today, Until: today},
			&models.Delegation{ManagerID: boss.ID, DeputyID: w.Learner("Old").ID, Started: today.AddDays(-9), Until: today.AddDays(-1)},
			&models.Delegation{ManagerID: boss.ID, DeputyID: ada.ID, Started: today, Until: today}) // nobody is a deputy over themselves
		account, err := people.New(w.Store).Account(t.Context(), ada)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, seer := range account.Seers {
			names = append(names, seer.Name+":"+seer.For)
		}
		if got := strings.Join(names, " "); got != "Mo: Dee:Mo" {
			t.Errorf("seers %s", got)
		}
	})
}

func TestPeopleAreFoundByName(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea := people.New(w.Store), w.Administrator("Bea")
		for i := range 60 {
			w.Person(fmt.Sprintf("P%02d Łukasz", i))
		}
		w.Post(w.Learner("Two Posts"), nil, &bea.ID)
		page, err := s.FindPeople(t.Context(), bea, people.FindPeople{Text: "LUK"})
		if err != nil || page.Total != 60 || len(page.Rows) != 50 || page.Previous.Known() {
			t.Fatalf("%d of %d (%v)", len(page.Rows), page.Total, err)
		}
		next, err := s.FindPeople(t.Context(), bea, people.FindPeople{Text: "LUK", At: models.PageAt{After: page.Next}})
		if err != nil || len(next.Rows) != 10 || next.Rows[0].Name != "P50 Łukasz" || next.Next.Known() {
			t.Fatalf("%+v (%v)", next, err)
		}
		back, err := s.FindPeople(t.Context(), bea, people.FindPeople{Text: "LUK", At: models.PageAt{Before: next.Previous}})
		if err != nil || len(back.Rows) != 50 || back.Rows[0].Name != "P00 Łukasz" || back.Previous.Known() || back.Next != page.Next {
			t.Fatalf("back: %d, next %s (%v)", len(back.Rows), back.Next, err)
		}
		two, err := s.FindPeople(t.Context(), bea, people.FindPeople{Text: "two"})
		if err != nil || len(two.Rows) != 1 || len(two.Rows[0].Posts) != 2 || strings.Join(two.Rows[0].Managers(), "") != "Bea" {
			t.Errorf("%+v (%v)", two, err)
		}
		if _, err := s.FindPeople(t.Context(), w.Learner("Cy"), people.FindPeople{}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
	})
}

func TestAFirstVisitIsKeptOnBothEngines(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ada := people.New(w.Store), w.Person("Ada")
		retired := models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "old", Name: "Old", Position: 9, Retired: true}
		w.Keep(&retired)
		page, err := s.WelcomePage(t.Context(), ada)
		if err != nil || len(page.Profiles) != 2 || len(page.Organisations) != 3 {
			t.Fatalf("%d profiles, %d organisations (%v)", len(page.Profiles), len(page.Organisations), err)
		}
		in := people.Welcome{Title: "Analyst", Organisation: w.Trust.ID, RoleProfile: retired.ID, NoManager: true}
		var invalid models.Invalid
		if _, err := s.Welcome(t.Context(), ada, in); !errors.As(err, &invalid) || invalid["role"] == "" {
			t.Errorf("a retired role: %v", err)
		}
		in.RoleProfile = w.Analyst.ID
		for range 2 { // again is a correction, and no second post
			if _, err := s.Welcome(t.Context(), ada, in); err != nil {
				t.Fatal(err)
			}
		}
		if again := w.Again(ada); len(again.Posts) != 1 || !again.Posts[0].ManagerUnknown || again.Posts[0].ManagerID != nil {
			t.Errorf("posts %+v", again.Posts)
		}
	})
}

func TestWhatHasRunOutIsForgotten(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.CountTry(ctx, "key", 1, time.Minute) })
		w.Keep(&models.SignIn{Token: "t", Data: []byte("x"), ExpiresAt: w.Store.Now()},
			&models.SignInLink{PersonID: ada.ID, TokenHash: "h", CreatedAt: w.Store.Now(), ExpiresAt: w.Store.Now().Add(2 * time.Hour)})
		w.Clock.Advance(time.Hour)
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Tidy(ctx, tx.Now().Add(-time.Minute)) })
		if _, err := w.Store.SignInLinkByHash(t.Context(), "h"); err != nil {
			t.Errorf("a link that works is gone: %v", err)
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.CountTry(ctx, "key", 1, 24*time.Hour) }) // begins anew
	})
}
