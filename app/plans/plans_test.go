package plans_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trellis/app/plans"
	"trellis/models"
	"trellis/models/modeltest"
)

func TestMain(m *testing.M) { modeltest.Main(m) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func work(title string, due models.Date) plans.WriteAction {
	return plans.WriteAction{Kind: "work", Title: title, Due: string(due)}
}

// From the first action to both names, and a change that asks both again.
func TestAPlanIsAgreedByBoth(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada)
		ada = w.Again(ada)
		other := w.Person("Ben")
		pat := w.Manager("Pat", other)
		today := w.Store.Today()
		in := work("Lead the bed model", today.AddMonths(2))
		in.Skill, in.To = "describing-data", "3"
		action, err := s.AddAction(ctx, ada, ada.ID, in)
		must(t, err)
		if action.CompetencyID == nil || *action.ToLevel != 3 {
			t.Errorf("the action is for nothing: %+v", action)
		}
		if _, err := s.AddAction(ctx, pat, ada.ID, in); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else's manager adds an action: %v", err)
		}
		page, err := s.Mine(ctx, ada)
		must(t, err)
		if page.How != models.PlanDrafted || page.Manager != "Mia" || len(page.In(models.ActionOpen)) != 1 {
			t.Fatalf("a plan that nobody agreed to is %q, manager %q", page.How, page.Manager)
		}
		agree := plans.AgreePlan{TalkedOn: string(today), ReviewOn: string(today.AddMonths(6)), Revision: page.Plan.Revision}
		must(t, s.Agree(ctx, ada, ada.ID, agree))
		if err := s.Agree(ctx, mia, ada.ID, agree); !errors.Is(err, models.ErrStale) {
			t.Errorf("who saw an earlier plan agrees: %v", err)
		}
		team, err := s.Team(ctx, mia, "")
		must(t, err)
		if len(team.Rows) != 1 || team.Waiting() != 1 || team.Rows[0].Open != 1 {
			t.Errorf("the team's plans are %+v", team.Rows)
		}
		page, err = s.Of(ctx, mia, ada.ID)
		must(t, err)
		agree.Revision = page.Plan.Revision
		w.Clock.Advance(time.Hour)
		must(t, s.Agree(ctx, mia, ada.ID, agree))
		if page, err = s.Mine(ctx, ada); err != nil || page.How != models.PlanAgreed || len(page.Agreed) != 2 {
			t.Fatalf("after both: %q, %d agreements (%v)", page.How, len(page.Agreed), err)
		}
		must(t, s.Finish(ctx, ada, ada.ID, action.ID, plans.FinishAction{UsedFor: "The winter plan", Revision: 1}))
		if page, err = s.Mine(ctx, ada); err != nil || page.How != models.PlanAgreed {
			t.Errorf("to have done it is no change of what was agreed: %q (%v)", page.How, err)
		}
		w.Clock.Advance(time.Hour)
		_, err = s.AddAction(ctx, mia, ada.ID, work("Read the guide", today.AddMonths(1)))
		must(t, err)
		if page, err = s.Mine(ctx, ada); err != nil || page.How != models.PlanChanged || len(page.Changes) != 1 || page.Changes[0].What != "added" {
			t.Errorf("after a change: %q %+v (%v)", page.How, page.Changes, err)
		}
		if err := s.Finish(ctx, ada, ada.ID, action.ID, plans.FinishAction{Revision: 1}); !errors.Is(err, models.ErrStale) {
			t.Errorf("done twice: %v", err)
		}
	})
}

func TestAFormerManagerSeesNothingAndANewOneSeesThePlan(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada)
		ada = w.Again(ada)
		_, err := s.AddAction(ctx, ada, ada.ID, work("Lead it", w.Store.Today()))
		must(t, err)
		pat := w.Manager("Pat", ada) // a later post names Pat beside Mia's
		if page, err := s.Of(ctx, pat, ada.ID); err != nil || len(page.Actions) != 1 {
			t.Errorf("a new manager sees %d actions (%v)", len(page.Actions), err)
		}
		modeltest.Plant(t, w.Store, "UPDATE posts SET ended = '2020-01-01', started = '2019-01-01' WHERE manager_id = '"+string(mia.ID)+"'")
		if _, err := s.Of(ctx, w.Again(mia), ada.ID); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a former manager sees the plan: %v", err)
		}
	})
}

func TestWhoIsNamedAsAMentorIsAskedAndMayDecline(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada, ben := w.Person("Ada"), w.Person("Ben")
		w.Manager("Mia", ada, ben)
		ada, ben = w.Again(ada), w.Again(ben)
		in := plans.WriteAction{Kind: "mentor", Mentor: string(ben.ID), Due: string(w.Store.Today().AddDays(30))}
		action, err := s.AddAction(ctx, ada, ada.ID, in)
		must(t, err)
		if action.Title != "Learn from Ben" || action.Consent != models.ConsentAsked {
			t.Errorf("the action is %+v", action)
		}
		if letter, err := s.MentorLetterFor(ctx, action.ID); err != nil || letter.Person.ID != ben.ID {
			t.Errorf("nobody is asked: %v", err)
		}
		if err := s.AnswerMentoring(ctx, ada, action.ID, models.ConsentGiven); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("somebody else answers: %v", err)
		}
		must(t, s.AnswerMentoring(ctx, ben, action.ID, models.ConsentDeclined))
		page, err := s.Mine(ctx, ben)
		if err != nil || len(page.Asks) != 0 {
			t.Errorf("who declined is still asked: %+v (%v)", page.Asks, err)
		}
		if _, err := s.MentorLetterFor(ctx, action.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a letter goes to who declined: %v", err)
		}
	})
}

func TestHelpIsOfferedByWhoSaysSoAlone(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada, ben := w.Person("Ada"), w.Person("Ben")
		mia := w.Manager("Mia", ben)
		said := w.Assessed(ben, "TA1", 3, models.MostWeeks)
		helpers := func(want int, when string) {
			t.Helper()
			list, err := w.Store.Helpers(ctx, ada.ID, []models.ID{said.CompetencyID}, w.Store.Today())
			if err != nil || len(list) != want {
				t.Errorf("%s: %d helpers (%v), want %d", when, len(list), err, want)
			}
		}
		must(t, s.OfferHelp(ctx, ben, plans.OffersHelp))
		helpers(0, "nothing is confirmed")
		w.Confirmed(mia, said)
		helpers(1, "confirmed and offered")
		must(t, s.OfferHelp(ctx, ben, plans.OffersNone))
		helpers(0, "not offered any more")
	})
}

func TestRemindersComeOnceAWeekAndWaitWhileSomebodyIsAway(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &plans.Service{Store: w.Store}
		ada, ben := w.Person("Ada"), w.Person("Ben")
		w.Manager("Mia", ada, ben)
		ada, ben = w.Again(ada), w.Again(ben)
		today := w.Store.Today()
		for _, a := range []models.Actor{ada, ben} {
			_, err := s.AddAction(ctx, a, a.ID, work("Lead it", today.AddDays(3)))
			must(t, err)
		}
		w.Keep(&models.Leave{PersonID: ben.ID, FromDay: today, UntilDay: today.AddDays(40), SaidAt: w.Store.Now()})
		days := map[models.ID]int{}
		count := func() map[models.ID]int {
			clear(days)
			var rows []string
			rows = append(rows, modeltest.Rows(t, modeltest.SQL(t, w.Store), "plan_reminders")["plan_reminders"]...)
			days["all"] = len(rows)
			return days
		}
		start := time.Date(w.Clock.Now().Year(), w.Clock.Now().Month(), w.Clock.Now().Day(), 10, 0, 0, 0, time.UTC)
		for day := range 9 {
			w.Clock.Set(start.AddDate(0, 0, day))
			must(t, s.Remind(ctx))
			must(t, s.Remind(ctx))
		}
		// Ada in the first week and, late, in the second; Mia as their manager twice; Ben not at all.
		if n := count()["all"]; n != 4 {
			t.Errorf("%d reminders in nine days, want 4", n)
		}
		if letter, err := s.DueLetterFor(ctx, ada.ID); err != nil || len(letter.Overdue) != 1 {
			t.Errorf("the letter says %+v (%v)", letter, err)
		}
	})
}

// Whatever the two do, in whatever order: it says agreed only where the newest word of both is about exactly what the plan asks for.
func TestAChangedPlanIsNeverAgreed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
		plan, actions := models.DevelopmentPlan{ID: "p"}, []models.PlanAction(nil)
		last, seen := map[models.Side]*models.PlanAgreement{}, map[models.Side]string{}
		picture := func() string { // told apart from the code under test, by what a reader sees
			text := string(plan.ReviewOn)
			for _, a := range actions {
				if a.State != models.ActionDropped {
					text += "|" + string(a.ID) + a.Title + string(a.DueOn)
				}
			}
			return text
		}
		for step := range rapid.IntRange(1, 30).Draw(t, "steps") {
			now = now.Add(time.Minute)
			switch rapid.IntRange(0, 6).Draw(t, "act") {
			case 0:
				actions = append(actions, models.PlanAction{ID: models.ID(rune('a' + step)), Kind: models.ByWorkAction, Title: "do", DueOn: "2027-01-01", State: models.ActionOpen, AddedAt: now})
			case 1, 2:
				side := rapid.SampledFrom([]models.Side{models.PersonSide, models.ManagerSide}).Draw(t, "side")
				last[side] = &models.PlanAgreement{Side: side, Terms: models.PlanTermsOf(plan, actions).Text(), AgreedAt: now}
				seen[side] = picture()
			case 3:
				plan.ReviewOn = rapid.SampledFrom([]models.Date{"", "2027-01-01", "2027-06-01"}).Draw(t, "review")
			default:
				if len(actions) == 0 {
					continue
				}
				a := &actions[rapid.IntRange(0, len(actions)-1).Draw(t, "which")]
				switch rapid.IntRange(0, 3).Draw(t, "how") {
				case 0:
					a.Title = rapid.SampledFrom([]string{"do", "do more"}).Draw(t, "title")
				case 1:
					*a, _ = a.Dropped("2026-12-01")
				case 2:
					*a, _ = a.Done("", "2026-12-01")
				case 3:
					*a, _ = a.Reopened()
				}
			}
			agreed := models.StandingOf(models.PlanTermsOf(plan, actions), last[models.PersonSide], last[models.ManagerSide]) == models.PlanAgreed
			want := last[models.PersonSide] != nil && last[models.ManagerSide] != nil && seen[models.PersonSide] == picture() && seen[models.ManagerSide] == picture()
			if agreed != want {
				t.Fatalf("agreed is %v, want %v", agreed, want)
			}
		}
	})
}
