package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/models"
)

// writing gives the cast a course that is only a draft yet, with somebody who writes it and no other, and a programme.
func (c *cast) writing() {
	s := c.site
	draft := models.Course{
		Code: "D1", Slug: "d1", State: models.CourseDraft, WayIn: models.FirstCome, Version: 1, Title: "Drafted", TitleKey: "drafted", Capacity: 12,
	}
	s.Keep(&draft)
	programme := models.Programme{Code: "P1", Title: "First steps"}
	s.Keep(&programme)
	s.Keep(&models.ProgrammeSet{ProgrammeID: programme.ID, Number: 1, Rule: models.AllOfSet},
		&models.ProgrammeCourse{ProgrammeID: programme.ID, CourseID: models.ID(c.ids["course"]), SetNumber: 1, Position: 1})
	c.actors["cora"] = s.Grant(s.Learner("Cora"), models.Trainer, models.OneCourse, draft.ID)
}

// writes gives the person a course to write, of which there is a draft; and a programme is there.
func (s *site) writes(who models.Actor) models.Actor {
	course := s.Course("W1")
	draft := course.Draft("")
	s.Keep(&draft)
	programme := models.Programme{Code: "P1", Title: "First steps"}
	s.Keep(&programme)
	s.Keep(&models.ProgrammeSet{ProgrammeID: programme.ID, Number: 1, Rule: models.AllOfSet},
		&models.ProgrammeCourse{ProgrammeID: programme.ID, CourseID: course.ID, SetNumber: 1, Position: 1})
	return s.Grant(who, models.Trainer, models.OneCourse, course.ID)
}

func TestACourseIsWrittenAndPublishedByItsPages(t *testing.T) {
	c := newCast(t)
	cora, ada := c.actors["cora"], c.actors["ada"]
	edit := c.get(cora, "/teaching/courses/D1/edit")
	form := url.Values{
		"edition": {edit.filled().Get("edition")}, "title": {"Drafted well"}, "summary": {"What it is"}, "capacity": {"12"}, "way_in": {"first_come"}, "minimum_sessions": {"1"},
		"minimum_share": {"75"}, "valid_months": {"0"}, "no_outcomes": {"It is about us"}, "do": {"add-unit"},
	}
	if got := c.ask(cora, http.MethodPost, "/teaching/courses/D1/edit", form); got.Status != http.StatusSeeOther || got.Header.Get("Location") != "/teaching/courses/D1/edit#units" {
		t.Fatalf("a unit is added: %d to %s", got.Status, got.Header.Get("Location"))
	}
	stale := c.ask(cora, http.MethodPost, "/teaching/courses/D1/edit", form)
	if stale.Status != http.StatusConflict {
		t.Errorf("a stale save: %d", stale.Status)
	}
	stale.says("Somebody saved this draft since you opened it")
	form.Set("edition", c.get(cora, "/teaching/courses/D1/edit").filled().Get("edition"))
	form.Set("units[0].kind", "session")
	form.Set("units[0].minutes", "many")
	form.Set("do", "publish")
	if got := c.ask(cora, http.MethodPost, "/teaching/courses/D1/edit", form); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("minutes that are none: %d", got.Status)
	}
	form.Set("units[0].minutes", "90")
	form.Set("units[0].title", "The one session")
	if got := c.ask(cora, http.MethodPost, "/teaching/courses/D1/edit", form); got.Header.Get("Location") != "/teaching/courses/D1/publish" {
		t.Errorf("saved and checked: %d to %s", got.Status, got.Header.Get("Location"))
	}
	c.get(cora, "/teaching/courses/D1/preview").says("Drafted well")
	if got := c.ask(ada, http.MethodGet, "/courses/d1", nil); got.Status != http.StatusNotFound {
		t.Errorf("a learner finds the draft: %d", got.Status)
	}
	c.get(ada, "/courses").saysNot("Drafted well")
	check := c.get(cora, "/teaching/courses/D1/publish")
	if got := c.ask(cora, http.MethodPost, "/teaching/courses/D1/publish", url.Values{"edition": {check.filled().Get("edition")}}); got.Status != http.StatusSeeOther {
		t.Fatalf("published: %d", got.Status)
	}
	c.get(ada, "/courses").says("Drafted well")
	c.get(ada, "/courses/d1").says("Attend 1 session and 75% of the time")
}
