package needs_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"trellis/app/needs"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// row is somebody's standing in one competency, as the test itself wrote it.
type row struct {
	person     models.ID
	competency string
	level      int
	assessed   bool
}

// A page must count what a plain walk over the rows counts: in random teams of several employers, with people whose posts are over.
func TestCoverageIsThePlainCount(t *testing.T) {
	t.Parallel()
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		random := rand.New(rand.NewPCG(7, 9))
		service := needs.Service{Store: w.Store}
		codes := []string{"TA1", "TA2", "CS1", "DS1", "DS2"}
		for world := range 4 {
			lead, team, rows, members := randomTeam(w, random, world, codes)
			var lines []models.TeamNeed
			for _, code := range codes[:1+random.IntN(len(codes))] {
				lines = append(lines, models.TeamNeed{OrganisationID: &team, CompetencyID: w.Competencies[code].ID, Level: 1 + random.IntN(3), People: 1 + random.IntN(3), Revision: 1, ChangedAt: w.Store.Now()})
			}
			w.Keep(&lines)
			without := []models.ID{members[random.IntN(len(members))]}
			page, err := service.Page(t.Context(), lead, needs.Show{Of: team, Without: without})
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Members) != len(members) || len(page.Lines) != len(lines) {
				t.Fatalf("%d members and %d lines, want %d and %d", len(page.Members), len(page.Lines), len(members), len(lines))
			}
			for _, line := range page.Lines {
				have, then := plain(rows, members, line.Code, line.Level, nil), plain(rows, members, line.Code, line.Level, without)
				if line.Have != have || line.ThenHave != then || line.Coverage != models.CoverageOf(have, line.People) || line.Then != models.CoverageOf(then, line.People) {
					t.Errorf("%s at %d: %d, without %d; the rows say %d and %d", line.Code, line.Level, line.Have, line.ThenHave, have, then)
				}
			}
		}
	})
}

// plain counts people at the level, a row at a time.
func plain(rows []row, members []models.ID, code string, level int, without []models.ID) (n int) {
	for _, m := range members {
		for _, r := range rows {
			if r.person == m && r.competency == code && r.assessed && r.level >= level && (len(without) == 0 || without[0] != m) {
				n++
			}
		}
	}
	return n
}

func randomTeam(w *modeltest.World, random *rand.Rand, world int, codes []string) (lead models.Actor, team models.ID, rows []row, members []models.ID) {
	unit := w.Team(fmt.Sprintf("U%d", world), models.DecisionSupportUnit)
	lead = w.Grant(w.Learner(fmt.Sprintf("Lead%d", world)), models.Lead, models.OneOrganisation, unit.ID)
	for i := range 4 + random.IntN(6) {
		a := w.Learner(fmt.Sprintf("P%dx%d", world, i))
		post := models.Post{PersonID: a.ID, OrganisationID: w.Trust.ID, TeamID: &unit.ID, Title: "Analyst", RoleProfileID: &w.Analyst.ID, Started: w.Store.Today().AddMonths(-3)}
		there := true
		switch random.IntN(4) {
		case 0: // works for the unit itself
			post.OrganisationID, post.TeamID = unit.ID, nil
		case 1:
			if i > 0 {
				post.Ended, there = w.Store.Today().AddDays(-1), false
			}
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{post}) })
		if there {
			members = append(members, a.ID)
		}
		for _, code := range codes {
			if random.IntN(3) == 0 {
				continue
			}
			level := random.IntN(5)
			w.Assessed(a, code, level, models.MostWeeks)
			rows = append(rows, row{a.ID, code, level, true})
		}
	}
	return lead, unit.ID, rows, members
}

func TestAMixIsTakenOnceAndTakenBack(t *testing.T) {
	t.Parallel()
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, service := t.Context(), needs.Service{Store: w.Store}
		unit := w.Team("DSU", models.DecisionSupportUnit, w.Person("Ada"), w.Person("Ben"))
		lead := w.Grant(w.Learner("Lea"), models.Lead, models.OneOrganisation, unit.ID)
		if err := service.Add(ctx, lead, unit.ID, needs.Keep{Competency: w.Competencies["TA1"].ID, Level: 2, People: 1}); err != nil {
			t.Fatal(err)
		}
		mix, err := service.MixPage(ctx, lead, unit.ID, "small")
		if err != nil || mix.Has != 1 || len(mix.Adds) == 0 || mix.Absent == 0 {
			t.Fatalf("%d added, %d there, %d absent: %v", len(mix.Adds), mix.Has, mix.Absent, err)
		}
		if _, err := service.TakeMix(ctx, lead, unit.ID, "small", len(mix.Adds)+1); !errors.Is(err, models.ErrStale) {
			t.Errorf("a preview that says something else is taken: %v", err)
		}
		if _, err := service.TakeMix(ctx, lead, unit.ID, "small", len(mix.Adds)); err != nil {
			t.Fatal(err)
		}
		page, err := service.Page(ctx, lead, needs.Show{Of: unit.ID})
		if err != nil || page.Undoes != len(mix.Adds) || len(page.Lines) != len(mix.Adds)+1 {
			t.Fatalf("%d lines, %d to take back: %v", len(page.Lines), page.Undoes, err)
		}
		changed := page.Lines[len(page.Lines)-1]
		for _, l := range page.Lines {
			if l.MixID == page.Undo {
				changed = l
			}
		}
		if err := service.Change(ctx, lead, unit.ID, changed.ID, needs.Keep{Level: changed.Level, People: 7, Revision: 1}); err != nil {
			t.Fatal(err)
		}
		if err := service.Change(ctx, lead, unit.ID, changed.ID, needs.Keep{Level: changed.Level, People: 8, Revision: 1}); !errors.Is(err, models.ErrStale) {
			t.Errorf("a save that came late: %v", err)
		}
		removed, err := service.Undo(ctx, lead, unit.ID, page.Undo)
		if err != nil || removed != len(mix.Adds)-1 {
			t.Errorf("%d taken back, want all but the one that was changed: %v", removed, err)
		}
		stranger := w.Grant(w.Learner("Sam"), models.Lead, models.OneOrganisation, w.Trust.ID)
		if _, err := service.Page(ctx, stranger, needs.Show{Of: unit.ID}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody else sees the page: %v", err)
		}
	})
}
