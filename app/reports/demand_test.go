package reports_test

import (
	"slices"
	"testing"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func TestWhoHoldsThePlacesAndWhatIsWanted(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		administrator := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
		empty, err := service.Demand(t.Context(), administrator)
		if err != nil || empty.Heading != "Nobody holds a place yet" {
			t.Fatalf("%q (%v)", empty.Heading, err)
		}
		cohort := w.Cohort("R1", 5)
		over := w.CohortOf(w.Course("OLD"), "OLD-1", 5, w.Store.Now().AddDate(0, -6, 0))
		for i, name := range []string{"Ada", "Ben", "Cyd", "Dot", "Eve", "Fay"} {
			learner := w.Learner(name)
			state := models.Placed
			if i > 2 {
				state = models.Waiting // holds no place
			}
			w.Enrolled(learner, cohort, state)
			w.Enrolled(learner, over, models.Placed) // has ended
			level := 3
			if i > 1 {
				level = 1
			}
			w.Assessed(learner, "TA2", level, "")
		}
		page, err := service.Demand(t.Context(), administrator)
		if err != nil {
			t.Fatal(err)
		}
		if page.Held != 3 || len(page.Systems) != 1 || page.Systems[0].Name != "Testshire" || page.Systems[0].PlacesShare != 100 || page.Systems[0].People != 6 {
			t.Errorf("places: %+v of %d", page.Systems, page.Held)
		}
		if len(page.Skills) != 1 || page.Skills[0].AtTarget.Kind != disclosure.UnderHalf || page.Skills[0].Below != "Over half" {
			t.Errorf("wanted: %+v; six people may not be told apart", page.Skills)
		}
		if page.Unmet != "Inference" {
			t.Errorf("without a course: %q", page.Unmet)
		}
		lead := w.Grant(w.Person("Lee"), models.Lead, models.OneOrganisation, w.System.ID)
		page, err = service.Demand(t.Context(), lead)
		if err != nil || page.Counted || page.Held != 0 || page.Systems[0].Places != 0 || page.Systems[0].PlacesShare != 100 {
			t.Errorf("a lead, who sees no names, sees %+v of %d (%v)", page.Systems, page.Held, err)
		}
	})
}

// Whoever may not see the names learns from the order and the heading no more than from the figures.
func TestTheOrderOfSmallGroupsTellsNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		administrator := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
		for _, name := range []string{"Ada", "Ben", "Cyd"} {
			learner := w.Learner(name)
			for code, level := range map[string]int{"TA1": 3, "TA2": 0, "CS1": 2} { // one of them nobody holds
				w.Assessed(learner, code, level, "")
			}
		}
		page, err := service.Demand(t.Context(), administrator)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range page.Skills {
			if s.AtTarget.Kind != disclosure.Hidden {
				t.Errorf("%s is %s", s.Name, s.AtTarget)
			}
			names = append(names, s.Name)
		}
		if len(names) != 3 || !slices.IsSorted(names) {
			t.Errorf("three hidden groups stand in the order %q", names)
		}
		if page.Unmet != "" {
			t.Errorf("the heading says that somebody of a hidden group is below target: %s", page.Unmet)
		}
	})
}
