package reports_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"trellis/app/reports"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

func TestEventsAreFoundAndNamed(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea, ada := &reports.Service{Store: w.Store}, w.Administrator("Bea"), w.Learner("Ada")
		cohort := w.Cohort("R1", 3)
		happen := func(events ...models.Event) {
			w.In(func(ctx context.Context, tx *store.Tx) error { return tx.PublishAll(ctx, events, nil) })
		}
		happen(models.Event{ActorID: &ada.ID, Act: "person.signed_in", Subject: "people", SubjectID: ada.ID, PersonID: &ada.ID})
		w.Clock.Set(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) // in London too
		happen(models.Event{ActorID: &bea.ID, Act: "cohort.planned", Subject: "cohorts", SubjectID: cohort.ID},
			models.Event{Act: "enrolment.lapsed", Subject: "enrolments", SubjectID: w.Enrolled(ada, cohort, models.Lapsed).ID, PersonID: &ada.ID},
			models.Event{ActorID: &ada.ID, Act: "answer.saved", Subject: "answers", SubjectID: w.Competencies["TA1"].ID, PersonID: &ada.ID})
		w.Clock.Set(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		happen(models.Event{ActorID: &bea.ID, Act: "grant.given", Subject: "grants", SubjectID: ada.Posts[0].ID, PersonID: &ada.ID})
		for name, c := range map[string]struct {
			find reports.FindEvents
			want string
		}{
			"all":                {reports.FindEvents{}, "grant.given answer.saved enrolment.lapsed cohort.planned person.signed_in"},
			"oldest first":       {reports.FindEvents{At: models.PageAt{Order: "at", Size: 2}}, "person.signed_in cohort.planned"},
			"of one act":         {reports.FindEvents{Act: "cohort.planned"}, "cohort.planned"},
			"by or about one":    {reports.FindEvents{Person: ada.ID}, "grant.given answer.saved enrolment.lapsed person.signed_in"},
			"about one thing":    {reports.FindEvents{Thing: cohort.ID}, "cohort.planned"},
			"from a day":         {reports.FindEvents{From: "2026-11-25"}, "grant.given"},
			"until a day":        {reports.FindEvents{To: "2026-11-23"}, "person.signed_in"},
			"of one day":         {reports.FindEvents{From: "2026-11-24", To: "2026-11-24"}, "answer.saved enrolment.lapsed cohort.planned"},
			"of what is no day":  {reports.FindEvents{From: "yesterday", To: "2026-99-99", Act: "grant.given"}, "grant.given"},
			"of a person unseen": {reports.FindEvents{Person: "nobody"}, ""},
		} {
			page, err := s.FindEvents(t.Context(), bea, c.find)
			var acts []string
			for _, e := range page.Rows {
				acts = append(acts, e.Act)
			}
			if got := strings.Join(acts, " "); err != nil || got != c.want || c.find.At.Size == 0 && page.Total != len(page.Rows) || page.More {
				t.Errorf("%s: %q, counted %d; want %q (%v)", name, got, page.Total, c.want, err)
			}
		}
		page, err := s.FindEvents(t.Context(), bea, reports.FindEvents{Person: ada.ID})
		if err != nil || page.PersonName != "Ada" {
			t.Fatalf("of %q (%v)", page.PersonName, err)
		}
		if given, answer, lapsed := page.Rows[0], page.Rows[1], page.Rows[2]; given.ActorName != "Bea" || given.PersonName != "Ada" || given.Thing.Name != "" ||
			answer.Thing.Name != "" || lapsed.ActorName != "" || lapsed.Thing.Name != "Course R1, Cohort R1-1" || lapsed.Thing.Key != "R1-1" {
			t.Errorf("%+v, %+v, %+v", given, answer, lapsed)
		}
		rows := 0
		err = s.EachEvent(t.Context(), bea, reports.FindEvents{}, func(some []reports.ListedEvent) error { rows += len(some); return nil })
		if err != nil || rows != 5 {
			t.Errorf("%d rows in the file (%v)", rows, err)
		}
	})
}

func TestTheOverviewCountsWhatWaits(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, bea := &reports.Service{Store: w.Store}, w.Administrator("Bea")
		page, err := s.Overview(t.Context(), bea)
		if want := (store.Overview{People: 1, Organisations: 3}); err != nil || page.Overview != want {
			t.Fatalf("%+v, want %+v (%v)", page.Overview, want, err)
		}
		w.CohortOf(w.Course("R1"), "R1-1", 3, w.Store.Now())
		ada, job := w.Post(w.Person("Ada"), nil, nil), models.Job{Kind: "mail.placed", State: models.JobDead, RunAt: w.Store.Now(), CreatedAt: w.Store.Now()}
		w.Keep(&job, &models.Person{Email: "new@example.org", EmailKey: "new@example.org", Name: "New", CreatedAt: w.Store.Now()},
			&models.Post{PersonID: ada.ID, OrganisationID: w.System.ID, ManagerUnknown: true, Started: "2026-01-01"},
			&models.Post{PersonID: w.Person("Gone").ID, OrganisationID: w.System.ID, ManagerUnknown: true, Started: "2025-01-01", Ended: "2026-01-01"})
		w.Keep(&models.Message{JobID: job.ID, PersonID: &ada.ID, State: models.MessageFailed, CreatedAt: w.Store.Now()})
		page, err = s.Overview(t.Context(), bea)
		want := store.Overview{People: 2, Organisations: 3, Courses: 1, Running: 1, NotWelcomed: 1, ManagerUnknown: 1, NoRoleProfile: 1, FailedMessages: 1, FailedJobs: 1}
		if err != nil || page.Overview != want {
			t.Errorf("%+v, want %+v (%v)", page.Overview, want, err)
		}
	})
}

func TestEventsAndTheOverviewAreForAdministratorsOfTheNetwork(t *testing.T) {
	w := modeltest.New(t)
	s := &reports.Service{Store: w.Store}
	lead := w.Grant(w.Learner("Lea"), models.Lead, models.WholeNetwork, "")
	local := w.Grant(w.Learner("Lou"), models.Administrator, models.OneOrganisation, w.Trust.ID)
	for _, who := range []models.Actor{lead, local, w.Learner("Ada")} {
		_, one := s.FindEvents(t.Context(), who, reports.FindEvents{})
		two := s.EachEvent(t.Context(), who, reports.FindEvents{}, func([]reports.ListedEvent) error { return nil })
		_, three := s.Overview(t.Context(), who)
		for _, err := range []error{one, two, three} {
			if !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s: %v", who.Name, err)
			}
		}
	}
}
