package learning_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestNobodyIsMovedPastAnApproval(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, from := over(w), cohortBy(w, "R", models.FirstCome, 3, nil)
		to := from
		to.ID, to.Code, to.WayIn = "", "R-2", models.Approval
		w.Keep(&to)
		e := w.Enrolled(w.Learner("Ada"), from, models.Placed)
		tess := w.Grant(w.Learner("Tess"), models.Trainer, models.OneCourse, from.CourseID)
		_, err := s.MovePerson(t.Context(), tess, learning.MovePerson{Cohort: from.Code, Enrolment: e.ID, To: to.Code})
		turnedAway(t, err, "to", "once somebody else agrees")
		if state(t, w, e) != models.Placed {
			t.Errorf("Ada is %s", state(t, w, e))
		}
	})
}

func TestReservedPlacesPassNobodyOverTheirManager(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "A", models.Approval, 3, nil)
		ada, ben := w.Person("Ada"), w.Person("Ben")
		team := w.Team("TEAM", models.Team, ada, ben)
		tia, tess := w.Grant(w.Learner("Tia"), models.Lead, models.OneOrganisation, team.ID), w.Trainer("Tess", cohort)
		r, err := s.Reserve(t.Context(), tess, learning.Reserve{Cohort: cohort.Code, Team: "TEAM", Places: "2", Until: string(w.Store.Today().AddDays(7))})
		sure(t, err)
		_, err = s.NameReserved(t.Context(), tia, learning.NameReserved{Reservation: r.ID, People: []models.ID{ada.ID}})
		turnedAway(t, err, "person", "a manager approves")
		count(t, w, cohort, 0, 0)
	})
}

func TestAPairIsAnAnalystWithADecisionMakerAndPrerequisitesHoldForColleagues(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, pairs, eligible := over(w), cohortBy(w, "P", models.PairedWay, 4, nil), cohortBy(w, "E", models.Eligible, 4, nil)
		w.Keep(&models.Prerequisite{CourseID: eligible.CourseID, Alternative: 1, CompetencyID: idOf(w, "TA1"), Level: 2})
		ada, ben := w.Learner("Ada"), w.Learner("Ben")
		w.Assessed(ada, "TA1", 2, models.MostWeeks)
		_, err := s.Enrol(t.Context(), ada, learning.Enrol{Cohort: pairs.Code, DecisionMaker: ben.Email})
		turnedAway(t, err, "decision_maker", "an analyst with a decision maker")
		_, err = s.Enrol(t.Context(), ada, learning.Enrol{Cohort: eligible.Code, DecisionMaker: ben.Email})
		sure(t, err)
		pair, err := w.Store.OpenPair(t.Context(), eligible.ID, ada.ID)
		sure(t, err)
		_, err = s.AcceptPair(t.Context(), ben, learning.AnswerPair{Pair: pair.ID})
		turnedAway(t, err, "answer", "Before you can enrol you need")
		count(t, w, eligible, 0, 0)
	})
}

func TestNobodyTakesThePlaceOfSomebodyElsesPair(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, cohort := over(w), cohortBy(w, "P", models.PairedWay, 4, nil)
		ada, joan, _, token := askedPair(t, w, s, cohort)
		eve := w.Post(w.Person("Eve"), &w.Leader, nil)
		_, err := s.Enrol(t.Context(), joan, learning.Enrol{Cohort: cohort.Code, DecisionMaker: ada.Email})
		turnedAway(t, err, "decision_maker", "Answer that first")
		_, err = s.Enrol(t.Context(), eve, learning.Enrol{Cohort: cohort.Code, DecisionMaker: ada.Email})
		turnedAway(t, err, "decision_maker", "Answer that first")
		_, err = s.AcceptPair(t.Context(), models.Actor{}, learning.AnswerPair{Token: token})
		sure(t, err)
		_, err = s.Enrol(t.Context(), eve, learning.Enrol{Cohort: cohort.Code, DecisionMaker: ada.Email})
		turnedAway(t, err, "decision_maker", "Answer that first")
		if pair, err := w.Store.PairOf(t.Context(), cohort.ID, ada.ID); err != nil || pair.State != models.PairAccepted || pair.DecisionMakerID != joan.ID {
			t.Errorf("the pair is %+v (%v)", pair, err)
		}
	})
}

func TestAPlanIsOfLinesAndOfTheYearsAhead(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		in := planOf(course)
		in.Name, in.Place, in.Sessions[0].Title = "Autumn\r\nBcc: eve@example.org", "Room\n2", "First\nATTENDEE:eve"
		cohort, err := s.PlanCohort(t.Context(), ann, in)
		sure(t, err)
		sessions, err := w.Store.Sessions(t.Context(), cohort.ID)
		sure(t, err)
		if cohort.Name != "Autumn Bcc: eve@example.org" || cohort.Place != "Room 2" || sessions[0].Title != "First ATTENDEE:eve" {
			t.Errorf("kept as %q, %q, %q", cohort.Name, cohort.Place, sessions[0].Title)
		}
		in.Sessions[1].Date = "9999-12-31"
		_, err = s.PlanCohort(t.Context(), ann, in)
		turnedAway(t, err, models.SessionField(1, "date"), "more than five years ahead")
	})
}

func TestAYearThatIsCopiedTwiceAtOnceIsCopiedOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s, ann, course := over(w), w.Administrator("Ann"), w.Course("R1")
		first := w.CohortOf(course, "R1-A", 5, models.Date("2027-01-12").Time().Add(10*3600*1e9))
		in := learning.CopyYear{Year: "2026-04-01", Courses: []string{"R1"}}
		page, err := s.CopyYearPage(t.Context(), ann, in)
		sure(t, err)
		in.Chosen, in.Digest = []string{first.Code}, page.Digest
		var made atomic.Int32
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if _, err := s.CopyYear(context.Background(), ann, in); err == nil {
					made.Add(1)
				}
			})
		}
		all.Wait()
		if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM cohorts"); n != 2 || made.Load() != 1 {
			t.Errorf("%d cohorts after %d copies", n, made.Load())
		}
	})
}
