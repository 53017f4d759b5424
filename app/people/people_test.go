package people_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

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
			&models.Delegation{Kind: models.Deputy, ManagerID: boss.ID, DeputyID: w.Learner("Dee").ID, Started: today, Until: today},
			&models.Delegation{Kind: models.Deputy, ManagerID: boss.ID, DeputyID: w.Learner("Old").ID, Started: today.AddDays(-9), Until: today.AddDays(-1)},
			&models.Delegation{Kind: models.Deputy, ManagerID: boss.ID, DeputyID: ada.ID, Started: today, Until: today}) // nobody is a deputy over themselves
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
		retired := models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "old", Name: "Old", Position: 9, Retired: true, DrawnHere: true}
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
