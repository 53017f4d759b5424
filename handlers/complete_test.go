package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

// over is a cohort that ended yesterday: Ada and Ben came to everything, Cem missed a session, Dee was never marked at the
// second.
func (s *site) over() (c models.Cohort, ada, ben, cem models.Enrolment) {
	s.T.Helper()
	c = s.CohortOf(s.Course("R1"), "OVER", 9, s.Store.Now().AddDate(0, 0, -8))
	ada, ben, cem = s.Enrolled(s.Learner("Ada"), c, models.Placed), s.Enrolled(s.Learner("Ben"), c, models.Placed), s.Enrolled(s.Learner("Cem"), c, models.Placed)
	dee := s.Enrolled(s.Learner("Dee"), c, models.Placed)
	s.mark(c, 1, models.Attended, ada, ben, cem, dee)
	s.mark(c, 2, models.Attended, ada, ben)
	s.mark(c, 2, models.Missed, cem)
	return c, ada, ben, cem
}

func shown(list ...models.Enrolment) url.Values {
	form := url.Values{}
	for _, e := range list {
		form.Add("enrolment", string(e.ID))
	}
	return form
}

func TestATrainerIssuesRecordsToExactlyThoseShown(t *testing.T) {
	s := newSite(t)
	c, ada, ben, cem := s.over()
	tess := s.Trainer("Tess", c)
	page := s.get(tess, paths.Complete(c.Code)).want(http.StatusOK)
	page.says("To complete: Attend 2 sessions and 75% of the time", "2 people are ready for a record", "2 of 2 sessions, 100% of the time",
		"Preview 2 completion records", "Finish the register of session 2", "1 person is not marked", "1 more session; present for 50% of the time, 75% needed")
	page = s.get(tess, paths.PreviewRecords(c.Code)).want(http.StatusOK).says("Issue 2 completion records", "Course R1, version 1", "Testland analysts' network", "Describing data: Practitioner",
		"Attended 2 of 2 sessions and Present for 100% of the time")
	var ids []string
	for _, n := range page.find(`input[name="enrolment"]`) {
		for _, a := range n.Attr {
			if a.Key == "value" {
				ids = append(ids, a.Val)
			}
		}
	}
	if strings.Join(ids, " ") != string(ada.ID)+" "+string(ben.ID) {
		t.Errorf("shown are %v", ids)
	}
	refused := s.post(tess, paths.Complete(c.Code), shown(ada, cem)).want(http.StatusUnprocessableEntity).says("There is a problem", "No records were issued, because the completion rule is not met by Cem")
	if !strings.Contains(refused.Body, "<title>Error: ") || len(s.Events()) != 0 {
		t.Errorf("something was issued: %v", s.Events())
	}
	s.post(tess, paths.Complete(c.Code), url.Values{}).want(http.StatusUnprocessableEntity).says("so none was issued")
	for range 2 {
		s.post(tess, paths.Complete(c.Code), shown(ada, ben)).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	}
	if got := strings.Join(s.Events(), " "); got != "records.begun record.issued record.issued" {
		t.Errorf("events %s", got)
	}
	page = s.get(tess, paths.Complete(c.Code)).want(http.StatusOK).says("2 people have one", "Genuine", "Nobody is waiting for a record").saysNot("Preview 2")
	if len(page.find(`a[href^="/verify/"]`)) != 2 {
		t.Error("the issued records are not shown")
	}
	file := s.get(tess, paths.Complete(c.Code)+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "Ada,Testshire Trust,2,2,240,100,issued,,") || !strings.Contains(file.Body, "Cem,Testshire Trust,1,2,120,50,not yet,\"1 more session; present for 50% of the time, 75% needed\",,\n") {
		t.Errorf("file %q", file.Body)
	}
}

func TestRecordsWaitForTheLastDay(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.class()
	s.mark(c, 1, models.Attended, ada)
	tess := s.Trainer("Tess", c)
	s.get(tess, paths.Complete(c.Code)).want(http.StatusOK).says("Nobody is waiting for a record", "Not yet (3)")
	s.post(tess, paths.Complete(c.Code), shown(ada)).want(http.StatusUnprocessableEntity).says("Records can be issued from the last day of the cohort on")
	empty := s.Cohort("SQL1", 5)
	s.get(s.Trainer("Una", empty), paths.Complete(empty.Code)).want(http.StatusOK).says("Nobody is on this cohort")
}

func TestWorkIsAcceptedBeforeARecordIsIssued(t *testing.T) {
	s := newSite(t)
	c, ada, ben, _ := s.over()
	unit := models.Unit{CourseID: c.CourseID, Kind: models.AssignmentUnit, Position: 3, Title: "A report of your own", Required: true}
	s.Keep(&unit)
	tess := s.Trainer("Tess", c)
	s.get(tess, paths.Complete(c.Code)).want(http.StatusOK).says("Work that was accepted", "A report of your own", "Nearly there (2)").saysNot("Preview")
	key := records.PassKey(ada.ID, unit.ID)
	s.post(tess, paths.CompleteUnits(c.Code), url.Values{"met": {key}}).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	page := s.get(tess, paths.Complete(c.Code)).want(http.StatusOK).says("1 person is ready for a record", "Preview 1 completion record")
	if len(page.find(`input[name="met"][checked][value="`+key+`"]`)) != 1 || len(page.find(`input[name="had"][value="`+key+`"]`)) != 1 {
		t.Error("the accepted report is not ticked")
	}
	s.post(tess, paths.Complete(c.Code), shown(ada, ben)).want(http.StatusUnprocessableEntity).says("not met by Ben")
}

func TestARecordIsWithdrawnForAReason(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.over()
	tess := s.Trainer("Tess", c)
	s.post(tess, paths.Complete(c.Code), shown(ada)).want(http.StatusSeeOther)
	list, err := s.Store.CohortRecords(t.Context(), c.ID)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d records (%v)", len(list), err)
	}
	path := paths.RevokeRecord(c.Code, list[0].Code)
	s.get(tess, path).want(http.StatusOK).says("Withdraw the record of Ada", list[0].Code, "This cannot be undone")
	s.post(tess, path, url.Values{"reason": {" "}}).want(http.StatusUnprocessableEntity).says("Say why the record is withdrawn")
	long := s.post(tess, path, url.Values{"reason": {"Not " + strings.Repeat("x", 300)}}).want(http.StatusUnprocessableEntity).says("Use 300 characters or fewer")
	if len(long.find("textarea#reason")) != 1 || !strings.Contains(textOf(long.find("textarea#reason")[0]), "Not xxx") {
		t.Error("the reason is not kept")
	}
	s.post(tess, path, url.Values{"reason": {"Patient 943 476 5919"}}).want(http.StatusUnprocessableEntity).says("This is not an NHS number")
	for _, other := range []models.Actor{s.Trainer("Una", s.Cohort("SQL1", 5)), s.Learner("Lea"), s.Manager("Mo")} {
		s.get(other, path).want(http.StatusNotFound)
		s.post(other, path, url.Values{"reason": {"No"}}).want(http.StatusNotFound)
		s.get(other, paths.Complete(c.Code)).want(http.StatusNotFound)
		s.post(other, paths.Complete(c.Code), shown(ada)).want(http.StatusNotFound)
		s.post(other, paths.CompleteUnits(c.Code), url.Values{}).want(http.StatusNotFound)
	}
	s.post(s.Administrator("Ann"), path, url.Values{"reason": {"Named the wrong person"}}).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	s.get(tess, paths.Complete(c.Code)).want(http.StatusOK).says("Withdrawn", "23 November 2026: Named the wrong person", "2 people are ready")
	s.get(tess, path).want(http.StatusOK).says("This record is withdrawn", "Named the wrong person")
	s.get(stranger, paths.VerifyRecord(list[0].Code)).want(http.StatusOK).says("This record was withdrawn").saysNot("wrong person")
	s.post(tess, path, url.Values{"reason": {"Again"}}).want(http.StatusUnprocessableEntity)
	if _, err := s.app.Outbox.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	mail := s.get(s.Administrator("Bea"), paths.Outbox).want(http.StatusOK).says("Withdrawn record: Course R1")
	mail.saysNot("Your completion record: Course R1")
	if got := strings.Join(s.Events(), " "); got != "records.begun record.issued record.withdrawn" {
		t.Errorf("events %s", got)
	}
}

func TestARuleThatNeverChangedHasNoBefore(t *testing.T) {
	s := newSite(t)
	course := s.Course("R1")
	tess := s.courseTrainer("Tess", course)
	s.get(tess, paths.CourseRule("R1")).want(http.StatusOK).says("Published with the version").saysNot("Before that")
	s.Keep(&models.RuleChange{CourseID: course.ID, CourseVersion: 1, AppliesFrom: "2027-01-01", MinimumSessions: 1, Reason: "Two were too many", MadeByID: tess.ID, MadeAt: s.Store.Now()})
	s.get(tess, paths.CourseRule("R1")).want(http.StatusOK).says("Before that", "On or after 1 January 2027", "Two were too many")
}

func TestTheNameAloneIsCorrectedOnce(t *testing.T) {
	s := newSite(t)
	c, ada, _, _ := s.over()
	tess := s.Trainer("Tess", c)
	s.post(tess, paths.Complete(c.Code), shown(ada)).want(http.StatusSeeOther)
	list, err := s.Store.CohortRecords(t.Context(), c.ID)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d records (%v)", len(list), err)
	}
	old := list[0]
	modeltest.Plant(t, s.Store, "UPDATE people SET name = 'Ada Lovelace' WHERE name = 'Ada'")
	modeltest.Plant(t, s.Store, "UPDATE attendances SET mark = 'missed' WHERE enrolment_id = '"+string(ada.ID)+"'") // by the rule she completes no more
	path := paths.CorrectRecord(c.Code, old.Code)
	s.get(tess, path).want(http.StatusOK).says("The name alone", "Ada Lovelace")
	s.post(tess, path, url.Values{"what": {"all"}, "reason": {"Wrong"}}).want(http.StatusUnprocessableEntity).says("Withdraw the record instead")
	form := url.Values{"what": {"name"}, "reason": {"She asked for her full name"}}
	s.post(tess, path, form).want(http.StatusSeeOther).goesTo(paths.Complete(c.Code))
	s.post(tess, path, form).want(http.StatusUnprocessableEntity).says("already withdrawn or replaced") // from another window
	replaced, err := s.Store.RecordByCode(t.Context(), old.Code)
	if err != nil || replaced.SuccessorID == nil {
		t.Fatalf("%+v (%v)", replaced, err)
	}
	now, err := s.Store.Record(t.Context(), *replaced.SuccessorID)
	if err != nil || now.PersonName != "Ada Lovelace" || now.SessionsAttended != old.SessionsAttended || now.Minutes != old.Minutes || now.ReplacesReason != "She asked for her full name" || !now.Live() {
		t.Errorf("%+v (%v)", now, err)
	}
	if list, err = s.Store.CohortRecords(t.Context(), c.ID); err != nil || len(list) != 2 {
		t.Errorf("%d records (%v)", len(list), err)
	}
}
