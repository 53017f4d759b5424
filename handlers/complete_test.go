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

// ended is a cohort of so many people that ended an hour ago, all of whom attended everything, with its trainer.
func (s *site) ended(people int) (models.Cohort, models.Actor, []models.Enrolment) {
	s.T.Helper()
	c, tom, list := s.since(week+3*time.Hour, people)
	s.mark(c, 1, models.Attended, list...)
	s.mark(c, 2, models.Attended, list...)
	return c, tom, list
}

// recordsOf are the completion records of the cohort.
func (s *site) recordsOf(c models.Cohort) []models.CompletionRecord {
	s.T.Helper()
	list, err := s.Store.CohortRecords(s.T.Context(), c.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return list
}

func (s *site) stateOf(e models.Enrolment) models.EnrolmentState {
	s.T.Helper()
	now, err := s.Store.Enrolment(s.T.Context(), e.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return now.State
}

func TestRecordsAreIssuedToThoseOnThePage(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.since(week+3*time.Hour, 3)
	s.mark(c, 1, models.Attended, people...)
	s.mark(c, 2, models.Attended, people[:2]...)
	path := paths.Complete(c.Code)
	page := s.get(tom, path).want(http.StatusOK).says("Exactly these 2 people", "Issue 2 completion records", "Finish the register of session 2", "1 more session")
	form := page.filled()
	if got := form["enrolment"]; len(got) != 2 || slices.Contains(got, string(people[2].ID)) {
		t.Errorf("the page issues to %v", got)
	}
	s.post(tom, path, form).want(http.StatusSeeOther).goesTo(path)
	s.post(tom, path, form).want(http.StatusSeeOther)
	records := s.recordsOf(c)
	if len(records) != 2 {
		t.Fatalf("%d records, want 2", len(records))
	}
	r := records[0]
	if _, ok := models.ParseRecordCode(r.Code); !ok || r.ProviderName != "Testland analysts' network" || r.OrganisationName != s.Trust.Name ||
		r.CompletedOn != models.DateOf(c.Ends) || r.Minutes != 240 || r.SessionsAttended != 2 || r.IssuedByID != tom.ID {
		t.Errorf("the record says %+v", r)
	}
	if s.stateOf(people[0]) != models.Completed || s.stateOf(people[2]) != models.Placed {
		t.Errorf("enrolments are %s and %s", s.stateOf(people[0]), s.stateOf(people[2]))
	}
	if got := s.Events(); !slices.Equal(got, []string{"record.issued", "record.issued"}) {
		t.Errorf("events %v", got)
	}
	s.get(tom, path).says("2 people have a record", r.Code)
	s.get(stranger, paths.VerifyRecord(r.Code)).want(http.StatusOK).says("This record is genuine", "Describing data: Practitioner")
}

func TestNobodyGetsARecordWhenSomebodyShownNoLongerQualifies(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.ended(2)
	form := s.get(tom, paths.Complete(c.Code)).filled()
	register := s.get(tom, paths.SessionRegister(c.Code, 1)).filled()
	register.Set(marked(people[0]), "missed")
	s.post(tom, paths.SessionRegister(c.Code, 1), register).want(http.StatusSeeOther)
	refused := s.post(tom, paths.Complete(c.Code), form)
	if refused.Status < 400 || refused.Status >= 500 {
		t.Errorf("status %d", refused.Status)
	}
	refused.says("No records were issued", "R1-1-0", "Issue 1 completion record")
	if n := len(s.recordsOf(c)); n != 0 {
		t.Errorf("%d records are issued", n)
	}
}

func TestRecordsAreIssuedByThoseWhoTeachTheCohortAlone(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.ended(1)
	other := s.Trainer("Olive Other", s.Cohort("R2", 3))
	learner := s.Again(models.Actor{Person: models.Person{ID: people[0].PersonID}})
	form := url.Values{"enrolment": {string(people[0].ID)}}
	for _, who := range []models.Actor{other, learner} {
		s.get(who, paths.Complete(c.Code)).want(http.StatusNotFound)
		s.post(who, paths.Complete(c.Code), form).want(http.StatusNotFound)
		s.post(who, paths.CompleteUnits(c.Code), url.Values{}).want(http.StatusNotFound)
	}
	s.post(stranger, paths.Complete(c.Code), form).want(http.StatusUnauthorized)
	if n := len(s.recordsOf(c)); n != 0 {
		t.Fatalf("%d records are issued", n)
	}
	s.get(s.Administrator("Ann"), paths.Complete(c.Code)).want(http.StatusOK)
	s.post(tom, paths.Complete(c.Code), form).want(http.StatusSeeOther)
	code := s.recordsOf(c)[0].Code
	for _, who := range []models.Actor{other, learner} {
		s.get(who, paths.RevokeRecord(c.Code, code)).want(http.StatusNotFound)
		s.post(who, paths.RevokeRecord(c.Code, code), url.Values{"reason": {"Because"}}).want(http.StatusNotFound)
	}
	if s.recordsOf(c)[0].RevokedAt != nil {
		t.Error("somebody else withdrew a record")
	}
}

func TestAnAssignmentIsTickedBeforeARecordIsIssued(t *testing.T) {
	s := newSite(t)
	course := s.Course("R1")
	s.Keep(&models.Unit{CourseID: course.ID, Kind: models.AssignmentUnit, Position: 3, Title: "A report of your own", Required: true})
	c := s.CohortOf(course, "R1-1", 3, s.Store.Now().Add(-week-3*time.Hour))
	tom, people := s.Trainer("Tom Trainer", c), s.crowd(c, 1)
	s.mark(c, 1, models.Attended, people...)
	s.mark(c, 2, models.Attended, people...)
	page := s.get(tom, paths.Complete(c.Code)).says("Nearly there", "A report of your own", "Nobody is waiting for a record")
	ticks := page.find("input[name=met]")
	if len(ticks) != 1 {
		t.Fatalf("%d ticks, want 1", len(ticks))
	}
	tick := ""
	for _, attribute := range ticks[0].Attr {
		if attribute.Key == "value" {
			tick = attribute.Val
		}
	}
	s.post(tom, paths.CompleteUnits(c.Code), url.Values{"met": {tick}}).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	s.get(tom, paths.Complete(c.Code)).says("Exactly this person")
	s.post(tom, paths.CompleteUnits(c.Code), url.Values{"had": {tick}}).want(http.StatusSeeOther)
	s.get(tom, paths.Complete(c.Code)).says("Nobody is waiting for a record")
}

func TestARecordIsWithdrawnForAReasonAndIssuedAgain(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.ended(1)
	s.post(tom, paths.Complete(c.Code), s.get(tom, paths.Complete(c.Code)).filled()).want(http.StatusSeeOther)
	code := s.recordsOf(c)[0].Code
	path := paths.RevokeRecord(c.Code, code)
	s.get(tom, path).want(http.StatusOK).says("Withdraw the record of R1-1-0", code)
	s.post(tom, path, url.Values{"reason": {"  "}}).want(http.StatusUnprocessableEntity).says("There is a problem", "Say why the record is withdrawn")
	long := strings.Repeat("a", 301)
	if refused := s.post(tom, path, url.Values{"reason": {long}}).want(http.StatusUnprocessableEntity); !strings.Contains(refused.Body, long) {
		t.Error("what was typed is not kept")
	}
	s.post(tom, path, url.Values{"reason": {"Kept for the wrong person"}}).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	s.get(stranger, paths.VerifyRecord(code)).says("This record was withdrawn").saysNot("wrong person")
	if s.stateOf(people[0]) != models.NotCompleted {
		t.Errorf("the enrolment is %s", s.stateOf(people[0]))
	}
	s.post(tom, path, url.Values{"reason": {"Again"}}).want(http.StatusUnprocessableEntity)
	s.post(tom, paths.Complete(c.Code), s.get(tom, paths.Complete(c.Code)).filled()).want(http.StatusSeeOther)
	live := 0
	for _, r := range s.recordsOf(c) {
		if r.RevokedAt == nil {
			live++
		}
	}
	if live != 1 || len(s.recordsOf(c)) != 2 || s.stateOf(people[0]) != models.Completed {
		t.Errorf("%d records live of %d, the enrolment is %s", live, len(s.recordsOf(c)), s.stateOf(people[0]))
	}
	if got := s.Events(); !slices.Equal(got, []string{"record.issued", "record.withdrawn", "record.issued"}) {
		t.Errorf("events %v", got)
	}
}

func TestARecordIsFoundUnderItsOwnCohortAlone(t *testing.T) {
	s := newSite(t)
	c, tom, _ := s.ended(1)
	s.post(tom, paths.Complete(c.Code), s.get(tom, paths.Complete(c.Code)).filled()).want(http.StatusSeeOther)
	code := s.recordsOf(c)[0].Code
	other := s.Cohort("R2", 3)
	s.get(tom, paths.RevokeRecord(other.Code, code)).want(http.StatusNotFound)
	s.post(tom, paths.RevokeRecord(other.Code, code), url.Values{"reason": {"Because"}}).want(http.StatusNotFound)
}

func TestCompletionSaysWhenThereIsNobodyOrNothingYet(t *testing.T) {
	s := newSite(t)
	c, tom, people := s.begun(1)
	s.mark(c, 1, models.Attended, people...)
	s.mark(c, 2, models.Attended, people...)
	s.get(tom, paths.Complete(c.Code)).want(http.StatusOK).says("Records can be issued from").saysNot("Issue 1 completion record")
	s.post(tom, paths.Complete(c.Code), url.Values{"enrolment": {string(people[0].ID)}}).want(http.StatusUnprocessableEntity)
	empty := s.Cohort("R2", 3)
	s.get(s.Trainer("Tess", empty), paths.Complete(empty.Code)).want(http.StatusOK).says("Nobody is on this cohort")
	s.get(tom, paths.Complete(c.Code)+"?format=csv").want(http.StatusOK)
	if n := len(s.recordsOf(c)); n != 0 {
		t.Errorf("%d records are issued", n)
	}
}

// A form may name more people than a decoder takes of one list.
func TestManyRecordsAreIssuedByOneForm(t *testing.T) {
	s := newSite(t)
	c, tom, _ := s.ended(250)
	s.post(tom, paths.Complete(c.Code), s.get(tom, paths.Complete(c.Code)).filled()).want(http.StatusSeeOther)
	if n := len(s.recordsOf(c)); n != 250 {
		t.Errorf("%d records, want 250", n)
	}
}
