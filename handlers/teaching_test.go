package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"trellis/models"
	"trellis/models/paths"
)

// mark keeps a mark for the enrolments at the n-th session of the cohort, from 1.
func (s *site) mark(c models.Cohort, n int, mark models.Mark, enrolments ...models.Enrolment) {
	s.T.Helper()
	sessions, err := s.Store.Sessions(s.T.Context(), c.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	for _, e := range enrolments {
		s.Keep(&models.Attendance{SessionID: sessions[n-1].ID, EnrolmentID: e.ID, Mark: mark, Source: models.ByTrainerHand, MarkedByID: e.PersonID, MarkedAt: s.Store.Now()})
	}
}

// crowd puts so many people on the cohort.
func (s *site) crowd(c models.Cohort, n int) []models.Enrolment {
	s.T.Helper()
	list := make([]models.Enrolment, n)
	for i := range list {
		list[i] = s.Enrolled(s.Person(fmt.Sprintf("%s-%d", c.Code, i)), c, models.Placed)
	}
	return list
}

func (s *site) courseTrainer(name string, course models.Course) models.Actor {
	return s.Grant(s.Learner(name), models.Trainer, models.OneCourse, course.ID)
}

func TestTeachingSaysWhatIsToBeDone(t *testing.T) {
	s := newSite(t)
	course := s.Course("R1")
	now := s.Store.Now()
	running, over := s.CohortOf(course, "RUN", 14, now.Add(-time.Hour)), s.CohortOf(course, "OVER", 14, now.AddDate(0, -2, 0))
	full := s.CohortOf(course, "FULL", 1, now.AddDate(0, 1, 0))
	s.mark(running, 1, models.Attended, s.crowd(running, 14)[:8]...)
	done := s.crowd(over, 10)
	for n := 1; n <= 2; n++ {
		s.mark(over, n, models.Attended, done[:9]...)
		s.mark(over, n, models.Missed, done[9])
	}
	s.crowd(full, 1)
	s.Enrolled(s.Person("Wes"), full, models.Waiting)
	page := s.get(s.courseTrainer("Tess", course), paths.Teaching).want(http.StatusOK)
	page.says("6 of 14 not marked", "9 people are ready for records", "1 person waits", "Running", "Coming", "Finished in the last 6 months", "Plan a cohort")
	for _, href := range []string{paths.SessionRegister("RUN", 1), paths.Complete("OVER"), paths.WaitingList("FULL"), paths.Teach("RUN")} {
		if len(page.find(`main a[href="`+href+`"]`)) == 0 {
			t.Errorf("no link to %s", href)
		}
	}
	file := s.get(s.courseTrainer("Tom", course), paths.Teaching+"?format=csv").want(http.StatusOK)
	if lines := strings.Split(strings.TrimSpace(file.Body), "\n"); len(lines) != 4 || !strings.Contains(file.Body, "RUN,Cohort RUN,Course R1,running,") {
		t.Errorf("file %q", file.Body)
	}
}

func TestWhoTeachesNothingYetIsToldSo(t *testing.T) {
	s := newSite(t)
	s.get(s.courseTrainer("Tess", s.Course("R1")), paths.Teaching).want(http.StatusOK).says("You have no cohorts")
	s.get(s.Learner("Lea"), paths.Teaching).want(http.StatusNotFound)
}

func TestACohortIsShownToThoseWhoTeachItAlone(t *testing.T) {
	s := newSite(t)
	cohort, other := s.Cohort("R1", 5), s.Cohort("SQL1", 5)
	may := []models.Actor{s.Trainer("Tess", cohort), s.Grant(s.Learner("Cora"), models.Trainer, models.OneCourse, cohort.CourseID), s.Administrator("Ann")}
	mayNot := []models.Actor{s.Learner("Lea"), s.Trainer("Otto", other), s.Manager("Max", s.Learner("Rob"))}
	for _, path := range []string{paths.Teach(cohort.Code), paths.CohortPeople(cohort.Code), paths.WaitingList(cohort.Code)} {
		for _, a := range may {
			s.get(a, path).want(http.StatusOK).says("Cohort R1-1")
		}
		for _, a := range mayNot {
			s.get(a, path).want(http.StatusNotFound)
			s.get(a, path+"?format=csv").want(http.StatusNotFound)
		}
	}
	s.get(may[0], paths.Teach("NONE")).want(http.StatusNotFound)
}

func TestTheOverviewCountsPlacesAndSessionsAndNamesWhoIsAtRisk(t *testing.T) {
	s := newSite(t)
	cohort := s.CohortOf(s.Course("R1"), "RUN", 6, s.Store.Now().Add(-3*time.Hour))
	people := s.crowd(cohort, 4)
	offered := s.Enrolled(s.Person("Ona"), cohort, models.Offered)
	s.Keep(&models.Offer{EnrolmentID: offered.ID, Token: "t", MadeAt: s.Store.Now(), ExpiresAt: s.Store.Now().Add(time.Hour)})
	s.mark(cohort, 1, models.Attended, people[0])
	s.mark(cohort, 1, models.Part, people[1])
	s.mark(cohort, 1, models.Missed, people[2])
	page := s.get(s.Trainer("Tess", cohort), paths.Teach("RUN")).want(http.StatusOK)
	page.says("5 of 6 places are taken or on offer", "2 of 4 attended, 1 of them in part; 1 missed, 1 not marked", "To come", "At risk", "1 more session",
		"Finish the register of session 1", "1 of 4 not marked", "1 offer is out", "The first runs out at 10am", "Tess", "Attend 2 sessions and 75% of the time")
	if risks := page.find(`section[aria-labelledby="risk"] tbody tr`); len(risks) != 2 {
		t.Errorf("%d people at risk, want who missed one and who was there for half", len(risks))
	}
}

func TestAnEmptyCohortSaysHowToFillIt(t *testing.T) {
	s := newSite(t)
	cohort := s.Cohort("R1", 5)
	tess := s.Trainer("Tess", cohort)
	s.get(tess, paths.Teach(cohort.Code)).want(http.StatusOK).says("0 of 5 places", "Nobody is at risk", "Nothing to do now", "Link to share")
	people := s.get(tess, paths.CohortPeople(cohort.Code)).want(http.StatusOK).says("Nobody is enrolled: share the link")
	if len(people.find(`input[readonly][value="http://trellis.test/cohorts/R1-1"]`)) != 1 {
		t.Error("no link to share")
	}
	s.get(tess, paths.WaitingList(cohort.Code)).want(http.StatusOK).says("Nobody is waiting", "They have 48 hours to reply")

	closed := s.CohortOf(s.Course("SQL1"), "RUN", 5, s.Store.Now().Add(-time.Hour))
	tina := s.Trainer("Tina", closed)
	for _, path := range []string{paths.Teach(closed.Code), paths.CohortPeople(closed.Code), paths.SessionRegister(closed.Code, 1)} {
		s.get(tina, path).want(http.StatusOK).saysNot("share the link", "Link to share")
	}
}

func TestTheTrainerAloneSeesAccessNeeds(t *testing.T) {
	s := newSite(t)
	cohort := s.Cohort("R1", 5)
	ada, bea := s.Learner("Ada"), s.Post(s.Person("Bea"), &s.Leader, nil)
	e := s.Enrolled(ada, cohort, models.Withdrawn)
	e.ID, e.State, e.Needs = "", models.Placed, "=Step-free room"
	s.Keep(&e, &models.Pair{State: models.PairAccepted, CohortID: cohort.ID, AnalystID: ada.ID, DecisionMakerID: bea.ID})
	tess := s.Trainer("Tess", cohort)
	s.get(tess, paths.CohortPeople(cohort.Code)).want(http.StatusOK).says("Ada", "ada@example.org", "Testshire Trust", "Bea", "Step-free room", "Enrolled", "23 November 2026")
	file := s.get(tess, paths.CohortPeople(cohort.Code)+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "Ada,ada@example.org,Testshire Trust,Testshire,Bea,placed,2026-11-23,Not assessed,'=Step-free room") {
		t.Errorf("file %q", file.Body)
	}
	ann := s.Administrator("Ann")
	s.get(ann, paths.CohortPeople(cohort.Code)).want(http.StatusOK).says("Ada").saysNot("Step-free")
	if file := s.get(ann, paths.CohortPeople(cohort.Code)+"?format=csv"); strings.Contains(file.Body, "Step-free") {
		t.Error("the file of an administrator holds access needs")
	}
}

func TestTheTrainerAloneSeesWhyAPlaceWasGivenBack(t *testing.T) {
	s := newSite(t)
	cohort := s.Cohort("R1", 5)
	e := s.Enrolled(s.Learner("Ada"), cohort, models.Withdrawn)
	s.Keep(&models.EnrolmentChange{EnrolmentID: e.ID, FromState: models.Placed, ToState: models.Withdrawn, Reason: "I change jobs", ChangedAt: s.Store.Now()})
	s.get(s.Trainer("Tess", cohort), paths.CohortPeople(cohort.Code)).want(http.StatusOK).says("Nobody is enrolled", "Cancelled", "Ada", "Enrolled", "I change jobs")
	s.get(s.Administrator("Ann"), paths.CohortPeople(cohort.Code)).want(http.StatusOK).saysNot("I change jobs")
}

func TestTheWaitingListIsInItsOrder(t *testing.T) {
	s := newSite(t)
	cohort := s.Cohort("R1", 1)
	offered := s.Enrolled(s.Learner("Ona"), cohort, models.Offered)
	s.Keep(&models.Offer{EnrolmentID: offered.ID, Token: "t", MadeAt: s.Store.Now(), ExpiresAt: s.Store.Now().Add(48 * time.Hour)})
	for _, name := range []string{"Zoe", "Abe"} {
		s.Clock.Advance(time.Minute)
		s.Enrolled(s.Learner(name), cohort, models.Waiting)
	}
	tess := s.Trainer("Tess", cohort)
	page := s.get(tess, paths.WaitingList(cohort.Code)).want(http.StatusOK)
	page.says("Ona", "9am on 25 November 2026", "in the order in which they asked")
	var line []string
	for _, row := range page.find(`section[aria-labelledby="line"] tbody tr`) {
		line = append(line, textOf(row))
	}
	if len(line) != 2 || !strings.HasPrefix(line[0], "Zoe") || !strings.Contains(line[0], " 1st ") || !strings.Contains(line[1], " 2nd ") {
		t.Errorf("line %q", line)
	}
	file := s.get(tess, paths.WaitingList(cohort.Code)+"?format=csv").want(http.StatusOK)
	if !strings.Contains(file.Body, "1,Zoe,Testshire Trust,,,waiting,") || !strings.Contains(file.Body, ",Ona,Testshire Trust,,,offered,") {
		t.Errorf("file %q", file.Body)
	}
}

func planForm(course models.Course) url.Values {
	return url.Values{
		"course": {course.Code}, "name": {"Winter"}, "code": {"W-1"}, "capacity": {"12"}, "minimum": {"4"}, "place": {"Room 2"}, "join_url": {""},
		"opens": {"2026-11-23"}, "closes": {"2027-01-05"}, "offer_hours": {"24"}, "trainers": {""},
		"sessions[0].title": {"First"}, "sessions[0].date": {"2027-01-12"}, "sessions[0].starts": {"10:00"}, "sessions[0].ends": {"12:00"},
		"sessions[1].title": {"Second"}, "sessions[1].date": {"2027-01-19"}, "sessions[1].starts": {"10:00"}, "sessions[1].ends": {"12:00"},
	}
}

func TestATrainerPlansACohort(t *testing.T) {
	s := newSite(t)
	course, other := s.Course("R1"), s.Course("SQL1")
	tess := s.courseTrainer("Tess", course)
	choose := s.get(tess, paths.NewCohort).want(http.StatusOK).says("Course R1").saysNot("Course SQL1")
	if len(choose.find(`form[method="get"] select[name="course"] option[value="R1"]`)) != 1 {
		t.Error("the course cannot be chosen")
	}
	unchosen := s.get(tess, paths.NewCohort+"?course=").want(http.StatusUnprocessableEntity).says("There is a problem", "Choose a course")
	if len(unchosen.find(`.nhsuk-error-summary a[href="#course"]`)) != 1 || len(unchosen.find(`select#course`)) != 1 {
		t.Error("the problem does not lead to the field")
	}
	form := s.get(tess, paths.NewCohort+"?course=R1").want(http.StatusOK).says("Session 1 of 2", "2 hours")
	for _, selector := range []string{`input[name="capacity"][value="12"]`, `input[name="opens"][value="2026-11-23"]`, `input[name="sessions[1].title"][value="Second"]`, `input[type="time"][name="sessions[0].starts"]`} {
		if len(form.find(selector)) != 1 {
			t.Errorf("no %s", selector)
		}
	}
	s.post(tess, paths.NewCohort, planForm(course)).want(http.StatusSeeOther).goesTo(paths.Teach("W-1"))
	if planned := s.get(s.Again(tess), paths.Teach("W-1")); !strings.Contains(planned.Body, "<title>Winter, Course R1 – ") {
		t.Error("the title does not say the course")
	}
	s.get(s.Again(tess), paths.Teach("W-1")).want(http.StatusOK).says("Winter", "Tess", "12 to 19 January 2027", "until 11:59pm on 5 January 2027")

	s.get(tess, paths.NewCohort+"?course=SQL1").want(http.StatusNotFound)
	s.post(tess, paths.NewCohort, planForm(other)).want(http.StatusNotFound)
	s.get(s.Learner("Lea"), paths.NewCohort).want(http.StatusNotFound)
	s.post(tess, paths.NewCohort, url.Values{}).want(http.StatusUnprocessableEntity).says("Choose a course")
	s.get(s.Administrator("Ann"), paths.NewCohort).want(http.StatusOK).says("Course SQL1")
	s.get(s.Trainer("Carl", s.CohortOf(course, "R1-9", 3, s.Store.Now())), paths.NewCohort).want(http.StatusOK).says("There is no course that you may plan")
}

func TestARefusedPlanKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	course := s.Course("R1")
	tess := s.courseTrainer("Tess", course)
	s.CohortOf(course, "TAKEN", 3, s.Store.Now().AddDate(1, 0, 0))
	clashing := s.CohortOf(s.Course("SQL1"), "SQL1-1", 3, models.Date("2027-01-12").Time().Add(11*time.Hour))
	tess = s.Grant(tess, models.Trainer, models.OneCohort, clashing.ID)
	free := planForm(course)
	for name, value := range map[string]string{"sessions[0].date": "2027-02-02", "sessions[1].date": "2027-02-09"} {
		free.Set(name, value)
	}
	for _, test := range []struct{ field, value, says string }{
		{"code", "taken", "Another cohort has this code"},
		{"capacity", "lots", "Enter a number of places from 1 to 500"},
		{"capacity", "3", ""}, // the minimum of 4 is what is wrong
		{"sessions[0].date", "2026-11-01", "Session 1 is in the past"},
		{"sessions[0].date", "2027-01-12", "You teach Course SQL1, session 1, at that time"},
		{"sessions[0].ends", "09:00", "Session 1 must end after it starts"},
		{"sessions[1].date", "2027-02-01", "Session 2 begins before session 1 ends"},
		{"closes", "2026-11-01", "Enrolment cannot close before it opens"},
		{"closes", "2027-03-01", "Enrolment cannot close after the last session"},
		{"trainers", "x@example.org", "We do not know x@example.org"},
		{"join_url", "ftp://x", "Enter a link that begins with https://"},
		{"name", strings.Repeat("n", 101), "Use 100 characters or fewer"},
	} {
		form := url.Values{}
		for name, values := range free {
			form[name] = values
		}
		form.Set(test.field, test.value)
		page := s.post(tess, paths.NewCohort, form).want(http.StatusUnprocessableEntity).says("There is a problem", test.says)
		for name, values := range form {
			found := page.find(`form input[name="` + name + `"]`)
			if len(found) != 1 || attributeOf(found[0].Attr, "value") != values[0] {
				t.Errorf("%s=%s: the value of %s is lost", test.field, test.value, name)
			}
		}
		for _, link := range page.find(".nhsuk-error-summary a") {
			if id := attributeOf(link.Attr, "href"); len(page.find(`input[id="`+strings.TrimPrefix(id, "#")+`"][aria-describedby]`)) != 1 {
				t.Errorf("the summary leads to %s, where no problem is", id)
			}
		}
	}
	if len(s.Events()) != 0 {
		t.Errorf("events %v", s.Events())
	}
}

// attributeOf is an attribute of an element; empty when it has none.
func attributeOf(attributes []html.Attribute, name string) string {
	for _, a := range attributes {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
