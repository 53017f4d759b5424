package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// A past month equals a slow count of the posts of its last day against what had been said by its end; it stays so, whatever
// happens afterwards.
func TestAPastMonthEqualsAPlainCountOfItsRows(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			people := []models.Actor{w.Learner(fmt.Sprintf("ada%d", n)), w.Learner(fmt.Sprintf("ben%d", n))}
			for range rapid.IntRange(1, 6).Draw(rt, "steps") {
				act(rt, w, people)
			}
			w.Clock.Advance(time.Duration(rapid.IntRange(20, 40).Draw(rt, "days")) * 24 * time.Hour)
			day := models.EndOfMonthBefore(w.Store.Today())
			want := thenByTheRule(rt, w, day)
			kept := false
			w.In(func(ctx context.Context, tx *store.Tx) (err error) { kept, err = tx.KeepMonth(ctx, day); return err })
			if kept {
				equals(rt, w, day, want)
			} else {
				want, _ = w.Store.PastTallies(t.Context(), day)
			}
			act(rt, w, people)
			w.In(func(ctx context.Context, tx *store.Tx) error { _, err := tx.KeepMonth(ctx, day); return err })
			equals(rt, w, day, want)
		})
	})
}

func equals(rt *rapid.T, w *modeltest.World, day models.Date, want []models.RoleTally) {
	rt.Helper()
	got, err := w.Store.PastTallies(w.T.Context(), day)
	if d := diff.Diff(want, got, cmpopts.EquateEmpty()); d != "" || err != nil {
		rt.Fatalf("%s is not kept as its rows say (-rows +kept):\n%s%v", day, d, err)
	}
}

// thenByTheRule counts every post of the day in Go, by what had been said by its end.
func thenByTheRule(rt *rapid.T, w *modeltest.World, day models.Date) []models.RoleTally {
	until := day.AddDays(1).Time().UTC()
	var assessments []models.Assessment
	var confirmations []models.Confirmation
	store.ReadAll(rt.Fatal, w.Store, &assessments, &confirmations)
	answers := map[models.ID]models.Confirmation{}
	for _, c := range confirmations {
		if c.CreatedAt.Before(until) {
			answers[c.AssessmentID] = c
		}
	}
	said := map[[2]models.ID][]models.Assessment{}
	for _, a := range assessments {
		if a.AssessedAt.Before(until) {
			key := [2]models.ID{a.PersonID, a.CompetencyID}
			said[key] = append(said[key], a)
		}
	}
	held := map[[2]models.ID]models.Skill{}
	for key, list := range said {
		held[key] = models.SkillOf(oldestFirst(list), answers)
	}
	return countedByTheRule(rt, w, day, held)
}
