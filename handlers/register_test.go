package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"trellis/app/attendance"
	"trellis/models"
	"trellis/models/paths"
)

// class is a cohort whose first session began an hour ago, with three people on it.
func (s *site) class() (c models.Cohort, ada, ben, cem models.Enrolment) {
	s.T.Helper()
	c = s.CohortOf(s.Course("R1"), "RUN", 5, s.Store.Now().Add(-time.Hour))
	return c, s.Enrolled(s.Learner("Ada"), c, models.Placed), s.Enrolled(s.Learner("Ben"), c, models.Placed), s.Enrolled(s.Learner("Cem"), c, models.Placed)
}

// marks is a register as a browser sends it: what was shown of everybody, and what is chosen.
func marks(version int, was, chosen map[models.Enrolment]string) url.Values {
	form := url.Values{"version": {strconv.Itoa(version)}}
	for e, text := range was {
		form.Set("was["+string(e.ID)+"]", text)
		form.Set("minutes["+string(e.ID)+"]", "")
	}
	for e, mark := range chosen {
		mark, minutes, _ := strings.Cut(mark, " ")
		form.Set("mark["+string(e.ID)+"]", mark)
		form.Set("minutes["+string(e.ID)+"]", minutes)
	}
	return form
}

// chosen is the mark that the page shows for the person.
func (a answer) chosen(e models.Enrolment) string {
	for _, n := range a.find(`.app-att input[name="mark[` + string(e.ID) + `]"][checked]`) {
		for _, attribute := range n.Attr {
			if attribute.Key == "value" {
				return attribute.Val
			}
		}
	}
	return ""
}

func TestATrainerKeepsTheRegister(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess := s.Trainer("Tess", c)
	s.get(tess, paths.Register(c.Code)).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	page := s.get(tess, paths.SessionRegister(c.Code, 1)).want(http.StatusOK)
	page.says("Session 1: First", "Session 1, today", "Monday 23 November 2026, 8am to 10am, Online", "need 2 of 2", "0 of 3 marked", "Mark the other 3 as attended", "Not marked: Ada, Ben and Cem", "Testshire Trust")
	if len(page.find(`.app-att input[type="radio"]`)) != 12 || len(page.find(`.app-att input[checked]`)) != 0 {
		t.Error("want four choices for each of three people, and nobody marked before the trainer says so")
	}
	none := map[models.Enrolment]string{ada: "", ben: "", cem: ""}
	s.post(tess, paths.SessionRegister(c.Code, 1), marks(0, none, map[models.Enrolment]string{ada: "attended", ben: "part 45"})).
		want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	page = s.get(tess, paths.SessionRegister(c.Code, 1)).want(http.StatusOK).says("2 of 3 marked: 1 attended, 1 part", "Mark the other person as attended")
	if page.chosen(ada) != "attended" || page.chosen(ben) != "part" || page.chosen(cem) != "" {
		t.Error("the page shows other marks than were saved")
	}
	if len(page.find(`#`+attendance.MinutesField(ben.ID)+`[value="45"]`)) != 1 {
		t.Error("the minutes are not shown")
	}
	rest := marks(1, map[models.Enrolment]string{ada: "attended", ben: "part 45", cem: ""}, map[models.Enrolment]string{ada: "attended", ben: ""})
	rest.Set("rest", "attended")
	s.post(tess, paths.SessionRegister(c.Code, 1), rest).want(http.StatusSeeOther)
	if got := strings.Join(s.Events(), " "); got != "register.saved register.saved" {
		t.Errorf("events %s", got)
	}
	page = s.get(tess, paths.SessionRegister(c.Code, 2)).want(http.StatusOK).says("This session has not begun", "Its register opens at 7:30am on 30 November 2026", "Attended").saysNot("Save register")
	if len(page.find("form[data-register]")) != 0 {
		t.Error("the register of a session to come can be kept")
	}
	file := s.get(tess, paths.SessionRegister(c.Code, 1)+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "name,organisation,session_1_2026-11-23,session_2_2026-11-30,sessions_attended,sessions_marked,minutes,at_risk\nAda,Testshire Trust,attended,,1,1,120,no\n") {
		t.Errorf("file %q", file.Body)
	}
}

func TestTheRestAreNamedWhenTheyAreMarked(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	form := marks(0, map[models.Enrolment]string{ada: "", ben: "", cem: ""}, map[models.Enrolment]string{ada: "missed"})
	form.Set("rest", "attended")
	a := s.post(s.Trainer("Tess", c), paths.SessionRegister(c.Code, 1), form).want(http.StatusSeeOther)
	if a.Status != http.StatusSeeOther {
		t.FailNow()
	}
	page := s.get(s.Trainer("Tom", c), paths.SessionRegister(c.Code, 1)).says("3 of 3 marked: 2 attended, 1 missed", "At risk").saysNot("Mark the other")
	if page.chosen(ada) != "missed" || page.chosen(ben) != "attended" || page.chosen(cem) != "attended" {
		t.Error("the rest, and nobody else, is marked as attended")
	}
}

func TestAnotherTrainersRegisterIsNotWrittenOver(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess, tom := s.Trainer("Tess", c), s.Trainer("Tom", c)
	none := map[models.Enrolment]string{ada: "", ben: "", cem: ""}
	s.post(tom, paths.SessionRegister(c.Code, 1), marks(0, none, map[models.Enrolment]string{ada: "missed", ben: "attended"})).want(http.StatusSeeOther)

	page := s.post(tess, paths.SessionRegister(c.Code, 1), marks(0, none, map[models.Enrolment]string{ada: "attended", cem: "apologies"})).want(http.StatusConflict)
	page.says("Someone saved this register after you opened it", "Missed (Tom)", "Theirs: you had not changed it", "3 of 3 marked: 2 attended, 1 apologies. Not saved yet")
	if page.chosen(ada) != "attended" || page.chosen(ben) != "attended" || page.chosen(cem) != "apologies" {
		t.Error("want mine where I chose, and theirs where I did not")
	}
	if len(page.find(`#differences`)) != 1 || len(page.find(`.app-callout tbody tr`)) != 2 || !strings.Contains(page.Body, "<title>Error: ") {
		t.Error("the differences are not shown, or not those")
	}
	if len(page.find(`input[name="version"][value="1"]`)) != 1 {
		t.Error("the form cannot be saved over the new version")
	}
	kept := s.get(tom, paths.SessionRegister(c.Code, 1))
	if kept.chosen(ada) != "missed" || kept.chosen(cem) != "" {
		t.Error("a refused register was kept")
	}
	was := map[models.Enrolment]string{ada: "missed", ben: "attended", cem: ""}
	s.post(tess, paths.SessionRegister(c.Code, 1), marks(1, was, map[models.Enrolment]string{ada: "attended", ben: "attended", cem: "apologies"})).want(http.StatusSeeOther)
	if kept = s.get(tom, paths.SessionRegister(c.Code, 1)); kept.chosen(ada) != "attended" || kept.chosen(cem) != "apologies" {
		t.Error("the second try was not kept")
	}
}

func TestARefusedRegisterKeepsWhatWasSent(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.class()
	tess := s.Trainer("Tess", c)
	none := map[models.Enrolment]string{ada: "", ben: "", cem: ""}
	page := s.post(tess, paths.SessionRegister(c.Code, 1), marks(0, none, map[models.Enrolment]string{ada: "attended", ben: "part 500"})).want(http.StatusUnprocessableEntity)
	page.says("There is a problem", "Ben: Enter minutes from 1 to 120")
	if page.chosen(ada) != "attended" || page.chosen(ben) != "part" || len(page.find(`#`+attendance.MinutesField(ben.ID)+`[value="500"][aria-describedby]`)) != 1 {
		t.Error("what was sent is not kept")
	}
	s.post(tess, paths.SessionRegister(c.Code, 2), marks(0, none, map[models.Enrolment]string{ada: "attended"})).want(http.StatusUnprocessableEntity).says("This session has not begun")
	if len(s.Events()) != 0 {
		t.Errorf("events %v", s.Events())
	}
}

func TestOnlyTrainersOfTheCohortSeeItsRegister(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.class()
	form := marks(0, map[models.Enrolment]string{ada: ""}, map[models.Enrolment]string{ada: "attended"})
	for _, other := range []models.Actor{s.Trainer("Una", s.Cohort("SQL1", 5)), s.Learner("Lea"), s.Manager("Mo")} {
		for _, path := range []string{paths.Register(c.Code), paths.SessionRegister(c.Code, 1)} {
			s.get(other, path).want(http.StatusNotFound)
		}
		s.post(other, paths.SessionRegister(c.Code, 1), form).want(http.StatusNotFound)
	}
	s.post(stranger, paths.SessionRegister(c.Code, 1), form).want(http.StatusUnauthorized)
	tess := s.Trainer("Tess", c)
	for _, path := range []string{paths.SessionRegister(c.Code, 3), paths.Register(c.Code) + "/first", paths.Register("NONE")} {
		s.get(tess, path).want(http.StatusNotFound)
	}
	course, err := s.Store.Course(t.Context(), c.CourseID)
	if err != nil {
		t.Fatal(err)
	}
	s.get(s.courseTrainer("Cat", course), paths.SessionRegister(c.Code, 1)).want(http.StatusOK)
	s.post(s.Administrator("Ann"), paths.SessionRegister(c.Code, 1), form).want(http.StatusSeeOther)
}

func TestARegisterWithoutPeopleSaysHowToFillIt(t *testing.T) {
	s := newSite(t)
	c := s.CohortOf(s.Course("R1"), "RUN", 5, s.Store.Now().AddDate(0, 0, 7))
	s.get(s.Trainer("Tess", c), paths.SessionRegister(c.Code, 1)).want(http.StatusOK).says("Nobody is enrolled: share the link", "Link to share").saysNot("Save register")
}
