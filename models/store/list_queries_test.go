package store_test

import (
	"context"
	"fmt"
	"testing"

	"trellis/app/learning"
	"trellis/app/people"
	"trellis/app/reports"
	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// A list asks the database as often for a full page of 50 as for three rows, and so does the page of one person.
func TestAnAdministratorsPageTakesAConstantNumberOfQueries(t *testing.T) {
	w := modeltest.New(t)
	bea, mo := w.Administrator("Bea"), w.Learner("Mo")
	round := w.Round("autumn")
	grow := func(from, to int) {
		for i := from; i < to; i++ {
			o := models.Organisation{Code: fmt.Sprintf("O%d", i), Name: fmt.Sprintf("Trust %d", i), Kind: models.Provider}
			w.Keep(&o)
			w.Keep(&models.Link{OrganisationID: o.ID, OtherID: w.Trust.ID, Kind: models.PartOf, Started: w.Store.Today()})
			cohort := w.Cohort(fmt.Sprintf("C%d", i), 3)
			ada := w.Post(w.Person(fmt.Sprintf("ada%d", i)), &w.Analyst, &mo.ID)
			e := w.Enrolled(mo, cohort, models.Completed)
			w.Keep(&models.Post{PersonID: mo.ID, OrganisationID: o.ID, Started: "2026-01-01"}, &models.Delegation{Kind: models.Deputy, ManagerID: mo.ID, DeputyID: ada.ID, Started: w.Store.Today(), Until: w.Store.Today()})
			w.Grant(mo, models.Trainer, models.OneCohort, cohort.ID)
			w.Keep(&models.FrameworkVersion{FrameworkID: w.Version.FrameworkID, Version: fmt.Sprintf("9.%d", i), State: models.Draft, CreatedAt: w.Store.Now()})
			w.Sent(ada, round, "TA1", 1, models.MostWeeks)
			w.In(func(ctx context.Context, tx *store.Tx) error {
				return tx.PublishAll(ctx, []models.Event{
					{ActorID: &mo.ID, Act: "enrolment.completed", Subject: "enrolments", SubjectID: e.ID, PersonID: &ada.ID},
					{ActorID: &ada.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: cohort.ID},
					{Act: "organisation.added", Subject: "organisations", SubjectID: w.Trust.ID},
				}, nil)
			})
		}
	}
	who, learn := people.New(w.Store), &learning.Service{Store: w.Store}
	report, skill := &reports.Service{Store: w.Store}, &skills.Service{Store: w.Store}
	pages := map[string]func(ctx context.Context) (rows int, err error){
		"people": func(ctx context.Context) (int, error) {
			page, err := who.FindPeople(ctx, bea, people.FindPeople{Organisation: "TRU", Profile: "analyst", Manager: mo.ID})
			return len(page.Rows), err
		},
		"organisations": func(ctx context.Context) (int, error) {
			page, err := who.FindOrganisations(ctx, bea, people.FindOrganisations{Text: "trust"})
			return len(page.Rows), err
		},
		"courses": func(ctx context.Context) (int, error) {
			page, err := learn.ListCourses(ctx, bea, learning.ListCourses{})
			return len(page.Rows), err
		},
		"cohorts": func(ctx context.Context) (int, error) {
			page, err := learn.ListCohorts(ctx, bea, learning.ListCohorts{Stage: models.StageOpen})
			return len(page.Rows), err
		},
		"frameworks": func(ctx context.Context) (int, error) {
			page, err := skill.FindFrameworks(ctx, bea, skills.FindFrameworks{Text: "test"})
			return len(page.Rows), err
		},
		"events": func(ctx context.Context) (int, error) {
			page, err := report.FindEvents(ctx, bea, reports.FindEvents{Person: mo.ID})
			return len(page.Rows), err
		},
		"overview": func(ctx context.Context) (int, error) {
			page, err := report.Overview(ctx, bea)
			return len(page.Events), err
		},
		"person": func(ctx context.Context) (int, error) {
			page, err := who.Person(ctx, bea, mo.ID)
			return len(page.Posts) + len(page.Enrolments) + len(page.Grants) + len(page.Delegations) + page.Reports, err
		},
		"organisation": func(ctx context.Context) (int, error) {
			page, err := who.Organisation(ctx, bea, "TRU")
			return len(page.LinksTo), err
		},
	}
	grow(0, 3)
	n := store.CountQueries(t, w.Store)
	count := func(name string, read func(ctx context.Context) (int, error), least int) int64 {
		n.Store(0)
		if rows, err := read(t.Context()); err != nil || rows < least {
			t.Fatalf("%s: %d rows (%v)", name, rows, err)
		}
		return n.Load()
	}
	few := map[string]int64{}
	for name, read := range pages {
		few[name] = count(name, read, 3)
	}
	grow(3, 55)
	for name, read := range pages {
		if many := count(name, read, 10); many != few[name] || many == 0 || many > 20 {
			t.Errorf("%s: %d queries for few, %d for many", name, few[name], many)
		} else {
			t.Logf("%s: %d queries", name, many)
		}
	}
}
