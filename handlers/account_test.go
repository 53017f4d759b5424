package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

func TestTheAccountSaysWhoSeesAndWhoLooked(t *testing.T) {
	s := newSite(t)
	ada := s.Person("Ada")
	boss := s.Manager("Mo", ada)
	deputy := s.Learner("Dee")
	s.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: boss.ID, DeputyID: deputy.ID, Started: s.Store.Today(), Until: s.Store.Today()})
	ada = s.Again(ada)
	s.get(ada, "/account").want(http.StatusOK).
		says("Analyst", "Analysis, Testshire Trust", "Role profile: Analyst", "Manager: Mo", "Mo, your manager", "Dee, deputy of Mo", "Nobody has looked")
	s.app.People.Looked(boss.ID, []models.ID{ada.ID, boss.ID})
	s.app.People.Looked(boss.ID, []models.ID{ada.ID})
	if err := s.app.People.FlushLooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(ada, "/account").says("23 November 2026Mo").saysNot("Nobody has looked")
	s.get(boss, "/account").says("Nobody has looked", "Only you.")
	s.get(stranger, "/account").want(http.StatusSeeOther)
}

func TestAPasswordIsChanged(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	browser, other := map[string]string{}, s.cookie(ada)
	s.browse(browser, http.MethodPost, "/sign-in", credentials("ada@example.org", secret))
	change := func(current, to string) answer {
		return s.browse(browser, http.MethodPost, paths.Password, url.Values{"current": {current}, "new": {to}})
	}
	change(secret, "short").want(http.StatusUnprocessableEntity).says("Use 12 characters or more for your new password")
	change(secret, "").want(http.StatusUnprocessableEntity).says("Enter a new password")
	change("wrong", "four words that fit").want(http.StatusUnprocessableEntity).says("Enter your current password")
	change(secret, "four words that fit").want(http.StatusSeeOther).goesTo("/account")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK).says("Your password is saved")
	s.browse(map[string]string{other.Name: other.Value}, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	s.post(stranger, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusUnprocessableEntity)
	s.post(stranger, "/sign-in", credentials("ada@example.org", "four words that fit")).want(http.StatusSeeOther)
}

func TestWhoForgotThePasswordSetsANewOneByALink(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	path := s.link(s.Administrator("Bea"), ada.ID)
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, path, nil).want(http.StatusSeeOther)
	if got := s.browse(browser, http.MethodGet, "/account", nil).find("input[name=current]"); len(got) != 0 {
		t.Error("the current password is asked for")
	}
	s.browse(browser, http.MethodPost, paths.Password, url.Values{"new": {"four words that fit"}}).want(http.StatusSeeOther)
	s.browse(browser, http.MethodPost, paths.Password, url.Values{"new": {"five words that fit too"}}).
		want(http.StatusUnprocessableEntity).says("Enter your current password")
	if got := strings.Join(s.Events(), " "); got != "link.made link.used person.signed_in password.changed" {
		t.Errorf("events %s", got)
	}
}

// first is the person before their first visit.
func (s *site) first(a models.Actor) models.Actor {
	s.T.Helper()
	modeltest.Plant(s.T, s.Store, "UPDATE people SET welcomed_at = NULL WHERE id = '"+string(a.ID)+"'")
	return s.Again(a)
}

func TestAFirstVisitConfirmsTheJob(t *testing.T) {
	s := newSite(t)
	ada, boss := s.first(s.Learner("Ada")), s.Learner("Mo")
	s.get(ada, "/welcome").want(http.StatusOK).says("Testshire Trust", "Which role is closest to your job?")
	s.post(ada, "/welcome", url.Values{"title": {" "}, "manager": {"ada@example.org"}}).want(http.StatusUnprocessableEntity).
		says("Enter your job title", "Select the role", "you cannot be your own manager")
	s.post(ada, "/welcome", url.Values{"title": {"Senior analyst"}, "role": {string(s.Leader.ID)}, "manager": {"MO@example.org"}}).
		want(http.StatusSeeOther).goesTo("/")
	post := s.Again(ada).Posts[0]
	if post.Title != "Senior analyst" || *post.RoleProfileID != s.Leader.ID || *post.ManagerID != boss.ID {
		t.Errorf("the post is %+v", post)
	}
	if got := strings.Join(s.Events(), " "); got != "post.changed manager.changed person.welcomed" {
		t.Errorf("events %s", got)
	}
}

func TestSomebodyWithoutAPostNamesTheirOrganisation(t *testing.T) {
	s := newSite(t)
	ada := s.Person("Ada")
	form := url.Values{"title": {"Analyst"}, "role": {string(s.Analyst.ID)}, "unknown": {"true"}}
	a := s.post(ada, "/welcome", form).want(http.StatusUnprocessableEntity).says("Select the organisation you work for")
	if !strings.Contains(a.Body, `value="Analyst"`) || len(a.find("input[name=unknown][checked]")) != 1 || len(a.find("option[selected]")) != 1 {
		t.Error("what was entered is not kept")
	}
	form.Set("organisation", string(s.System.ID))
	s.post(ada, "/welcome", form).want(http.StatusSeeOther)
	post := s.Again(ada).Posts[0]
	if post.OrganisationID != s.System.ID || !post.ManagerUnknown || post.Started != s.Store.Today() {
		t.Errorf("the post is %+v", post)
	}
	if got := strings.Join(s.Events(), " "); got != "post.added manager.unknown person.welcomed" {
		t.Errorf("events %s", got)
	}
	s.get(s.Administrator("Bea"), "/admin/people?state=manager-unknown").want(http.StatusOK).says("Ada", "Not known", "1 person").saysNot("bea@")
}

func TestAManagerWhomNobodyKnowsStopsNobody(t *testing.T) {
	s := newSite(t)
	ada := s.first(s.Learner("Ada"))
	form := url.Values{"title": {"Analyst"}, "role": {string(s.Analyst.ID)}, "manager": {"later@example.org"}}
	s.post(ada, "/welcome", form).want(http.StatusSeeOther)
	if post := s.Again(ada).Posts[0]; !post.ManagerUnknown || post.ManagerID != nil {
		t.Errorf("the post is %+v", post)
	}
	form.Set("role", "no such role")
	s.post(s.first(ada), "/welcome", form).want(http.StatusUnprocessableEntity).says("Select the role")
}

// A framework that ends takes nobody new after its cutoff: its roles are not offered, and a form that was open before is refused.
func TestAFirstVisitChoosesNoRoleAfterTheCutoff(t *testing.T) {
	s := newSite(t)
	ada, ben := s.first(s.Person("Ada")), s.first(s.Person("Ben"))
	form := url.Values{"title": {"Analyst"}, "organisation": {string(s.System.ID)}, "role": {string(s.Analyst.ID)}, "unknown": {"true"}}
	modeltest.Plant(t, s.Store, "UPDATE framework_versions SET cutoff = '"+string(s.Store.Today())+"'") // its last day
	s.get(ada, "/welcome").want(http.StatusOK).says(s.Analyst.Name)
	s.post(ada, "/welcome", form).want(http.StatusSeeOther)
	modeltest.Plant(t, s.Store, "UPDATE framework_versions SET cutoff = '"+string(s.Store.Today().AddDays(-1))+"'")
	s.get(ben, "/welcome").want(http.StatusOK).saysNot(s.Analyst.Name)
	s.post(ben, "/welcome", form).want(http.StatusUnprocessableEntity)
	if posts := s.Again(ben).Posts; len(posts) > 0 {
		t.Errorf("he is put on it: %+v", posts)
	}
}
