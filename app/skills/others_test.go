package skills_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
)

// A person asks a colleague, who answers; what comes of it is a suggestion.
func TestAColleagueAnswersARequest(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store, BaseURL: "http://trellis.test"}
		ada, ben, cy := w.Person("Ada"), w.Person("Ben"), w.Learner("Cy")
		mia := w.Manager("Mia", ada, ben)
		ada, ben = w.Again(ada), w.Again(ben)
		w.Assessed(ada, "TA1", 2, models.MostWeeks)
		id := string(w.Competencies["TA1"].ID)
		page, err := s.AskOthersPage(ctx, ada, "describing-data")
		if err != nil || len(page.People) != 1 || page.People[0].Name != "Ben" || page.People[0].Kind != models.ByPeer || len(page.Input.Skills) != 1 {
			t.Fatalf("whom Ada may ask: %+v (%v)", page.People, err)
		}
		for field, in := range map[string]skills.AskOthers{
			"skill": {Of: string(ben.ID)},
			"of":    {Skills: []string{id}, Of: string(cy.ID)}, // no colleague
			"email": {Skills: []string{id}, Email: ada.Email},
		} {
			if _, err := s.AskOthers(ctx, ada, in); !problem(err, field) {
				t.Errorf("%+v: %v", in, err)
			}
		}
		if _, err := s.AskOthers(ctx, ada, skills.AskOthers{Skills: []string{id}, Email: mia.Email}); !problem(err, "email") {
			t.Errorf("the manager is asked: %v", err)
		}
		if n, err := s.AskOthers(ctx, ada, skills.AskOthers{Skills: []string{id}, Of: string(ben.ID), Says: "You saw my dashboard"}); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		if _, err := s.AskOthers(ctx, ada, skills.AskOthers{Skills: []string{id}, Of: string(ben.ID)}); !problem(err, "skill") {
			t.Errorf("asked twice: %v", err)
		}
		requests, err := s.Requests(ctx, ben)
		if err != nil || len(requests.OfMe) != 1 {
			t.Fatal(requests, err)
		}
		q := requests.OfMe[0].ID
		if letter, err := s.AskedLetterFor(ctx, q); err != nil || letter.Person.ID != ben.ID || letter.Other != "Ada" || letter.Skills[0] != "Describing data" {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		for _, who := range []models.Actor{ada, mia, cy} {
			if err := s.Judge(ctx, who, q, skills.Judge{Level: "3", Example: "x"}); !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s answers: %v", who.Name, err)
			}
		}
		for n, wait := range []time.Duration{7*24*time.Hour - time.Second, time.Second, 7*24*time.Hour - time.Second, time.Second} {
			w.Clock.Advance(wait)
			if err, early := s.RemindRequest(ctx, ada, q), n%2 == 0; early && !errors.Is(err, models.ErrStale) || !early && err != nil {
				t.Errorf("reminder %d: %v", n, err)
			}
		}
		db := modeltest.SQL(t, w.Store)
		if n := modeltest.Count(t, db, "SELECT count(*) FROM jobs WHERE kind = 'mail.assessment_asked'"); n != 3 {
			t.Errorf("%d letters ask Ben, want one and two reminders", n)
		}
		if err := s.Judge(ctx, ben, q, skills.Judge{Level: "9", Example: "x"}); !problem(err, "level") {
			t.Errorf("a level of no scale: %v", err)
		}
		w.Clock.Advance(time.Hour)
		must(t, s.Judge(ctx, ben, q, skills.Judge{Level: "4", Example: "She taught me"}))
		if err := s.WithdrawRequest(ctx, ada, q); !errors.Is(err, models.ErrStale) {
			t.Errorf("withdrawn after the answer: %v", err)
		}
		if err := s.Judge(ctx, ben, q, skills.Judge{Level: "1", Example: "No"}); !errors.Is(err, models.ErrStale) {
			t.Errorf("answered twice: %v", err)
		}
		one, err := s.One(ctx, ada, "describing-data")
		if err != nil || one.Skill.Held != 2 || one.Skill.Suggested != 4 || len(one.Voices) != 2 || one.Voices[1].Kind != models.ByPeer || one.Voices[1].Counts || !one.Voices[0].Counts || one.Counted.Why != models.OwnCounts {
			t.Errorf("%+v %+v (%v)", one.Standpoint, one.Skill, err)
		}
		if letter, err := s.AnsweredLetterFor(ctx, q); err != nil || letter.Level != "Expert" || letter.Person.ID != ada.ID {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		mine, err := s.Requests(ctx, ada)
		if err != nil || len(mine.Mine) != 1 || mine.Mine[0].Label != "Expert" {
			t.Errorf("%+v (%v)", mine, err)
		}
	})
}

// Nobody learns from asking whether an address is known: what comes back, what is shown and what is counted are the same.
func TestAskingAnAddressTellsNothing(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		zoe := w.Person("Zoe") // at no organisation that Ada knows
		id := string(w.Competencies["TA1"].ID)
		for i, email := range []string{zoe.Email, "nobody@example.org"} {
			ada := w.Learner("Ada" + strconv.Itoa(i))
			in := skills.AskOthers{Skills: []string{id}, Email: email}
			for n := range models.MostAskedByAddress {
				if about, err := s.AskOthers(ctx, ada, in); about != 1 || err != nil {
					t.Fatalf("%s, time %d: %d (%v)", email, n, about, err)
				}
			}
			if _, err := s.AskOthers(ctx, ada, in); !problem(err, "email") {
				t.Errorf("%s is asked on and on: %v", email, err)
			}
			page, err := s.Requests(ctx, ada)
			if err != nil || len(page.Mine) != 1 || page.Mine[0].OfName != email || page.Mine[0].OfID != nil || page.Mine[0].MayRemind {
				t.Fatalf("%s: the list shows %+v (%v)", email, page.Mine, err)
			}
			asked := page.Mine[0].ID
			if err := s.RemindRequest(ctx, ada, asked); !errors.Is(err, models.ErrStale) {
				t.Errorf("%s is reminded at once: %v", email, err)
			}
			w.Clock.Advance(8 * 24 * time.Hour)
			must(t, s.RemindRequest(ctx, ada, asked))
			if err := s.RemindRequest(ctx, ada, asked); !errors.Is(err, models.ErrStale) {
				t.Errorf("%s is reminded twice in a week: %v", email, err)
			}
			must(t, s.WithdrawRequest(ctx, ada, asked))
			if err := s.WithdrawRequest(ctx, zoe, asked); err == nil {
				t.Error("somebody else withdraws it")
			}
			if page, err := s.Requests(ctx, ada); err != nil || page.Mine[0].State != models.RequestWithdrawn || page.Mine[0].OfName != "An address" {
				t.Errorf("%s, withdrawn: %+v (%v)", email, page.Mine, err)
			}
			if _, err := s.AskOthers(ctx, ada, in); err != nil {
				t.Errorf("%s is not asked anew: %v", email, err)
			}
		}
		letters := modeltest.Count(t, modeltest.SQL(t, w.Store), "SELECT count(*) FROM jobs WHERE kind = 'mail.assessment_asked'")
		if letters != 3 {
			t.Errorf("%d letters go to Zoe, want that she is asked, reminded, and asked anew", letters)
		}
		page, err := s.Requests(ctx, zoe)
		if err != nil || len(page.OfMe) != 1 {
			t.Fatalf("Zoe is asked %d times (%v)", len(page.OfMe), err)
		}
		asker := w.Again(models.Actor{Person: models.Person{ID: page.OfMe[0].PersonID}})
		must(t, s.Decline(ctx, zoe, page.OfMe[0].ID, skills.Decline{Why: "We have not met"}))
		if mine, err := s.Requests(ctx, asker); err != nil || len(mine.Mine) != 2 || mine.Mine[0].Answer != "We have not met" || mine.Mine[0].OfName != "Zoe" {
			t.Errorf("%+v (%v)", mine, err)
		}
	})
}

func TestTrainersOfOnesCohortsAreAskedAsTrainers(t *testing.T) {
	w := modeltest.New(t)
	s := &skills.Service{Store: w.Store}
	ada, cohort := w.Learner("Ada"), w.Cohort("R1", 5)
	tess := w.Trainer("Tess", cohort)
	id := string(w.Competencies["TA1"].ID)
	ask := skills.AskOthers{Skills: []string{id}, Of: string(tess.ID)}
	if _, err := s.AskOthers(t.Context(), ada, ask); !problem(err, "of") {
		t.Errorf("a trainer of somebody else is asked: %v", err)
	}
	w.Enrolled(ada, cohort, models.Completed)
	if _, err := s.AskOthers(t.Context(), ada, ask); err != nil {
		t.Fatal(err)
	}
	page, err := s.Requests(t.Context(), tess)
	if err != nil || page.OfMe[0].Kind != models.ByTrainer {
		t.Errorf("%+v (%v)", page, err)
	}
}

func TestTenAnswersAtMostAreWaitedFor(t *testing.T) {
	w := modeltest.New(t)
	s := &skills.Service{Store: w.Store}
	team := []models.Actor{w.Person("Ada"), w.Person("B"), w.Person("C"), w.Person("D")}
	w.Manager("Mia", team...)
	ada := w.Again(team[0])
	var ids []string
	for _, code := range []string{"TA1", "TA2", "CS1", "DS1"} {
		ids = append(ids, string(w.Competencies[code].ID))
	}
	for _, who := range team[1:3] {
		if _, err := s.AskOthers(t.Context(), ada, skills.AskOthers{Skills: ids, Of: string(who.ID)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.AskOthers(t.Context(), ada, skills.AskOthers{Skills: ids, Of: string(team[3].ID)}); !problem(err, "of") {
		t.Errorf("twelve are waited for: %v", err)
	}
	if _, err := s.AskOthers(t.Context(), ada, skills.AskOthers{Skills: ids[:2], Of: string(team[3].ID)}); err != nil {
		t.Error(err)
	}
}

// Disagreement is a conversation: nothing that was said goes, and each side hears of the other.
func TestAnAssessmentIsTalkedAbout(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx, s := t.Context(), &skills.Service{Store: w.Store}
		ada, ben := w.Person("Ada"), w.Learner("Ben")
		mia := w.Manager("Mia", ada)
		ada = w.Again(ada)
		sent := w.Sent(ada, w.Round("autumn"), "TA1", 3, models.MostWeeks)
		_, err := s.Confirm(ctx, mia, ada.ID, skills.ConfirmAnswers{Levels: map[string]string{string(sent.ID): "2"}, Comments: map[string]string{string(sent.ID): "Not without help yet"}})
		must(t, err)
		w.Clock.Advance(time.Hour)
		must(t, s.Say(ctx, ada, sent.ID, skills.Say{Says: "I built the board report alone"}))
		w.Clock.Advance(time.Hour)
		must(t, s.Say(ctx, mia, sent.ID, skills.Say{Says: "Show me", WantsEvidence: true}))
		if err := s.Say(ctx, ben, sent.ID, skills.Say{Says: "Me too"}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a colleague talks: %v", err)
		}
		if err := s.Say(ctx, ada, sent.ID, skills.Say{Says: "Show me", WantsEvidence: true}); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("Ada asks herself: %v", err)
		}
		if err := s.Say(ctx, ada, sent.ID, skills.Say{Says: "It is 943 476 5919"}); !problem(err, "says") {
			t.Errorf("a patient is named: %v", err)
		}
		page, err := s.Talk(ctx, ada, sent.ID)
		if err != nil || !page.Own || !page.Wanted || len(page.Remarks) != 2 || page.Differs == nil || page.Differs.Comment != "Not without help yet" || page.Confirms {
			t.Errorf("%+v (%v)", page, err)
		}
		if letter, err := s.RemarkLetterFor(ctx, page.Remarks[0].ID); err != nil || letter.Person.ID != mia.ID || letter.Of != "Ada" {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		if letter, err := s.RemarkLetterFor(ctx, page.Remarks[1].ID); err != nil || letter.Person.ID != ada.ID || !letter.WantsEvidence {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		if wanted, err := s.Store.EvidenceWanted(ctx, ada.ID); err != nil || len(wanted) != 1 || wanted[0].CompetencySlug != "describing-data" || wanted[0].ByName != "Mia" {
			t.Errorf("wanted %+v (%v)", wanted, err)
		}
		w.Clock.Advance(time.Hour)
		w.Keep(&models.Evidence{PersonID: ada.ID, CompetencyID: sent.CompetencyID, Kind: models.ByWords, Title: "Board report", AddedAt: w.Store.Now()})
		if wanted, err := s.Store.EvidenceWanted(ctx, ada.ID); err != nil || len(wanted) != 0 {
			t.Errorf("still wanted %+v (%v)", wanted, err)
		}
		must(t, s.Say(ctx, mia, sent.ID, skills.Say{Says: "And the code?", WantsEvidence: true}))
		w.Clock.Advance(time.Hour)
		must(t, s.Say(ctx, ada, sent.ID, skills.Say{Says: "It is in the repository"}))
		if wanted, err := s.Store.EvidenceWanted(ctx, ada.ID); err != nil || len(wanted) != 0 {
			t.Errorf("words are no answer: %+v (%v)", wanted, err)
		}
		one, err := s.One(ctx, ada, "describing-data")
		if err != nil || one.Counted.Why != models.ManagersCounts || one.Voices[0].Label != "Practitioner" || one.Voices[1].Label != "Working" {
			t.Errorf("%+v (%v)", one.Standpoint, err)
		}
		letter, err := s.DifferedLetterFor(ctx, confirmationOf(t, w, sent.ID))
		if err != nil || letter.Person.ID != ada.ID || len(letter.Skills) != 1 || letter.Skills[0].Sees != "Working" {
			t.Errorf("letter %+v (%v)", letter, err)
		}
	})
}

// Whoever made an assessment talks about that one, and about no other.
func TestWhoeverJudgedTalksAboutThatAlone(t *testing.T) {
	w := modeltest.New(t)
	s := &skills.Service{Store: w.Store}
	ada, ben := w.Learner("Ada"), w.Learner("Ben")
	own := w.Assessed(ada, "TA1", 2, models.MostWeeks)
	w.Keep(&models.Evidence{PersonID: ada.ID, CompetencyID: own.CompetencyID, Kind: models.ByWords, Title: "Board report", AddedAt: w.Store.Now()})
	his := w.Judged(models.Assessment{PersonID: ada.ID, ByID: ben.ID, Kind: models.ByPeer, Level: 3}, "TA1")
	must(t, s.Say(t.Context(), ben, his.ID, skills.Say{Says: "From what I saw"}))
	page, err := s.Talk(t.Context(), ben, his.ID)
	if err != nil || page.Sees || len(page.Evidence) != 0 || len(page.Remarks) != 1 {
		t.Errorf("%+v (%v)", page, err)
	}
	if _, err := s.Talk(t.Context(), ben, own.ID); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("Ben reads what Ada said of herself: %v", err)
	}
}

func confirmationOf(t *testing.T, w *modeltest.World, assessment models.ID) models.ID {
	t.Helper()
	j, err := w.Store.Judgement(t.Context(), assessment)
	if err != nil || j.ConfirmationID == nil {
		t.Fatal("no answer", err)
	}
	return *j.ConfirmationID
}

func problem(err error, field string) bool {
	invalid, ok := errors.AsType[models.Invalid](err)
	return ok && invalid[field] != ""
}

// The whole profile as at a day is made of what was said then, and of the posts of that day.
func TestAProfileAsAtADay(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		ctx := t.Context()
		var looked []models.ID
		s := &skills.Service{Store: w.Store, Looked: func(_ models.ID, people []models.ID) { looked = append(looked, people...) }}
		ada := w.Person("Ada")
		mia := w.Manager("Mia", ada) // Ada's post began a year ago
		ada = w.Again(ada)
		first := w.Store.Today()
		w.Assessed(ada, "TA1", 1, models.MostWeeks)
		w.Clock.Advance(30 * 24 * time.Hour)
		second := w.Assessed(ada, "TA1", 3, models.MostWeeks)
		w.Clock.Advance(24 * time.Hour)
		w.Confirmed(mia, second)
		for on, want := range map[models.Date]models.Tally{
			first.AddMonths(-24): {},
			first.AddDays(-1):    {Asked: 4},
			first:                {Asked: 4, Assessed: 1},
			first.AddDays(30):    {Asked: 4, Assessed: 1, AtTarget: 1, Used: 1, UseAsked: 1},
			first.AddDays(31):    {Asked: 4, Assessed: 1, AtTarget: 1, Confirmed: 1, Used: 1, UseAsked: 1},
		} {
			page, err := s.AsAt(ctx, ada, string(on))
			if err != nil || page.Mine.Tally != want || page.On != on || page.Problem != "" || page.Nothing() != (want.Asked == 0) {
				t.Errorf("on %s: %+v %q (%v)", on, page.Mine.Tally, page.Problem, err)
			}
			if theirs, err := s.TeamPersonAsAt(ctx, mia, ada.ID, string(on)); err != nil || theirs.Mine.Tally != want || len(theirs.Table()) != len(page.Table()) {
				t.Errorf("on %s Mia sees %+v (%v)", on, theirs.Mine.Tally, err)
			}
		}
		if len(looked) != 5 {
			t.Errorf("%d looks are noted", len(looked))
		}
		today, err := s.AsAt(ctx, ada, string(w.Store.Today()))
		now, err2 := s.Mine(ctx, ada, "")
		if err != nil || err2 != nil || today.Mine.Tally != now.Tally {
			t.Errorf("today %+v, and as at today %+v", now.Tally, today.Mine.Tally)
		}
		for _, on := range []string{"", "yesterday", string(w.Store.Today().AddDays(1))} {
			if page, err := s.AsAt(ctx, ada, on); err != nil || page.Problem == "" || page.On != w.Store.Today() {
				t.Errorf("%q: %+v (%v)", on, page.Problem, err)
			}
		}
		if _, err := s.TeamPersonAsAt(ctx, ada, mia.ID, string(first)); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("Ada sees Mia: %v", err)
		}
		history, err := s.TeamPersonSkill(ctx, mia, ada.ID, "describing-data")
		if err != nil || len(history.Past) != 2 || len(history.Lines()) != 1 || history.Lines()[0].Points[0].Level != 1 || len(history.Moments) != 1 || len(looked) != 6 {
			t.Errorf("%+v (%v)", history, err)
		}
	})
}
