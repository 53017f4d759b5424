package skills_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

// From the first answer to the manager's, on both engines.
func TestAnAssessmentGoesFromThePersonToTheManager(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada, ben := w.Person("Ada"), w.Person("Ben")
		mia := w.Manager("Mia", ada, ben)
		ada = w.Again(ada)
		w.Round("autumn")
		w.Cohort("DD1", 5)
		for n, level := range []int{2, 2, 0} {
			saved, err := s.Save(ctx, ada, skills.Current, n+1, skills.SaveAnswer{Level: strconv.Itoa(level), Use: string(models.NotAtAll)})
			if err != nil || saved.Next != (n+2)%4 {
				t.Fatalf("answer %d leads to %d (%v)", n+1, saved.Next, err)
			}
		}
		must(t, s.Send(ctx, ada, skills.Current))
		queue, err := s.Queue(ctx, mia)
		if err != nil || len(queue) != 1 || queue[0].Waiting != 3 || queue[0].Name != "Ada" {
			t.Fatalf("queue %+v (%v)", queue, err)
		}
		page, err := s.ToConfirm(ctx, mia, ada.ID)
		if err != nil || len(page.Items) != 3 || page.Items[0].Name != "Describing data" || page.Items[0].Required != 3 || page.Items[0].Descriptors[2] == "" {
			t.Fatalf("to confirm %+v (%v)", page.Items, err)
		}
		w.Clock.Advance(time.Hour)
		first, second := string(page.Items[0].ID), string(page.Items[1].ID)
		answered, err := s.Confirm(ctx, mia, ada.ID, skills.ConfirmAnswers{Levels: map[string]string{first: "3", second: "2"}, Comments: map[string]string{first: "You led it"}})
		if err != nil || answered != 2 {
			t.Fatalf("%d answered (%v)", answered, err)
		}
		if n, err := s.CountToConfirm(ctx, mia); err != nil || n != 1 {
			t.Errorf("%d left (%v)", n, err)
		}
		standing, err := s.Standing(ctx, ada)
		want := models.Tally{Asked: 4, Assessed: 3, AtTarget: 2, Confirmed: 2, UseAsked: 2}
		if err != nil || standing.Tally != want || standing.Core.Asked != 3 || len(standing.Build) != 1 || len(standing.Unused) != 2 || standing.Round.Done != 3 || standing.Round.SentAt == nil {
			t.Errorf("standing %+v (%v)", standing, err)
		}
		team, err := s.Team(ctx, mia, skills.TeamFilter{Areas: skills.AllSkills})
		if err != nil || len(team.Rows) != 2 || team.Tally.AtTarget != 2 || team.Tally.Assessed != 3 || team.Sent != 1 || team.Size != 2 || team.Gaps()[0].Name != "Writing for decision makers" {
			t.Errorf("team %+v (%v)", team.Tally, err)
		}
		people, err := s.TeamPeople(ctx, mia, "")
		if err != nil || people.People[0].Standing != want || people.People[0].Waiting != 1 || people.People[0].LastAssessed.IsZero() || !people.People[1].LastAssessed.IsZero() {
			t.Errorf("people %+v (%v)", people, err)
		}
		person, err := s.TeamPerson(ctx, mia, ada.ID)
		if err != nil || len(person.History) != 5 || person.History[0].Kind != skills.Differed && person.History[1].Kind != skills.Differed {
			t.Errorf("history %+v (%v)", person.History, err)
		}
		one, err := s.TeamSkill(ctx, mia, "describing-data")
		if err != nil || one.Tally.AtTarget != 1 || len(one.Courses) != 1 || one.Courses[0].Starts == nil || one.Levels[3].People != 1 {
			t.Errorf("one skill %+v (%v)", one, err)
		}
		own, err := s.One(ctx, ada, "describing-data")
		if err != nil || own.Item != 1 || len(own.History) != 2 || !own.Skill.Confirmed || own.Skill.Held != 3 {
			t.Errorf("own skill %+v (%v)", own, err)
		}
		if _, err := s.Confirm(ctx, w.Again(ben), ada.ID, skills.ConfirmAnswers{}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a colleague confirms: %v", err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A manager and a deputy press the button at once: each assessment has one answer, and the skill is what they say.
func TestAnAssessmentIsAnsweredOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store}
		ada, deputy := w.Person("Ada"), w.Learner("Dee")
		mia := w.Manager("Mia", ada)
		w.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: mia.ID, DeputyID: deputy.ID, Started: w.Store.Today(), Until: w.Store.Today()})
		deputy = w.Again(deputy)
		sent := string(w.Sent(ada, w.Round("autumn"), "TA1", 2, models.MostWeeks).ID)
		var group sync.WaitGroup
		results := make([]error, 6)
		for i := range results {
			group.Go(func() {
				who, level := mia, "2"
				if i%2 == 1 {
					who, level = deputy, "3"
				}
				_, results[i] = s.Confirm(t.Context(), who, ada.ID, skills.ConfirmAnswers{Levels: map[string]string{sent: level}, Comments: map[string]string{sent: "I saw it"}})
			})
		}
		group.Wait()
		for _, err := range results {
			var invalid models.Invalid
			if err != nil && !errors.Is(err, models.ErrStale) && !errors.As(err, &invalid) {
				t.Error(err)
			}
		}
		history, err := w.Store.History(t.Context(), ada.ID, w.Competencies["TA1"].ID)
		if err != nil {
			t.Fatal(err)
		}
		answers := 0
		for _, h := range history {
			if h.ConfirmationID != nil {
				answers++
			}
		}
		held, err := w.Store.Skills(t.Context(), ada.ID)
		if err != nil || answers != 1 || len(history) > 2 || !held[0].Confirmed || held[0].Level != history[0].Level {
			t.Errorf("%d answers, %d assessments, skill %+v (%v)", answers, len(history), held, err)
		}
		if events := w.Events(); len(events) != 1 {
			t.Errorf("events %v", events)
		}
	})
}

// Answers are saved while they are sent: what was saved is either sent or still there.
func TestNoAnswerIsLostWhileSending(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := &skills.Service{Store: w.Store}
		ada := w.Learner("Ada")
		round := w.Round("autumn")
		for n := range 3 {
			_, err := s.Save(t.Context(), ada, "autumn", n+1, skills.SaveAnswer{Level: "1", Use: string(models.MostWeeks)})
			must(t, err)
		}
		var group sync.WaitGroup
		for n := range 4 {
			group.Go(func() {
				_, err := s.Save(t.Context(), ada, "autumn", 4, skills.SaveAnswer{Level: "1", Use: string(models.MostWeeks), Example: fmt.Sprint("example ", n)})
				if err != nil {
					t.Error(err)
				}
			})
			group.Go(func() {
				var invalid models.Invalid
				if err := s.Send(t.Context(), ada, "autumn"); err != nil && !errors.As(err, &invalid) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		sent, err := w.Store.History(t.Context(), ada.ID, w.Competencies["DS1"].ID)
		must(t, err)
		waiting, err := w.Store.Answers(t.Context(), ada.ID, round.ID)
		must(t, err)
		if len(sent)+len(waiting) == 0 {
			t.Error("an answer is lost")
		}
		saved := 0
		for _, act := range w.Events() {
			if act == "answer.saved" {
				saved++
			}
		}
		if saved != 7 || !slices.Contains(w.Events(), "assessment.sent") {
			t.Errorf("events %v", w.Events())
		}
	})
}
