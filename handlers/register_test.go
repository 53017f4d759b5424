package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"trellis/models"
	"trellis/models/paths"
)

// begun is a cohort of so many people whose first session began an hour ago, with its trainer.
func (s *site) begun(people int) (models.Cohort, models.Actor, []models.Enrolment) {
	s.T.Helper()
	return s.since(time.Hour, people)
}

// since is a cohort whose first session began that long ago.
func (s *site) since(ago time.Duration, people int) (models.Cohort, models.Actor, []models.Enrolment) {
	s.T.Helper()
	c := s.CohortOf(s.Course("R1"), "R1-1", people+1, s.Store.Now().Add(-ago))
	return c, s.Trainer("Tom Trainer", c), s.crowd(c, people)
}

const week = 7 * 24 * time.Hour

// marksAt are the marks kept for the n-th session, by enrolment.
func (s *site) marksAt(c models.Cohort, n int) map[models.ID]models.Attendance {
	s.T.Helper()
	session, err := s.Store.SessionNumbered(s.T.Context(), c.ID, n)
	if err != nil {
		s.T.Fatal(err)
	}
	list, err := s.Store.MarksOf(s.T.Context(), session.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	marks := map[models.ID]models.Attendance{}
	for _, m := range list {
		marks[m.EnrolmentID] = m
	}
	return marks
}

// filled is the form of a page as a browser would send it back.
func (a answer) filled() url.Values {
	a.t.Helper()
	values := url.Values{}
	for _, n := range a.find("main form[method=post] input") {
		has := map[string]string{}
		for _, attribute := range n.Attr {
			has[attribute.Key] = attribute.Val
		}
		if _, chosen := has["checked"]; chosen || has["type"] != "radio" && has["type"] != "checkbox" {
			values.Add(has["name"], has["value"])
		}
	}
	return values
}

func marked(e models.Enrolment) string { return "mark[" + string(e.ID) + "]" }

func textsOf(nodes []*html.Node) []string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = textOf(n)
	}
	return texts
}

func TestTheRegisterIsThatOfTheSessionDue(t *testing.T) {
	s := newSite(t)
	c, tom, _ := s.begun(1)
	s.get(tom, paths.Register(c.Code)).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	s.Clock.Advance(6 * 24 * time.Hour)
	s.get(tom, paths.Register(c.Code)).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 1))
	s.get(tom, paths.SessionRegister(c.Code, 3)).want(http.StatusNotFound)
	later := newSite(t)
	c, tom, _ = later.since(week, 1)
	later.get(tom, paths.Register(c.Code)).want(http.StatusSeeOther).goesTo(paths.SessionRegister(c.Code, 2))
}

func TestATrainerKeepsTheRegister(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(3)
	waiting := s.Enrolled(s.Learner("Wanda Waits"), c, models.Waiting)
	path := paths.SessionRegister(c.Code, 1)
	page := s.get(tom, path).want(http.StatusOK).says("Session 1", "R1-1-0", "0 of 3 marked", "Mark the other 3 as attended").saysNot("Wanda")
	if n := len(page.find("[role=radiogroup]")); n != 3 {
		t.Errorf("%d people may be marked, want 3", n)
	}
	if n := len(page.find("[role=radiogroup] input[checked]")); n != 0 {
		t.Errorf("%d people are marked before anybody marked them", n)
	}
	form := page.filled()
	form.Set(marked(people[0]), "part")
	form.Set("minutes["+string(people[0].ID)+"]", "45")
	form.Set(marked(people[1]), "apologies")
	form.Set(marked(waiting), "attended")
	s.post(tom, path, form).want(http.StatusSeeOther).goesTo(path)
	marks := s.marksAt(c, 1)
	part := marks[people[0].ID]
	if len(marks) != 2 || part.Mark != models.Part || part.Minutes == nil || *part.Minutes != 45 || part.MarkedByID != tom.ID || part.MarkedAt.IsZero() || marks[people[1].ID].Mark != models.Apologies {
		t.Errorf("kept %+v", marks)
	}
	if got := s.Events(); !slices.Equal(got, []string{"register.saved"}) {
		t.Errorf("events %v", got)
	}
	again := s.get(tom, path).says("2 of 3 marked")
	if n := len(again.find(`[role=radiogroup] input[checked]`)); n != 2 {
		t.Errorf("%d marks are shown, want 2", n)
	}
	form = again.filled()
	form.Set(marked(people[1]), "")
	s.post(tom, path, form).want(http.StatusSeeOther)
	if _, found := s.marksAt(c, 1)[people[1].ID]; found {
		t.Error("a mark cannot be cleared")
	}
}

func TestTheRestAreMarkedWithoutAScript(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(3)
	path := paths.SessionRegister(c.Code, 1)
	page := s.get(tom, path)
	buttons := page.find("button[data-register-rest]")
	if len(buttons) != 1 {
		t.Fatalf("%d buttons mark the rest", len(buttons))
	}
	form := page.filled()
	for _, attribute := range buttons[0].Attr {
		if attribute.Key == "name" {
			form.Set(attribute.Val, "attended")
		}
	}
	form.Set(marked(people[1]), "missed")
	s.post(tom, path, form).want(http.StatusSeeOther)
	marks := s.marksAt(c, 1)
	if marks[people[0].ID].Mark != models.Attended || marks[people[1].ID].Mark != models.Missed || marks[people[2].ID].Mark != models.Attended {
		t.Errorf("kept %+v", marks)
	}
}

func TestAStaleRegisterShowsBothAndIsSavedAgain(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(2)
	tess := s.Trainer("Tess Trainer", c)
	path := paths.SessionRegister(c.Code, 1)
	mine, theirs := s.get(tom, path).filled(), s.get(tess, path).filled()
	theirs.Set(marked(people[0]), "missed")
	theirs.Set(marked(people[1]), "apologies")
	s.post(tess, path, theirs).want(http.StatusSeeOther)
	mine.Set(marked(people[0]), "attended")
	conflict := s.post(tom, path, mine).want(http.StatusConflict).says("Another trainer saved this register", "Tess Trainer", "Missed", "Attended")
	if marks := s.marksAt(c, 1); marks[people[0].ID].Mark != models.Missed || marks[people[1].ID].Mark != models.Apologies {
		t.Errorf("a stale save changed %+v", marks)
	}
	s.post(tom, path, conflict.filled()).want(http.StatusSeeOther)
	marks := s.marksAt(c, 1)
	if marks[people[0].ID].Mark != models.Attended {
		t.Error("my mark is lost")
	}
	if marks[people[1].ID].Mark != models.Apologies {
		t.Error("their mark is lost")
	}
}

func TestARegisterIsKeptByThoseWhoTeachTheCohortAlone(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(1)
	other := s.Trainer("Olive Other", s.Cohort("R2", 3))
	form := url.Values{"version": {"0"}, marked(people[0]): {"attended"}}
	for _, n := range []string{paths.Register(c.Code), paths.SessionRegister(c.Code, 1)} {
		s.get(other, n).want(http.StatusNotFound)
		s.get(s.Again(models.Actor{Person: models.Person{ID: people[0].PersonID}}), n).want(http.StatusNotFound)
		s.get(stranger, n).want(http.StatusSeeOther).goesTo(paths.SignInThen(n))
	}
	s.post(other, paths.SessionRegister(c.Code, 1), form).want(http.StatusNotFound)
	s.post(stranger, paths.SessionRegister(c.Code, 1), form).want(http.StatusUnauthorized)
	if marks := s.marksAt(c, 1); len(marks) != 0 {
		t.Errorf("kept %+v", marks)
	}
	s.get(s.Administrator("Ann"), paths.SessionRegister(c.Code, 1)).want(http.StatusOK)
	s.post(tom, paths.SessionRegister(c.Code, 1), form).want(http.StatusSeeOther)
}

func TestWhatARegisterRefusesKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(2)
	path := paths.SessionRegister(c.Code, 1)
	form := s.get(tom, path).filled()
	form.Set(marked(people[0]), "part")
	form.Set("minutes["+string(people[0].ID)+"]", "500")
	form.Set(marked(people[1]), "missed")
	refused := s.post(tom, path, form).want(http.StatusUnprocessableEntity).says("There is a problem", "from 1 to 120")
	if !strings.Contains(refused.Body, `value="500"`) || len(refused.find("input[value=missed][checked]")) != 1 {
		t.Error("what was typed is not kept")
	}
	if !strings.Contains(refused.Body, "<title>Error: ") {
		t.Error("the title does not say that there is an error")
	}
	s.get(tom, paths.SessionRegister(c.Code, 2)).want(http.StatusOK).says("This session has not begun").saysNot("Save register")
	s.post(tom, paths.SessionRegister(c.Code, 2), url.Values{"version": {"0"}, marked(people[0]): {"attended"}}).
		want(http.StatusUnprocessableEntity).says("This session has not begun")
	if n := len(s.marksAt(c, 1)) + len(s.marksAt(c, 2)) + len(s.Events()); n != 0 {
		t.Errorf("%d things are kept", n)
	}
}

func TestTheRegisterNamesWhoIsAtRiskAndSaysWhenItIsEmpty(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(2)
	s.mark(c, 1, models.Missed, people[0])
	page := s.get(tom, paths.SessionRegister(c.Code, 1))
	for _, row := range textsOf(page.find("table.app-reg tbody tr")) {
		if strings.Contains(row, "At risk") != strings.Contains(row, "R1-1-0") {
			t.Errorf("at risk: %s", row)
		}
	}
	s.get(tom, paths.SessionRegister(c.Code, 1)+"?format=csv").want(http.StatusOK)
	empty := s.Cohort("R2", 3)
	s.get(s.Trainer("Tess", empty), paths.SessionRegister(empty.Code, 1)).want(http.StatusOK).says("Nobody is enrolled: share the link")
}

// A form may hold more people than a decoder takes of one list.
func TestALargeRegisterIsSavedWhole(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(250)
	path := paths.SessionRegister(c.Code, 1)
	form := s.get(tom, path).filled()
	for i, e := range people {
		form.Set(marked(e), "part")
		form.Set("minutes["+string(e.ID)+"]", strconv.Itoa(1+i%120))
	}
	s.post(tom, path, form).want(http.StatusSeeOther)
	if n := len(s.marksAt(c, 1)); n != 250 {
		t.Errorf("%d marks are kept, want 250", n)
	}
}
