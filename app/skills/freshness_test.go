package skills_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// A team, a person and their own page tell the same age, on both sides of a summer midnight in London.
func TestEveryPageTellsTheSameAge(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		w.Clock.Set(time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC)) // 1 July
		ada := w.Learner("Ada")
		mia := w.Manager("Mia", ada)
		ada = w.Again(ada)
		w.Assessed(ada, "TA1", 2, models.MostWeeks)
		for _, c := range []struct {
			now time.Time
			due bool
		}{{time.Date(2027, 7, 1, 22, 0, 0, 0, time.UTC), false}, {time.Date(2027, 7, 1, 23, 30, 0, 0, time.UTC), true}} {
			w.Clock.Set(c.now)
			team, err := s.Team(ctx, mia, skills.TeamFilter{Areas: skills.AllSkills})
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, cell := range team.Rows[0].Cells {
				if cell.Assessed {
					found++
					if cell.Month != "2026-07" || cell.Due != c.due {
						t.Errorf("the team at %v: %+v", c.now, cell)
					}
				}
			}
			mine, err := s.Mine(ctx, ada, skills.OnlyDue)
			person, err2 := s.TeamPerson(ctx, mia, ada.ID)
			if err != nil || err2 != nil || found != 1 || (mine.Due == 1) != c.due || person.Mine.Due != mine.Due || len(mine.All()) != mine.Due {
				t.Errorf("at %v: %d found, mine %d due of %d, the manager sees %d (%v, %v)", c.now, found, mine.Due, len(mine.All()), person.Mine.Due, err, err2)
			}
			if has := strings.Contains(strings.Join(team.Table()[1], ","), "2026-07"); !has {
				t.Errorf("the file: %v", team.Table())
			}
		}
	})
}

// What stands in the way is what the person said last; a lead of the team does not see it.
func TestAManagerSeesWhatStandsInTheWay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada := w.Learner("Ada")
		mia := w.Manager("Mia", ada)
		say := func(code string, chance models.Chance, barrier models.Barrier) {
			w.Clock.Advance(time.Hour)
			w.Judged(models.Assessment{PersonID: ada.ID, ByID: ada.ID, Kind: models.BySelf, Level: 4, Use: models.NotAtAll, Chance: chance, Barrier: barrier}, code)
		}
		say("TA1", models.NoChance, models.NobodyAsked)
		say("TA1", models.SomeChance, models.NoData)
		say("TA2", models.NoChance, models.NoTime)
		say("TA2", "", "")
		page, err := s.TeamPerson(ctx, mia, ada.ID)
		if err != nil || len(page.InTheWay) != 1 || page.InTheWay[0].Slug != "describing-data" || page.InTheWay[0].Barrier != models.NoData || page.InTheWay[0].Chance != models.SomeChance {
			t.Errorf("%+v (%v)", page.InTheWay, err)
		}
	})
}

// After sending, one reads what changed since before the round was begun.
func TestSentSaysWhatChanged(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada := w.Learner("Ada")
		w.Manager("Mia", ada)
		ada = w.Again(ada)
		round := w.Round("autumn")
		w.Assessed(ada, "TA1", 2, models.MostWeeks)
		w.Assessed(ada, "TA2", 2, models.MostWeeks)
		w.Clock.Advance(time.Hour)
		page, err := s.Assessment(ctx, ada, "autumn")
		if err != nil {
			t.Fatal(err)
		}
		answer := func(code string, level int, use models.Use, chance models.Chance, barrier models.Barrier) models.Answer {
			return models.Answer{PersonID: ada.ID, RoundID: round.ID, CompetencyID: w.Competencies[code].ID, Level: level, Use: use, Chance: chance, Barrier: barrier, SavedAt: w.Store.Now()}
		}
		send := func(answers ...models.Answer) skills.SentPage {
			t.Helper()
			w.In(func(ctx context.Context, tx *store.Tx) error { return tx.KeepAnswers(ctx, answers...) })
			w.Clock.Advance(time.Hour)
			if err := s.Send(ctx, ada, "autumn"); err != nil {
				t.Fatal(err)
			}
			sent, err := s.Sent(ctx, ada, "autumn")
			if err != nil {
				t.Fatal(err)
			}
			return sent
		}
		sent := send(answer("TA1", 3, models.NotAtAll, models.NoChance, models.NobodyAsked), answer("TA2", 1, models.MostWeeks, "", ""), answer("CS1", 1, models.MostWeeks, "", ""))
		if len(sent.Up) != 1 || sent.Up[0].From != "Working" || len(sent.Down) != 1 || sent.New != page.Total-2 || sent.Same != 0 || sent.Waiting != page.Total {
			t.Errorf("first: %d up, %d down, %d same, %d new, %d waiting of %d", len(sent.Up), len(sent.Down), sent.Same, sent.New, sent.Waiting, page.Total)
		}
		if len(sent.Unused) != 1 || sent.Unused[0].Barrier() != models.NobodyAsked {
			t.Errorf("unused: %+v", sent.Unused)
		}
		sent = send(answer("TA2", 2, models.MostWeeks, "", "")) // thought again in the same round
		if len(sent.Up) != 1 || len(sent.Down) != 0 || sent.Same != 1 {
			t.Errorf("again: %d up, %d down, %d same", len(sent.Up), len(sent.Down), sent.Same)
		}
	})
}
