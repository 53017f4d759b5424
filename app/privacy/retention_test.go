package privacy_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// TestEachRuleActsOnTheDayAfterItsLast keeps a thing of each kind, and one of somebody on hold, and looks on the last day on
// which it is kept and on the next.
func TestEachRuleActsOnTheDayAfterItsLast(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := kept(w)
		for kind, begins := range n.begins {
			days := n.days(kind)
			for _, when := range []struct {
				day  models.Date
				gone bool
			}{{begins.AddDays(days), false}, {begins.AddDays(days + 1), true}} {
				w.Clock.Set(when.day.Time().Add(5 * time.Minute)) // just after midnight in London
				rule, err := n.service.Rule(t.Context(), n.adam, kind)
				if err != nil {
					t.Fatal(err)
				}
				if (rule.Due.Rows > 0) != when.gone {
					t.Errorf("%s on %s: the preview says %d", kind, when.day, rule.Due.Rows)
				}
				if when.gone && models.DateOf(rule.Due.Oldest) != begins {
					t.Errorf("%s: the oldest is of %s, want %s", kind, models.DateOf(rule.Due.Oldest), begins)
				}
				n.accepted(kind, when.day.AddDays(-1))
				if err := n.service.CatchUp(t.Context()); err != nil {
					t.Fatal(err)
				}
				if left := n.left(kind); left != map[bool]int{false: 2, true: 1}[when.gone] {
					t.Errorf("%s on %s: %d are left", kind, when.day, left)
				}
				n.stopped(kind)
			}
		}
		if acts := w.Events(); count(acts, "retention.applied") != len(n.begins) {
			t.Errorf("a rule leaves one event: %v", acts)
		}
		sound(t, w)
	})
}

func count(list []string, of string) int {
	n := 0
	for _, one := range list {
		if one == of {
			n++
		}
	}
	return n
}

// network has two things of each kind: of Ada, and of Hal, who is on hold.
type network struct {
	*modeltest.World
	service  *privacy.Service
	adam     models.Actor
	begins   map[models.RetentionKind]models.Date // from when each counts
	hal, ada models.Actor
}

func kept(w *modeltest.World) network {
	n := network{World: w, service: service(w), adam: w.Administrator("Adam"), ada: w.Learner("Ada"), hal: w.Learner("Hal"), begins: map[models.RetentionKind]models.Date{}}
	now, today := w.Store.Now(), w.Store.Today()
	w.Keep(&models.Hold{PersonID: n.hal.ID, Reason: "A dispute", PlacedAt: now})
	course := w.Course("R1")
	for i, person := range []models.Actor{n.ada, n.hal} {
		cohort := w.CohortOf(course, []string{"A", "H"}[i], 3, now.AddDate(0, 0, -20))
		e := w.Enrolled(person, cohort, models.Completed)
		w.In(func(ctx context.Context, tx *store.Tx) error {
			e.Needs = "A chair"
			return tx.Add(ctx, &models.EnrolmentChange{EnrolmentID: e.ID, ToState: models.Completed, ChangedAt: now})
		})
		modeltest.Plant(w.T, w.Store, "UPDATE enrolments SET needs = 'A chair' WHERE id = '"+string(e.ID)+"'")
		job := models.Job{Kind: models.MailPlaced, SubjectID: e.ID, State: models.JobDone, RunAt: now, CreatedAt: now}
		w.Keep(&job)
		imported := models.Import{Kind: "people", FileName: "people.csv", Data: []byte("file"), State: models.ImportKept, MadeByID: n.adam.ID, MadeAt: now}
		w.Keep(&imported)
		w.Keep(
			&models.Message{JobID: job.ID, PersonID: &person.ID, Recipient: person.Email, State: models.MessageKept, CreatedAt: now},
			&models.Look{ViewerID: n.adam.ID, PersonID: person.ID, Day: today},
			&models.ImportChange{ImportID: imported.ID, Number: 1, Noun: "people", RowID: person.ID},
			&models.CompletionRecord{
				Code: []string{"AA", "BB"}[i] + "-7M4T-X2RB", EnrolmentID: e.ID, PersonID: person.ID, CourseID: course.ID, CohortID: cohort.ID, PersonName: person.Name,
				CompletedOn: today.AddDays(-3), IssuedAt: now, IssuedByID: n.adam.ID,
			},
		)
		w.Confirmed(n.adam, w.Assessed(person, "TA1", 2, ""))
	}
	n.leave()
	n.begins[models.KeepMail], n.begins[models.KeepLooks], n.begins[models.KeepImports] = today, today, today
	n.begins[models.KeepRecords] = today.AddDays(-3)
	return n
}

// leave ends the posts of both yesterday.
func (n network) leave() {
	last := n.Store.Today().AddDays(-1)
	n.begins[models.KeepAssessments] = last
	n.In(func(ctx context.Context, tx *store.Tx) error {
		posts := slices.Concat(n.ada.Posts, n.hal.Posts)
		for i := range posts {
			posts[i].Ended = last
		}
		return tx.ChangePosts(ctx, posts)
	})
}

func (n network) days(kind models.RetentionKind) int {
	for _, r := range models.RetentionRules() {
		if r.Kind == kind {
			return r.Days
		}
	}
	n.T.Fatalf("no rule for %s", kind)
	return 0
}

// accepted accepts the rule as somebody did on that day.
func (n network) accepted(kind models.RetentionKind, day models.Date) {
	at := day.Time().Add(12 * time.Hour).UTC()
	n.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.KeepRetentionRule(ctx, models.RetentionRule{Kind: kind, Days: n.days(kind), AcceptedAt: &at, AcceptedByID: &n.adam.ID})
	})
}

// stopped lets the rule rest, and forgets that it acted: the next case is another day.
func (n network) stopped(kind models.RetentionKind) {
	n.T.Helper()
	if kind == models.KeepAssessments { // the doctor asks that events lead somewhere unless this rule acts
		return
	}
	if err := n.service.StopRule(n.T.Context(), n.adam, kind); err != nil {
		n.T.Fatal(err)
	}
}

// left counts the things of a kind that are still there.
func (n network) left(kind models.RetentionKind) int {
	return modeltest.Count(n.T, modeltest.SQL(n.T, n.Store), map[models.RetentionKind]string{
		models.KeepMail:  "SELECT count(*) FROM messages",
		models.KeepLooks: "SELECT count(*) FROM looks", models.KeepImports: "SELECT count(*) FROM imports WHERE length(data) > 0",
		models.KeepAssessments: "SELECT count(*) FROM assessments", models.KeepRecords: "SELECT count(*) FROM completion_records WHERE person_name <> '" + models.NameErased + "'",
	}[kind])
}

func TestARuleRestsUntilItIsAcceptedAndRestsAgainWhenItIsChanged(t *testing.T) {
	w := modeltest.New(t)
	n := kept(w)
	acts := func() int {
		t.Helper()
		w.Clock.Set(w.Store.Today().AddDays(1).Time().Add(time.Minute))
		if err := n.service.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		return n.left(models.KeepMail)
	}
	w.Clock.Set(w.Clock.Now().AddDate(1, 0, 0))
	if acts() != 2 {
		t.Error("a rule acted that nobody has accepted")
	}
	if err := n.service.AcceptRule(t.Context(), n.adam, models.KeepMail, 90); !errors.Is(err, models.ErrStale) {
		t.Errorf("another preview was accepted: %v", err)
	}
	if err := n.service.AcceptRule(t.Context(), n.adam, models.KeepMail, 180); err != nil {
		t.Fatal(err)
	}
	if err := n.service.CatchUp(t.Context()); err != nil || n.left(models.KeepMail) != 2 {
		t.Errorf("it acted before midnight: %v", err)
	}
	if err := n.service.ChangeRule(t.Context(), n.adam, models.KeepMail, privacy.KeepFor{Days: 100}); err != nil {
		t.Fatal(err)
	}
	if acts() != 2 {
		t.Error("a changed rule acted, and nobody has accepted it again")
	}
	if err := n.service.AcceptRule(t.Context(), n.adam, models.KeepMail, 100); err != nil {
		t.Fatal(err)
	}
	if acts() != 1 {
		t.Error("an accepted rule did not act")
	}
	var invalid models.Invalid
	if err := n.service.ChangeRule(t.Context(), n.adam, models.KeepMail, privacy.KeepFor{Days: 1}); !errors.As(err, &invalid) {
		t.Errorf("one day: %v", err)
	}
	for name, err := range map[string]error{
		"accept": n.service.AcceptRule(t.Context(), n.ada, models.KeepMail, 100), "change": n.service.ChangeRule(t.Context(), n.ada, models.KeepMail, privacy.KeepFor{Days: 100}),
		"stop": n.service.StopRule(t.Context(), n.ada, models.KeepMail),
	} {
		if !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a learner may %s: %v", name, err)
		}
	}
}

func TestSeveralProcessesKeepToARuleOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		n := kept(w)
		w.Clock.Set(w.Clock.Now().AddDate(1, 0, 0))
		n.accepted(models.KeepMail, w.Store.Today().AddDays(-1))
		done := make(chan error)
		for range 4 {
			go func() { done <- n.service.CatchUp(context.WithoutCancel(t.Context())) }()
		}
		for range 4 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if got := count(w.Events(), "retention.applied"); got != 1 {
			t.Errorf("%d events", got)
		}
	})
}
