package learning_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// cohortBy is an open cohort with a way in.
func cohortBy(w *modeltest.World, code string, way models.WayIn, places int, change func(*models.Cohort)) models.Cohort {
	w.T.Helper()
	course, now := w.Course(code), w.Store.Now()
	starts := now.AddDate(0, 0, 28)
	c := models.Cohort{
		Code: code + "-1", CourseID: course.ID, Name: "Cohort " + code, State: models.CohortOpen, WayIn: way, Capacity: places, Opens: now.AddDate(0, -1, 0), Closes: starts,
		OfferHours: 48, Place: "Online", Starts: starts, Ends: starts.AddDate(0, 0, 7), CreatedAt: now,
	}
	if change != nil {
		change(&c)
	}
	w.Keep(&c)
	return c
}

// turnedAway checks that something was refused with a problem at the field that says the words.
func turnedAway(t *testing.T, err error, field, says string) {
	t.Helper()
	var invalid models.Invalid
	if !errors.As(err, &invalid) || !strings.Contains(invalid[field], says) {
		t.Errorf("got %v, want a problem at %s that says %q", err, field, says)
	}
}

func sure(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tokenOf is the token that a letter tells, kept as the worker keeps it.
func tokenOf(t *testing.T, w *modeltest.World, letter learning.EnrolmentLetter, err error) string {
	t.Helper()
	sure(t, err)
	if letter.Secret == nil {
		t.Fatal("the letter tells no token")
	}
	w.In(func(ctx context.Context, tx *store.Tx) error { return letter.Secret.Keep(ctx, tx) })
	return letter.Secret.Token
}

func TestOnlyWhoMeetsThePrerequisitesIsEnrolled(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "E", models.Eligible, 2, nil)
		before := w.Course("B")
		w.Keep(&models.Prerequisite{CourseID: cohort.CourseID, Alternative: 1, OtherID: &before.ID},
			&models.Prerequisite{CourseID: cohort.CourseID, Alternative: 1, CompetencyID: idOf(w, "TA1"), Level: 2})
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
		turnedAway(t, err, "cohort", "to have completed Course B, or Describing data at Working or above")
		w.Assessed(ada, "TA1", 2, models.MostWeeks)
		if e, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code}); err != nil || e.State != models.Placed {
			t.Errorf("got %s (%v)", e.State, err)
		}
		page, err := s.EnrolPage(t.Context(), ben, cohort.Code)
		if err != nil || !page.Barred() || len(page.Missing) != 1 {
			t.Errorf("the page does not say what is missing: %v (%v)", page.Missing, err)
		}
	})
}

func idOf(w *modeltest.World, code string) *models.ID {
	id := w.Competencies[code].ID
	return &id
}

func TestAnApplicationIsAnsweredByATrainer(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "A", models.Application, 1, nil)
		q := models.Question{CohortID: cohort.ID, Number: 1, Asks: "Why now?", Required: true}
		w.Keep(&q)
		tess, ada, ben, cleo := w.Trainer("Tess", cohort), w.Learner("Ada"), w.Learner("Ben"), w.Learner("Cleo")
		_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
		turnedAway(t, err, learning.AnswerField(q.ID), "Answer this question")
		_, err = s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, Answers: map[string]string{string(q.ID): "Ask about 943 476 5919"}})
		turnedAway(t, err, learning.AnswerField(q.ID), "")
		var all []models.Enrolment
		for _, p := range []models.Actor{ada, ben, cleo} {
			e, err := s.Enrol(t.Context(), p, learning.Enrol{Cohort: cohort.Code, Answers: map[string]string{string(q.ID): "To learn"}})
			if err != nil || e.State != models.Applied || e.Awaits != models.AwaitsTrainer {
				t.Fatalf("%s stands at %s, awaits %s (%v)", p.Name, e.State, e.Awaits, err)
			}
			all = append(all, e)
		}
		count(t, w, cohort, 0, 0)
		page, err := s.Applications(t.Context(), tess, cohort.Code)
		if err != nil || len(page.Mine) != 3 || page.Mine[0].Said[0].Says != "To learn" {
			t.Fatalf("got %+v (%v)", page.Mine, err)
		}
		_, err = s.DecideApplications(t.Context(), tess, cohort.Code, learning.Decide{Enrolments: []models.ID{all[2].ID}, Answer: learning.Refuse})
		turnedAway(t, err, "reason", "Enter a reason")
		_, err = s.DecideApplications(t.Context(), ada, cohort.Code, learning.Decide{Enrolments: []models.ID{all[0].ID}, Answer: learning.Approve})
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an applicant approves themselves: %v", err)
		}
		// Ticked in any order, they are answered in the order of asking.
		n, err := s.DecideApplications(t.Context(), tess, cohort.Code, learning.Decide{Enrolments: []models.ID{all[1].ID, all[0].ID}, Answer: learning.Approve})
		if err != nil || n != 2 || state(t, w, all[0]) != models.Placed || state(t, w, all[1]) != models.Waiting {
			t.Errorf("%d answered: Ada %s, Ben %s (%v)", n, state(t, w, all[0]), state(t, w, all[1]), err)
		}
		_, err = s.DecideApplications(t.Context(), tess, cohort.Code, learning.Decide{Enrolments: []models.ID{all[0].ID}, Answer: learning.Refuse, Reason: "No"})
		turnedAway(t, err, "enrolment", "answered, or taken back")
		_, err = s.DecideApplications(t.Context(), tess, cohort.Code, learning.Decide{Enrolments: []models.ID{all[2].ID}, Answer: learning.Refuse, Reason: "Come in May"})
		sure(t, err)
		letter, err := s.LetterFor(t.Context(), all[2].ID)
		if err != nil || letter.State != models.Refused || letter.Reason != "Come in May" || letter.By != "Tess" {
			t.Errorf("the letter says %s, %q by %q (%v)", letter.State, letter.Reason, letter.By, err)
		}
	})
}

func TestTheManagerOfThePostNowDecides(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "M", models.Approval, 1, nil)
		ada, ben := w.Person("Ada"), w.Person("Ben")
		mia := w.Manager("Mia", ada, ben)
		nia := w.Manager("Nia", ada) // of her other post
		ada = w.Again(ada)
		_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
		turnedAway(t, err, "post_id", "Choose the post")
		e, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, Post: ada.Posts[0].ID})
		if err != nil || e.Awaits != models.AwaitsManager {
			t.Fatalf("awaits %s (%v)", e.Awaits, err)
		}
		manager, other := mia, nia
		if *ada.Posts[0].ManagerID == nia.ID {
			manager, other = nia, mia
		}
		yes := learning.Decide{Enrolments: []models.ID{e.ID}, Answer: learning.Approve}
		for _, a := range []models.Actor{other, ada, ben} {
			if _, err := s.DecideAsManager(t.Context(), a, yes); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s decides: %v", a.Name, err)
			}
		}
		// The manager leaves, and another comes.
		pat := w.Learner("Pat")
		post := ada.Posts[0]
		post.ManagerID = &pat.ID
		w.In(func(ctx context.Context, tx *store.Tx) error { return tx.ChangePosts(ctx, []models.Post{post}) })
		if _, err := s.DecideAsManager(t.Context(), w.Again(manager), yes); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("the former manager decides: %v", err)
		}
		dee, today := w.Learner("Dee"), w.Store.Today()
		w.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: pat.ID, DeputyID: dee.ID, Started: today, Until: today})
		if n, err := s.CountTeamEnrolments(t.Context(), w.Again(dee)); err != nil || n != 1 {
			t.Errorf("%d wait for the deputy (%v)", n, err)
		}
		if e, err = s.DecideAsManager(t.Context(), w.Again(dee), yes); err != nil || e.State != models.Placed {
			t.Errorf("the deputy approves: %s (%v)", e.State, err)
		}
		_, err = s.DecideAsManager(t.Context(), w.Again(pat), yes)
		turnedAway(t, err, "enrolment", "answered, or taken back")
	})
}

func TestWhereNobodyManagesATrainerDecides(t *testing.T) {
	w := modeltest.New(t)
	s, cohort := over(w), cohortBy(w, "M", models.Approval, 1, nil)
	ada, tess := w.Learner("Ada"), w.Trainer("Tess", cohort)
	e, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
	if err != nil || e.Awaits != models.AwaitsTrainer {
		t.Fatalf("awaits %s (%v)", e.Awaits, err)
	}
	_, err = s.DecideApplications(t.Context(), tess, cohort.Code, learning.Decide{Enrolments: []models.ID{e.ID}, Answer: learning.Approve})
	if err != nil || state(t, w, e) != models.Placed {
		t.Errorf("stands at %s (%v)", state(t, w, e), err)
	}
}

func TestApprovalIsNotBypassedWhenPlacesBecomeFree(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "M", models.Approval, 1, nil)
		ada := w.Person("Ada")
		w.Manager("Mia", ada)
		place := w.Enrolled(w.Learner("Zoe"), cohort, models.Placed)
		e, err := s.Enrol(t.Context(), w.Again(ada), learning.Enrol{Cohort: cohort.Code})
		sure(t, err)
		gone := w.Enrolled(w.Learner("Ben"), cohort, models.Withdrawn)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			c, err := tx.LockCohort(ctx, cohort.ID)
			c.Capacity = 5 // as if raised
			if err != nil {
				return err
			}
			return learning.OfferFreed(ctx, tx, c)
		})
		_, err = s.Withdraw(t.Context(), models.Actor{Person: models.Person{ID: place.PersonID}}, learning.Withdraw{Enrolment: place.ID})
		if a, b := state(t, w, e), state(t, w, gone); a != models.Applied || b != models.Withdrawn {
			t.Errorf("who is not approved stands at %s, who withdrew at %s (%v)", a, b, err)
		}
	})
}

func TestAManagerApprovesWhileThePersonTakesItBack(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "M", models.Approval, 20, nil)
		for i := range 8 {
			ada := w.Person(string(rune('a'+i)) + "da")
			mia := w.Manager(string(rune('a'+i))+"mia", ada)
			ada = w.Again(ada)
			e, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
			sure(t, err)
			var group sync.WaitGroup
			var approved, withdrew error
			group.Go(func() {
				_, approved = s.DecideAsManager(t.Context(), mia, learning.Decide{Enrolments: []models.ID{e.ID}, Answer: learning.Approve})
			})
			group.Go(func() { _, withdrew = s.Withdraw(t.Context(), ada, learning.Withdraw{Enrolment: e.ID}) })
			group.Wait()
			if withdrew != nil || state(t, w, e) != models.Withdrawn {
				t.Errorf("who took it back stands at %s (%v, %v)", state(t, w, e), withdrew, approved)
			}
		}
		count(t, w, cohort, 0, 0)
	})
}

func TestWhoIsNamedAgreesOrTurnsItDown(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "N", models.Nomination, 1, nil)
		ada, ben := w.Person("Ada"), w.Person("Ben")
		mia := w.Manager("Mia", ada)
		joan := w.Post(w.Person("Joan"), &w.Leader, nil)
		_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
		turnedAway(t, err, "cohort", "People are named for this cohort")
		_, err = s.Nominate(t.Context(), mia, learning.Nominate{Cohort: cohort.Code, Email: mia.Email})
		turnedAway(t, err, "email", "Nobody names themselves")
		if _, err := s.Nominate(t.Context(), mia, learning.Nominate{Cohort: cohort.Code, People: []models.ID{ben.ID}}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a manager picks somebody who is not theirs: %v", err)
		}
		if _, err := s.Nominate(t.Context(), ben, learning.Nominate{Cohort: cohort.Code, Email: ada.Email}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner names somebody: %v", err)
		}
		_, err = s.Nominate(t.Context(), mia, learning.Nominate{Cohort: cohort.Code, People: []models.ID{ada.ID}})
		sure(t, err)
		_, err = s.Nominate(t.Context(), joan, learning.Nominate{Cohort: cohort.Code, Email: "Ben@example.org"})
		sure(t, err)
		a, err := w.Store.LiveEnrolment(t.Context(), cohort.ID, ada.ID)
		sure(t, err)
		b, err := w.Store.LiveEnrolment(t.Context(), cohort.ID, ben.ID)
		sure(t, err)
		letter, err := s.NominationLetterFor(t.Context(), a.ID)
		token := tokenOf(t, w, letter, err)
		if letter.Other != "Mia" {
			t.Errorf("the letter names %q", letter.Other)
		}
		if page, err := s.NominationPage(t.Context(), token); err != nil || !page.Open {
			t.Errorf("the page is not open (%v)", err)
		}
		for range 2 {
			if e, err := s.AcceptNomination(t.Context(), models.Actor{}, learning.AnswerNomination{Token: token}); err != nil || e.State != models.Placed {
				t.Errorf("got %s (%v)", e.State, err)
			}
		}
		if _, err := s.DeclineNomination(t.Context(), ada, learning.AnswerNomination{Enrolment: b.ID}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else answers: %v", err)
		}
		_, err = s.DeclineNomination(t.Context(), ben, learning.AnswerNomination{Enrolment: b.ID})
		if err != nil || state(t, w, b) != models.Declined {
			t.Errorf("Ben stands at %s (%v)", state(t, w, b), err)
		}
		if _, err := s.NominationPage(t.Context(), "another"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an unknown token: %v", err)
		}
		_, due := jobs(t, w)
		told := 0
		for _, j := range due {
			if j.Kind == models.MailNominator {
				told++
			}
		}
		if told == 0 && !slices.ContainsFunc(due, func(j models.Job) bool { return j.Kind == models.MailNominator }) {
			t.Errorf("nobody tells who named them: %v", due)
		}
	})
}

func TestAClashIsRefusedWhereTheCohortAsksForThat(t *testing.T) {
	w := modeltest.New(t)
	s, other := over(w), w.Cohort("R1", 5)
	cohort := cohortBy(w, "C", models.FirstCome, 5, func(c *models.Cohort) { c.RefuseClashes = true })
	w.Keep(&models.Session{CohortID: cohort.ID, Number: 1, Title: "One", Starts: other.Starts.Add(time.Hour), Ends: other.Starts.Add(3 * time.Hour), Place: "Online"})
	ada, ben := w.Learner("Ada"), w.Learner("Ben")
	w.Enrolled(ada, other, models.Placed)
	_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code})
	turnedAway(t, err, "cohort", "Course R1, First")
	if e, err := s.Enrol(t.Context(), ben, learning.Enrol{Cohort: cohort.Code}); err != nil || e.State != models.Placed {
		t.Errorf("got %s (%v)", e.State, err)
	}
}
