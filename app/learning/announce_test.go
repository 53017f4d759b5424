package learning_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// written are those to whom letters of announcements are owed, by their names.
func written(w *modeltest.World, kind string) (names []string) {
	w.T.Helper()
	rows, err := modeltest.SQL(w.T, w.Store).QueryContext(w.T.Context(), "SELECT people.name FROM jobs JOIN announcement_letters ON announcement_letters.id = jobs.subject_id AND announcement_letters.id = jobs.id JOIN people ON people.id = announcement_letters.person_id WHERE jobs.kind = '"+kind+"' ORDER BY people.name")
	if err != nil {
		w.T.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			w.T.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		w.T.Fatal(err)
	}
	return names
}

func TestAMessageGoesToExactlyThoseItIsFor(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store, BaseURL: "https://t"}
		cohort := w.Cohort("R1", 5)
		for name, state := range map[string]models.EnrolmentState{
			"Ada": models.Placed, "Bea": models.Placed, "Wes": models.Waiting, "Ona": models.Offered, "App": models.Applied, "Out": models.Withdrawn,
		} {
			w.Enrolled(w.Learner(name), cohort, state)
		}
		w.Enrolled(w.Learner("Els"), w.Cohort("R2", 5), models.Placed)
		trainer := w.Trainer("Tess", cohort)
		in := learning.Announce{Cohort: cohort.Code, Audience: learning.ToPlaced, Subject: " Room  change ", Body: "We meet in room 2 {link}"}
		for range 2 { // the button pressed twice
			if n, err := s.Announce(t.Context(), trainer, in); err != nil || n != 2 {
				t.Fatalf("%d letters (%v)", n, err)
			}
		}
		if got := written(w, models.MailAnnouncement); !slices.Equal(got, []string{"Ada", "Bea"}) {
			t.Errorf("it went to %v", got)
		}
		in.Audience = learning.ToEverybody
		if n, err := s.Announce(t.Context(), trainer, in); err != nil || n != 5 {
			t.Errorf("to everybody: %d (%v)", n, err)
		}
		page, err := s.AnnouncePage(t.Context(), trainer, cohort.Code)
		if err != nil || len(page.Sent) != 2 || page.Sent[1].Letters != 2 || page.Sent[1].Subject != "Room change" || page.Counts[learning.ToWaiting] != 2 || page.Counts[learning.ToApplied] != 1 {
			t.Errorf("sent %+v, counts %v (%v)", page.Sent, page.Counts, err)
		}
		var letters []models.AnnouncementLetter
		w.In(func(ctx context.Context, tx *store.Tx) error {
			l, err := tx.AnnouncementLetter(ctx, firstLetter(w))
			letters = append(letters, l)
			return err
		})
		letter, err := s.AnnouncementLetter(t.Context(), letters[0].ID)
		if err != nil || letter.Subject != "Room change" || letter.Says != in.Body || letter.By != "Tess" || letter.ByEmail != "tess@example.org" {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		for problem, bad := range map[string]learning.Announce{
			"subject":  {Audience: learning.ToPlaced, Body: "x"},
			"body":     {Audience: learning.ToPlaced, Subject: "x", Body: "about 943 476 5919"},
			"audience": {Subject: "x", Body: "x"},
		} {
			bad.Cohort = cohort.Code
			var invalid models.Invalid
			if _, err := s.Announce(t.Context(), trainer, bad); !errors.As(err, &invalid) || invalid[problem] == "" {
				t.Errorf("%s: %v", problem, err)
			}
		}
		if _, err := s.Announce(t.Context(), w.Trainer("Tom", w.Cohort("R3", 2)), in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a trainer of another cohort: %v", err)
		}
	})
}

func firstLetter(w *modeltest.World) models.ID {
	var id models.ID
	if err := modeltest.SQL(w.T, w.Store).QueryRowContext(w.T.Context(), "SELECT min(id) FROM announcement_letters").Scan(&id); err != nil {
		w.T.Fatal(err)
	}
	return id
}

func TestWhoWouldGainIsInvitedOnceAndNobodyElse(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		course := w.Course("R1") // TA1 to level 3; the analyst's role asks for 3
		cohort := w.CohortOf(course, "R1-1", 30, w.Store.Now().AddDate(0, 0, 28))
		other := w.CohortOf(course, "R1-2", 30, w.Store.Now().AddDate(0, 0, 60))
		over := w.CohortOf(course, "R1-0", 30, w.Store.Now().AddDate(0, -6, 0))
		var want []string
		for i := range 14 {
			a := w.Learner(fmt.Sprintf("P%02d", i))
			level := 1
			switch i {
			case 0:
				level = 3 // at target
			case 1:
				w.Enrolled(a, other, models.Waiting)
			case 2:
				w.Enrolled(a, over, models.Completed)
			case 3:
				w.Enrolled(a, over, models.Withdrawn)
				want = append(want, a.Name)
			case 4:
				continue // never assessed: no data, not below
			default:
				want = append(want, a.Name)
			}
			w.Assessed(a, "TA1", level, models.MostWeeks)
		}
		trainer := w.Trainer("Tess", cohort)
		page, err := s.DemandPage(t.Context(), trainer, cohort.Code)
		if err != nil || page.Wanting != (disclosure.Shown{Kind: disclosure.Exact, AtTarget: 10, Base: 13}) || page.None || page.Closed != "" {
			t.Fatalf("demand %+v (%v)", page.Wanting, err)
		}
		if err := s.InviteDemand(t.Context(), trainer, learning.InviteDemand{Cohort: cohort.Code, Note: "Do come"}); err != nil {
			t.Fatal(err)
		}
		var invalid models.Invalid
		if err := s.InviteDemand(t.Context(), trainer, learning.InviteDemand{Cohort: cohort.Code}); !errors.As(err, &invalid) {
			t.Errorf("a second time: %v", err)
		}
		if got := written(w, models.MailInvitation); !slices.Equal(got, want) {
			t.Errorf("invited %v, want %v", got, want)
		}
		late := w.Learner("Lou")
		w.Assessed(late, "TA1", 0, models.MostWeeks)
		page, err = s.DemandPage(t.Context(), trainer, cohort.Code)
		if err != nil || page.Fresh.Kind != disclosure.Few || page.None {
			t.Errorf("one more is told as %+v (%v)", page.Fresh, err)
		}
		if err := s.InviteDemand(t.Context(), trainer, learning.InviteDemand{Cohort: cohort.Code}); err != nil {
			t.Error(err)
		}
		if got := written(w, models.MailInvitation); len(got) != len(want)+1 {
			t.Errorf("invited %v", got)
		}
		w.Clock.Set(cohort.Closes.AddDate(0, 0, 1))
		if err := s.InviteDemand(t.Context(), trainer, learning.InviteDemand{Cohort: cohort.Code}); !errors.As(err, &invalid) {
			t.Errorf("once enrolment is over: %v", err)
		}
	})
}

func TestASmallGroupThatWouldGainIsNotCounted(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	cohort := w.Cohort("R1", 30)
	for i := range 4 {
		w.Assessed(w.Learner(fmt.Sprintf("P%d", i)), "TA1", 1, models.MostWeeks)
	}
	page, err := s.DemandPage(t.Context(), w.Trainer("Tess", cohort), cohort.Code)
	if err != nil || page.Wanting.Kind != disclosure.Hidden || page.Wanting.Base != 0 {
		t.Errorf("four people are told as %+v (%v)", page.Wanting, err)
	}
}

func TestALargeInvitationIsSpreadByTheWorker(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	cohort := w.Cohort("R1", 30)
	for i := range 6 {
		w.Assessed(w.Learner(fmt.Sprintf("P%d", i)), "TA1", 1, models.MostWeeks)
	}
	said := models.Announcement{CohortID: cohort.ID, Kind: models.AnnounceInvitation, Audience: "gap", ByID: w.Trainer("Tess", cohort).ID, SentAt: w.Store.Now()}
	w.Keep(&said)
	for range 2 { // a job is done at least once
		if err := s.SpreadInvitations(t.Context(), said.ID); err != nil {
			t.Fatal(err)
		}
	}
	if got := written(w, models.MailInvitation); len(got) != 6 {
		t.Errorf("invited %v", got)
	}
}
