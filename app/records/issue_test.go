package records_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/modeltest"
)

func over(w *modeltest.World) *records.Service {
	return &records.Service{Store: w.Store, BaseURL: "https://trellis.test"}
}

// finished is a cohort that ended yesterday, with a trainer. It takes two sessions and three quarters of the time.
func finished(w *modeltest.World, code string) (models.Cohort, models.Actor) {
	c := w.CohortOf(w.Course(code), code+"-1", 500, w.Store.Now().AddDate(0, 0, -8))
	return c, w.Trainer("Tess", c)
}

// attended puts a person on the cohort who came to both sessions.
func attended(w *modeltest.World, a models.Actor, c models.Cohort, marks ...models.Mark) models.Enrolment {
	w.T.Helper()
	e := w.Enrolled(a, c, models.Placed)
	sessions, err := w.Store.Sessions(w.T.Context(), c.ID)
	if err != nil {
		w.T.Fatal(err)
	}
	for i, mark := range marks {
		w.Keep(&models.Attendance{SessionID: sessions[i].ID, EnrolmentID: e.ID, Mark: mark, Source: models.ByTrainerHand, MarkedByID: a.ID, MarkedAt: w.Store.Now()})
	}
	return e
}

func shown(enrolments ...models.Enrolment) records.Issue {
	in := records.Issue{Cohort: "R1-1"}
	for _, e := range enrolments {
		in.Enrolments = append(in.Enrolments, string(e.ID))
	}
	return in
}

func TestARecordIsASnapshotOfWhatWasCompleted(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, tess := finished(w, "R1")
		ada, bob := w.Learner("Ada Lovelace"), w.Learner("Bob")
		e := attended(w, ada, c, models.Attended, models.Attended)
		attended(w, bob, c, models.Attended, models.Missed)
		page, err := s.Complete(t.Context(), tess, c.Code)
		if err != nil || len(page.Ready()) != 1 || len(page.Nearly())+len(page.NotYet()) != 1 {
			t.Fatalf("%+v (%v)", page, err)
		}
		if n, err := s.Issue(t.Context(), tess, shown(e)); n.Records != 1 || n.Waiting != 0 || err != nil {
			t.Fatalf("%+v issued (%v)", n, err)
		}
		list, err := w.Store.RecordsOf(t.Context(), ada.ID)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d records (%v)", len(list), err)
		}
		r := list[0]
		if code, ok := models.ParseRecordCode(r.Code); !ok || code != r.Code {
			t.Errorf("number %q", r.Code)
		}
		want := models.CompletionRecord{
			ID: r.ID, Code: r.Code, EnrolmentID: e.ID, PersonID: ada.ID, CourseID: c.CourseID, CohortID: c.ID, PersonName: "Ada Lovelace",
			OrganisationName: "Testshire Trust", ProviderName: "Testland analysts' network", CourseTitle: "Course R1", CourseVersion: 1, CohortName: c.Name,
			Minutes: 240, SessionsAttended: 2, SessionsHeld: 2, Rule: "Attend 2 sessions and 75% of the time", CompletedOn: models.DateOf(c.Ends),
			IssuedAt: r.IssuedAt, IssuedByID: tess.ID, IssuedBy: "Tess", StartedOn: models.DateOf(c.Starts), OrganisationID: &w.Trust.ID,
			StatusList: r.StatusList, StatusIndex: r.StatusIndex,
		}
		if !reflect.DeepEqual(r, want) || r.StatusIndex == nil {
			t.Errorf("record\n%+v, want\n%+v", r, want)
		}
		requirements, err := w.Store.RecordRequirements(t.Context(), r.ID)
		if err != nil || len(requirements) != 2 || requirements[0].Asks != "Attend 2 sessions" || requirements[0].Met != "Attended 2 of 2 sessions" || requirements[1].Met != "Present for 100% of the time" {
			t.Errorf("requirements %+v (%v)", requirements, err)
		}
		outcomes, err := w.Store.RecordOutcomes(t.Context(), r.ID)
		if err != nil || len(outcomes) != 1 || outcomes[0].CompetencyCode != "TA1" || *outcomes[0].CompetencyID != w.Competencies["TA1"].ID || outcomes[0].FrameworkCode != "TEST" || outcomes[0].FrameworkTitle != "Test framework" || outcomes[0].FrameworkVersion != "1" || outcomes[0].LevelLabel != "Practitioner" {
			t.Errorf("outcomes %+v (%v)", outcomes, err)
		}
		if after, err := w.Store.Enrolment(t.Context(), e.ID); err != nil || after.State != models.Completed {
			t.Errorf("the enrolment is %s (%v)", after.State, err)
		}
		skills, err := w.Store.SkillsAmong(t.Context(), ada.ID, []models.ID{w.Competencies["TA1"].ID})
		if err != nil || len(skills) != 1 || skills[0].Suggested == nil || *skills[0].Suggested != 3 || skills[0].Assessed() {
			t.Errorf("skills %+v (%v): the course suggests a level, and says of nobody that they hold it", skills, err)
		}
		if n, err := s.Issue(t.Context(), tess, shown(e)); n != (records.Issued{}) || err != nil {
			t.Errorf("a second time: %+v issued (%v)", n, err)
		}
		if got := strings.Join(w.Events(), " "); got != "records.begun record.issued" {
			t.Errorf("events %s", got)
		}
		letter, err := s.IssuedLetter(t.Context(), r.ID)
		if err != nil || letter.Person.ID != ada.ID || letter.CheckURL != "https://trellis.test/verify/"+r.Code {
			t.Errorf("letter %+v (%v)", letter, err)
		}
		jobs, err := w.Store.ClaimJobs(t.Context(), 10, time.Minute)
		if err != nil || len(jobs) != 1 || jobs[0].Kind != models.MailRecordIssued || jobs[0].SubjectID != r.ID { // the rest of the issuance is due later
			t.Errorf("jobs %+v (%v)", jobs, err)
		}
	})
}

func TestTwoButtonsAtOnceIssueEachRecordOnce(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := over(w)
		c, tess := finished(w, "R1")
		var list []models.Enrolment
		for i := range 12 {
			list = append(list, attended(w, w.Learner(fmt.Sprintf("p%d", i)), c, models.Attended, models.Attended))
		}
		issued, problems := make([]records.Issued, 4), make([]error, 4)
		var all sync.WaitGroup
		for i := range issued {
			all.Go(func() { issued[i], problems[i] = s.Issue(t.Context(), tess, shown(list...)) })
		}
		all.Wait()
		if err := errors.Join(problems...); err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, i := range issued {
			total += i.Records
		}
		kept, err := w.Store.CohortRecords(t.Context(), c.ID)
		if total != 12 || err != nil || len(kept) != 12 || strings.Count(strings.Join(w.Events(), " "), "record.issued") != 12 {
			t.Errorf("%v issued, %d records and events %v kept (%v)", issued, len(kept), w.Events(), err)
		}
	})
}

func TestRecordsAreIssuedToAllShownOrToNobody(t *testing.T) {
	w := modeltest.New(t)
	s := over(w)
	c, tess := finished(w, "R1")
	ada, bob := attended(w, w.Learner("Ada"), c, models.Attended, models.Attended), attended(w, w.Learner("Bob"), c, models.Attended, models.Missed)
	gone := w.Enrolled(w.Learner("Gil"), c, models.Withdrawn)
	for _, test := range []struct {
		in   records.Issue
		says string
	}{
		{shown(ada, bob), "the completion rule is not met by Bob"},
		{shown(ada, gone), "no longer on the cohort"},
		{shown(), "Nobody is shown"},
	} {
		var invalid models.Invalid
		if _, err := s.Issue(t.Context(), tess, test.in); !errors.As(err, &invalid) || !strings.Contains(invalid["records"], test.says) {
			t.Errorf("got %v, want %q", err, test.says)
		}
	}
	early := w.Cohort("SQL1", 5)
	var invalid models.Invalid
	if _, err := s.Issue(t.Context(), w.Trainer("Una", early), records.Issue{Cohort: early.Code, Enrolments: []string{"x"}}); !errors.As(err, &invalid) {
		t.Errorf("before the last day: %v", err)
	}
	for _, other := range []models.Actor{w.Trainer("Ugo", early), w.Learner("Lea"), {}} {
		if _, err := s.Issue(t.Context(), other, shown(ada)); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s issues: %v", other.Name, err)
		}
	}
	kept, err := w.Store.CohortRecords(t.Context(), c.ID)
	if err != nil || len(kept) != 0 || len(w.Events()) != 0 {
		t.Errorf("%d records, events %v (%v)", len(kept), w.Events(), err)
	}
}
