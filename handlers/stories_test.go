package handlers

import (
	"net/http"
	"strings"
	"testing"

	"trellis/app/demo"
	"trellis/models"
	"trellis/models/modeltest"
)

// demoSite is the product over the demonstration, with the clock standing.
func demoSite(t *testing.T) *site {
	t.Helper()
	clock := &modeltest.Clock{}
	clock.Set(modeltest.Start)
	w := &modeltest.World{T: t, Clock: clock, Store: modeltest.SQLite(t, clock)}
	if err := demo.Fill(t.Context(), w.Store, "no password opens this"); err != nil {
		t.Fatal(err)
	}
	return siteOf(w)
}

// as is a person of the demonstration by name.
func (s *site) as(name string) models.Actor {
	s.T.Helper()
	for _, g := range demo.Guests() {
		if g.Name == name {
			person, err := s.Store.PersonByEmail(s.T.Context(), g.Email)
			if err != nil {
				s.T.Fatal(err)
			}
			return s.Again(models.Actor{Person: person})
		}
	}
	s.T.Fatalf("nobody is called %s", name)
	return models.Actor{}
}

// TestTheStoriesOfTheDemonstration finds each story on the page that the README names, with its figure.
func TestTheStoriesOfTheDemonstration(t *testing.T) {
	s := demoSite(t)
	for _, story := range []struct {
		name, as, path string
		says           []string
	}{
		{"two levels short in one skill", "Amara Osei", "/skills/forecasting-demand-and-capacity", []string{"Awareness", "Practitioner", "Forecasting, demand and capacity"}},
		{"a cohort next month closes it, with three places left", "Amara Osei", "/courses/forecasting-demand-and-capacity", []string{"December 2026", "3 places left"}},
		{"a full cohort with four waiting", "Rhys Pritchard", "/courses/introduction-to-r-for-health-and-care-analysis", []string{"4 people on the waiting list"}},
		{"an offer that runs out tomorrow", "Rhys Pritchard", "/teaching/cohorts/R1-2026-12/waiting-list", []string{"24 November 2026"}},
		{"two applications", "Rhys Pritchard", "/teaching/cohorts/R2-2027-01/applications", []string{"What will you use it for in the next three months?", "from spreadsheets into one script", "in the same way every month"}},
		{"the overview says so", "Rhys Pritchard", "/teaching/cohorts/R2-2027-01", []string{"Answer 2 applications"}},
		{"places kept for a system while others wait", "Rhys Pritchard", "/teaching/cohorts/SQL1-2027-02/waiting-list", []string{"2 people wait", "3 places are free, and to nobody who waits"}},
		{"a cohort without dates", "Rhys Pritchard", "/teaching/cohorts/GIT1-2027-04", []string{"Dates to be set", "3 people wait"}},
		{"a draft of a second version", "Rhys Pritchard", "/teaching/courses/SQL1/preview", []string{"SQL for analysts"}},
		{"a programme of sets", "Amara Osei", "/programmes/P-CODE", []string{"2 of these 3 are asked for", "One of these is enough"}},
		{"a manager’s approval", "Helen Whitcombe", "/team/enrolments", []string{"Owen Hartley", "Estimating impact with routine data"}},
		{"modelling is held by six and used by one", "Helen Whitcombe", "/team/skills", []string{"6 of 9 at target. 1 of those 6 used it"}},
		{"three assessments wait", "Helen Whitcombe", "/team/confirm", []string{"Owen Hartley", "Lucy Tran"}},
		{"a unit leans on one evaluator", "Grace Oduya", "/team/skills", []string{"Leans on one person", "Designing evaluations", "Only Tom Ellery is at target"}},
		{"an unfinished register", "Rhys Pritchard", "/teaching", []string{"Version control and code review", "6 of 14 not marked"}},
		{"nine people are ready for records", "Rhys Pritchard", "/teaching", []string{"9 people are ready for records"}},
		{"a decision maker and an analyst on one course", "Joanna Feld", "/", []string{"Amara Osei", "Decision maker and analyst partnership lab"}},
		{"in demand, and no course", "Sunita Rao", "/network/demand", []string{"Economic analysis is wanted, and no course builds it"}},
		{"one system holds two fifths of all places", "Sunita Rao", "/network/demand", []string{"Birmingham and Solihull holds 40% of all places"}},
		{"nothing yet on the first day", "Ben Adeyemi", "/welcome", []string{"Ben Adeyemi"}},
		{"the same person's skills", "Ben Adeyemi", "/skills", []string{"We do not know your skills yet"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			s.get(s.as(story.as), story.path).want(http.StatusOK).says(story.says...)
		})
	}
	for path, says := range map[string]string{
		"/verify/" + demo.GenuineRecord: "This record is genuine", "/verify/" + demo.SupersededRecord: "replaced",
		"/verify/" + demo.WithdrawnRecord: "withdrawn", "/verify/" + demo.ExpiredRecord: "expired",
	} {
		s.get(models.Actor{}, path).want(http.StatusOK).says(says)
	}
	s.get(models.Actor{}, "/verify/"+demo.UnknownRecord).want(http.StatusNotFound)
}

// TestEveryLineOfTheGuideLeadsSomewhere opens what each card names, as that person.
func TestEveryLineOfTheGuideLeadsSomewhere(t *testing.T) {
	s := demoSite(t)
	for _, g := range demo.Guests() {
		for _, try := range g.Tries {
			got := s.get(s.as(g.Name), try.Path)
			if got.Status != http.StatusOK && (got.Status != http.StatusSeeOther || strings.HasPrefix(got.Header.Get("Location"), "/sign-in")) {
				t.Errorf("%s, %q: %s answers %d %s", g.Name, try.Words, try.Path, got.Status, got.Header.Get("Location"))
			}
		}
	}
}
