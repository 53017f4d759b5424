package reports_test

import (
	"context"
	"testing"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// A network that raises its thresholds is told less from that moment on, and calls its systems by its own word.
func TestRaisedThresholdsAndTheNetworksWordHoldAtOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		_, second := twoSystems(t, w)
		nowhere := models.Organisation{Code: "OUT", Name: "Outside", ShortName: "Outside", Kind: models.Provider}
		w.Keep(&nowhere)
		post := models.Post{PersonID: w.Person("Olu").ID, OrganisationID: nowhere.ID, RoleProfileID: &w.Analyst.ID, Started: w.Store.Today()}
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{post}) })
		all := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
		look := func() reports.NetworkSkills {
			page, err := service.NetworkSkills(t.Context(), all, reports.FindSkills{})
			if err != nil {
				t.Fatal(err)
			}
			return page
		}
		if got := cell(t, look(), "TA1", second.Code); got != "6 of 20" {
			t.Fatalf("before: %s", got)
		}
		said := models.DefaultSettings()
		said.HalfFrom, said.ShareFrom, said.SystemsWord = 13, 21, "counties"
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.KeepSettings(ctx, said) })
		page := look()
		if got := cell(t, page, "TA1", second.Code); got != "Under half" {
			t.Errorf("20 people are told as %s", got)
		}
		if got := cell(t, page, "TA1", w.System.Code); got != "Under half" && got != "Hidden" {
			t.Errorf("15 people are told as %s", got)
		}
		if last := page.Columns[len(page.Columns)-1]; last.Name != "Several counties, or none" {
			t.Errorf("what belongs to no system is called %s", last.Name)
		}
	})
}
