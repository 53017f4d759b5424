package learning_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm/logger"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/modeltest"
)

// counter counts the queries of the stores that are opened while it stands.
type counter struct {
	logger.Interface
	n int
}

func (c *counter) LogMode(logger.LogLevel) logger.Interface { return c }

func (c *counter) Trace(context.Context, time.Time, func() (string, int64), error) { c.n++ }

func countQueries(t *testing.T) *counter {
	t.Helper()
	before := logger.Discard
	c := &counter{Interface: before}
	logger.Discard = c
	t.Cleanup(func() { logger.Discard = before })
	return c
}

// of counts the queries of one question.
func (c *counter) of(t *testing.T, ask func() error) int {
	t.Helper()
	c.n = 0
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	return c.n
}

// mark marks the first so many of the enrolments at a session.
func mark(w *modeltest.World, session models.Session, mark models.Mark, enrolments ...models.Enrolment) {
	for _, e := range enrolments {
		w.Keep(&models.Attendance{SessionID: session.ID, EnrolmentID: e.ID, Mark: mark, Source: models.ByTrainerHand, MarkedByID: e.PersonID, MarkedAt: w.Store.Now()})
	}
}

// crowd puts so many people on the cohort.
func crowd(w *modeltest.World, c models.Cohort, n int) []models.Enrolment {
	list := make([]models.Enrolment, n)
	for i := range list {
		list[i] = w.Enrolled(w.Person(fmt.Sprintf("%s-%d", c.Code, i)), c, models.Placed)
	}
	return list
}

func sessionsOf(w *modeltest.World, c models.Cohort) []models.Session {
	list, err := w.Store.Sessions(w.T.Context(), c.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	return list
}

func TestTheDeskCountsWhatWaitsForTheTrainer(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &learning.Service{Store: w.Store}
		course := w.Course("R1")
		now := w.Store.Now()
		running := w.CohortOf(course, "RUN", 14, now.AddDate(0, 0, -1))
		coming := w.CohortOf(course, "COME", 1, now.AddDate(0, 0, 3))
		over := w.CohortOf(course, "OVER", 14, now.AddDate(0, -2, 0))
		w.CohortOf(course, "LONGAGO", 14, now.AddDate(0, -9, 0))
		people := crowd(w, running, 14)
		mark(w, sessionsOf(w, running)[0], models.Attended, people[:5]...)
		mark(w, sessionsOf(w, running)[0], models.Missed, people[5:8]...)
		done := crowd(w, over, 11)
		for _, session := range sessionsOf(w, over) {
			mark(w, session, models.Attended, done[:9]...)
			mark(w, session, models.Missed, done[9:]...)
		}
		w.Enrolled(w.Person("Ona"), coming, models.Offered)
		w.Enrolled(w.Person("Wes"), coming, models.Waiting)
		trainer := w.Grant(w.Person("Tess"), models.Trainer, models.OneCourse, course.ID)

		page, err := s.Teaching(t.Context(), trainer)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Running) != 1 || len(page.Coming) != 1 || len(page.Finished) != 1 || page.Running[0].Placed != 14 {
			t.Errorf("groups %d, %d, %d", len(page.Running), len(page.Coming), len(page.Finished))
		}
		if len(page.Registers) != 1 || page.Registers[0].Unmarked() != 6 || page.Registers[0].People != 14 || page.Registers[0].Number != 1 {
			t.Errorf("registers %+v", page.Registers)
		}
		if len(page.Ready) != 1 || page.Ready[0].People != 9 {
			t.Errorf("ready %+v", page.Ready)
		}
		if len(page.Full) != 1 || page.Full[0].Waiting != 1 || page.Full[0].Offered != 1 {
			t.Errorf("full %+v", page.Full)
		}
		all, err := s.Teaching(t.Context(), w.Administrator("Ann"))
		if err != nil || len(all.Running)+len(all.Coming)+len(all.Finished) != 3 || !all.MayPlan {
			t.Errorf("an administrator sees %+v (%v)", all, err)
		}
		none, err := s.Teaching(t.Context(), w.Grant(w.Person("Nora"), models.Trainer, models.OneCourse, w.Course("SQL1").ID))
		if err != nil || !none.Empty() {
			t.Errorf("who teaches nothing sees %+v (%v)", none, err)
		}
	})
}

func TestAnAssignmentMustBePassedToBeReadyForARecord(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	over := w.CohortOf(w.Course("R1"), "OVER", 14, w.Store.Now().AddDate(0, -2, 0))
	unit := models.Unit{CourseID: over.CourseID, Kind: models.AssignmentUnit, Position: 3, Title: "Brief", Required: true}
	w.Keep(&unit)
	people := crowd(w, over, 3)
	for _, session := range sessionsOf(w, over) {
		mark(w, session, models.Attended, people...)
	}
	w.Keep(&models.Pass{EnrolmentID: people[0].ID, UnitID: unit.ID, ByID: people[1].PersonID, PassedAt: w.Store.Now()})
	page, err := s.Taught(t.Context(), w.Trainer("Tess", over), over.Code)
	if err != nil || page.Ready != 1 || len(page.AtRisk) != 0 {
		t.Errorf("ready %d, at risk %v (%v)", page.Ready, page.AtRisk, err)
	}
}

func TestWhoseRecordWasWithdrawnIsReadyForAnother(t *testing.T) {
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	over := w.CohortOf(w.Course("R1"), "OVER", 14, w.Store.Now().AddDate(0, -2, 0))
	again := w.Enrolled(w.Person("Ada"), over, models.NotCompleted)
	for _, session := range sessionsOf(w, over) {
		mark(w, session, models.Attended, again)
	}
	page, err := s.Taught(t.Context(), w.Trainer("Tess", over), over.Code)
	if err != nil || page.Ready != 1 {
		t.Errorf("ready %d (%v)", page.Ready, err)
	}
}

func TestThePagesOfTeachingAskAsManyQueriesForManyAsForFew(t *testing.T) {
	count := countQueries(t)
	w := modeltest.New(t)
	s := &learning.Service{Store: w.Store}
	course := w.Course("R1")
	trainer := w.Grant(w.Person("Tess"), models.Trainer, models.OneCourse, course.ID)
	over := w.CohortOf(course, "OVER-0", 14, w.Store.Now().AddDate(0, -2, 0))
	pages := map[string]func() error{
		"home":     func() error { _, err := s.Teaching(t.Context(), trainer); return err },
		"overview": func() error { _, err := s.Taught(t.Context(), trainer, over.Code); return err },
		"people":   func() error { _, err := s.TaughtPeople(t.Context(), trainer, over.Code, ""); return err },
		"waiting":  func() error { _, err := s.WaitingList(t.Context(), trainer, over.Code); return err },
	}
	crowd(w, over, 1)
	few := map[string]int{}
	for name, ask := range pages {
		few[name] = count.of(t, ask)
	}
	for n := range 5 {
		crowd(w, w.CohortOf(course, fmt.Sprintf("OVER-%d", n+1), 14, w.Store.Now().AddDate(0, -2, n)), 3)
	}
	crowd(w, w.CohortOf(course, "MORE", 14, w.Store.Now().AddDate(0, 0, -3)), 4)
	for i := range 4 {
		mark(w, sessionsOf(w, over)[0], models.Attended, w.Enrolled(w.Person(fmt.Sprintf("late-%d", i)), over, models.Placed))
		w.Enrolled(w.Person(fmt.Sprintf("line-%d", i)), over, models.Waiting)
	}
	for name, ask := range pages {
		if many := count.of(t, ask); many != few[name] || many == 0 {
			t.Errorf("%s: %d queries, with more to show %d", name, few[name], many)
		}
	}
}
