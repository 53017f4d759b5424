package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// Every figure reconciles: whatever people and the calendar do, the kept tallies equal what posts, requirements and skills
// say, and both equal models.Tally, which is the rule.
func TestTheTalliesAlwaysEqualTheirRecomputation(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			people := []models.Actor{w.Learner(fmt.Sprintf("ada%d", n)), w.Learner(fmt.Sprintf("ben%d", n))}
			for range rapid.IntRange(1, 8).Draw(rt, "steps") {
				act(rt, w, people)
				reconciles(rt, w)
			}
		})
	})
}

// act lets one thing happen that changes what is counted.
func act(rt *rapid.T, w *modeltest.World, people []models.Actor) {
	who := rapid.SampledFrom(people).Draw(rt, "who")
	code := rapid.SampledFrom([]string{"TA1", "TA2", "DS1"}).Draw(rt, "code")
	level := rapid.IntRange(0, 4).Draw(rt, "level")
	switch rapid.IntRange(0, 4).Draw(rt, "act") {
	case 0:
		w.Assessed(who, code, level, rapid.SampledFrom(append(models.Uses(), "")).Draw(rt, "use"))
	case 1:
		a := w.Assessed(who, code, level, models.MostWeeks)
		w.Confirmed(people[0], a)
	case 2:
		w.Judged(models.Assessment{PersonID: who.ID, ByID: people[0].ID, Kind: models.ByCourse, Level: level}, code)
	case 3:
		changePost(rt, w, who)
	case 4:
		w.Clock.Advance(time.Duration(rapid.IntRange(0, 3).Draw(rt, "days")) * 24 * time.Hour)
		w.In(func(ctx context.Context, tx *store.Tx) error { _, err := tx.MoveTallies(ctx); return err })
	}
}

// changePost gives a person another post, or changes one: where, as what, from when and until when.
func changePost(rt *rapid.T, w *modeltest.World, who models.Actor) {
	post := models.Post{PersonID: who.ID}
	held := w.Again(who).Posts
	if len(held) > 0 && rapid.Bool().Draw(rt, "change") {
		post = rapid.SampledFrom(held).Draw(rt, "post")
	}
	today := w.Store.Today()
	post.OrganisationID = rapid.SampledFrom([]models.ID{w.Trust.ID, w.System.ID}).Draw(rt, "where")
	post.RoleProfileID = rapid.SampledFrom([]*models.ID{nil, &w.Analyst.ID, &w.Analyst.ID, &w.Leader.ID}).Draw(rt, "as")
	post.Started = today.AddDays(rapid.IntRange(-3, 2).Draw(rt, "from"))
	post.Ended = rapid.SampledFrom([]models.Date{"", post.Started, post.Started.AddDays(2)}).Draw(rt, "until")
	w.In(func(ctx context.Context, tx *store.Tx) error {
		if post.ID.Known() {
			return tx.ChangePosts(ctx, []models.Post{post})
		}
		return tx.AddPosts(ctx, []models.Post{post})
	})
}

func reconciles(rt *rapid.T, w *modeltest.World) {
	ctx := w.T.Context()
	kept, err := w.Store.Tallies(ctx)
	if err != nil {
		rt.Fatal(err)
	}
	day, err := w.Store.TalliesDay(ctx)
	if err != nil {
		rt.Fatal(err)
	}
	counted, err := w.Store.Standing(ctx, day)
	if err != nil {
		rt.Fatal(err)
	}
	if d := diff.Diff(counted, kept, cmpopts.EquateEmpty()); d != "" {
		rt.Fatalf("what is kept is not what the rows say (-rows +kept):\n%s", d)
	}
	if d := diff.Diff(byTheRule(rt, w, day), kept, cmpopts.EquateEmpty()); d != "" {
		rt.Fatalf("what is kept is not what the rule says (-rule +kept):\n%s", d)
	}
}

// byTheRule counts every current post in Go.
func byTheRule(rt *rapid.T, w *modeltest.World, day models.Date) []models.RoleTally {
	var skills []models.Skill
	store.ReadAll(rt.Fatal, w.Store, &skills)
	held := map[[2]models.ID]models.Skill{}
	for _, s := range skills {
		held[[2]models.ID{s.PersonID, s.CompetencyID}] = s
	}
	return countedByTheRule(rt, w, day, held)
}

func oldestFirst(list []models.Assessment) []models.Assessment {
	slices.SortFunc(list, func(a, b models.Assessment) int {
		return cmp.Or(a.AssessedAt.Compare(b.AssessedAt), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func countedByTheRule(rt *rapid.T, w *modeltest.World, day models.Date, held map[[2]models.ID]models.Skill) []models.RoleTally {
	var posts []models.Post
	var requirements []models.Requirement
	store.ReadAll(rt.Fatal, w.Store, &posts, &requirements)
	counted := map[[3]models.ID]*models.RoleTally{}
	for _, p := range posts {
		for _, r := range requirements {
			if p.RoleProfileID == nil || *p.RoleProfileID != r.RoleProfileID || !p.CurrentOn(day) {
				continue
			}
			key := [3]models.ID{p.OrganisationID, r.RoleProfileID, r.CompetencyID}
			if counted[key] == nil {
				counted[key] = &models.RoleTally{OrganisationID: p.OrganisationID, RoleProfileID: r.RoleProfileID, CompetencyID: r.CompetencyID}
			}
			s := held[[2]models.ID{p.PersonID, r.CompetencyID}]
			month := 0
			if s.Assessed() {
				month = models.MonthNumber(*s.AssessedAt)
			}
			counted[key].Count(models.Target{Level: r.Level}, models.Held{Assessed: s.Assessed(), Confirmed: s.Confirmed, Level: s.Level, Use: s.Use}, month)
		}
	}
	list := make([]models.RoleTally, 0, len(counted))
	for _, c := range counted {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b models.RoleTally) int {
		return cmp.Or(cmp.Compare(a.OrganisationID, b.OrganisationID), cmp.Compare(a.RoleProfileID, b.RoleProfileID), cmp.Compare(a.CompetencyID, b.CompetencyID))
	})
	return list
}

// People who assess themselves at the same moment, while the calendar moves on, are all counted.
func TestTalliesStayRightUnderConcurrentWrites(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		var people []models.Actor
		for i := range 12 {
			people = append(people, w.Learner(fmt.Sprintf("ada%d", i)))
		}
		w.Clock.Advance(24 * time.Hour)
		var all sync.WaitGroup
		for i, p := range people {
			all.Go(func() {
				for _, code := range []string{"TA1", "TA2"} {
					a := models.Assessment{PersonID: p.ID, ByID: p.ID, Kind: models.BySelf, Level: i % 5, CompetencyID: w.Competencies[code].ID, AssessedAt: w.Store.Now()}
					err := w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.AddAssessments(t.Context(), []models.Assessment{a}) })
					if err != nil {
						t.Error(err)
					}
				}
			})
			all.Go(func() {
				err := w.Store.InTx(t.Context(), func(tx *store.Tx) error { _, err := tx.MoveTallies(t.Context()); return err })
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		rapid.Check(t, func(rt *rapid.T) { reconciles(rt, w) })
		kept, err := w.Store.Tallies(t.Context())
		if err != nil || len(kept) == 0 || kept[0].Assessed != len(people) {
			t.Errorf("%d tallies, the first %+v: %v", len(kept), kept, err)
		}
	})
}

// What was made of the tallies can tell by the stamp of a competency whether it still holds, and of which it does.
func TestTheStampOfACompetencyRisesWithEveryChangeOfIt(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada := w.Learner("Ada")
		stamps := func() map[models.ID]int64 {
			t.Helper()
			v, err := w.Store.TallyStamps(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		changed, other := w.Competencies["TA1"].ID, w.Competencies["TA2"].ID
		before := stamps()
		w.Assessed(ada, "TA1", 3, models.MostWeeks)
		after := stamps()
		if after[changed] <= before[changed] || after[other] != before[other] {
			t.Errorf("one changed: %v, then %v", before, after)
		}
		for range 40 {
			w.In(func(ctx context.Context, tx *store.Tx) error { return tx.Recount(ctx) })
		}
		if again := stamps(); again[changed] <= after[changed] || again[other] <= after[other] || again[other] > after[other]+80 {
			t.Errorf("all were counted anew: %v, then %v", after, again)
		}
	})
}
