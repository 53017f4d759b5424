package handlers

import (
	"net/http"
	"testing"

	"trellis/app/courses"
)

// TestASessionIsTakenOutOnlyAfterItWasAsked opens the question, which takes nothing out by itself.
func TestASessionIsTakenOutOnlyAfterItWasAsked(t *testing.T) {
	s := demoSite(t)
	rhys := s.as("Rhys Pritchard")
	s.get(rhys, "/teaching/cohorts/R1-2026-12/sessions/1").want(http.StatusOK).says("Remove this session")
	s.get(rhys, "/teaching/cohorts/R1-2026-12/sessions/1/remove").want(http.StatusOK).says("Remove session 1?", "This cannot be undone")
	s.get(rhys, "/teaching/cohorts/R1-2026-12/sessions").want(http.StatusOK).says("Getting started, loading and looking at data")
}

// TestTheOverviewSaysWhichVersionACohortRuns publishes a second version while a cohort of the first is open.
func TestTheOverviewSaysWhichVersionACohortRuns(t *testing.T) {
	s := demoSite(t)
	rhys := s.as("Rhys Pritchard")
	s.get(rhys, "/teaching/cohorts/SQL1-2026-12").want(http.StatusOK).saysNot("with which it began")
	written := &courses.Service{Store: s.Store}
	page, err := written.PublishPage(t.Context(), rhys, "SQL1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := written.Publish(t.Context(), rhys, "SQL1", page.Now.Edition()); err != nil {
		t.Fatal(err)
	}
	s.get(rhys, "/teaching/cohorts/SQL1-2026-12").want(http.StatusOK).says("Version 1, with which it began", "Version 2 is taught now")
}
