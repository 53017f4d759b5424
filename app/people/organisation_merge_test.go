package people_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trellis/app/people"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// other is another organisation of the world, which is part of its system.
func other(w *modeltest.World, code string) models.Organisation {
	o := models.Organisation{Code: code, Name: code + " Trust", ShortName: code, Kind: models.Provider}
	w.Keep(&o)
	w.Keep(&models.Link{OrganisationID: o.ID, OtherID: w.System.ID, Kind: models.PartOf, Started: "2020-01-01"})
	return o
}

// merge lets one organisation follow another, as somebody does who has read the preview.
func merge(t *testing.T, s *people.Service, by models.Actor, from, to string, day models.Date) models.Move {
	t.Helper()
	in := people.MergeOrganisation{To: to, Day: string(day)}
	preview, err := s.PreviewMerge(t.Context(), by, from, in)
	if err != nil {
		t.Fatal(err)
	}
	in.Seen = preview.Seen()
	move, err := s.MergeOrganisation(t.Context(), by, from, in)
	if err != nil {
		t.Fatal(err)
	}
	return move
}

func standing(t *testing.T, w *modeltest.World, day models.Date) []models.RoleTally {
	t.Helper()
	list, err := w.Store.Standing(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// reconciles checks that what is kept of today is what the rows say.
func reconciles(t *testing.T, w *modeltest.World) {
	t.Helper()
	kept, err := w.Store.Tallies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := diff.Diff(standing(t, w, w.Store.Today()), kept, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("what is kept is not what the rows say (-rows +kept):\n%s", d)
	}
}

func TestAMergerTakesPeopleLinksAndLeadsAndLeavesThePast(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, ctx, today := people.New(w.Store), w.Administrator("Bea"), t.Context(), w.Store.Today()
		old := other(w, "OLD")
		ward := other(w, "WARD")
		w.Keep(&models.Link{OrganisationID: ward.ID, OtherID: old.ID, Kind: models.PartOf})
		mo, ada, cem := w.Learner("Mo"), w.Person("Ada"), w.Person("Cem")
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{
				{PersonID: ada.ID, OrganisationID: old.ID, Team: "Analysis", Title: "Analyst", Band: "6", RoleProfileID: &w.Analyst.ID, ManagerID: &mo.ID, Started: "2024-01-01"},
				{PersonID: ada.ID, OrganisationID: old.ID, Team: "Past", Started: "2020-01-01", Ended: "2023-12-31"},
				{PersonID: cem.ID, OrganisationID: old.ID, Team: "", Started: today.AddDays(40), Ended: today.AddDays(80)},
			})
		})
		w.Assessed(ada, "TA1", 3, models.MostWeeks)
		w.Grant(cem, models.Lead, models.OneOrganisation, old.ID)
		yesterday, tomorrow := standing(t, w, today.AddDays(-1)), today.AddDays(1)

		in := people.MergeOrganisation{To: "TRU", Day: string(tomorrow)}
		preview, err := s.PreviewMerge(ctx, bea, "OLD", in)
		if err != nil || preview.Posts != 2 || preview.People != 2 || preview.Coming != 1 || len(preview.Teams) != 2 || !preview.Teams[1].There ||
			preview.Teams[1].Managers[0] != "Mo" || len(preview.Links) != 2 || preview.Leads[0] != "Cem" || len(preview.Some) != 2 {
			t.Fatalf("%+v (%v)", preview, err)
		}
		if _, err := s.MergeOrganisation(ctx, ada, "OLD", in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner: %v", err)
		}
		if _, err := s.MergeOrganisation(ctx, bea, "OLD", in); !errors.Is(err, models.ErrStale) {
			t.Errorf("who has not seen what it does: %v", err)
		}
		in.Seen = preview.Seen()
		move, err := s.MergeOrganisation(ctx, bea, "OLD", in)
		if err != nil || move.State != models.Moved || move.Moved != 2 {
			t.Fatalf("%+v (%v)", move, err)
		}
		if again, err := s.MergeOrganisation(ctx, bea, "OLD", in); err != nil || again.ID != move.ID {
			t.Errorf("confirmed twice: %+v (%v)", again, err)
		}
		reconciles(t, w)
		if posts := w.Again(ada).Posts; len(posts) != 1 || posts[0].OrganisationID != old.ID || posts[0].Ended != today {
			t.Errorf("today she works where she did: %+v", posts)
		}
		w.Clock.Advance(24 * time.Hour)
		w.In(func(ctx context.Context, tx *store.Tx) error { _, err := tx.MoveTallies(ctx); return err })
		reconciles(t, w)
		posts := w.Again(ada).Posts
		if len(posts) != 1 || posts[0].OrganisationID != w.Trust.ID || posts[0].Team != "Analysis" || *posts[0].ManagerID != mo.ID || *posts[0].RoleProfileID != w.Analyst.ID {
			t.Errorf("tomorrow she works at the successor as before: %+v", posts)
		}
		if d := diff.Diff(yesterday, standing(t, w, today.AddDays(-1))); d != "" {
			t.Errorf("the past changed:\n%s", d)
		}
		page, err := s.Organisation(ctx, bea, "TRU")
		if err != nil || len(page.LinksTo) != 1 || page.LinksTo[0].FromCode != "WARD" || len(page.Leads) != 1 || len(page.Predecessor) != 1 || page.Here != 3 {
			t.Errorf("the successor: %+v (%v)", page, err)
		}
		was, err := s.Organisation(ctx, bea, "OLD")
		if err != nil || was.Closed != tomorrow || was.Successor.Code != "TRU" || was.Here != 0 || len(was.Leads) != 0 || was.LinksTo[0].Ended != today {
			t.Errorf("the one that closed: %+v (%v)", was, err)
		}
		want := []string{"organisation.merged", "post.moved", "post.moved", "grant.given"}
		if got := w.Events(); !slices.Equal(got, want) {
			t.Errorf("events %v", got)
		}
	})
}

func TestWhatDoesNotMerge(t *testing.T) {
	w := modeltest.New(t)
	s, bea, today := people.New(w.Store), w.Administrator("Bea"), w.Store.Today()
	shut := other(w, "SHUT")
	other(w, "OLD")
	shut.Closed = today
	w.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.ChangeOrganisations(ctx, []models.Organisation{shut})
	})
	for name, c := range map[string]struct {
		from, to, day string
		fields        []string
	}{
		"nowhere":           {"OLD", "", "", []string{"to"}},
		"into itself":       {"OLD", "OLD", string(today), []string{"to"}},
		"into a closed one": {"OLD", "SHUT", string(today), []string{"to"}},
		"in the past":       {"OLD", "TRU", string(today.AddDays(-1)), []string{"day"}},
		"without a day":     {"OLD", "TRU", "", []string{"day"}},
		"on no day":         {"OLD", "TRU", "soon", []string{"day"}},
		"the network":       {"NET", "TRU", string(today), []string{"to"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.MergeOrganisation(t.Context(), bea, c.from, people.MergeOrganisation{To: c.to, Day: c.day})
			refused(t, err, c.fields...)
		})
	}
	if _, err := s.PreviewMerge(t.Context(), bea, "NONE", people.MergeOrganisation{}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("one that is not there: %v", err)
	}
	if _, err := s.PreviewMerge(t.Context(), w.Learner("Ada"), "OLD", people.MergeOrganisation{}); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a learner: %v", err)
	}
}

// many are posts of invented people at an organisation.
func many(w *modeltest.World, organisation models.ID, n int) {
	list := make([]models.Person, n)
	posts := make([]models.Post, n)
	for i := range n {
		name := fmt.Sprintf("many%04d-%s", i, organisation[len(organisation)-6:])
		list[i] = models.Person{ID: store.NewID(), Email: name + "@example.org", EmailKey: name + "@example.org", Name: name, NameKey: name, CreatedAt: w.Store.Now()}
		posts[i] = models.Post{PersonID: list[i].ID, OrganisationID: organisation, Team: fmt.Sprintf("Team %d", i%7), RoleProfileID: &w.Analyst.ID, Started: "2025-01-01"}
	}
	w.Keep(&list)
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, posts) })
}

// A merger of a thousand people is done in parts, by whoever claims it, be it twice at once; what is counted is right after
// each part.
func TestALargeMergerIsDoneInPartsAndGoesOnWhereItEnded(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, today := people.New(w.Store), w.Administrator("Bea"), w.Store.Today()
		old := other(w, "OLD")
		many(w, old.ID, 1000)
		before := standing(t, w, today.AddDays(-1))
		move := merge(t, s, bea, "OLD", "TRU", today)
		if move.State != models.Moving || move.Amount != 1000 {
			t.Fatalf("%+v", move)
		}
		if _, err := s.PreviewMerge(t.Context(), bea, "OLD", people.MergeOrganisation{To: "SYS", Day: string(today)}); err == nil {
			t.Error("another merger may begin meanwhile")
		}
		stop, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.CarryMove(stop, move.ID); err == nil {
			t.Error("a worker that is stopped says that it is done")
		}
		late := w.Person("Late") // comes while the move is under way
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{{PersonID: late.ID, OrganisationID: old.ID, RoleProfileID: &w.Analyst.ID, Started: today}})
		})
		var workers sync.WaitGroup
		for range 2 {
			workers.Go(func() {
				if err := s.CarryMove(t.Context(), move.ID); err != nil {
					t.Error(err)
				}
			})
		}
		workers.Wait()
		reconciles(t, w)
		if d := diff.Diff(before, standing(t, w, today.AddDays(-1))); d != "" {
			t.Errorf("the past changed:\n%s", d)
		}
		page, err := s.Organisation(t.Context(), bea, "TRU")
		if err != nil || page.Here != 1002 || page.Moves[0].Moved != 1001 || page.Moves[0].State != models.Moved || page.Moving() != nil {
			t.Errorf("%d people there, %+v (%v)", page.Here, page.Moves, err)
		}
		db := modeltest.SQL(t, w.Store)
		if n := modeltest.Count(t, db, "SELECT count(*) FROM posts"); n != 2*1000+1+1 {
			t.Errorf("%d posts: somebody moved twice, or not at all", n)
		}
	})
}

// held is what people are on a day: role profiles and managers, by person.
func held(t *testing.T, w *modeltest.World, who []models.ID, day models.Date) map[models.ID][]string {
	t.Helper()
	posts, err := w.Store.EveryPostOf(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	said := map[models.ID][]string{}
	for _, p := range posts {
		if p.CurrentOn(day) {
			said[p.PersonID] = append(said[p.PersonID], strings.Join([]string{text(p.RoleProfileID), text(p.ManagerID)}, "/"))
		}
	}
	for _, list := range said {
		slices.Sort(list)
	}
	return said
}

func text(id *models.ID) string {
	if id == nil {
		return ""
	}
	return string(*id)
}

func TestMergersInAnyOrderLoseNoPost(t *testing.T) {
	w := modeltest.New(t)
	s, bea := people.New(w.Store), w.Administrator("Bea")
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		codes := []string{fmt.Sprintf("A%d", n), fmt.Sprintf("B%d", n), fmt.Sprintf("C%d", n)}
		var staff []models.ID
		mo := w.Person(fmt.Sprintf("mo%d", n))
		for _, code := range codes {
			o, p := other(w, code), w.Person(fmt.Sprintf("p%s", strings.ToLower(code)))
			staff = append(staff, p.ID)
			for range rapid.IntRange(0, 3).Draw(rt, "posts") {
				post := models.Post{PersonID: rapid.SampledFrom(staff).Draw(rt, "who"), OrganisationID: o.ID, ManagerID: &mo.ID}
				post.RoleProfileID = rapid.SampledFrom([]*models.ID{nil, &w.Analyst.ID, &w.Leader.ID}).Draw(rt, "as")
				post.Started = w.Store.Today().AddDays(rapid.IntRange(-3, 3).Draw(rt, "from"))
				post.Ended = rapid.SampledFrom([]models.Date{"", post.Started, post.Started.AddDays(2)}).Draw(rt, "until")
				w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{post}) })
			}
		}
		order := rapid.Permutation(codes).Draw(rt, "order")
		for i, from := range order[:2] {
			day := w.Store.Today().AddDays(rapid.IntRange(0, 3).Draw(rt, "day"))
			to := rapid.SampledFrom(order[i+1:]).Draw(rt, "to")
			before := map[models.Date]map[models.ID][]string{}
			for d := -4; d < 9; d++ {
				on := w.Store.Today().AddDays(d)
				before[on] = held(t, w, staff, on)
			}
			in := people.MergeOrganisation{To: to, Day: string(day)}
			preview, err := s.PreviewMerge(t.Context(), bea, from, in)
			if err != nil { // closes before the other does
				continue
			}
			in.Seen = preview.Seen()
			if _, err := s.MergeOrganisation(t.Context(), bea, from, in); err != nil {
				rt.Fatal(err)
			}
			for on, said := range before {
				if after := held(t, w, staff, on); !maps.EqualFunc(said, after, slices.Equal) {
					rt.Fatalf("%s into %s on %s: on %s people are %v, were %v", from, to, day, on, after, said)
				}
			}
			w.Clock.Advance(time.Duration(rapid.IntRange(0, 2).Draw(rt, "days")) * 24 * time.Hour)
			w.In(func(ctx context.Context, tx *store.Tx) error { _, err := tx.MoveTallies(ctx); return err })
			reconciles(t, w)
		}
	})
}
