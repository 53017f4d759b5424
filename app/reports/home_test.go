package reports_test

import (
	"testing"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestAHomePageKnowsWhatHappenedAndWithWhom(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		ada, joan := w.Learner("Ada"), w.Post(w.Person("Joan"), &w.Leader, nil)
		cohort := w.Cohort("PAIR", 4)
		w.Keep(&models.Pair{State: models.PairAccepted, CohortID: cohort.ID, AnalystID: ada.ID, DecisionMakerID: joan.ID})
		log := func(day models.Date, minutes int) {
			w.Keep(&models.LogEntry{PersonID: ada.ID, Title: "Reading", Minutes: minutes, LearnedOn: day, Kind: models.Reading, CreatedAt: w.Store.Now(), ChangedAt: w.Store.Now()})
		}
		log("2026-04-01", 30)
		log("2026-03-31", 500) // last year
		log("2026-11-01", 15)

		about, err := service.About(t.Context(), ada)
		if err != nil {
			t.Fatal(err)
		}
		if about.Minutes != 45 || about.Organisation != "Testshire Trust" || len(about.Activity) != 3 || about.Activity[0].Minutes != 15 {
			t.Errorf("got %+v", about)
		}
		if len(about.Partners) != 1 || about.Partners[0].Name != "Joan" || about.Partners[0].Analyst {
			t.Errorf("Ada is paired with %+v", about.Partners)
		}
		if about, err = service.About(t.Context(), joan); err != nil || len(about.Partners) != 1 || !about.Partners[0].Analyst {
			t.Errorf("Joan is paired with %+v (%v)", about.Partners, err)
		}
		w.Clock.Set(cohort.Ends.AddDate(0, 0, 1))
		if about, err = service.About(t.Context(), joan); err != nil || len(about.Partners) != 0 {
			t.Errorf("after the cohort Joan is paired with %+v (%v)", about.Partners, err)
		}
	})
}
