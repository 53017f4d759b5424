package store_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// Assessments are never overwritten: whatever happens, rows are only added, kinds stay apart, and a skill is what its
// assessments and confirmations say.
func TestAssessmentsAreNeverOverwritten(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			ada := w.Learner(fmt.Sprintf("ada%d", n))
			ben := w.Learner(fmt.Sprintf("ben%d", n))
			var kept []models.Assessment
			confirmations := map[models.ID]models.Confirmation{}
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				if rapid.Bool().Draw(rt, "later") { // two in one moment stay in their order
					w.Clock.Advance(time.Hour)
				}
				if i := rapid.IntRange(-4, len(kept)-1).Draw(rt, "confirm"); i >= 0 && kept[i].Kind == models.BySelf && !confirmations[kept[i].ID].ID.Known() {
					confirmations[kept[i].ID] = confirm(rt, w, ben, kept[i])
				} else {
					kept = append(kept, judge(rt, w, ada, ben))
				}
				for _, code := range []string{"TA1", "TA2"} {
					holds(rt, w, ada, w.Competencies[code].ID, kept, confirmations)
				}
			}
		})
	})
}

func judge(rt *rapid.T, w *modeltest.World, ada, ben models.Actor) models.Assessment {
	kind := rapid.SampledFrom([]models.AssessmentKind{models.BySelf, models.ByManager, models.ByTrainer, models.ByPeer, models.ByCourse}).Draw(rt, "kind")
	a := models.Assessment{PersonID: ada.ID, ByID: ben.ID, Kind: kind, Level: rapid.IntRange(0, 4).Draw(rt, "level")}
	if kind == models.BySelf {
		a.ByID, a.Use = ada.ID, rapid.SampledFrom(models.Uses()).Draw(rt, "use")
	}
	return w.Judged(a, rapid.SampledFrom([]string{"TA1", "TA2"}).Draw(rt, "code"))
}

func confirm(rt *rapid.T, w *modeltest.World, ben models.Actor, a models.Assessment) models.Confirmation {
	c := a.Agree(ben.ID, w.Store.Now())
	if !rapid.Bool().Draw(rt, "agrees") {
		c.Agrees, c.Comment = false, "I saw otherwise"
	}
	list := []models.Confirmation{c}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddConfirmations(ctx, list) })
	return list[0]
}

func holds(rt *rapid.T, w *modeltest.World, ada models.Actor, competency models.ID, kept []models.Assessment, confirmations map[models.ID]models.Confirmation) {
	var mine []models.Assessment
	for _, a := range kept {
		if a.CompetencyID == competency {
			mine = append(mine, a)
		}
	}
	history, err := w.Store.History(w.T.Context(), ada.ID, competency)
	if err != nil {
		rt.Fatal(err)
	}
	slices.Reverse(history)
	if len(history) != len(mine) {
		rt.Fatalf("%d assessments are kept, want %d", len(history), len(mine))
	}
	for i, h := range history {
		if h.ID != mine[i].ID || h.Level != mine[i].Level || h.Kind != mine[i].Kind || h.Use != mine[i].Use || !h.AssessedAt.Equal(mine[i].AssessedAt) {
			rt.Fatalf("assessment %d has changed: %+v, want %+v", i, h.Assessment, mine[i])
		}
		if c := confirmations[h.ID]; c.ID.Known() != (h.ConfirmationID != nil) || c.Agrees != h.Agrees {
			rt.Fatalf("confirmation of %d: %+v, want %+v", i, h, c)
		}
	}
	skills, err := w.Store.Skills(w.T.Context(), ada.ID)
	if err != nil {
		rt.Fatal(err)
	}
	at := slices.IndexFunc(skills, func(s models.Skill) bool { return s.CompetencyID == competency })
	if len(mine) == 0 {
		if at >= 0 {
			rt.Fatal("a skill without an assessment")
		}
		return
	}
	if at < 0 {
		rt.Fatal("no skill is kept")
	}
	if got, want := inWords(skills[at]), inWords(models.SkillOf(mine, confirmations)); got != want {
		rt.Fatalf("skill %s, want %s", got, want)
	}
}

func inWords(s models.Skill) string {
	id, at, suggested := models.ID(""), "", -1
	if s.AssessmentID != nil {
		id, at = *s.AssessmentID, s.AssessedAt.UTC().String()
	}
	if s.Suggested != nil {
		suggested = *s.Suggested
	}
	return fmt.Sprint(s.PersonID, s.CompetencyID, s.Level, id, s.Confirmed, s.Use, at, suggested)
}

func TestSkillsOfManyPeopleAreDerivedAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		var list []models.Assessment
		for i := range 30 {
			ada := w.Learner(fmt.Sprintf("ada%d", i))
			for _, code := range slices.Sorted(maps.Keys(w.Competencies)) {
				list = append(list, models.Assessment{PersonID: ada.ID, CompetencyID: w.Competencies[code].ID, ByID: ada.ID, Kind: models.BySelf, Level: i % 5, AssessedAt: w.Store.Now()})
			}
		}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddAssessments(ctx, list) })
		skills, err := w.Store.Skills(t.Context(), list[35].PersonID)
		if err != nil || len(skills) != 5 || skills[0].Level != list[35].Level {
			t.Errorf("got %+v (%v)", skills, err)
		}
		nobody := []models.Assessment{{PersonID: "nobody", CompetencyID: list[0].CompetencyID, ByID: list[0].ByID, Kind: models.BySelf, AssessedAt: w.Store.Now()}}
		err = w.Store.InTx(t.Context(), func(tx *store.Tx) error { return tx.AddAssessments(t.Context(), nobody) })
		if err == nil {
			t.Error("an assessment of nobody is kept")
		}
	})
}

func TestWhatWaitsForAManagerIsWhatWasSentAndStillHolds(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ada, ben := w.Person("Ada"), w.Person("Ben")
		mia := w.Manager("Mia", ada, ben)
		round := w.Round("autumn")
		w.Sent(ada, round, "TA1", 2, models.MostWeeks)
		w.Clock.Advance(time.Hour)
		again := w.Sent(ada, round, "TA1", 3, models.MostWeeks)
		confirmed := w.Sent(ada, round, "TA2", 1, models.NotAtAll)
		w.Confirmed(mia, confirmed)
		outside := w.Assessed(ben, "TA1", 4, models.MostWeeks) // of a round: it is sent at once
		w.Clock.Advance(time.Hour)
		w.Sent(ada, round, "CS1", 2, models.MostWeeks)
		waiting, err := w.Store.TeamWaiting(t.Context(), store.Sight{Managers: mia.Manages, Viewer: mia.ID, Today: w.Store.Today()})
		want := []store.Waiting{{PersonID: ada.ID, Name: "Ada", Waiting: 2, AssessedAt: again.AssessedAt}}
		if err != nil || len(waiting) != 2 || !waiting[0].AssessedAt.Equal(want[0].AssessedAt) || waiting[1].PersonID != outside.PersonID || waiting[1].Waiting != 1 {
			t.Fatalf("waiting: %+v (%v)", waiting, err)
		}
		if waiting[0].AssessedAt = want[0].AssessedAt; waiting[0] != want[0] {
			t.Errorf("waiting: %+v, want %+v", waiting, want)
		}
		of, err := w.Store.UnansweredOf(t.Context(), ada.ID)
		if err != nil || len(of) != 2 || of[0].ID != again.ID {
			t.Errorf("of Ada: %+v (%v)", of, err)
		}
		n, err := w.Store.CountUnanswered(t.Context(), store.Sight{Managers: mia.Manages, Viewer: mia.ID, Today: w.Store.Today()})
		if err != nil || n != 3 {
			t.Errorf("counted %d (%v)", n, err)
		}
		if n, err := w.Store.CountUnanswered(t.Context(), store.Sight{Viewer: mia.ID, Today: w.Store.Today()}); err != nil || n != 0 {
			t.Errorf("nobody's manager counts %d (%v)", n, err)
		}
	})
}
