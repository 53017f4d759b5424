package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

// selfStudied is Ada on a cohort under way with a unit of self-study.
func (s *site) selfStudied() (ada models.Actor, e models.Enrolment, unit models.Unit) {
	course := s.Course("R1")
	unit = models.Unit{
		CourseID: course.ID, Kind: models.SelfStudyUnit, Position: 3, Title: "Read about funnels", Minutes: 30, Required: true,
		Says: "Read it.\nThen draw one.", URL: "https://example.org/funnels",
	}
	s.Keep(&unit)
	ada = s.Learner("Ada")
	return ada, s.Enrolled(ada, s.CohortOf(course, "R1-1", 5, s.Store.Now().AddDate(0, 0, -3)), models.Placed), unit
}

func TestALearnerWalksThePath(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	for _, from := range []string{paths.Enrolment(e.ID), paths.Learning, paths.Home, paths.Cohort("R1-1")} {
		if got := s.get(ada, from).find(`a[href="` + paths.Path(e.ID) + `"]`); len(got) == 0 {
			t.Errorf("%s does not lead to the path", from)
		}
	}
	page := s.get(ada, paths.Path(e.ID)).want(http.StatusOK).says(
		"0 of 2 sessions, 0% of the time; 3 things left", "Waits for the register", "Read about funnels", "Self-study, about 30 minutes. Counts towards completion", "See session 2",
	)
	if got := page.find(".nhsuk-button:not(.nhsuk-button--secondary)"); len(got) != 1 {
		t.Errorf("%d green buttons", len(got))
	}
	if got := page.find(`ol.app-path > li[aria-current="step"]`); len(got) != 1 {
		t.Errorf("%d steps are the next", len(got))
	}
	if file := s.get(ada, paths.Path(e.ID)+"?format=csv").want(http.StatusOK).Body; file[:39] != "position,kind,title,minutes,counts,stat" {
		t.Errorf("the file is %q", file)
	}
	at := paths.Unit(e.ID, unit.ID)
	opened := s.get(ada, at).want(http.StatusOK).says("Then draw one.", "Open it on example.org", "Mark as done").saysNot("Take it back")
	if got := opened.find(`input[name="minutes"]`); attribute(got[0], "value") != "30" {
		t.Error("the minutes of the unit are not there")
	}
	form := url.Values{"minutes": {"40"}, "on": {"2026-11-20"}, "reflection": {"Draw more"}, "version": {"0"}}
	s.post(ada, at, form).want(http.StatusSeeOther).goesTo(paths.Path(e.ID))
	s.post(ada, at, form).want(http.StatusSeeOther)
	s.get(ada, paths.Path(e.ID)).says("You did it on 20 November 2026, 40 minutes", "2 things left")
	s.get(ada, paths.Learning).says("Read about funnels", "40 minutes")
	s.get(ada, at).says("You have done it", "Take it back", "Draw more")
	s.post(ada, at+"/take-back", url.Values{"version": {"1"}}).want(http.StatusSeeOther).goesTo(at)
	s.get(ada, paths.Learning).saysNot("Read about funnels")
}

func TestWhatIsWrongWithSelfStudyIsSaid(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	at := paths.Unit(e.ID, unit.ID)
	for name, c := range map[string]struct{ field, value, says string }{
		"no minutes":    {"minutes", "", "from 1 to 1440"},
		"words":         {"minutes", "an hour", "from 1 to 1440"},
		"tomorrow":      {"on", "2026-11-24", "Enter today or an earlier date"},
		"no date":       {"on", "", "Enter the date on which you did it"},
		"a patient":     {"reflection", "943 476 5919 came back", "This is not an NHS number"},
		"a nasty title": {"minutes", "1441", "from 1 to 1440"},
	} {
		form := url.Values{"minutes": {"40"}, "on": {"2026-11-20"}, "reflection": {"Kept"}, "version": {"0"}}
		form.Set(c.field, c.value)
		page := s.post(ada, at, form).want(http.StatusUnprocessableEntity).says("There is a problem", c.says)
		if got := page.find(`input[name="minutes"]`); attribute(got[0], "value") != form.Get("minutes") {
			t.Errorf("%s: what was typed is lost", name)
		}
	}
	if len(s.Events()) != 0 {
		t.Error("something was kept")
	}
}

func TestAStaleSelfStudyShowsBoth(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	at := paths.Unit(e.ID, unit.ID)
	form := url.Values{"minutes": {"40"}, "on": {"2026-11-20"}, "reflection": {"From the phone"}, "version": {"0"}}
	s.post(ada, at, form).want(http.StatusSeeOther)
	form.Set("reflection", "From the desk")
	page := s.post(ada, at, form).want(http.StatusConflict).says("How it stands now", "From the phone", "From the desk")
	if got := page.find(`input[name="version"]`); attribute(got[0], "value") != "1" {
		t.Error("a second save would fail again")
	}
	s.post(ada, at+"/take-back", url.Values{"version": {"0"}}).want(http.StatusConflict).says("How it stands now", "From the phone")
}

func TestAFinishedPathLeadsToTheRecord(t *testing.T) {
	s := newSite(t)
	ada, _, _ := s.selfStudied()
	cohort := s.CohortOf(s.Course("R2"), "R2-1", 5, s.Store.Now().AddDate(0, 0, -20))
	e := s.Enrolled(ada, cohort, models.Completed)
	record := recordOf(s, ada, e, "AA-7M4T-X2RB")
	s.Keep(&record)
	s.get(ada, paths.Path(e.ID)).want(http.StatusOK).says("You completed this course", "See your record").saysNot("Left: ")
	failed := s.Enrolled(s.Learner("Ben"), cohort, models.NotCompleted)
	s.get(s.Again(models.Actor{Person: models.Person{ID: failed.PersonID}}), paths.Path(failed.ID)).want(http.StatusOK).says("you did not meet all it asks for")
}

func TestADecisionByHandStandsOnThePath(t *testing.T) {
	s := newSite(t)
	ada, e, _ := s.selfStudied()
	d := models.Decision{ID: "d1", EnrolmentID: e.ID, Completes: true, Reason: "She taught session 2 herself", ByID: ada.ID, MadeAt: s.Store.Now()}
	s.Keep(&d)
	page := s.get(ada, paths.Path(e.ID)).want(http.StatusOK).says("your trainer decided that you complete", "Decided by your trainer", "She taught session 2 herself", "Not needed").saysNot("Left: ", "Still to do", "things left")
	if got := page.find(`[aria-current="step"]`); len(got) != 0 {
		t.Error("a step is next, though nothing is needed")
	}
	cohort, err := s.Store.Cohort(t.Context(), e.CohortID)
	if err != nil {
		t.Fatal(err)
	}
	tess := s.Trainer("Tess", cohort)
	s.get(tess, paths.CohortProgress("R1-1")).want(http.StatusOK).says("Nothing: decided by hand")
}

func TestThePathSaysToHandInAgain(t *testing.T) {
	s := newSite(t)
	ada, e, unit := s.selfStudied()
	work := models.Unit{CourseID: unit.CourseID, Kind: models.AssignmentUnit, Position: 4, Title: "Draw a funnel", Required: true}
	s.Keep(&work)
	first := models.Submission{EnrolmentID: e.ID, UnitID: work.ID, Attempt: 1, State: models.SubmissionNotYet, Says: "A funnel", Version: 2, SavedAt: s.Store.Now()}
	s.Keep(&first)
	s.get(ada, paths.Path(e.ID)).want(http.StatusOK).says("Hand in again")
	again := models.Submission{EnrolmentID: e.ID, UnitID: work.ID, Attempt: 2, State: models.SubmissionDraft, Says: "A better funnel", Version: 1, SavedAt: s.Store.Now()}
	s.Keep(&again)
	s.get(ada, paths.Path(e.ID)).want(http.StatusOK).says("Hand in again").saysNot("Draft")
}
