package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

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

// large is a cohort of so many people that ended yesterday, with its trainer: more than a decoder takes of one list.
func (s *site) large(people int) (models.Cohort, models.Actor, []models.Enrolment) {
	s.T.Helper()
	c := s.CohortOf(s.Course("R1"), "R1-1", people, s.Store.Now().AddDate(0, 0, -8))
	return c, s.Trainer("Tess", c), s.crowd(c, people)
}

func TestARefusedRegisterOfAnotherTrainerIsSavedAgainAsItStands(t *testing.T) {
	s := newSite(t)
	c, ada, ben, _ := s.class()
	tess, tom := s.Trainer("Tess", c), s.Trainer("Tom", c)
	path := paths.SessionRegister(c.Code, 1)
	theirs, mine := s.get(tess, path).filled(), s.get(tom, path).filled()
	theirs.Set("mark["+string(ada.ID)+"]", "missed")
	theirs.Set("mark["+string(ben.ID)+"]", "apologies")
	s.post(tess, path, theirs).want(http.StatusSeeOther)
	mine.Set("mark["+string(ada.ID)+"]", "attended")
	conflict := s.post(tom, path, mine).want(http.StatusConflict)
	s.post(tom, path, conflict.filled()).want(http.StatusSeeOther)
	page := s.get(tom, path)
	if got := page.chosen(ada); got != "attended" {
		t.Errorf("my mark is lost: %q", got)
	}
	if got := page.chosen(ben); got != "apologies" {
		t.Errorf("their mark is lost: %q", got)
	}
}

func TestALargeRegisterIsSavedWhole(t *testing.T) {
	s := newSite(t)
	c, tess, people := s.large(250)
	path := paths.SessionRegister(c.Code, 1)
	form := s.get(tess, path).filled()
	for _, e := range people {
		form.Set("mark["+string(e.ID)+"]", "attended")
	}
	s.post(tess, path, form).want(http.StatusSeeOther)
	s.get(tess, path).says("250 of 250 marked: 250 attended")
}

func TestManyRecordsAreIssuedByOneForm(t *testing.T) {
	s := newSite(t)
	c, tess, people := s.large(250)
	s.mark(c, 1, models.Attended, people...)
	s.mark(c, 2, models.Attended, people...)
	s.post(tess, paths.Complete(c.Code), s.get(tess, paths.PreviewRecords(c.Code)).filled()).want(http.StatusSeeOther)
	if issued, err := s.Store.CohortRecords(t.Context(), c.ID); err != nil || len(issued) != 250 {
		t.Errorf("%d records, want 250 (%v)", len(issued), err)
	}
}

func TestRecordsAreIssuedByThoseWhoTeachTheCohortAlone(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.over()
	tess, other := s.Trainer("Tess", c), s.Trainer("Olive", s.Cohort("R2", 3))
	for _, who := range []models.Actor{other, s.Learner("Lou")} {
		s.get(who, paths.Complete(c.Code)).want(http.StatusNotFound)
		s.post(who, paths.Complete(c.Code), shown(ada)).want(http.StatusNotFound)
		s.post(who, paths.CompleteUnits(c.Code), url.Values{}).want(http.StatusNotFound)
	}
	s.post(stranger, paths.Complete(c.Code), shown(ada)).want(http.StatusUnauthorized)
	if got := s.Events(); len(got) != 0 {
		t.Errorf("events %v", got)
	}
	s.post(tess, paths.Complete(c.Code), shown(ada)).want(http.StatusSeeOther)
}

func TestARecordIsFoundUnderItsOwnCohortAlone(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.over()
	other := s.Cohort("R2", 3)
	tess := s.Grant(s.Trainer("Tess", c), models.Trainer, models.OneCohort, other.ID)
	s.post(tess, paths.Complete(c.Code), shown(ada)).want(http.StatusSeeOther)
	s.Clock.Advance(time.Minute)
	issued, err := s.Store.CohortRecords(t.Context(), c.ID)
	if err != nil || len(issued) != 1 {
		t.Fatalf("%d records (%v)", len(issued), err)
	}
	s.get(tess, paths.RevokeRecord(other.Code, issued[0].Code)).want(http.StatusNotFound)
	s.post(tess, paths.RevokeRecord(other.Code, issued[0].Code), url.Values{"reason": {"Wrong person"}}).want(http.StatusNotFound)
	s.get(tess, paths.RevokeRecord(c.Code, issued[0].Code)).want(http.StatusOK)
}
