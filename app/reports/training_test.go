package reports_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func lead(w *modeltest.World) models.Actor {
	return w.Grant(w.Person("Lena"), models.Lead, models.WholeNetwork, "")
}

func kinds(page reports.Training) map[reports.NeedKind]int {
	counts := map[reports.NeedKind]int{}
	for _, n := range page.Needs {
		counts[n.Kind]++
	}
	return counts
}

func change(w *modeltest.World, c models.Cohort, sql string) {
	modeltest.Plant(w.T, w.Store, "UPDATE cohorts SET "+sql+" WHERE id = '"+string(c.ID)+"'")
}

func TestWhoeverLeadsTheTrainingSeesWhatNeedsThem(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &reports.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1") // builds TA1
		taught := w.CohortOf(course, "R1-1", 10, now.AddDate(0, 0, 20))
		change(w, taught, "minimum = 6")
		w.Trainer("Tess", taught)
		alone := w.CohortOf(course, "R1-2", 10, now.AddDate(0, 0, 30)) // nobody teaches it
		over := w.CohortOf(course, "R1-0", 10, now.AddDate(0, 0, -20))
		w.Trainer("Tim", over)
		expected := w.CohortOf(course, "R1-X", 10, now.AddDate(0, 4, 0))
		change(w, expected, "unscheduled = true, minimum = 2")
		w.Trainer("Tom", expected)
		for i := range 5 {
			a := w.Learner(fmt.Sprintf("P%d", i))
			w.Enrolled(a, taught, models.Placed)
			if i < 2 {
				w.Enrolled(a, over, models.Placed)
				w.Enrolled(a, expected, models.Waiting)
			}
		}
		page, err := s.Training(t.Context(), lead(w))
		if err != nil {
			t.Fatal(err)
		}
		got := kinds(page)
		if got[reports.UnderMinimum] != 1 || got[reports.NoTrainer] != 1 || got[reports.RegisterUnfinished] != 2 || got[reports.ToSchedule] != 1 || got[reports.UnfairShare] != 0 {
			t.Errorf("needs %v", got)
		}
		for _, n := range page.Needs {
			switch n.Kind {
			case reports.UnderMinimum:
				if n.Cohort.ID != taught.ID || n.Days != 20 || n.Opens {
					t.Errorf("under minimum: %s, %d days", n.Cohort.Code, n.Days)
				}
			case reports.NoTrainer:
				if n.Cohort.ID != alone.ID {
					t.Errorf("without a trainer: %s", n.Cohort.Code)
				}
			case reports.RegisterUnfinished:
				if n.Cohort.ID != over.ID || n.Unmarked != 2 {
					t.Errorf("register of %s: %d", n.Cohort.Code, n.Unmarked)
				}
			default:
			}
		}
		if page.Places.Places != 20 || page.Places.Held != 5 || len(page.Courses) != 1 || page.Courses[0].Cohorts != 2 || page.MayOpen {
			t.Errorf("fill %+v, %+v", page.Places, page.Courses)
		}
		for _, nobody := range []models.Actor{w.Learner("Ola"), w.Grant(w.Person("Lee"), models.Lead, models.OneOrganisation, w.System.ID), w.Grant(w.Person("Dan"), models.DataAnalyst, models.WholeNetwork, "")} {
			if _, err := s.Training(t.Context(), nobody); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s gets %v", nobody.Name, err)
			}
		}
	})
}

// Two systems: one with half of the people and none of the places.
func TestAnUnfairShareIsToldOfButNotOfAFewPeople(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &reports.Service{Store: w.Store}
		cohort := w.Cohort("R1", 30)
		small := elsewhere(w, "SMA", 4)
		large := elsewhere(w, "LAR", 10)
		for i := range 10 {
			w.Enrolled(w.Learner(fmt.Sprintf("P%d", i)), cohort, models.Placed)
		}
		page, err := s.Training(t.Context(), lead(w))
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, n := range page.Needs {
			if n.Kind == reports.UnfairShare {
				named = append(named, n.System.Name)
				if n.System.Places != 0 || n.System.People != 0 {
					t.Errorf("counts are told: %+v", n.System)
				}
			}
		}
		if len(named) != 1 || named[0] != large.ShortName {
			t.Errorf("unfair to %v, small is %s", named, small.ShortName)
		}
	})
}

// elsewhere is another system with one trust, and so many people.
func elsewhere(w *modeltest.World, code string, people int) models.Organisation {
	system := models.Organisation{Code: code, Name: "System " + code, ShortName: code, Kind: models.System}
	trust := models.Organisation{Code: code + "T", Name: "Trust " + code, ShortName: code + "T", Kind: models.Provider}
	w.Keep(&system, &trust)
	w.Keep(&models.Link{OrganisationID: trust.ID, OtherID: system.ID, Kind: models.Serves})
	for i := range people {
		p := w.Person(fmt.Sprintf("%s%d", code, i))
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.AddPosts(ctx, []models.Post{{PersonID: p.ID, OrganisationID: trust.ID, Title: "Analyst", RoleProfileID: &w.Analyst.ID, Started: "2026-01-01"}})
		})
	}
	return system
}

func TestDemandStandsBesideSupply(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &reports.Service{Store: w.Store}
		now := w.Store.Now()
		course := w.Course("R1") // builds TA1
		coming := w.CohortOf(course, "R1-1", 10, now.AddDate(0, 0, 20))
		w.CohortOf(course, "R1-2", 7, now.AddDate(0, 3, 0))
		w.CohortOf(course, "R1-9", 99, now.AddDate(0, 8, 0))  // too late
		w.CohortOf(course, "R1-0", 99, now.AddDate(0, 0, -1)) // has begun
		change(w, w.CohortOf(course, "R1-D", 99, now.AddDate(0, 2, 0)), "state = 'draft'")
		below := 0
		for i := range 16 {
			a := w.Learner(fmt.Sprintf("P%02d", i))
			level := i % 4 // the role asks for 3 of TA1
			if level < 3 {
				below++
			}
			w.Assessed(a, "TA1", level, "")
			w.Assessed(a, "CS1", 0, "") // nobody builds it
			if i < 3 {
				w.Enrolled(a, coming, models.Offered)
			}
		}
		page, err := s.Supply(t.Context(), lead(w))
		if err != nil {
			t.Fatal(err)
		}
		rows := map[string]reports.SkillSupply{}
		for _, row := range page.Rows {
			rows[row.Code] = row
		}
		if row := rows["TA1"]; !row.Told() || row.Supply().Below != below || row.Free != 14 || row.Cohorts != 2 || row.Supply().Gap() != 0 {
			t.Errorf("TA1 %+v, want %d below and 14 places", row, below)
		}
		if row := rows["CS1"]; row.Told() || row.Below != "Nearly all" || row.Cohorts != 0 {
			t.Errorf("CS1 %+v: few may not be told", row)
		}
		training, err := s.Training(t.Context(), lead2(w))
		if err != nil || kinds(training)[reports.DemandUnmet] != 1 {
			t.Errorf("unmet %v (%v)", kinds(training), err)
		}
	})
}

func lead2(w *modeltest.World) models.Actor {
	return w.Grant(w.Person("Lars"), models.Lead, models.WholeNetwork, "")
}

func TestTheCalendarHasEveryCohortInItsMonths(t *testing.T) {
	w := modeltest.New(t)
	s := &reports.Service{Store: w.Store}
	now := w.Store.Now() // in November 2026
	course := w.Course("R1")
	c := w.CohortOf(course, "R1-1", 10, now.AddDate(0, 0, 5)) // 28 November and 5 December
	change(w, w.CohortOf(w.Course("SQL1"), "SQL1-1", 10, now.AddDate(0, 2, 0)), "state = 'draft'")
	w.CohortOf(course, "R1-9", 10, now.AddDate(2, 0, 0))
	page, err := s.TrainingCalendar(t.Context(), lead(w), "")
	if err != nil || len(page.Rows) != 2 || len(page.Months) != 12 || page.Months[0] != "2026-10-01" {
		t.Fatalf("%d rows, months %v (%v)", len(page.Rows), page.Months, err)
	}
	row := page.Rows[0]
	if row.ID != c.ID || row.Sessions[1] != 1 || row.Sessions[2] != 1 || row.On[0] || !row.On[1] || !row.On[2] || row.On[3] || page.Rows[1].Stage != models.StageDraft {
		t.Errorf("%s: sessions %v, on %v, stage %s", row.Code, row.Sessions, row.On, page.Rows[1].Stage)
	}
	one, err := s.TrainingCalendar(t.Context(), lead2(w), "SQL1")
	if err != nil || len(one.Rows) != 1 || one.Rows[0].Code != "SQL1-1" {
		t.Errorf("%d rows (%v)", len(one.Rows), err)
	}
}
