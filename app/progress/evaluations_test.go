package progress_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// over is a cohort of so many people who were at its first session, which ended a moment ago, with its trainer.
type over struct {
	*modeltest.World
	service *progress.Service
	cohort  models.Cohort
	session models.Session
	people  []models.Actor
	tess    models.Actor
}

func newOver(t *testing.T, w *modeltest.World, people int) over {
	t.Helper()
	o := over{World: w, service: &progress.Service{Store: w.Store, BaseURL: "https://trellis.test"}}
	o.cohort = w.CohortOf(w.Course("E1"), "E1-1", 40, w.Store.Now().Add(-3*time.Hour))
	o.tess = w.Trainer("Tess", o.cohort)
	sessions, err := w.Store.Sessions(t.Context(), o.cohort.ID)
	if err != nil {
		t.Fatal(err)
	}
	o.session = sessions[0]
	for i := range people {
		o.people = append(o.people, w.Learner(fmt.Sprintf("P%d", i)))
		e := w.Enrolled(o.people[i], o.cohort, models.Placed)
		w.Keep(&models.Attendance{SessionID: o.session.ID, EnrolmentID: e.ID, Mark: models.Attended, Source: models.ByTrainerHand, MarkedByID: o.tess.ID, MarkedAt: w.Store.Now()})
	}
	return o
}

func (o over) say(t *testing.T, who int, says string) {
	t.Helper()
	in := progress.Evaluate{Session: o.session.ID, Useful: models.VeryUseful, Ready: models.ReadyAlone, Says: says}
	if err := o.service.Evaluate(t.Context(), o.people[who], in); err != nil {
		t.Fatal(err)
	}
}

func (o over) feedback(t *testing.T, who models.Actor) progress.FeedbackPage {
	t.Helper()
	page, err := o.service.Feedback(t.Context(), who, o.cohort.Code)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// TestRepliesShowFromFiveOnAndThenThreeAtATime walks through nine replies, and looks after each as the trainer and on the course.
func TestRepliesShowFromFiveOnAndThenThreeAtATime(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		o := newOver(t, w, 9)
		for i, want := range []int{0, 0, 0, 0, 5, 5, 5, 8, 8} {
			o.say(t, i, fmt.Sprint("Keep ", i))
			page := o.feedback(t, o.tess)
			if page.Whole.Replies != want || len(page.Parts[0].Comments) != want || page.Parts[0].Useful[models.VeryUseful] != want {
				t.Errorf("after %d replies: %+v, want %d", i+1, page.Parts[0], want)
			}
			course, err := w.Store.Course(t.Context(), o.cohort.CourseID)
			if err != nil {
				t.Fatal(err)
			}
			results, err := o.service.Results(t.Context(), course)
			if err != nil || results.Any() != (want > 0) || want > 0 && results.Useful.Kind != disclosure.HalfOrMore {
				t.Errorf("after %d replies the course says %+v (%v)", i+1, results, err)
			}
		}
	})
}

// TestNothingKeptJoinsWhoAndWhat looks at everything that is kept of a reply.
func TestNothingKeptJoinsWhoAndWhat(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		o := newOver(t, w, 6)
		w.Clock.Advance(5 * 24 * time.Hour)
		for i := range 6 {
			w.Clock.Advance(time.Minute)
			o.say(t, i, fmt.Sprint("Comment ", i))
		}
		db := modeltest.SQL(t, w.Store)
		rows := modeltest.Rows(t, db, "evaluations", "evaluation_receipts", "events")
		for _, row := range rows["evaluations"] {
			if !strings.Contains(row, string(models.DateOf(o.session.Ends))) || strings.Contains(row, string(w.Store.Today())) {
				t.Errorf("%s does not have the day of the session alone", row)
			}
		}
		events, err := w.Store.Events(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Act == "evaluation.given" && (e.ActorID != nil || e.PersonID != nil || e.SubjectID != o.session.ID) {
				t.Errorf("the event says too much: %+v", e)
			}
		}
		for _, table := range []string{"evaluations", "evaluation_receipts"} {
			if n := modeltest.Count(t, db, "SELECT count(*) FROM "+table+" WHERE substr(id, 15, 1) = '4'"); n != 6 {
				t.Errorf("%d of 6 ids of %s are random", n, table)
			}
		}
		// Those that are shown lie in the order of their ids, and not in that in which they came.
		order := "SELECT count(*) FROM evaluations a JOIN evaluations b ON a.rowid < b.rowid AND a.id > b.id WHERE a.released AND b.released"
		if w.Store.Engine() == store.PostgreSQL {
			order = "SELECT count(*) FROM evaluations a JOIN evaluations b ON a.ctid < b.ctid AND a.id > b.id WHERE a.released AND b.released"
		}
		if n := modeltest.Count(t, db, order); n != 0 {
			t.Errorf("%d pairs lie in another order than that of their ids", n)
		}
	})
}

func TestWhoManagesSomebodyOnTheCohortSeesNoComments(t *testing.T) {
	w := modeltest.New(t)
	o := newOver(t, w, 5)
	for i := range 5 {
		o.say(t, i, "Less theory")
	}
	if page := o.feedback(t, o.tess); len(page.Parts[0].Comments) != 5 {
		t.Errorf("the trainer sees %d comments", len(page.Parts[0].Comments))
	}
	boss := w.Grant(w.Manager("Boss", o.people[0]), models.Trainer, models.OneCohort, o.cohort.ID)
	if page := o.feedback(t, boss); !page.NoComments || len(page.Parts[0].Comments) > 0 || page.Whole.Replies != 5 {
		t.Errorf("who manages one of them sees %+v", page.Parts[0])
	}
	if _, err := o.service.Feedback(t.Context(), o.people[0], o.cohort.Code); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("a learner gets %v", err)
	}
}

func TestPeopleSayOnceWhatASessionWasLikeAtWhichTheyWere(t *testing.T) {
	w := modeltest.New(t)
	o := newOver(t, w, 2)
	in := progress.Evaluate{Session: o.session.ID, Useful: models.NotUseful, Ready: models.NotReady}
	absent := w.Learner("Absent")
	w.Enrolled(absent, o.cohort, models.Placed)
	var invalid models.Invalid
	if err := o.service.Evaluate(t.Context(), absent, in); !errors.As(err, &invalid) {
		t.Errorf("who was not there: %v", err)
	}
	if err := o.service.Evaluate(t.Context(), w.Learner("Stranger"), in); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("who is not on the cohort: %v", err)
	}
	in.Says = "The patient 943 476 5919"
	if err := o.service.Evaluate(t.Context(), o.people[0], in); !errors.As(err, &invalid) || invalid["says"] != models.NHSNumberProblem {
		t.Errorf("with an NHS number: %v", err)
	}
	in.Says = ""
	for range 2 {
		if err := o.service.Evaluate(t.Context(), o.people[0], in); err != nil {
			t.Error(err)
		}
	}
	if n := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM evaluations"); n != 1 {
		t.Errorf("%d replies are kept of one person", n)
	}
	w.Clock.Advance(31 * 24 * time.Hour)
	if err := o.service.Evaluate(t.Context(), o.people[1], in); !errors.As(err, &invalid) {
		t.Errorf("after 31 days: %v", err)
	}
}

// TestALetterAsksOnceWhoWasThere lets two processes ask at once, and again.
func TestALetterAsksOnceWhoWasThere(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		o := newOver(t, w, 3)
		o.say(t, 0, "")
		done := make(chan error)
		for range 2 {
			go func() { done <- o.service.AskWhatIsDue(t.Context()) }()
		}
		if err := errors.Join(<-done, <-done, o.service.AskWhatIsDue(t.Context())); err != nil {
			t.Fatal(err)
		}
		db := modeltest.SQL(t, w.Store)
		for query, want := range map[string]int{
			"SELECT count(*) FROM evaluation_asks": 2, "SELECT count(*) FROM jobs WHERE kind = 'mail.evaluation'": 2,
		} {
			if n := modeltest.Count(t, db, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		for i := range 2 {
			asked, err := o.service.Asked(t.Context(), o.people[i+1].ID)
			if err != nil || len(asked.Evaluate) != 1 {
				t.Errorf("home asks %+v (%v)", asked, err)
			}
		}
	})
}

// TestNoFigureEverCountsFewerThanFive lets people answer in any order, and looks after each.
func TestNoFigureEverCountsFewerThanFive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(5, 12).Draw(t, "from")
		shown, waiting, before := 0, 0, 0
		for range rapid.IntRange(0, 40).Draw(t, "replies") {
			waiting++
			if models.Releases(shown, waiting, from) {
				shown, waiting = shown+waiting, 0
			}
			if shown > 0 && shown < from || shown != before && shown-before < 3 {
				t.Fatalf("%d are shown after %d", shown, before)
			}
			before = shown
		}
	})
}

// TestFollowUpFiguresGrowInSteps draws answers, their times and the time of the look.
func TestFollowUpFiguresGrowInSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(5, 12).Draw(t, "from")
		var answers []models.FollowUp
		for i := range rapid.IntRange(0, 30).Draw(t, "answers") {
			at := modeltest.Start.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "day")) * 24 * time.Hour)
			answers = append(answers, models.FollowUp{ID: models.ID(fmt.Sprint(i)), Used: models.UsedIt, UsedOn: "X", AnsweredAt: &at})
		}
		before := 0
		for day := range 80 {
			figures := models.CountFollowUps(answers, from, modeltest.Start.AddDate(0, 0, day))
			if figures.Base > 0 && figures.Base < from || figures.Base%5 != 0 || figures.Base < before || len(figures.UsedOn) != figures.Base {
				t.Fatalf("on day %d: %+v", day, figures)
			}
			before = figures.Base
		}
	})
}
