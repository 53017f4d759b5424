package learning_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// soon is a cohort that begins in two days, with Ada on it and Tess who teaches it.
func soon(w *modeltest.World) (c models.Cohort, sessions []models.Session, ada models.Actor, e models.Enrolment, tess models.Actor) {
	c = w.CohortOf(w.Course("R1"), "R1-1", 5, w.Store.Now().Add(48*time.Hour))
	ada = w.Person("Ada Lovelace")
	e, tess = w.Enrolled(ada, c, models.Placed), w.Trainer("Tess", c)
	sessions, err := w.Store.Sessions(w.T.Context(), c.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	return c, sessions, ada, e, tess
}

// linked keeps the secret of an apology link, as a letter does, and is its token.
func linked(w *modeltest.World, s *learning.Service, e models.Enrolment, session models.Session) string {
	url, secret := s.ApologyLink(e, session)
	if !strings.HasSuffix(url, "/apologies/"+models.SecretMark) || strings.Contains(url, secret.Token) {
		w.T.Errorf("the address is %s", url)
	}
	w.In(secret.Keep)
	return secret.Token
}

func TestALinkSendsApologiesWithoutASignIn(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, ada, e, tess := soon(w)
		token := linked(w, s, e, sessions[0])
		in := learning.Apologise{Token: token, Reason: "My child is ill"}
		for range 2 { // once is enough
			if err := s.Apologise(t.Context(), models.Actor{}, in); err != nil {
				t.Fatal(err)
			}
		}
		page, err := s.Apologies(t.Context(), models.Actor{}, learning.Apologise{Token: token})
		if err != nil || !page.Sent || !page.Open() || page.Session.ID != sessions[0].ID {
			t.Errorf("the page is %+v (%v)", page, err)
		}
		if mine, err := s.Apologies(t.Context(), ada, learning.Apologise{Session: sessions[0].ID}); err != nil || !mine.Sent {
			t.Errorf("signed in it says %t (%v)", mine.Sent, err)
		}
		letters := sideLettersTo(t, w, models.MailApologies, tess.ID)
		if len(letters) != 1 {
			t.Fatalf("%d letters to the trainer", len(letters))
		}
		letter, err := s.ApologiesLetter(t.Context(), letters[0])
		if err != nil || letter.Learner != "Ada Lovelace" || letter.Person.ID != tess.ID || len(letter.Sessions) != 1 || letter.Reason != "My child is ill" || letter.Calendar != "" {
			t.Errorf("the letter says %+v (%v)", letter, err)
		}
		if err := s.ComeAfterAll(t.Context(), ada, learning.Apologise{Session: sessions[0].ID}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ApologiesLetter(t.Context(), letters[0]); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("after it was taken back there is a letter: %v", err)
		}
		if got := slices.Compact(w.Events()); !slices.Contains(got, "apologies.sent") || got[len(got)-1] != "apologies.taken_back" {
			t.Errorf("events: %v", got)
		}
		w.Clock.Set(sessions[0].Starts) // it has begun
		if err := s.Apologise(t.Context(), models.Actor{}, in); !isProblem(err, "session") {
			t.Errorf("once it has begun: %v", err)
		}
		w.Clock.Set(sessions[0].Ends)
		if _, err := s.Apologies(t.Context(), models.Actor{}, learning.Apologise{Token: token}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("once it is over: %v", err)
		}
		_ = c
	})
}

func TestApologiesAreForThosePlaced(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, sessions, _, e, tess := soon(w)
		other := w.Cohort("R2", 5)
		people := map[string]models.Actor{"signed out": {}, "the trainer": tess, "somebody else": w.Person("Eve"), "who waits": w.Person("Wim"), "who withdrew": w.Person("Wanda"), "of another cohort": w.Person("Otto")}
		w.Enrolled(people["who waits"], c, models.Waiting)
		w.Enrolled(people["who withdrew"], c, models.Withdrawn)
		w.Enrolled(people["of another cohort"], other, models.Placed)
		for name, who := range people {
			if err := s.Apologise(t.Context(), who, learning.Apologise{Session: sessions[0].ID}); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, token := range []string{"", "none", "' OR 1=1 --"} {
			if err := s.Apologise(t.Context(), models.Actor{}, learning.Apologise{Token: token}); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("token %q: %v", token, err)
			}
		}
		token := linked(w, s, e, sessions[0])
		if err := s.Apologise(t.Context(), models.Actor{}, learning.Apologise{Token: token, Reason: "For patient 943 476 5919"}); !isProblem(err, "reason") {
			t.Errorf("an NHS number: %v", err)
		}
		withdrawn := e
		withdrawn.State, withdrawn.ChangedAt = models.Withdrawn, w.Store.Now()
		w.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.MoveEnrolment(ctx, withdrawn, e.State, nil, "")
		})
		if _, err := s.Apologies(t.Context(), models.Actor{}, learning.Apologise{Token: token}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the link of somebody who withdrew: %v", err)
		}
		if len(w.Events()) > 0 {
			t.Errorf("events: %v", w.Events())
		}
	})
}

func isProblem(err error, field string) bool {
	var invalid models.Invalid
	return errors.As(err, &invalid) && invalid[field] != ""
}

// sideLettersTo are the letters of the kind that are owed to the person.
func sideLettersTo(t *testing.T, w *modeltest.World, kind string, to models.ID) (ids []models.ID) {
	t.Helper()
	jobs, err := w.Store.ClaimJobs(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, job := range jobs {
		if job.Kind != kind {
			continue
		}
		letter, err := w.Store.SideLetter(t.Context(), job.SubjectID)
		if err != nil {
			t.Fatal(err)
		}
		if letter.PersonID == to {
			ids = append(ids, letter.ID)
		}
	}
	return ids
}
