package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

// answering is a form that answers one skill.
func answering(level, use string) url.Values {
	return url.Values{"level": {level}, "use": {use}, "example": {"For the winter plan I showed 3 scenarios"}}
}

func TestNobodyKnowsTheSkillsOfSomebodyNew(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.get(ada, paths.Skills).want(http.StatusOK).says("We do not know your skills yet")
	s.Round("2026-autumn")
	s.get(ada, paths.Skills).want(http.StatusOK).says("We do not know your skills yet", "Start your self-assessment")
	nobody := s.Person("Noor")
	s.get(nobody, paths.Skills).want(http.StatusOK).says("We do not know your role yet")
	s.get(nobody, paths.CurrentAssessment).want(http.StatusOK).says("We do not know your role yet")
	s.get(models.Actor{}, paths.Skills).want(http.StatusSeeOther).goesTo("/sign-in?next=%2Fskills")
	s.post(models.Actor{}, paths.AssessmentCheck("2026-autumn"), nil).want(http.StatusUnauthorized)
}

func TestWhoAimsAtNothingIsAskedWhatTheyAimAt(t *testing.T) {
	s := newSite(t)
	s.get(s.Learner("Ada"), paths.SkillsAimed).want(http.StatusSeeOther).goesTo(paths.Aim)
}

func TestNoRoundIsOpen(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.get(ada, paths.CurrentAssessment).want(http.StatusOK).says("No self-assessment is open")
	today := s.Store.Today()
	s.Keep(&models.Round{Slug: "spring", Name: "Spring self-assessment", Opens: today.AddDays(30), Closes: today.AddDays(60)},
		&models.Round{Slug: "summer", Name: "Summer self-assessment", Opens: today.AddDays(-60), Closes: today.AddDays(-1)})
	s.get(ada, paths.CurrentAssessment).want(http.StatusOK).says("Spring self-assessment opens on 23 December 2026")
	s.get(ada, paths.Assessment("summer")).want(http.StatusOK).says("This round closed on 22 November 2026")
	s.get(ada, paths.AssessmentStep("summer", 1)).want(http.StatusOK).says("Answers cannot be changed")
	s.post(ada, paths.AssessmentStep("summer", 1), answering("2", "most_weeks")).want(http.StatusUnprocessableEntity)
	s.post(ada, paths.AssessmentCheck("summer"), nil).want(http.StatusUnprocessableEntity).says("Your answers were not sent")
	for _, path := range []string{paths.Assessment("never"), paths.AssessmentStep("current", 1), paths.AssessmentCheck("current"), paths.AssessmentStep("summer", 5), paths.AssessmentStep("summer", 0)} {
		s.get(ada, path).want(http.StatusNotFound)
	}
	if events := s.Events(); len(events) > 0 {
		t.Errorf("refused writes left events: %v", events)
	}
}

func TestAnAssessmentIsLeftAndResumedAndSent(t *testing.T) {
	s := newSite(t)
	ada := s.Person("Ada")
	mia := s.Manager("Mia Thermopolis", ada)
	ada = s.Again(ada)
	s.Round("2026-autumn")
	s.get(ada, paths.CurrentAssessment).want(http.StatusOK).says("for improvement, not performance management", "3 skills, about 3 minutes", "The rest of your role")
	s.get(ada, paths.AssessmentStep("2026-autumn", 1)).want(http.StatusOK).says("skill 1 of 3", "Which of these best describes you today?", "patient").saysNot("Target", "Your last answer")
	s.post(ada, paths.AssessmentStep("current", 1), answering("2", "not_at_all")).want(http.StatusSeeOther).goesTo(paths.AssessmentStep("current", 2))
	later := answering("1", "most_weeks")
	later.Set("then", "later")
	s.post(ada, paths.AssessmentStep("2026-autumn", 2), later).want(http.StatusSeeOther).goesTo(paths.Skills)
	s.get(ada, paths.Skills).says("2 of 3 skills done", "Carry on with your self-assessment")
	s.get(ada, paths.CurrentAssessment).want(http.StatusSeeOther).goesTo(paths.AssessmentStep("2026-autumn", 3))
	if checked := s.get(ada, paths.AssessmentStep("2026-autumn", 1)).find("input[checked]"); len(checked) != 2 {
		t.Errorf("%d answers are kept on the form, want 2", len(checked))
	}
	s.get(ada, paths.AssessmentCheck("2026-autumn")).want(http.StatusOK).says("1 skill still to answer", "Target: Practitioner").saysNot("Send to manager")
	s.get(ada, paths.AssessmentSent("2026-autumn")).want(http.StatusSeeOther)
	s.post(ada, paths.AssessmentCheck("2026-autumn"), nil).want(http.StatusUnprocessableEntity).says("Answer every skill that is asked now")

	s.post(ada, paths.AssessmentStep("2026-autumn", 3), answering("0", "not_at_all")).want(http.StatusSeeOther).goesTo(paths.AssessmentInterest("2026-autumn", s.Competencies["DS1"].DomainID))
	s.get(ada, paths.CurrentAssessment).want(http.StatusSeeOther).goesTo(paths.AssessmentCheck("2026-autumn"))
	s.get(ada, paths.AssessmentCheck("2026-autumn")).says("Send to manager", "Not yet. Target: Working Used in the last 3 months: not at all")
	s.post(ada, paths.AssessmentCheck("2026-autumn"), nil).want(http.StatusSeeOther).goesTo(paths.AssessmentSent("2026-autumn"))
	s.get(ada, paths.AssessmentSent("2026-autumn")).want(http.StatusOK).says("Your manager, Mia Thermopolis, is asked to agree", "No course takes this further yet")
	s.get(ada, paths.Skills).says("0 of 4", "Working now, self-assessed. Target: Practitioner", "Sent 23 November 2026")
	s.post(ada, paths.AssessmentCheck("2026-autumn"), nil).want(http.StatusUnprocessableEntity).says("You have sent these answers already")
	if want := []string{"answer.saved", "answer.saved", "answer.saved", "assessment.sent"}; !slices.Equal(s.Events(), want) {
		t.Errorf("events %v, want %v", s.Events(), want)
	}
	if n := s.get(mia, paths.Home).find(".app-count"); len(n) != 1 || !strings.HasPrefix(textOf(n[0]), "3") {
		t.Errorf("the menu of the manager counts %d", len(n))
	}

	s.get(ada, paths.AssessmentStep("2026-autumn", 1)).says("Your last answer")
	s.post(ada, paths.AssessmentStep("2026-autumn", 1), answering("3", "most_weeks")).want(http.StatusSeeOther)
	s.post(ada, paths.AssessmentCheck("2026-autumn"), nil).want(http.StatusSeeOther)
	history, err := s.Store.History(t.Context(), ada.ID, s.Competencies["TA1"].ID)
	if err != nil || len(history) != 2 {
		t.Errorf("%d assessments of TA1 are kept, want 2 (%v)", len(history), err)
	}
}

func TestARefusedAnswerKeepsWhatWasSaid(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("2026-autumn")
	path := paths.AssessmentStep("2026-autumn", 1)
	for name, c := range map[string]struct {
		form url.Values
		says string
		at   string
	}{
		"no level":            {url.Values{"use": {"most_weeks"}, "example": {"For the winter plan"}}, "Select the level that best describes you", "#level"},
		"a level of no scale": {url.Values{"level": {"9"}, "use": {"most_weeks"}, "example": {"For the winter plan"}}, "Select the level that best describes you", "#level"},
		"no use":              {url.Values{"level": {"2"}, "example": {"For the winter plan"}}, "Select how often you have used this skill", "#use"},
		"a long example":      {url.Values{"level": {"2"}, "use": {"most_weeks"}, "example": {"For the winter plan" + strings.Repeat("x", 600)}}, "600 characters or fewer", "#example"},
	} {
		t.Run(name, func(t *testing.T) {
			a := s.post(ada, path, c.form).want(http.StatusUnprocessableEntity).says(c.says, "For the winter plan")
			if !strings.Contains(a.Body, "<title>Error: ") || len(a.find(`.nhsuk-error-summary a[href="`+c.at+`"]`)) != 1 || len(a.find(c.at)) != 1 {
				t.Error("the problem is not told at the top and at its field")
			}
		})
	}
	if events := s.Events(); len(events) > 0 {
		t.Errorf("events %v", events)
	}
}

func TestOneSkillTellsItsHistory(t *testing.T) {
	s := newSite(t)
	ada := s.Person("Ada")
	mia := s.Manager("Mia", ada)
	round := s.Round("2026-autumn")
	path := paths.Skill("describing-data")
	s.get(ada, path).want(http.StatusOK).says("Describing data", "Target for your role", "Nothing yet", "No course builds this yet")
	sent := s.Sent(ada, round, "TA1", 3, models.MostWeeks)
	s.Clock.Advance(time.Hour)
	s.Confirmed(mia, sent)
	s.Judged(models.Assessment{PersonID: ada.ID, ByID: mia.ID, Kind: models.ByCourse, Level: 4}, "TA1")
	course := s.Course("DD1")
	s.get(ada, path).says("Practitioner now, confirmed", "You are here", "Self-assessed at Practitioner by Ada", "Confirmed at Practitioner by Mia", "A course suggests Expert", course.Title, "No dates yet")
	s.CohortOf(course, "DD1-1", 5, s.Store.Now().AddDate(0, 0, 28))
	s.get(ada, path).says("To Practitioner. Next: 21 December 2026")
	s.get(ada, paths.AssessmentStep("2026-autumn", 1)).says("Your manager has confirmed what you hold now")
	s.get(ada, paths.Skill("nothing")).want(http.StatusNotFound)
	s.get(s.Person("Noor"), path).want(http.StatusOK).says("Not assessed yet").saysNot("Target for your role")
}

func TestOnlyGapsAndTheFileSayTheSame(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Assessed(ada, "TA1", 2, models.MostWeeks)
	s.Assessed(ada, "TA2", 2, models.MostWeeks)
	s.Assessed(ada, "DS2", 1, models.NotAtAll)
	s.get(ada, paths.Skills).says("Describing data is your widest gap", "Outside your role", "1 of 4 skills at target")
	s.get(ada, paths.Skills+"?show=gaps").says("Describing data").saysNot("Inference", "Outside your role")
	file := s.get(ada, paths.Skills+"?format=csv").want(http.StatusOK)
	if n := strings.Count(file.Body, ",yes,no,"); n != 1 || strings.Count(file.Body, "\n") != 6 {
		t.Errorf("the file says otherwise:\n%s", file.Body)
	}
}

func TestAnExampleThatMayNameAPatientIsAskedAbout(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.Round("autumn")
	form := url.Values{"level": {"2"}, "use": {"most_weeks"}, "example": {"I looked into 943 476 5919 for the board"}}
	s.post(ada, "/skills/assessments/autumn/1", form).want(http.StatusUnprocessableEntity).says("NHS number", "943 476 5919", "This is not an NHS number")
	form.Set("not_nhs_number", "true")
	s.post(ada, "/skills/assessments/autumn/1", form).want(http.StatusSeeOther)
}
