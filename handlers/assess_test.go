package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

// Only who is at what their role asks for, and did not use it, is asked what stands in the way; the target is never on the page.
func TestWhatStandsInTheWayIsAskedOfWhoHoldsASkillAndDoesNotUseIt(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn") // TA1 asks for Practitioner, 3
	step, chance := paths.AssessmentStep("autumn", 1), paths.AssessmentChance("autumn", 1)
	for _, c := range []struct {
		level, use string
		asks       bool
	}{{"2", "not_at_all", false}, {"3", "once_or_twice", false}, {"3", "not_at_all", true}, {"4", "not_at_all", true}, {"0", "not_at_all", false}} {
		a := s.post(ada, step, answering(c.level, c.use)).want(http.StatusSeeOther)
		if asks := a.Header.Get("Location") == chance; asks != c.asks {
			t.Errorf("%+v leads to %s", c, a.Header.Get("Location"))
		}
	}
	for level, want := range map[string]string{"2": `"held":false`, "3": `"held":true`, "x": `"held":false`} {
		if got := s.get(ada, paths.AssessmentHeld("autumn", 1)+"?level="+level).want(http.StatusOK); !strings.Contains(got.Body, want) {
			t.Errorf("level %s: %s", level, got.Body)
		}
	}
	s.get(ada, chance).want(http.StatusSeeOther).goesTo(step) // the last answer does not ask
	s.post(ada, step, answering("3", "not_at_all")).goesTo(chance)
	s.get(ada, chance).want(http.StatusOK).says("You can do this, and did not use it").saysNot("Target")
	s.post(ada, chance, url.Values{"chance": {"nonsense"}}).want(http.StatusUnprocessableEntity)
	s.post(ada, chance, url.Values{"chance": {"none"}, "barrier": {"no_data"}}).want(http.StatusSeeOther).goesTo(paths.AssessmentStep("autumn", 2))
	s.get(ada, step).want(http.StatusOK).saysNot("Target")
	s.get(ada, paths.AssessmentCheck("autumn")).says("In the way: no access to the data")
	again := answering("3", "most_weeks")
	again.Set("barrier", "no_data")
	s.post(ada, step, again).want(http.StatusSeeOther)
	s.get(ada, paths.AssessmentCheck("autumn")).saysNot("In the way")
}

// A competency that describes only some levels offers those, and "not yet".
func TestALevelThatACompetencyLeavesUndefinedIsNotOffered(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn")
	modeltest.Plant(t, s.Store, `DELETE FROM descriptors WHERE level IN (1, 2) AND competency_id = '`+string(s.Competencies["TA1"].ID)+`'`)
	page := s.get(ada, paths.AssessmentStep("autumn", 1)).want(http.StatusOK)
	if n := len(page.find(`input[name="level"]`)); n != 3 {
		t.Errorf("%d levels are offered, want 3", n)
	}
	s.post(ada, paths.AssessmentStep("autumn", 1), answering("2", "most_weeks")).want(http.StatusUnprocessableEntity)
	s.post(ada, paths.AssessmentStep("autumn", 1), answering("0", "most_weeks")).want(http.StatusSeeOther)
}

// Two windows answer the same skill: the second sees both, and what it says is kept when it says so again.
func TestTwoWindowsLoseNoAnswer(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn")
	path := paths.AssessmentStep("autumn", 1)
	first, second := answering("2", "most_weeks"), answering("1", "most_weeks")
	second.Set("example", "What the second window says")
	seen := func(a answer) string { return attribute(a.find(`input[name="seen"]`)[0], "value") }
	opened := seen(s.get(ada, path))
	first.Set("seen", opened)
	second.Set("seen", opened)
	s.post(ada, path, first).want(http.StatusSeeOther)
	s.post(ada, path, first).want(http.StatusSeeOther) // pressed twice
	stale := s.post(ada, path, second).want(http.StatusConflict).says("You answered this in another window", "For the winter plan", "What the second window says")
	second.Set("seen", seen(stale))
	s.post(ada, path, second).want(http.StatusSeeOther)
	s.get(ada, path).says("What the second window says")
	draft := s.quietly(ada, path, url.Values{"level": {"2"}, "use": {"most_weeks"}, "example": {"More"}, "seen": {seen(s.get(ada, path))}})
	if !strings.Contains(draft, `"seen"`) {
		t.Errorf("the script is told %s", draft)
	}
}

func TestEvidenceIsAddedAndWithdrawn(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	ben := s.Learner("Ben")
	s.Round("autumn")
	form := paths.NewEvidence("describing-data")
	entry := models.LogEntry{PersonID: ada.ID, Title: "Read about winters", Minutes: 5, LearnedOn: s.Store.Today(), Kind: models.Reading, CreatedAt: s.Store.Now(), ChangedAt: s.Store.Now()}
	his := models.LogEntry{PersonID: ben.ID, Title: "His own", Minutes: 5, LearnedOn: s.Store.Today(), Kind: models.Reading, CreatedAt: s.Store.Now(), ChangedAt: s.Store.Now()}
	s.Keep(&entry, &his)
	s.get(ada, form).want(http.StatusOK).says("Add evidence", "Read about winters", "Who sees it").saysNot("His own")
	for problem, in := range map[string]url.Values{
		"Select what shows this skill":            {},
		"Enter a full address":                    {"kind": {"address"}, "address": {"javascript:alert(1)"}},
		"Select an entry of your learning log":    {"kind": {"log_entry"}, "entry": {string(his.ID)}},
		"Enter what was decided":                  {"kind": {"brief"}, "asked": {"Should it move?"}},
		"Select one of your completion records":   {"kind": {"record"}, "record": {"AA-NONE"}},
		"NHS number":                              {"kind": {"words"}, "says": {"I looked into 943 476 5919"}},
		"Enter what you did, and what came of it": {"kind": {"words"}},
	} {
		s.post(ada, form, in).want(http.StatusUnprocessableEntity).says(problem)
	}
	s.post(ada, form, url.Values{"kind": {"log_entry"}, "entry": {string(entry.ID)}}).want(http.StatusSeeOther)
	s.post(ada, form, url.Values{"kind": {"brief"}, "asked": {"Should the clinic move?"}, "decided": {"It stays for a year"}, "then": {"//elsewhere.example"}}).goesTo(paths.Skill("describing-data"))
	s.post(ada, form, url.Values{"kind": {"address"}, "address": {"https://code.example.org/beds"}, "then": {paths.AssessmentStep("autumn", 1)}}).goesTo(paths.AssessmentStep("autumn", 1))
	s.get(ada, paths.Skill("describing-data")).says("Read about winters", "Should the clinic move?", "It stays for a year", "code.example.org/beds")
	s.get(ben, paths.Skill("describing-data")).saysNot("Should the clinic move?")
	list, err := s.Store.SkillEvidence(t.Context(), ada.ID, s.Competencies["TA1"].ID)
	if err != nil || len(list) != 3 {
		t.Fatalf("%d pieces (%v)", len(list), err)
	}
	s.post(ben, paths.WithdrawEvidence("describing-data", list[0].ID), nil).want(http.StatusNotFound)
	s.post(ada, paths.WithdrawEvidence("describing-data", list[0].ID), nil).want(http.StatusSeeOther)
	s.get(ada, paths.Skill("describing-data")).saysNot("code.example.org/beds")
}

func TestASkillIsAddedAndAnsweredInTheRound(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn")
	other := s.Competencies["DS2"]
	s.get(ada, paths.AddedSkills).want(http.StatusOK).says("Nothing yet", other.Name)
	s.post(ada, paths.AddSkill(other.Slug), nil).want(http.StatusSeeOther)
	s.get(ada, paths.Assessment("autumn")).says("You have added", other.Name)
	s.post(ada, paths.AssessmentStep("autumn", 5), answering("1", "once_or_twice")).want(http.StatusSeeOther)
	s.post(ada, paths.RemoveSkill(other.Slug), nil).want(http.StatusSeeOther)
	s.get(ada, paths.AssessmentStep("autumn", 5)).want(http.StatusNotFound)
	s.post(ada, paths.AddSkill("describing-data"), nil).want(http.StatusSeeOther) // which the role asks for
	s.get(ada, paths.AddedSkills).says("Nothing yet")
}

func TestInterestIsAskedOnceADomain(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn")
	domain := s.Competencies["TA1"].DomainID
	page := paths.AssessmentInterest("autumn", domain)
	s.post(ada, paths.AssessmentStep("autumn", 1), answering("1", "most_weeks"))
	s.post(ada, paths.AssessmentStep("autumn", 2), answering("1", "most_weeks")).goesTo(paths.AssessmentStep("autumn", 3))
	s.post(ada, paths.AssessmentStep("autumn", 3), answering("1", "most_weeks")).goesTo(page)
	s.get(ada, page).want(http.StatusOK).says("How much would you like to do of this?")
	s.post(ada, page, nil).want(http.StatusUnprocessableEntity)
	s.post(ada, page, url.Values{"interest": {"much"}}).goesTo(paths.AssessmentCheck("autumn"))
	s.post(ada, paths.AssessmentStep("autumn", 2), answering("2", "most_weeks")).goesTo(paths.AssessmentCheck("autumn")) // asked once
	s.post(ada, page, url.Values{"interest": {"little"}}).want(http.StatusSeeOther)
	wishes, err := s.Store.Interests(t.Context(), ada.ID)
	if err != nil || wishes[domain] != models.WishLittle {
		t.Errorf("%v (%v)", wishes, err)
	}
}

func TestOneSkillIsAssessedOutsideARound(t *testing.T) {
	s := newSite(t)
	ada := s.Person("Ada")
	mia := s.Manager("Mia", ada)
	ada = s.Again(ada)
	path := paths.AssessSkill("describing-data")
	s.get(ada, paths.Skill("describing-data")).says("Assess this skill")
	s.get(ada, path).want(http.StatusOK).saysNot("Target")
	s.post(ada, path, url.Values{}).want(http.StatusUnprocessableEntity)
	s.post(ada, path, answering("3", "not_at_all")).want(http.StatusOK).says("Two more questions", "nothing is kept yet")
	in := answering("3", "not_at_all")
	in.Set("asked_chance", "true")
	in.Set("barrier", "no_time")
	s.post(ada, path, in).goesTo(paths.Skill("describing-data"))
	history, err := s.Store.History(t.Context(), ada.ID, s.Competencies["TA1"].ID)
	if err != nil || len(history) != 1 || history[0].Barrier != models.NoTime || history[0].RoundID != nil {
		t.Errorf("%+v (%v)", history, err)
	}
	s.get(mia, paths.TeamConfirm).says("Ada")
	s.Round("autumn")
	s.get(ada, path).goesTo(paths.AssessmentStep("autumn", 1))
}

// quietly posts as the script of a page does.
func (s *site) quietly(a models.Actor, path string, form url.Values) string {
	s.T.Helper()
	r := httptest.NewRequestWithContext(s.T.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	r.AddCookie(s.cookie(a))
	return s.send(r).Body
}

// What is known is confirmed a page at a time, and told as such; what is different now is weighed anew.
func TestAQuickRoundConfirmsWhatIsStillRight(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Assessed(ada, "TA1", 2, models.MostWeeks)
	s.Assessed(ada, "TA2", 1, models.MostWeeks)
	round := s.Round("autumn")
	quick := paths.QuickRound("autumn")
	use := func(code string) string { return skills.UseField(string(s.Competencies[code].ID)) }
	s.get(ada, paths.Assessment("autumn")).says("Quick round: are 2 answers still right?")
	s.get(ada, quick).want(http.StatusOK).says("Is this still right?", "You said Working on 23 November 2026")
	s.post(ada, quick, nil).want(http.StatusUnprocessableEntity).says("There is a problem")
	s.post(ada, quick, url.Values{use("TA1"): {"not_at_all"}, "change[" + string(s.Competencies["TA2"].ID) + "]": {"true"}, use("TA2"): {"most_weeks"}}).goesTo(paths.AssessmentStep("autumn", 2))
	answers, err := s.Store.Answers(t.Context(), ada.ID, round.ID)
	if err != nil || len(answers) != 1 || !answers[0].StillRight || answers[0].Level != 2 || answers[0].Use != models.NotAtAll {
		t.Fatalf("%+v (%v)", answers, err)
	}
	s.post(ada, paths.AssessmentStep("autumn", 2), answering("2", "most_weeks"))
	s.post(ada, paths.AssessmentStep("autumn", 3), answering("2", "most_weeks"))
	s.post(ada, paths.AssessmentCheck("autumn"), nil).want(http.StatusSeeOther)
	history, err := s.Store.History(t.Context(), ada.ID, s.Competencies["TA1"].ID)
	if err != nil || len(history) != 2 || !history[0].StillRight {
		t.Errorf("%+v (%v)", history, err)
	}
	s.get(ada, quick).want(http.StatusOK).says("Nothing left to confirm")
}

func TestTheAgeOfAnAssessmentIsTold(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Assessed(ada, "TA1", 2, models.MostWeeks) // on 23 November 2026
	s.get(ada, paths.Skills).says("Assessed 23 November 2026. Stands until 23 November 2027")
	modeltest.Plant(t, s.Store, `UPDATE skills SET assessed_at = '2025-10-20 10:00:00+00:00'`)
	s.get(ada, paths.Skills).says("13 months ago. Due again since 20 October 2026", "1 assessment is due again")
	s.get(ada, paths.Skills+"?show=due").says("Describing data").saysNot("Inference")
	s.get(ada, paths.Skills+"?show=due&format=csv").says(",2026-10-20,yes").saysNot("Inference")
	s.get(ada, paths.Skill("describing-data")).says("13 months ago. Due again since 20 October 2026")
}

// An answer goes to the skill that its form asked about, whatever number the skill has by now.
func TestAnAnswerGoesToTheSkillThatWasAsked(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	round := s.Round("autumn")
	step := paths.AssessmentStep("autumn", 1) // of TA1 by now
	form := answering("2", "most_weeks")
	form.Set("skill", string(s.Competencies["TA2"].ID))
	form.Set("example", "The board asked")
	form.Del("level")
	s.post(ada, step, form).want(http.StatusUnprocessableEntity).says("Inference", "The board asked")
	form.Set("level", "2")
	s.post(ada, step, form).want(http.StatusSeeOther)
	answers, err := s.Store.Answers(t.Context(), ada.ID, round.ID)
	if err != nil || len(answers) != 1 || answers[0].CompetencyID != s.Competencies["TA2"].ID || answers[0].Example != "The board asked" {
		t.Errorf("%+v (%v)", answers, err)
	}
	form.Set("skill", string(s.Competencies["DS2"].ID)) // which is not asked any more
	s.post(ada, step, form).want(http.StatusNotFound)
}
