package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// large is a network of 10,000 people at 300 organisations, with 600 cohorts, 20,000 enrolments and 200,000 events.
func large(b *testing.B) (*modeltest.World, models.ID) {
	b.Helper()
	w := modeltest.New(b)
	now, today := w.Store.Now(), w.Store.Today()
	organisations := make([]models.Organisation, 300)
	for i := range organisations {
		organisations[i] = models.Organisation{ID: store.NewID(), Code: fmt.Sprintf("O%03d", i), Name: fmt.Sprintf("Organisation %d", i*7919%300), Kind: models.Provider}
	}
	links := make([]models.Link, 0, len(organisations))
	for i := 10; i < len(organisations); i++ {
		links = append(links, models.Link{OrganisationID: organisations[i].ID, OtherID: organisations[i%10].ID, Kind: models.Serves})
	}
	people, posts := make([]models.Person, 10_000), make([]models.Post, 10_000)
	for i := range people {
		name := fmt.Sprintf("Person %05d", i*7919%10_000)
		email := fmt.Sprintf("p%05d@example.org", i)
		people[i] = models.Person{ID: store.NewID(), Name: name, NameKey: store.Fold(name), Email: email, EmailKey: email, CreatedAt: now.Add(-time.Duration(i) * time.Minute)}
		posts[i] = models.Post{PersonID: people[i].ID, OrganisationID: organisations[i%300].ID, RoleProfileID: &w.Analyst.ID, Started: today.AddMonths(-12)}
		if i >= 1000 {
			posts[i].ManagerID = &people[i%1000].ID
		}
	}
	courses, cohorts := make([]models.Course, 40), make([]models.Cohort, 600)
	for i := range courses {
		courses[i] = models.Course{State: models.CoursePublished, WayIn: models.FirstCome, ID: store.NewID(), Code: fmt.Sprintf("C%02d", i), Slug: fmt.Sprintf("c%02d", i), Title: fmt.Sprintf("Course %02d", i), TitleKey: fmt.Sprintf("course %02d", i), Capacity: 40}
	}
	for i := range cohorts {
		starts := now.AddDate(0, 0, i-500)
		cohorts[i] = models.Cohort{
			WayIn: models.FirstCome,
			ID:    store.NewID(), Code: fmt.Sprintf("C-%03d", i), CourseID: courses[i%40].ID, Name: "Cohort", State: models.CohortOpen, Capacity: 40,
			Opens: starts.AddDate(0, -2, 0), Closes: starts, OfferHours: 48, Starts: starts, Ends: starts.AddDate(0, 1, 0), CreatedAt: now,
		}
	}
	enrolments, events := make([]models.Enrolment, 20_000), make([]models.Event, 200_000)
	for i := range enrolments {
		enrolments[i] = models.Enrolment{CohortID: cohorts[i%600].ID, PersonID: people[i/2].ID, State: models.Placed, AppliedAt: now, ChangedAt: now}
	}
	for i := range events {
		events[i] = models.Event{ActorID: &people[i%10_000].ID, Act: []string{"person.signed_in", "answer.saved"}[i%2], Subject: "cohorts", SubjectID: cohorts[i%600].ID, PersonID: &people[i%9_999].ID, At: now.Add(-time.Duration(i) * time.Second)}
	}
	w.In(func(ctx context.Context, tx *store.Tx) error {
		for _, rows := range []any{&organisations, &links, &people, &posts, &courses, &cohorts, &enrolments, &events} {
			if err := tx.Add(ctx, rows); err != nil {
				return err
			}
		}
		return nil
	})
	return w, people[5].ID
}

// BenchmarkLists reads a page of each list of 10,000 people, with its count.
func BenchmarkLists(b *testing.B) {
	w, person := large(b)
	ctx, s, today, now := b.Context(), w.Store, w.Store.Today(), w.Store.Now()
	people := func(search store.PeopleSearch, order string) func() error {
		search.Today = today
		return func() error {
			page, err := s.People(ctx, search, models.PageAt{Order: order})
			if err != nil || len(page.Rows) == 0 {
				return fmt.Errorf("%d rows: %w", len(page.Rows), err)
			}
			_, err = s.CountPeople(ctx, search)
			return err
		}
	}
	organisations, err := s.OrganisationsCalled(ctx, "O003")
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range []struct {
		name string
		read func() error
	}{
		{"people/by name", people(store.PeopleSearch{}, "name")},
		{"people/by email", people(store.PeopleSearch{}, "email")},
		{"people/by organisation", people(store.PeopleSearch{}, "organisation")},
		{"people/newest first", people(store.PeopleSearch{}, "-joined")},
		{"people/searched", people(store.PeopleSearch{Text: "person 01"}, "name")},
		{"people/of an organisation", people(store.PeopleSearch{At: []models.ID{organisations[0].ID}, State: models.InPost}, "name")},
		{"people/who manage", people(store.PeopleSearch{Role: models.Managing}, "name")},
		{"organisations/by name", func() error {
			page, err := s.FindOrganisations(ctx, store.OrganisationSearch{Today: today}, models.PageAt{})
			if err != nil {
				return err
			}
			ids := make([]models.ID, len(page.Rows))
			for i, o := range page.Rows {
				ids[i] = o.ID
			}
			_, err = s.Headcounts(ctx, ids, today)
			return err
		}},
		{"organisations/by people", func() error {
			_, err := s.FindOrganisations(ctx, store.OrganisationSearch{Today: today}, models.PageAt{Order: "-people"})
			return err
		}},
		{"cohorts/by start", func() error { _, err := s.Cohorts(ctx, store.CohortSearch{Now: now}, models.PageAt{}); return err }},
		{"cohorts/full", func() error {
			_, err := s.Cohorts(ctx, store.CohortSearch{Now: now, Stage: models.StageFull}, models.PageAt{})
			return err
		}},
		{"courses/by next date", func() error {
			page, err := s.Courses(ctx, store.CourseSearch{Now: now}, models.PageAt{Order: "next"})
			if err != nil {
				return err
			}
			ids := make([]models.ID, len(page.Rows))
			for i, c := range page.Rows {
				ids[i] = c.ID
			}
			_, err = s.CourseCounts(ctx, ids, now)
			return err
		}},
		{"frameworks", func() error {
			_, err := s.FrameworkVersions(ctx, store.FrameworkSearch{Today: today}, models.PageAt{})
			return err
		}},
		{"events/newest", events(ctx, s, store.EventSearch{})},
		{"events/of an act", events(ctx, s, store.EventSearch{Act: "answer.saved"})},
		{"events/of a person", events(ctx, s, store.EventSearch{Person: person})},
		{"overview", func() error { _, err := s.Overview(ctx, now); return err }},
	} {
		b.Run(l.name, func(b *testing.B) {
			for b.Loop() {
				if err := l.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func events(ctx context.Context, s *store.Store, search store.EventSearch) func() error {
	return func() error {
		page, err := s.FindEvents(ctx, search, models.PageAt{})
		if err != nil || len(page.Rows) == 0 {
			return fmt.Errorf("%d rows: %w", len(page.Rows), err)
		}
		_, _, err = s.CountEvents(ctx, search)
		return err
	}
}
