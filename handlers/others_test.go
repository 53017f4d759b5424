package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// From the manager's other level to the evidence: both sides see the conversation, and nothing that was said goes.
func TestAManagerDiffersAsksForEvidenceAndIsAnswered(t *testing.T) {
	s := newTeamSite(t)
	confirm := s.get(s.mia, paths.Confirm(s.ada.ID)).want(http.StatusOK)
	confirm.says("Describing data: Working", "Who else says what of Describing data", "What counts: Ada’s own of 23 November 2026; not confirmed.", "Ask Ada for evidence, or talk about it")
	id := string(s.describing.ID)
	s.post(s.mia, paths.Confirm(s.ada.ID), url.Values{"level[" + id + "]": {"1"}, "comment[" + id + "]": {"The chart had no scale"}}).want(http.StatusSeeOther)
	talk := paths.Talk(s.describing.ID)
	s.post(s.mia, talk, url.Values{"says": {""}}).want(http.StatusUnprocessableEntity).says("Write what you want to say")
	s.post(s.mia, talk, url.Values{"says": {"Show me the new one"}, "wants_evidence": {"true"}}).want(http.StatusSeeOther).goesTo(talk)
	s.get(s.ada, paths.Home).says("Show evidence for Describing data", "Mia asked on")
	s.get(s.ada, paths.Skill("describing-data")).says("Mia asks you for evidence", "Show me the new one", "What counts: your manager’s, by Mia, of 24 November 2026, newer than yours of 23 November 2026.", "1 remark", "Add evidence")
	s.get(s.ada, talk).want(http.StatusOK).says("Sees Awareness, not Working", "The chart had no scale", "Asks for evidence").saysNot("Ask Ada for evidence")
	s.Clock.Advance(time.Hour)
	s.post(s.ada, talk, url.Values{"says": {"It is in the board pack"}}).want(http.StatusSeeOther)
	s.get(s.ada, paths.Home).saysNot("Show evidence for Describing data")
	s.get(s.mia, talk).says("It is in the board pack", "Ask Ada for evidence")
	s.get(s.mia, paths.TeamPersonSkill(s.ada.ID, "describing-data")).want(http.StatusOK).says("What counts: their manager’s, by Mia", "newer than Ada’s own", "2 remarks")
	s.get(s.ben, talk).want(http.StatusNotFound)
	s.post(s.ben, talk, url.Values{"says": {"Hello"}}).want(http.StatusNotFound)
}

func TestAPeerSeesWhatTheyAreAskedAndNothingElse(t *testing.T) {
	s := newTeamSite(t)
	s.get(s.ada, paths.AskAbout("describing-data")).want(http.StatusOK).says("Ben Aldridge", "Describing data").saysNot("Mia,")
	form := url.Values{"of": {string(s.ben.ID)}, "skill": {string(s.describing.CompetencyID)}, "says": {"You saw the board report"}}
	s.post(s.ada, paths.AskOthers, url.Values{"says": {"kept"}}).want(http.StatusUnprocessableEntity).says("Select a person, or enter an email address", "Select at least one skill", "kept")
	s.post(s.ada, paths.AskOthers, form).want(http.StatusSeeOther).goesTo(paths.Requests)
	s.post(s.ada, paths.AskOthers, form).want(http.StatusUnprocessableEntity).says("You have asked Ben Aldridge about this already")
	s.get(s.ben, paths.Home).says("Say where colleagues stand: 1 request")
	page, err := s.app.Skills.Requests(t.Context(), s.ben)
	if err != nil || len(page.OfMe) != 1 {
		t.Fatal(page, err)
	}
	path := paths.Request(page.OfMe[0].ID)
	s.get(s.ben, path).want(http.StatusOK).says("Ada Lovelace asks you", "You saw the board report", "I can do Describing data").saysNot("You are here", "Target", "self-assessed")
	s.post(s.ben, path, url.Values{"level": {"3"}}).want(http.StatusUnprocessableEntity).says("Say what you have seen")
	s.post(s.ben, path, url.Values{"level": {"3"}, "example": {"The board report"}}).want(http.StatusSeeOther)
	s.post(s.ben, path, url.Values{"level": {"1"}, "example": {"The board report"}}).want(http.StatusConflict).says("This has changed since you opened it", "You have answered this")
	s.get(s.ada, paths.Skill("describing-data")).says("Peer", "Ben Aldridge", "Suggestion", "The board report", "Suggested by a course or colleague: Practitioner")
	s.get(s.ada, paths.Requests).says("Ben Aldridge", "Practitioner")
	if file := s.get(s.ada, paths.Requests+"?format=csv").want(http.StatusOK); !strings.Contains(file.Body, "asked by me,Ben Aldridge,Describing data,peer,answered") {
		t.Errorf("the file says %s", file.Body)
	}
	s.Person("Sue")
	for _, email := range []string{"sue@example.org", "nobody@example.org"} {
		a := s.post(s.ada, paths.AskOthers, url.Values{"email": {email}, "skill": {string(s.describing.CompetencyID)}}).want(http.StatusSeeOther)
		a.goesTo(paths.Requests)
		s.get(s.ada, paths.Requests).says(email, "We do not tell you whether an address is known here").saysNot("Sue ")
	}
}

func TestASkillOverTimeAndAsAtADay(t *testing.T) {
	s := newTeamSite(t)
	once := models.Assessment{
		PersonID: s.ada.ID, CompetencyID: s.describing.CompetencyID, ByID: s.mia.ID, Kind: models.ByManager, Level: 2,
		AssessedAt: s.Store.Now().AddDate(0, 0, -320),
	}
	s.In(func(ctx context.Context, tx *store.Tx) error {
		return tx.AddAssessments(ctx, []models.Assessment{once})
	})
	for who, path := range map[*models.Actor]string{&s.ada: paths.SkillHistory("describing-data"), &s.mia: paths.TeamPersonSkill(s.ada.ID, "describing-data")} {
		page := s.get(*who, path).want(http.StatusOK).says("Everything that was said", "Over time", "The table below says the same")
		if marks := page.find(`.app-scroll .app-steps__mark`); len(marks) != 2 {
			t.Errorf("%d marks", len(marks))
		}
		if file := s.get(*who, path+"?format=csv").want(http.StatusOK); strings.Count(file.Body, "\n") != 3 {
			t.Errorf("the file says %s", file.Body)
		}
	}
	before := s.Store.Today().AddDays(-300)
	for who, path := range map[*models.Actor]string{&s.ada: paths.SkillsOn(before), &s.mia: paths.TeamPersonOn(s.ada.ID, before)} {
		s.get(*who, path).want(http.StatusOK).says("Working now, confirmed. Target: Practitioner", "0 of 4 skills")
		if file := s.get(*who, path+"&format=csv").want(http.StatusOK); !strings.Contains(file.Body, string(before)+",Everything,Describing data,2,Working") {
			t.Errorf("the file says %s", file.Body)
		}
	}
	s.get(s.ada, paths.SkillsOn("2020-01-01")).want(http.StatusOK).says("Nothing was known on that day")
	s.get(s.ada, paths.Skills+"?on=soon").want(http.StatusUnprocessableEntity).says("Enter a day")
	s.get(s.ben, paths.TeamPersonOn(s.ada.ID, before)).want(http.StatusNotFound)
}

func TestWorkedExamplesAreAddedAndShown(t *testing.T) {
	s := newTeamSite(t)
	bea := s.Administrator("Bea")
	path := paths.Examples("TEST", "1", "describing-data")
	s.get(bea, paths.Framework("TEST", "1")).want(http.StatusOK).says("Worked examples of Describing data")
	s.post(bea, path, url.Values{"says": {"A chart"}}).want(http.StatusUnprocessableEntity).says("Select the level that the example shows", "A chart")
	s.post(bea, path, url.Values{"level": {"3"}, "says": {"A board chart with its uncertainty"}}).want(http.StatusSeeOther).goesTo(path)
	s.get(bea, path).want(http.StatusOK).says("A board chart with its uncertainty", "Added by Bea")
	for who, page := range map[*models.Actor]string{&s.ada: paths.Skill("describing-data"), &s.ben: paths.AssessmentStep("2026-autumn", 1), &s.mia: paths.Confirm(s.ada.ID)} {
		s.get(*who, page).want(http.StatusOK).says("Worked examples", "A board chart with its uncertainty")
	}
	list, err := s.Store.WorkedExamples(t.Context(), []models.ID{s.describing.CompetencyID})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	withdraw := paths.WithdrawExample("TEST", "1", "describing-data", list[0].ID)
	s.post(s.mia, withdraw, nil).want(http.StatusNotFound)
	s.post(bea, withdraw, nil).want(http.StatusSeeOther)
	s.get(s.ada, paths.Skill("describing-data")).saysNot("Worked examples")
}
