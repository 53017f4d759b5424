package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"trellis/models"
	"trellis/models/paths"
)

// askWith asks as a browser that keeps its cookie.
func (s *site) askWith(cookie *http.Cookie, method, path string) answer {
	s.T.Helper()
	r := httptest.NewRequestWithContext(s.T.Context(), method, path, nil)
	r.AddCookie(cookie)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return answer{t: s.T, Status: w.Code, Header: w.Header(), Body: w.Body.String()}
}

func logForm(change ...string) url.Values {
	form := url.Values{"title": {"A paper on forecasting"}, "minutes": {"90"}, "on": {"2026-11-20"}, "kind": {"reading"}}
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

func (s *site) entry(a models.Actor) models.LogEntry {
	s.T.Helper()
	entries, err := s.Store.LogEntries(s.T.Context(), a.ID, models.PageAt{})
	if err != nil || len(entries.Rows) != 1 {
		s.T.Fatalf("%d entries (%v)", len(entries.Rows), err)
	}
	return entries.Rows[0]
}

func TestLearningIsLoggedAndAddsUp(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.get(ada, "/learning").want(http.StatusOK).says("You are not on a course", "Your log is empty", "Time you log")
	s.get(ada, "/learning/log/new").want(http.StatusOK).says("Log learning", "Do not name patients", "Inference")
	form := logForm("reflection", "Use it\r\nnext week")
	form["competency"] = []string{string(s.Competencies["TA1"].ID), "", "CS1"}
	s.post(ada, paths.NewLogEntry, form).want(http.StatusSeeOther).goesTo("/learning")
	s.post(ada, paths.NewLogEntry, logForm("on", "2026-03-31", "kind", "other")).want(http.StatusSeeOther)
	page := s.get(ada, "/learning").says("November 2026", "A paper on forecasting", "20 November 2026, 1 hour 30 minutes, Reading",
		"Describing data and Writing for decision makers", "March 2026", "1 hour 30 minutes of learning", "Since 1 April 2026")
	if got := page.find("h3"); len(got) != 2 {
		t.Errorf("%d months", len(got))
	}
	file := s.get(ada, "/learning?format=csv").want(http.StatusOK)
	if !strings.HasPrefix(file.Body, "on,title,minutes,kind,skills,reflection\n2026-11-20,A paper on forecasting,90,reading,") {
		t.Errorf("the file is %q", file.Body)
	}
	if got := s.Events(); len(got) != 2 || got[0] != "log_entry.added" {
		t.Errorf("events %v", got)
	}
	s.get(s.Learner("Ben"), "/learning").saysNot("A paper on forecasting")
	s.post(models.Actor{}, paths.NewLogEntry, logForm()).want(http.StatusUnauthorized)
}

func TestWhatCannotBeLoggedSaysWhyAndIsKept(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	for name, c := range map[string]struct {
		form url.Values
		says string
	}{
		"no title":         {logForm("title", "  "), "Enter what you learned"},
		"no minutes":       {logForm("minutes", ""), "from 1 to 1440"},
		"words":            {logForm("minutes", "an hour"), "from 1 to 1440"},
		"nothing":          {logForm("minutes", "0"), "from 1 to 1440"},
		"more than a day":  {logForm("minutes", "1441"), "1440 minutes (24 hours) or fewer"},
		"tomorrow":         {logForm("on", "2026-11-24"), "Enter today or an earlier date"},
		"no date":          {logForm("on", "23.11.2026"), "Enter a date, such as 2026-11-23"},
		"no kind":          {logForm("kind", ""), "Select what kind of learning it was"},
		"an unknown kind":  {logForm("kind", "dreaming"), "Select what kind of learning it was"},
		"an unknown skill": {logForm("competency", "ZZ9"), "Select a skill from the list"},
		"a patient":        {logForm("reflection", "943 476 5919 came back"), "This is not an NHS number"},
	} {
		page := s.post(ada, paths.NewLogEntry, c.form).want(http.StatusUnprocessableEntity).says("There is a problem", c.says)
		for _, field := range []string{"title", "minutes", "on"} {
			if got := page.find(`input[name="` + field + `"]`); len(got) != 1 || attribute(got[0], "value") != c.form.Get(field) {
				t.Errorf("%s: %s is not kept", name, field)
			}
		}
	}
	if len(s.Events()) != 0 {
		t.Error("something was kept")
	}
	s.post(ada, paths.NewLogEntry, logForm("reflection", "943 476 5919 came back", "not_nhs_number", "true")).want(http.StatusSeeOther)
}

func TestALogEntryIsItsOwners(t *testing.T) {
	s := newSite(t)
	ada, ben := s.Learner("Ada"), s.Administrator("Ben")
	s.post(ada, paths.NewLogEntry, logForm()).want(http.StatusSeeOther)
	path := paths.LogEntry(s.entry(ada).ID)
	s.get(ben, path).want(http.StatusNotFound)
	s.post(ben, path, logForm("version", "1")).want(http.StatusNotFound)
	s.get(ada, path).want(http.StatusOK).says("Change a log entry")
	s.get(ada, paths.LogEntry("none")).want(http.StatusNotFound)
	s.post(ada, path, logForm("version", "1", "title", "A better paper", "competency", "inference")).want(http.StatusSeeOther).goesTo("/learning")
	s.get(ada, "/learning").says("A better paper", "Inference")
	s.post(ada, path, logForm("version", "2", "minutes", "")).want(http.StatusUnprocessableEntity)
}

func TestAStaleChangeShowsBothVersions(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.post(ada, paths.NewLogEntry, logForm()).want(http.StatusSeeOther)
	path := paths.LogEntry(s.entry(ada).ID)
	s.Clock.Advance(time.Minute)
	s.post(ada, path, logForm("version", "1", "title", "From the phone")).want(http.StatusSeeOther)
	page := s.post(ada, path, logForm("version", "1", "title", "From the desk")).want(http.StatusConflict).
		says("This entry was changed since you opened it", "What it holds now", "From the phone")
	if got := page.find(`input[name="title"]`); attribute(got[0], "value") != "From the desk" {
		t.Error("what was typed is lost")
	}
	if got := page.find(`input[name="version"]`); attribute(got[0], "value") != "2" {
		t.Error("a second save would fail again")
	}
	if got := s.entry(ada).Title; got != "From the phone" {
		t.Errorf("it holds %q", got)
	}
}

// attribute is the value of an attribute of an element; empty where it has none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
