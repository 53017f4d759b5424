package reports_test

import (
	"context"
	"testing"
	"time"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// Somebody whose post begins tomorrow is counted from tomorrow on, and somebody whose post ends today no longer is.
func TestTheTalliesFollowTheCalendar(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		today := w.Store.Today()
		stays, comes, goes := w.Learner("Ada"), w.Person("Ben"), w.Person("Cem")
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{
				{PersonID: comes.ID, OrganisationID: w.Trust.ID, RoleProfileID: &w.Analyst.ID, Started: today.AddDays(1)},
				{PersonID: goes.ID, OrganisationID: w.Trust.ID, RoleProfileID: &w.Analyst.ID, Started: today.AddDays(-9), Ended: today},
			})
		})
		w.Assessed(stays, "TA1", 3, models.MostWeeks)
		w.Assessed(comes, "TA1", 1, models.MostWeeks)
		w.Assessed(goes, "TA1", 4, models.MostWeeks)
		stands := func(want models.Tally) {
			t.Helper()
			if err := service.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			kept, err := w.Store.Tallies(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range kept {
				if k.CompetencyID == w.Competencies["TA1"].ID && k.Tally != want {
					t.Errorf("on %s the trust stands at %+v: want %+v", w.Store.Today(), k.Tally, want)
				}
			}
		}
		stands(models.Tally{Asked: 2, Assessed: 2, AtTarget: 2, Used: 2, UseAsked: 2})
		w.Clock.Advance(24 * time.Hour)
		stands(models.Tally{Asked: 2, Assessed: 2, AtTarget: 1, Used: 1, UseAsked: 1})
	})
}
