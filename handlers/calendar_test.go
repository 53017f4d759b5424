package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

func TestAPersonalCalendarIsReadByItsAddressAlone(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 3)
	s.Enrolled(ada, cohort, models.Placed)
	s.get(ada, paths.Calendar).says("Make an address")
	made := s.post(ada, paths.Calendar, url.Values{}).want(http.StatusOK).says("It is shown this once")
	at := strings.Index(made.Body, "http://trellis.test/calendar/")
	if at < 0 {
		t.Fatal("no address is shown")
	}
	address, _, _ := strings.Cut(made.Body[at+len("http://trellis.test"):], "<")
	file := s.get(models.Actor{}, address).want(http.StatusOK)
	for name, want := range map[string]string{
		"Content-Type": "text/calendar; charset=utf-8", "X-Robots-Tag": "noindex", "Cache-Control": "no-store",
	} {
		if got := file.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, says := range []string{"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-WR-CALNAME:", "@trellis.test"} {
		if !strings.Contains(file.Body, says) {
			t.Errorf("the calendar lacks %q", says)
		}
	}
	request := httptest.NewRequest(http.MethodGet, address, nil)
	request.Header.Set("If-None-Match", file.Header.Get("ETag"))
	again := httptest.NewRecorder()
	s.handler.ServeHTTP(again, request)
	if again.Code != http.StatusNotModified {
		t.Errorf("unchanged, it answers %d", again.Code)
	}
	s.get(ada, paths.Calendar).saysNot(address)
	s.post(ada, paths.EndCalendar, url.Values{}).want(http.StatusSeeOther)
	s.get(models.Actor{}, address).want(http.StatusNotFound)
}

func TestPeopleChooseWhichMessagesTheyGet(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	form := url.Values{"calendar": {"at_once"}, "reminders": {"digest"}, "messages": {"at_once"}, "news": {"none"}, "copies": {"at_once"}, "evaluation": {"none"}, "drafts": {"digest"}}
	s.post(ada, paths.Notifications, form).want(http.StatusSeeOther)
	if got := s.get(ada, paths.Notifications).find(`input[name=reminders][value=digest][checked]`); len(got) != 1 {
		t.Error("what was chosen is not shown")
	}
	form.Set("messages", "none") // what a trainer says of one's own cohort
	s.post(ada, paths.Notifications, form).want(http.StatusUnprocessableEntity).says("Choose one of the answers")
}

func TestAnAdministratorWritesALetter(t *testing.T) {
	s := newSite(t)
	bea, path := s.Administrator("Bea"), paths.Letter(models.MailPlaced)
	s.get(bea, paths.Letters).want(http.StatusOK).says("Somebody has a place", "Nobody can change what they say")
	form := url.Values{"version": {"0"}, "subject": {"Hooray: {course}"}, "body": {"Come to {course}.\n\n{link}"}}
	look := url.Values{"preview": {"yes"}, "version": {"0"}, "subject": form["subject"], "body": form["body"]}
	s.post(bea, path, look).want(http.StatusOK).says("Hooray: Working with R", "Come to Working with R.")
	s.get(bea, path).saysNot("Hooray")
	s.post(bea, path, url.Values{"version": {"0"}, "subject": {"{curse}"}, "body": form["body"]}).want(http.StatusUnprocessableEntity).says("nothing called {curse}")
	s.post(bea, path, form).want(http.StatusSeeOther)
	s.post(bea, path, form).want(http.StatusConflict).says("Somebody changed this letter", "What it says now")

	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 3)
	s.post(ada, paths.CohortEnrol(cohort.Code), url.Values{}).want(http.StatusSeeOther)
	for range 3 {
		if _, err := s.app.Outbox.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	s.get(bea, paths.Outbox).says("Hooray: Course R1")
	s.post(bea, paths.RestoreLetter(models.MailPlaced), url.Values{}).want(http.StatusSeeOther)
	s.get(bea, path).saysNot("Hooray")
}

func TestAnAdministratorTriesFailedWorkAgain(t *testing.T) {
	s := newSite(t)
	bea, job := s.Administrator("Bea"), failedJob(s, s.Store.Now())
	s.get(bea, paths.Outbox).says("The server is away", "Try again now")
	s.post(bea, paths.TryAgain(string(job.ID)), url.Values{}).want(http.StatusSeeOther)
	s.get(bea, paths.Outbox).says("Tried again")
	if got := s.Events(); got[len(got)-1] != "job.retried" {
		t.Errorf("events %v", got)
	}
}
