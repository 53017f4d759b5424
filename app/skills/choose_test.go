package skills_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// open is a role profile that asks for TA1, and leaves TA2, CS1 and DS1 open: at least one is chosen.
func open(w *modeltest.World) models.RoleProfile {
	top := 3
	role := models.DrawnRole{
		RoleProfile: models.RoleProfile{FrameworkVersionID: w.Version.ID, Code: "open", Name: "Open analyst", OptionalMinimum: 1},
		Asks: []models.Requirement{
			{CompetencyID: w.Competencies["TA1"].ID, Level: 2, UpTo: &top, Core: true},
			{CompetencyID: w.Competencies["TA2"].ID, Level: 2, Optional: true},
			{CompetencyID: w.Competencies["CS1"].ID, Level: 3, Optional: true},
			{CompetencyID: w.Competencies["DS1"].ID, Level: 1, Optional: true},
		},
	}
	w.In(func(ctx context.Context, tx *store.Tx) (err error) { role, err = tx.AddRole(ctx, role); return err })
	return role.RoleProfile
}

func TestWhatIsNotChosenIsNotAskedAndNoGap(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		role := open(w)
		ada := w.Post(w.Person("Ada"), &role, nil)
		w.Round("autumn")
		w.Assessed(ada, "TA1", 4, models.MostWeeks)
		w.Assessed(ada, "TA2", 1, models.MostWeeks)
		page, err := s.Mine(ctx, ada, "")
		if err != nil || page.Tally.Asked != 1 || page.ToChoose() != 1 || page.Round.Total != 1 {
			t.Fatalf("before: %+v %v", page, err)
		}
		if top := page.All()[0]; !top.Beyond() || top.Gap() != 0 || !top.AtTarget() {
			t.Errorf("past the top of a range: %+v", top)
		}
		var invalid models.Invalid
		if err := s.Choose(ctx, ada, skills.ChooseSkills{Role: role.ID}); !errors.As(err, &invalid) {
			t.Errorf("too few: %v", err)
		}
		if err := s.Choose(ctx, ada, skills.ChooseSkills{Role: w.Analyst.ID}); !errors.As(err, &invalid) {
			t.Errorf("of a role of somebody else: %v", err)
		}
		must(t, s.Choose(ctx, ada, skills.ChooseSkills{Role: role.ID, Skills: []models.ID{w.Competencies["TA2"].ID, w.Competencies["DS2"].ID}}))
		page, err = s.Mine(ctx, ada, skills.OnlyGaps)
		if err != nil || page.Tally.Asked != 2 || page.ToChoose() != 0 || len(page.All()) != 1 || page.All()[0].Name != "Inference" {
			t.Errorf("after: %+v %v", page, err)
		}
	})
}

// Whatever is assessed and chosen: the kept tallies, what the rows say, each person's own page and the team's matrix agree.
func TestChoicesAgreeEverywhere(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s, n := t.Context(), &skills.Service{Store: w.Store}, 0
		role := open(w)
		rapid.Check(t, func(rt *rapid.T) {
			n++
			people := []models.Actor{w.Post(w.Person(fmt.Sprintf("ada%d", n)), &role, nil), w.Post(w.Person(fmt.Sprintf("ben%d", n)), &role, nil)}
			boss := w.Manager(fmt.Sprintf("mia%d", n))
			for i := range people {
				people[i] = w.Post(people[i], &w.Leader, &boss.ID)
			}
			boss = w.Again(boss)
			for range rapid.IntRange(1, 6).Draw(rt, "steps") {
				who := rapid.SampledFrom(people).Draw(rt, "who")
				if rapid.Bool().Draw(rt, "assess") {
					w.Assessed(who, rapid.SampledFrom([]string{"TA1", "TA2", "CS1"}).Draw(rt, "code"), rapid.IntRange(0, 4).Draw(rt, "level"), models.MostWeeks)
					continue
				}
				var ids []models.ID
				for _, code := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"TA2", "CS1", "DS1"}), rapid.ID).Filter(func(l []string) bool { return len(l) > 0 }).Draw(rt, "chosen") {
					ids = append(ids, w.Competencies[code].ID)
				}
				if err := s.Choose(ctx, who, skills.ChooseSkills{Role: role.ID, Skills: ids}); err != nil {
					rt.Fatal(err)
				}
			}
			kept, err := w.Store.Tallies(ctx)
			if err != nil {
				rt.Fatal(err)
			}
			counted, err := w.Store.Standing(ctx, w.Store.Today())
			if d := diff.Diff(counted, kept, cmpopts.EquateEmpty()); d != "" || err != nil {
				rt.Fatalf("-rows +kept: %s %v", d, err)
			}
			team, err := s.TeamPeople(ctx, boss, "")
			if err != nil || len(team.People) != 2 {
				rt.Fatal(len(team.People), err)
			}
			for _, p := range people {
				page, err := s.Mine(ctx, p, "")
				for _, m := range team.People {
					if err != nil || m.ID == p.ID && m.Standing != page.Tally {
						rt.Fatalf("%s: the team says %+v, their page %+v (%v)", p.Name, m.Standing, page.Tally, err)
					}
				}
			}
		})
	})
}

func TestTheRoleAimedAtIsTheirsAlone(t *testing.T) {
	w := modeltest.New(t)
	ctx, s := t.Context(), &skills.Service{Store: w.Store}
	ada := w.Person("Ada")
	mia := w.Manager("Mia", ada)
	ada = w.Again(ada)
	role := open(w)
	w.Assessed(ada, "TA1", 1, models.MostWeeks)
	if _, err := s.MineAimed(ctx, ada, ""); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("aims at nothing: %v", err)
	}
	must(t, s.Aim(ctx, ada, role.ID))
	page, err := s.MineAimed(ctx, ada, "")
	if err != nil || page.Aim != "Open analyst" || page.Tally.Asked != 1 || page.All()[0].Gap() != 1 || page.Round != nil {
		t.Errorf("%+v %v", page, err)
	}
	seen, err := s.TeamPerson(ctx, mia, ada.ID)
	if err != nil || seen.Mine.Aim != "" || seen.Mine.Roles[0] != "Analyst" {
		t.Errorf("her manager sees %+v %v", seen.Mine, err)
	}
	must(t, s.Aim(ctx, ada, ""))
	if page, err := s.Mine(ctx, ada, ""); err != nil || page.Aim != "" {
		t.Errorf("%+v %v", page, err)
	}
	both, err := s.CompareRoles(ctx, ada, w.Analyst.ID, role.ID)
	if err != nil || both.More != 1 || both.Less != 1 {
		t.Errorf("%+v %v", both, err)
	}
}
