package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"trellis/models"
	"trellis/models/paths"
)

func (s *site) letterTo(e models.Enrolment) string {
	s.T.Helper()
	letter, err := s.app.Learning.LetterFor(s.T.Context(), e.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return strings.TrimPrefix(letter.OfferURL, "http://trellis.test")
}

func (s *site) live(a models.Actor, c models.Cohort) models.Enrolment {
	s.T.Helper()
	e, err := s.Store.LiveEnrolment(s.T.Context(), c.ID, a.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return e
}

func TestTheCatalogueIsFilteredByItsAddress(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.get(ada, "/courses").want(http.StatusOK).says("There are no courses yet")
	s.Cohort("R1", 3)
	s.Course("SQL")
	s.get(ada, "/courses").want(http.StatusOK).says("2 courses", "Course R1", "Course SQL", "3 places left", "No new dates yet", "Describing data")
	s.get(ada, "/courses?q=course+r1&skill=describing-data&level=3&how=live+online&dates=open").want(http.StatusOK).
		says("1 course", "Course R1", "Reaches Practitioner", "Open dates").saysNot("Course SQL")
	s.get(ada, "/courses?q=DESCRIB").says("2 courses")
	s.get(ada, "/courses?q=100%25").want(http.StatusOK).says("No courses match", "see all courses")
	page := s.get(ada, "/courses?q=r1&dates=open")
	if chips := page.find("a.app-chip"); len(chips) != 2 || chips[0].Attr[1].Val != "/courses?dates=open" {
		t.Errorf("%d filters can be removed", len(chips))
	}
	file := s.get(ada, "/courses?dates=open&format=csv").want(http.StatusOK)
	if lines := strings.Split(strings.TrimSpace(file.Body), "\n"); len(lines) != 2 || !strings.HasPrefix(lines[1], "R1,Course R1,") {
		t.Errorf("the file holds %q", file.Body)
	}
	s.get(models.Actor{}, "/courses").want(http.StatusSeeOther).goesTo("/sign-in?next=%2Fcourses")
}

func TestALongCatalogueHasPages(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	for i := range 120 {
		s.Course(string(rune('A'+i/26)) + string(rune('A'+i%26)))
	}
	path, seen := "/courses", 0
	for range 3 {
		page := s.get(ada, path).want(http.StatusOK).says("120 courses")
		seen += len(page.find(".app-course"))
		path = ""
		for _, link := range page.find(`a[rel="next"]`) {
			path = link.Attr[0].Val
		}
		if path == "" {
			break
		}
	}
	if seen != 120 || path != "" {
		t.Errorf("%d courses on three pages, then %q", seen, path)
	}
	strange := s.get(ada, "/courses?after=nobody-wrote-this").want(http.StatusOK)
	if len(strange.find(`a[rel="prev"]`)) != 0 || len(strange.find(".app-course")) != 50 {
		t.Error("an address that nobody wrote is not the first page")
	}
	gone := models.Edge{Key: "course cw", ID: "a course that is gone"}
	if back := s.get(ada, "/courses?before="+gone.String()).want(http.StatusOK).find(".app-course"); len(back) != 50 {
		t.Errorf("%d courses on the page before", len(back))
	}
}

func TestACourseShowsDatesSkillsAndWhatIsAdvised(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 2)
	s.Trainer("Tom Teacher", cohort)
	ta1, now := s.Competencies["TA1"].ID, s.Store.Now()
	assessed := models.Assessment{PersonID: ada.ID, CompetencyID: ta1, ByID: ada.ID, Kind: models.BySelf, Level: 2, AssessedAt: now}
	s.Keep(&assessed)
	s.Keep(&models.Skill{PersonID: ada.ID, CompetencyID: ta1, Level: 2, AssessmentID: &assessed.ID, AssessedAt: &now})
	other := s.Course("PRE")
	s.Keep(&models.Prerequisite{CourseID: cohort.CourseID, Alternative: 1, OtherID: &other.ID},
		&models.Prerequisite{CourseID: cohort.CourseID, Alternative: 1, CompetencyID: &ta1, Level: 2},
		&models.Prerequisite{CourseID: cohort.CourseID, Alternative: 2, CompetencyID: &ta1, Level: 3})
	page := s.get(ada, "/courses/r1").want(http.StatusOK).
		says("Course R1", "21 to 28 December 2026", "Mondays, 9am to 11am, every week", "Online, with Tom Teacher", "2 places left of 2",
			"Describing data", "Working", "Advised before", "The course Course PRE, or Describing data at Working or above You have this",
			"Describing data at Practitioner or above Not yet", "Attend 2 sessions and 75% of the time")
	if bar := page.find(`svg.app-gap[aria-label*="designed to reach level 3, Practitioner"]`); len(bar) != 1 {
		t.Error("no bar says what the course reaches")
	}
	s.get(ada, "/courses/pre").want(http.StatusOK).says("No dates yet", "Nobody has asked yet", "Describing data Working").saysNot("Advised before")
	s.get(s.Learner("Ben"), "/courses/pre").says("Describing data Not assessed")
	s.get(ada, "/courses/none").want(http.StatusNotFound)
}

func TestInterestInNewDatesIsKeptOnce(t *testing.T) {
	s := newSite(t)
	ada, ben, course := s.Learner("Ada"), s.Learner("Ben"), s.Course("R1")
	for range 2 {
		s.post(ada, paths.CourseInterest(course.Slug), nil).want(http.StatusSeeOther).goesTo("/courses/r1")
	}
	s.get(ada, "/courses/r1").says("We will tell you about new dates", "You are the first who asked")
	s.get(ben, "/courses/r1").says("1 person has asked")
	if got := s.Events(); len(got) != 1 || got[0] != "interest.kept" {
		t.Errorf("events %v", got)
	}
	s.post(models.Actor{}, paths.CourseInterest(course.Slug), nil).want(http.StatusUnauthorized)
}

func TestSomebodyEnrolsAndSeesWhereTheyStand(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 1)
	helen := s.Manager("Helen Boss", ada)
	ada = s.Again(ada)
	s.get(ada, "/cohorts/R1-1").want(http.StatusOK).says("1 place left of 1", "First", "Monday 21 December 2026, 9am to 11am", "Enrol")
	s.get(ada, "/cohorts/R1-1/enrol").want(http.StatusOK).says("There is a place for you", helen.Name)
	e := s.post(ada, "/cohorts/R1-1/enrol", nil).want(http.StatusSeeOther).Header.Get("Location")
	s.post(ada, "/cohorts/R1-1/enrol", nil).want(http.StatusSeeOther).goesTo(e)
	s.get(ada, "/cohorts/R1-1/enrol").want(http.StatusSeeOther).goesTo(e)
	s.get(ada, e).want(http.StatusOK).says("Enrolled", "0 of 2 sessions attended", "Cancel your place", "Add to calendar")
	s.get(ada, "/cohorts/R1-1").says("Where you stand", "Enrolled")
	s.get(ada, "/courses/r1").says("Your enrolment", "Enrolled")

	ben := s.Learner("Ben")
	s.get(ben, "/cohorts/R1-1/enrol").says("All places are taken. You will be the first on the waiting list", "Join waiting list")
	turn := s.post(ben, "/cohorts/R1-1/enrol", nil).want(http.StatusSeeOther).Header.Get("Location")
	s.get(ben, turn).want(http.StatusOK).says("On the waiting list: 1st", "held for the first in line for 48 hours")
	s.get(ben, "/courses/r1").says("Full. 1 person on the waiting list")
	s.get(ben, e).want(http.StatusNotFound)
	s.get(s.Administrator("Zoe"), e).want(http.StatusNotFound)
	s.post(models.Actor{}, "/cohorts/R1-1/enrol", nil).want(http.StatusUnauthorized)
	if got := s.live(ada, cohort); got.State != models.Placed {
		t.Errorf("Ada is %s", got.State)
	}
}

func TestAConfirmationIsShownOnce(t *testing.T) {
	s := newSite(t)
	s.Cohort("R1", 1)
	ada := s.Learner("Ada")
	cookie := s.cookie(ada)
	e := s.askWith(cookie, http.MethodPost, "/cohorts/R1-1/enrol").want(http.StatusSeeOther).Header.Get("Location")
	if first := s.askWith(cookie, http.MethodGet, e).says("You are enrolled"); len(first.find("h1")) != 1 {
		t.Error("the page has not one heading")
	}
	s.askWith(cookie, http.MethodGet, e).says("Enrolled").saysNot("You are enrolled")
}

func TestARefusedEnrolmentKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.CohortOf(s.Course("R1"), "R1-1", 1, s.Store.Now().AddDate(0, 0, 2))
	page := s.post(ada, "/cohorts/R1-1/enrol", url.Values{"decision_maker": {"stranger@example.org"}, "needs": {"A hearing loop"}}).
		want(http.StatusUnprocessableEntity).says("There is a problem", "We do not know this address", "A hearing loop")
	if got := page.find(`input[name="decision_maker"][value="stranger@example.org"]`); len(got) != 1 {
		t.Error("the address is lost")
	}
	if !strings.Contains(page.Body, "<title>Error: ") {
		t.Error("the title does not say that the form failed")
	}
	s.post(ada, "/cohorts/R1-1/enrol", url.Values{"needs": {"For 943 476 5919"}}).want(http.StatusUnprocessableEntity).says("This is not an NHS number")
	s.Clock.Set(cohort.Closes)
	s.post(ada, "/cohorts/R1-1/enrol", nil).want(http.StatusUnprocessableEntity).says("Enrolment for this cohort is closed", "See other dates")
	s.get(ada, "/cohorts/R1-1/enrol").want(http.StatusOK).says("Enrolment is closed")
	s.get(ada, "/cohorts/none/enrol").want(http.StatusNotFound)
	s.post(ada, "/cohorts/none/enrol", nil).want(http.StatusNotFound)
}

func TestAClashIsNamedAndDoesNotBlock(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 1)
	other := s.CohortOf(s.Course("SQL"), "SQL-1", 1, cohort.Starts.Add(time.Hour))
	s.Enrolled(ada, cohort, models.Placed)
	s.get(ada, "/cohorts/SQL-1/enrol").want(http.StatusOK).says("You have something else at that time", "Course R1, session First: Monday 21 December 2026, 9am to 11am")
	s.post(ada, paths.CohortEnrol(other.Code), nil).want(http.StatusSeeOther)
}

func TestAnOfferIsAnsweredByItsLinkAlone(t *testing.T) {
	s := newSite(t)
	ada, ben, cleo, cohort := s.Learner("Ada"), s.Learner("Ben"), s.Learner("Cleo"), s.Cohort("R1", 1)
	place := s.Enrolled(ada, cohort, models.Placed)
	s.Clock.Advance(time.Minute)
	first := s.Enrolled(ben, cohort, models.Waiting)
	s.Clock.Advance(time.Minute)
	second := s.Enrolled(cleo, cohort, models.Waiting)

	s.get(ada, paths.Withdraw(place.ID)).want(http.StatusOK).says("Cancel your place", "offered to the first person on the waiting list")
	s.get(ben, paths.Withdraw(place.ID)).want(http.StatusNotFound)
	s.post(ben, paths.Withdraw(place.ID), nil).want(http.StatusNotFound)
	s.post(ada, paths.Withdraw(place.ID), url.Values{"reason": {strings.Repeat("x", 301)}}).want(http.StatusUnprocessableEntity).says("Use 300 characters or fewer")
	s.post(ada, paths.Withdraw(place.ID), nil).want(http.StatusSeeOther).goesTo(paths.Enrolment(place.ID))
	s.get(ada, paths.Enrolment(place.ID)).says("You cancelled", "Ask again")
	s.get(ada, paths.Withdraw(place.ID)).says("This can no longer be cancelled")

	s.get(ben, paths.Enrolment(first.ID)).says("Place offered: reply by 9:02am on 25 November 2026", "Take the place", "Turn it down")
	s.get(cleo, paths.Enrolment(second.ID)).says("On the waiting list: 1st")
	link := s.letterTo(first)
	nobody := models.Actor{}
	s.get(nobody, link).want(http.StatusOK).says("A place is yours to take", "held until 9:02am on 25 November 2026").saysNot("Ben")
	s.post(nobody, link, nil).want(http.StatusUnprocessableEntity).says("Choose whether to take the place")
	s.post(nobody, link, url.Values{"answer": {"decline"}}).want(http.StatusSeeOther).goesTo(link)
	s.get(nobody, link).want(http.StatusOK).says("The place was turned down")
	s.post(nobody, link, url.Values{"answer": {"accept"}}).want(http.StatusUnprocessableEntity).says("This offer is closed, so nothing was changed")

	link = s.letterTo(second)
	s.post(cleo, link, url.Values{"answer": {"accept"}}).want(http.StatusSeeOther).goesTo(paths.Enrolment(second.ID))
	s.get(nobody, link).says("The place is taken")
	s.get(nobody, "/offers/AAAAAAAAAAAAAAAAAAAAAAAAAA").want(http.StatusNotFound)
}

func TestARunOutOfferSaysSo(t *testing.T) {
	s := newSite(t)
	ada, ben, cohort := s.Learner("Ada"), s.Learner("Ben"), s.Cohort("R1", 1)
	place := s.Enrolled(ada, cohort, models.Placed)
	turn := s.Enrolled(ben, cohort, models.Waiting)
	s.post(ada, paths.Withdraw(place.ID), nil).want(http.StatusSeeOther)
	link := s.letterTo(turn)
	s.Clock.Advance(48 * time.Hour)
	s.get(models.Actor{}, link).want(http.StatusOK).says("This offer has run out")
	s.get(ben, paths.Enrolment(turn.ID)).want(http.StatusOK).says("The offer ran out").saysNot("Take the place")
	s.post(ben, link, url.Values{"answer": {"accept"}}).want(http.StatusUnprocessableEntity)
	if _, err := s.app.Outbox.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(ben, paths.Enrolment(turn.ID)).says("Offer ran out", "Ask again")
}

func TestTheLinkToJoinIsForThosePlacedAndNotBefore(t *testing.T) {
	s := newSite(t)
	ada, ben := s.Learner("Ada"), s.Learner("Ben")
	online := s.CohortOf(s.Course("ONL"), "ONL-1", 1, s.Store.Now().AddDate(0, 0, 1))
	third := models.Session{CohortID: online.ID, Number: 3, Title: "Third", Starts: online.Starts, Ends: online.Starts.Add(time.Hour), JoinURL: "https://meet.example/third"}
	s.Keep(&third)
	place, turn := s.Enrolled(ada, online, models.Placed), s.Enrolled(ben, online, models.Waiting)
	s.get(ada, paths.Enrolment(place.ID)).says("The link to join is here from 8:30am that day").saysNot("Join session 3")
	s.Clock.Set(third.JoinOpens())
	if got := s.get(ada, paths.Enrolment(place.ID)).find(`a[href="https://meet.example/third"]`); len(got) != 1 {
		t.Error("half an hour before, the link is not shown")
	}
	for _, path := range []string{paths.Enrolment(turn.ID), "/cohorts/ONL-1", "/courses/onl", paths.CohortCalendar("ONL-1")} {
		if strings.Contains(s.get(ben, path).want(http.StatusOK).Body, "meet.example") {
			t.Errorf("%s tells the link to somebody without a place", path)
		}
	}
}

func TestACalendarFileIsReadBack(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 1)
	sessions, err := s.Store.Sessions(t.Context(), cohort.ID)
	if err != nil {
		t.Fatal(err)
	}
	for path, n := range map[string]int{paths.CohortCalendar("R1-1"): 2, paths.SessionCalendar(sessions[0].ID): 1} {
		file := s.get(ada, path).want(http.StatusOK)
		if got := file.Header.Get("Content-Type"); got != "text/calendar; charset=utf-8" {
			t.Errorf("%s is %s", path, got)
		}
		if strings.Count(file.Body, "\n") != strings.Count(file.Body, "\r\n") {
			t.Errorf("%s has bare line ends", path)
		}
		cal, err := ics.ParseCalendar(strings.NewReader(file.Body))
		if err != nil || len(cal.Events()) != n {
			t.Fatalf("%s: %d events (%v)", path, len(cal.Events()), err)
		}
		event := cal.Events()[0]
		starts, err := event.GetStartAt()
		if err != nil || !starts.Equal(sessions[0].Starts) || event.Id() != string(sessions[0].ID)+"@trellis.test" {
			t.Errorf("%s: %s at %s (%v)", path, event.Id(), starts, err)
		}
		if sequence := event.GetProperty(ics.ComponentPropertySequence); sequence == nil || sequence.Value != "0" {
			t.Errorf("%s: the sequence is %v", path, sequence)
		}
	}
	s.get(ada, "/sessions/"+string(sessions[0].ID)).want(http.StatusNotFound)
	s.get(ada, "/sessions/none.ics").want(http.StatusNotFound)
	s.get(models.Actor{}, paths.CohortCalendar("R1-1")).want(http.StatusSeeOther)
}
