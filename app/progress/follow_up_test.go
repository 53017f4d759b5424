package progress_test

import (
	"errors"
	"testing"
	"time"

	"trellis/app/progress"
	"trellis/models"
	"trellis/models/modeltest"
)

// completed is a record of somebody on the cohort, from so many days ago.
func (o over) completed(a models.Actor, code string, days int) models.CompletionRecord {
	e, err := o.Store.OnCohort(o.T.Context(), o.cohort.ID, a.ID)
	if err != nil {
		o.T.Fatal(err)
	}
	r := models.CompletionRecord{
		Code: code, EnrolmentID: e.ID, PersonID: a.ID, CohortID: o.cohort.ID, CourseID: o.cohort.CourseID, PersonName: a.Name, CourseTitle: "Course E1",
		ProviderName: "Network", CompletedOn: o.Store.Today().AddDays(-days), IssuedAt: o.Store.Now(), IssuedByID: o.tess.ID, IssuedBy: "Tess",
	}
	o.Keep(&r)
	return r
}

// TestLearnerAndManagerAreAskedOnceTwelveWeeksLater lets two processes ask at once; a record in place of another asks nobody again.
func TestLearnerAndManagerAreAskedOnceTwelveWeeksLater(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		o := newOver(t, w, 5)
		w.Manager("Mia", o.people[0])
		due := o.completed(o.people[0], "AA-AAAA-AAAA", 84)
		o.completed(o.people[1], "BB-BBBB-BBBB", 129) // nobody manages them
		o.completed(o.people[2], "CC-CCCC-CCCC", 83)  // too early
		o.completed(o.people[3], "DD-DDDD-DDDD", 130) // too late
		withdrawn := o.completed(o.people[4], "EE-EEEE-EEEE", 90)
		modeltest.Plant(t, w.Store, "UPDATE completion_records SET revoked_at = '2026-11-01 00:00:00' WHERE id = '"+string(withdrawn.ID)+"'")
		done := make(chan error)
		for range 2 {
			go func() { done <- o.service.AskWhatIsDue(t.Context()) }()
		}
		if err := errors.Join(<-done, <-done); err != nil {
			t.Fatal(err)
		}
		modeltest.Plant(t, w.Store, "UPDATE completion_records SET superseded_at = '2026-11-20 00:00:00' WHERE id = '"+string(due.ID)+"'")
		o.completed(o.people[0], "FF-FFFF-FFFF", 84) // with another name
		if err := o.service.AskWhatIsDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		db := modeltest.SQL(t, w.Store)
		for query, want := range map[string]int{
			"SELECT count(*) FROM follow_ups WHERE asked_as = 'learner'": 2, "SELECT count(*) FROM follow_ups WHERE asked_as = 'manager'": 1,
			"SELECT count(*) FROM jobs WHERE kind = 'mail.follow_up'": 3,
		} {
			if n := modeltest.Count(t, db, query); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
	})
}

func TestAnAnswerCanBeChangedForFourteenDaysByWhomItIsOf(t *testing.T) {
	w := modeltest.New(t)
	o := newOver(t, w, 2)
	record := o.completed(o.people[0], "AA-AAAA-AAAA", 84)
	f := models.FollowUp{CompletionRecordID: record.ID, CourseID: record.CourseID, PersonID: o.people[0].ID, AskedAs: models.AskedAsLearner, AskedAt: w.Store.Now()}
	w.Keep(&f)
	answer := func(who models.Actor, used models.Transfer) error {
		return o.service.AnswerFollowUp(t.Context(), who, progress.AnswerFollowUp{ID: f.ID, Used: used, Stopped: models.NoTime})
	}
	var invalid models.Invalid
	if err := answer(o.people[1], models.UsedIt); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("somebody else: %v", err)
	}
	if err := answer(o.people[0], models.UsedUnknown); !errors.As(err, &invalid) || invalid["used"] == "" {
		t.Errorf("what managers alone may answer: %v", err)
	}
	if err := errors.Join(answer(o.people[0], models.UsedNot), answer(o.people[0], models.UsedIt)); err != nil {
		t.Error(err)
	}
	if kept, err := w.Store.FollowUp(t.Context(), f.ID); err != nil || kept.Used != models.UsedIt || kept.Stopped != "" {
		t.Errorf("kept %+v (%v)", kept, err)
	}
	w.Clock.Advance(14 * 24 * time.Hour)
	if err := answer(o.people[0], models.UsedNot); !errors.As(err, &invalid) {
		t.Errorf("after 14 days: %v", err)
	}
}
