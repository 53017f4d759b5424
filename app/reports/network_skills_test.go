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

// twoSystems is a network of two systems: the first has a trust of twelve and a council of three, the other a trust of
// twenty. All have assessed TA1, for which their role asks level 3; a third of them are there.
func twoSystems(t *testing.T, w *modeltest.World) (first, second models.Organisation) {
	t.Helper()
	council := models.Organisation{Code: "CNC", Name: "Testshire Council", ShortName: "Council", Kind: models.Authority}
	second = models.Organisation{Code: "SYS2", Name: "Otherland system", ShortName: "Otherland", Kind: models.System}
	trust := models.Organisation{Code: "TRU2", Name: "Otherland trust", ShortName: "Otherland trust", Kind: models.Provider}
	w.Keep(&council, &second, &trust)
	w.Keep(&models.Link{OrganisationID: council.ID, OtherID: w.System.ID, Kind: models.PartOf}, &models.Link{OrganisationID: trust.ID, OtherID: second.ID, Kind: models.Serves})
	n := 0
	for _, o := range []struct {
		at     models.ID
		people int
	}{{w.Trust.ID, 12}, {council.ID, 3}, {trust.ID, 20}} {
		for i := range o.people {
			n++
			p := w.Person(fmt.Sprintf("p%d", n))
			post := models.Post{PersonID: p.ID, OrganisationID: o.at, RoleProfileID: &w.Analyst.ID, Started: w.Store.Today()}
			w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{post}) })
			w.Assessed(p, "TA1", 1+2*(i%3/2), models.MostWeeks)
		}
	}
	return w.System, second
}

func cell(t *testing.T, page reports.NetworkSkills, skill, column string) string {
	t.Helper()
	for _, area := range page.Skills {
		for _, row := range area.Rows {
			if row.Code != skill {
				continue
			}
			if column == "" {
				return row.Whole.String()
			}
			for i, c := range page.Columns {
				if c.Code == column {
					return row.Cells[i].String()
				}
			}
		}
	}
	return "not there"
}

// A small council is hidden, and so is whatever would give it away.
func TestTheNetworksSkillsGiveNobodyAway(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		service := &reports.Service{Store: w.Store}
		first, second := twoSystems(t, w)
		all := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
		page, err := service.NetworkSkills(t.Context(), all, reports.FindSkills{})
		if err != nil {
			t.Fatal(err)
		}
		for column, want := range map[string]string{first.Code: "Under half", second.Code: "6 of 20", "": "Under half"} {
			if got := cell(t, page, "TA1", column); got != want {
				t.Errorf("%q is at %s: want %s", column, got, want)
			}
		}
		if got := cell(t, page, "TA2", second.Code); got != "No data" {
			t.Errorf("what nobody has assessed is %s", got)
		}
		page, err = service.NetworkSkills(t.Context(), all, reports.FindSkills{System: first.Code})
		if err != nil {
			t.Fatal(err)
		}
		for column, want := range map[string]string{"TRU": "4 of 12", "CNC": "Hidden"} {
			if got := cell(t, page, "TA1", column); got != want {
				t.Errorf("%q is at %s: want %s", column, got, want)
			}
		}
	})
}

// Whoever leads a system looks into that one alone, and a figure is the same for every reader.
func TestALeadLooksIntoTheirOwnSystem(t *testing.T) {
	w := modeltest.New(t)
	service := &reports.Service{Store: w.Store}
	first, second := twoSystems(t, w)
	lead := w.Grant(w.Person("Lee"), models.Lead, models.OneOrganisation, second.ID)
	page, err := service.NetworkSkills(t.Context(), lead, reports.FindSkills{})
	if err != nil {
		t.Fatal(err)
	}
	if page.Find.System != second.Code || len(page.Systems) != 1 || cell(t, page, "TA1", "TRU2") != "6 of 20" || cell(t, page, "TA1", "") != "Under half" {
		t.Errorf("the lead of one system sees %+v", page)
	}
	for _, code := range []string{first.Code, "NOWHERE", reports.AcrossSystems} {
		if _, err := service.NetworkSkills(t.Context(), lead, reports.FindSkills{System: code}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the lead looks into %s: %v", code, err)
		}
	}
	unit := w.Grant(w.Person("Uma"), models.Lead, models.OneOrganisation, w.Trust.ID)
	page, err = service.NetworkSkills(t.Context(), unit, reports.FindSkills{})
	if err != nil || len(page.Columns) != 1 || page.Columns[0].Code != "TRU" || len(page.Systems) != 0 {
		t.Errorf("the lead of a trust sees %+v: %v", page.Columns, err)
	}
}

func TestATableTellsASystemFromTheOrganisationWithItsCode(t *testing.T) {
	w := modeltest.New(t)
	service := &reports.Service{Store: w.Store}
	first, _ := twoSystems(t, w)
	post := models.Post{PersonID: w.Person("Olga").ID, OrganisationID: first.ID, RoleProfileID: &w.Analyst.ID, Started: w.Store.Today()}
	w.In(func(ctx context.Context, tx *store.Tx) error { return tx.AddPosts(ctx, []models.Post{post}) })
	page, err := service.NetworkSkills(t.Context(), w.Administrator("Ida"), reports.FindSkills{System: first.Code})
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, row := range page.Table()[1:] {
		lines[row[1]+" "+row[3]+" "+row[9]]++
	}
	for line, n := range lines {
		if n > 1 {
			t.Errorf("%d lines are about %s", n, line)
		}
	}
	if lines["TA1 "+first.Code+" system"] != 1 || lines["TA1 "+first.Code+" organisation"] != 1 {
		t.Errorf("the system and its own office are not both there: %v", lines)
	}
}

// The page stands for now, though what is shown is made once for many readers.
func TestTheNetworksSkillsFollowEveryChange(t *testing.T) {
	w := modeltest.New(t)
	service := &reports.Service{Store: w.Store}
	_, second := twoSystems(t, w)
	all := w.Grant(w.Person("Ida"), models.Administrator, models.WholeNetwork, "")
	shows := func(want string) {
		t.Helper()
		page, err := service.NetworkSkills(t.Context(), all, reports.FindSkills{})
		if got := cell(t, page, "TA1", second.Code); err != nil || got != want {
			t.Errorf("the second system is at %s: want %s (%v)", got, want, err)
		}
	}
	shows("6 of 20")
	ada, err := w.Store.PersonByEmail(t.Context(), "p16@example.org")
	if err != nil {
		t.Fatal(err)
	}
	w.Assessed(models.Actor{Person: ada}, "TA1", 4, models.MostWeeks)
	shows("7 of 20")
}

// A council is part of its system, and its people are counted there on both pages of the network.
func TestPlacesAreCountedByTheSameSystemsAsSkills(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		first, second := twoSystems(t, w)
		rows, err := w.Store.PlacesBySystem(t.Context(), w.Store.Now())
		if err != nil {
			t.Fatal(err)
		}
		people := map[string]int{}
		for _, row := range rows {
			people[row.System] = row.People
		}
		if len(rows) != 2 || people[first.ShortName] != 15 || people[second.ShortName] != 20 {
			t.Errorf("people are counted as %v: want 15 in %s and 20 in %s", people, first.ShortName, second.ShortName)
		}
	})
}
