package learning_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// askedPair is Ada, who waits for Joan to come along, and the token of Joan's link.
func askedPair(t *testing.T, w *modeltest.World, s *learning.Service, cohort models.Cohort) (ada, joan models.Actor, e models.Enrolment, token string) {
	t.Helper()
	ada, joan = w.Learner("Ada"), w.Post(w.Person("Joan"), &w.Leader, nil)
	e, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: cohort.Code, DecisionMaker: joan.Email})
	sure(t, err)
	pair, err := w.Store.OpenPair(t.Context(), cohort.ID, ada.ID)
	sure(t, err)
	letter, err := s.PairLetterFor(t.Context(), pair.ID)
	token = tokenOf(t, w, letter, err)
	if letter.Person.ID != joan.ID || letter.Other != "Ada" {
		t.Errorf("the letter goes to %s and names %s", letter.Person.Name, letter.Other)
	}
	return ada, joan, e, token
}

func live(t *testing.T, w *modeltest.World, c models.Cohort, a models.Actor) models.Enrolment {
	t.Helper()
	e, err := w.Store.LiveEnrolment(t.Context(), c.ID, a.ID)
	sure(t, err)
	return e
}

func TestAPairGetsTwoPlacesOrNone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.PairedWay, 2, nil)
		_, err := s.Enrol(t.Context(), w.Learner("Zoe"), learning.Enrol{Cohort: cohort.Code})
		turnedAway(t, err, "decision_maker", "this cohort is for pairs")
		_, joan, e, token := askedPair(t, w, s, cohort)
		count(t, w, cohort, 0, 0)
		for range 2 {
			_, err := s.AcceptPair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
			sure(t, err)
		}
		if a, b := state(t, w, e), live(t, w, cohort, joan).State; a != models.Placed || b != models.Placed {
			t.Errorf("Ada %s, Joan %s", a, b)
		}
		if _, err := s.PairPage(t.Context(), models.Actor{}, learning.AnswerPair{Token: "another"}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an unknown token: %v", err)
		}
	})
}

func TestAPairThatIsDeclinedEnds(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.FirstCome, 2, nil)
		_, _, e, token := askedPair(t, w, s, cohort)
		_, err := s.DeclinePair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
		if err != nil || state(t, w, e) != models.Declined {
			t.Errorf("Ada stands at %s (%v)", state(t, w, e), err)
		}
		_, err = s.AcceptPair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
		turnedAway(t, err, "answer", "closed")
		count(t, w, cohort, 0, 0)
	})
}

func TestAPairIsOfferedTwoPlacesAndBothTakeThem(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.PairedWay, 2, nil)
		first, second := w.Enrolled(w.Learner("Yan"), cohort, models.Placed), w.Enrolled(w.Learner("Zoe"), cohort, models.Placed)
		_, joan, e, token := askedPair(t, w, s, cohort)
		_, err := s.AcceptPair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
		sure(t, err)
		other := live(t, w, cohort, joan)
		if !other.AppliedAt.Equal(e.AppliedAt) || other.State != models.Waiting {
			t.Errorf("Joan %s at another turn", other.State)
		}
		giveAs(t, w, s, first)
		if state(t, w, e) != models.Waiting {
			t.Error("half a pair was offered one place")
		}
		giveAs(t, w, s, second)
		tokens := []string{}
		for _, id := range []models.ID{e.ID, other.ID} {
			o, err := w.Store.LastOffer(t.Context(), id)
			sure(t, err)
			tokens = append(tokens, o.Token)
		}
		if got, err := s.AcceptOffer(t.Context(), models.Actor{}, tokens[0]); err != nil || got.State != models.Offered {
			t.Errorf("the first to take it stands at %s (%v)", got.State, err)
		}
		var group sync.WaitGroup
		for _, token := range tokens { // both at once
			group.Go(func() {
				if _, err := s.AcceptOffer(t.Context(), models.Actor{}, token); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if a, b := state(t, w, e), state(t, w, other); a != models.Placed || b != models.Placed {
			t.Errorf("Ada %s, Joan %s", a, b)
		}
	})
}

// giveAs gives somebody's place back as they would.
func giveAs(t *testing.T, w *modeltest.World, s *learning.Service, e models.Enrolment) {
	t.Helper()
	_, err := s.Withdraw(t.Context(), w.Again(models.Actor{Person: models.Person{ID: e.PersonID}}), learning.Withdraw{Enrolment: e.ID})
	sure(t, err)
}

func TestOfAPairTheOffersEndTogether(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.PairedWay, 2, nil)
		first, second := w.Enrolled(w.Learner("Yan"), cohort, models.Placed), w.Enrolled(w.Learner("Zoe"), cohort, models.Placed)
		_, joan, e, token := askedPair(t, w, s, cohort)
		_, err := s.AcceptPair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
		sure(t, err)
		other := live(t, w, cohort, joan)
		giveAs(t, w, s, first)
		giveAs(t, w, s, second)
		o, err := w.Store.LastOffer(t.Context(), other.ID)
		sure(t, err)
		_, err = s.DeclineOffer(t.Context(), models.Actor{}, o.Token)
		if a, b := state(t, w, e), state(t, w, other); err != nil || a != models.Lapsed || b != models.Declined {
			t.Errorf("Ada %s, Joan %s (%v)", a, b, err)
		}
		changes, err := w.Store.ChangesOf(t.Context(), e.ID)
		if err != nil || changes[0].Reason != learning.OtherNotComing {
			t.Errorf("the reason is %q (%v)", changes[0].Reason, err)
		}
		count(t, w, cohort, 0, 0)
	})
}

func TestATeamIsBookedTogether(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "T", models.FirstCome, 3, nil)
		ada, ben, cleo, dan, eve := w.Person("Ada"), w.Person("Ben"), w.Person("Cleo"), w.Person("Dan"), w.Learner("Eve")
		mia := w.Manager("Mia", ada, ben, cleo, dan)
		book := func(people ...models.Actor) (models.EnrolmentState, error) {
			ids := make([]models.ID, len(people))
			for i, p := range people {
				ids[i] = p.ID
			}
			return s.BookTeam(t.Context(), mia, learning.BookTeam{Cohort: cohort.Code, People: ids})
		}
		if _, err := book(ada, eve); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else's people are booked: %v", err)
		}
		if got, err := book(ada, ben); err != nil || got != models.Placed {
			t.Errorf("got %s (%v)", got, err)
		}
		_, err := book(ada)
		turnedAway(t, err, "person", "Ada is on this cohort already")
		if got, err := book(cleo, dan); err != nil || got != models.Waiting {
			t.Errorf("one place for two: %s (%v)", got, err)
		}
		letter, err := s.LetterFor(t.Context(), live(t, w, cohort, ada).ID)
		if err != nil || letter.By != "Mia" || letter.Reason != learning.BookedWithTeam {
			t.Errorf("the letter says %q by %q (%v)", letter.Reason, letter.By, err)
		}
		giveAs(t, w, s, live(t, w, cohort, ada))
		if a, b := live(t, w, cohort, cleo).State, live(t, w, cohort, dan).State; a != models.Offered || b != models.Offered {
			t.Errorf("Cleo %s, Dan %s", a, b)
		}
		if acts := w.Events(); !slices.Contains(acts, "team.booked") {
			t.Errorf("events %v", acts)
		}
	})
}

func TestReservedPlacesAreNamedOnceOrGivenBack(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "V", models.FirstCome, 3, nil)
		ada, ben := w.Person("Ada"), w.Person("Ben")
		team := w.Team("TEAM", models.Team, ada, ben)
		tia, tess := w.Grant(w.Learner("Tia"), models.Lead, models.OneOrganisation, team.ID), w.Trainer("Tess", cohort)
		in := learning.Reserve{Cohort: cohort.Code, Team: "TEAM", Places: "4", Until: string(w.Store.Today().AddDays(7))}
		_, err := s.Reserve(t.Context(), tess, in)
		turnedAway(t, err, "places", "Enter a number from 1 to 3")
		in.Places = "2"
		r, err := s.Reserve(t.Context(), tess, in)
		sure(t, err)
		_, err = s.Reserve(t.Context(), tess, in)
		turnedAway(t, err, "places", "not free")
		yan, err := s.Enrol(t.Context(), w.Learner("Yan"), learning.Enrol{Cohort: cohort.Code})
		sure(t, err)
		zoe, err := s.Enrol(t.Context(), w.Learner("Zoe"), learning.Enrol{Cohort: cohort.Code})
		if err != nil || yan.State != models.Placed || zoe.State != models.Waiting {
			t.Fatalf("Yan %s, Zoe %s (%v)", yan.State, zoe.State, err)
		}
		if _, err := s.NameReserved(t.Context(), w.Learner("Eve"), learning.NameReserved{Reservation: r.ID, People: []models.ID{ada.ID}}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a stranger names somebody: %v", err)
		}
		_, err = s.NameReserved(t.Context(), tia, learning.NameReserved{Reservation: r.ID, People: []models.ID{ada.ID}})
		sure(t, err)
		count(t, w, cohort, 2, 1)
		sure(t, s.ReleaseReservation(t.Context(), r.ID)) // too soon
		if state(t, w, zoe) != models.Waiting {
			t.Error("a reserved place was offered before its time")
		}
		w.Clock.Advance(9 * 24 * time.Hour)
		sure(t, s.ReleaseReservation(t.Context(), r.ID))
		if state(t, w, zoe) != models.Offered {
			t.Errorf("Zoe %s", state(t, w, zoe))
		}
		_, err = s.NameReserved(t.Context(), tia, learning.NameReserved{Reservation: r.ID, People: []models.ID{ben.ID}})
		turnedAway(t, err, "reservation", "no longer reserved")
		if acts := strings.Join(w.Events(), " "); !strings.Contains(acts, "reservation.ended") {
			t.Errorf("events %s", acts)
		}
	})
}
