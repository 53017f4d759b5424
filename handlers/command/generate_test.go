package command_test

import (
	"encoding/json"
	"testing"

	"trellis/app/access"
	"trellis/models"
)

func TestGenerateSaysWhoCanSignIn(t *testing.T) {
	s := newShell(t)
	out, problems := s.run(0, "generate", "--people", "40", "--seed", "5", "--competencies", "12", "--password", "correct horse", "--as-of", "2026-11-23", "--json")
	if problems != "" {
		t.Errorf("on standard error: %s", problems)
	}
	type wayIn struct{ Email, Password string }
	var made struct {
		People     int
		SignIns    map[string]wayIn `json:"sign_ins"`
		OpenCohort string           `json:"open_cohort"`
	}
	if err := json.Unmarshal([]byte(out), &made); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if _, err := s.store.CohortByCode(t.Context(), made.OpenCohort); err != nil || made.People != 40 {
		t.Errorf("%d people, cohort %q: %v", made.People, made.OpenCohort, err)
	}
	known := access.New(s.store, access.Config{})
	for _, name := range []string{"learner", "trainer", "manager", "system_lead", "network"} {
		way := made.SignIns[name]
		person, err := known.SignIn(t.Context(), access.SignIn{Email: way.Email, Password: way.Password, From: "here"})
		if err != nil || person.Email != way.Email || way.Password != "correct horse" {
			t.Errorf("%s cannot sign in as %+v: %v", name, way, err)
		}
	}
	_, problems = s.run(1, "generate", "--people", "40")
	says(t, problems, "the database is not empty")
}

func TestGenerateSaysForPeopleWhatItMade(t *testing.T) {
	s := newShell(t)
	out, _ := s.run(0, "generate", "--people", "20", "--competencies", "3")
	says(t, out, "20 people, all invented", "trellis-demo-2026", "p000001@example.org", "takes enrolments")
	if day, err := s.store.TalliesDay(t.Context()); err != nil || day != models.DateOf(s.store.Now()) {
		t.Errorf("made as of %s: %v", day, err)
	}
}
