package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/models"
)

func TestAnAdministratorGivesAndEndsARoleOnThePersonsPage(t *testing.T) {
	s := newSite(t)
	root, ada := s.Administrator("Root"), s.Learner("Ada")
	page := "/admin/people/" + string(ada.ID)
	today := string(s.Store.Today())
	s.get(root, page+"/roles/new").want(http.StatusOK).says("Give a role", "Trainer of a cohort", "Administrator of the whole network")
	s.post(root, page+"/roles/new", url.Values{"role": {"lead:organisation"}, "of": {"testshire"}, "from": {today}}).want(http.StatusUnprocessableEntity).
		says("Select which one you mean", "Testshire Trust", "Testshire System")
	s.post(root, page+"/roles/new", url.Values{"role": {"lead:organisation"}, "of": {"testshire"}, "of_id": {string(s.Trust.ID)}, "from": {today}}).want(http.StatusSeeOther).goesTo(page)
	s.get(root, page).says("Lead of Testshire Trust", "Given by Root", "End")
	grant := s.Again(ada).Grants[0]
	s.get(s.Again(ada), "/network/leads").want(http.StatusOK).says("Testshire Trust", "Root")
	s.post(root, page+"/roles/"+string(grant.ID)+"/end", url.Values{}).want(http.StatusSeeOther)
	s.get(s.Again(ada), "/network/leads").want(http.StatusNotFound)
	s.get(root, page).says("Ended by Root")
	mine := s.Again(root).Grants[0]
	s.post(root, "/admin/people/"+string(root.ID)+"/roles/"+string(mine.ID)+"/end", url.Values{}).want(http.StatusUnprocessableEntity).
		says("Nobody else runs the network without an end")
}

func TestAnEditorSeesTheirFrameworksAlone(t *testing.T) {
	s := newSite(t)
	other := models.Framework{Code: "OTHER", Name: "Other framework"}
	s.Keep(&other)
	s.Keep(&models.FrameworkVersion{FrameworkID: other.ID, Version: "1", State: models.Draft, CreatedAt: s.Store.Now()})
	eve := s.Grant(s.Learner("Eve"), models.Editor, models.OneFramework, s.Version.FrameworkID)
	s.get(eve, "/admin/frameworks").want(http.StatusOK).says("Test framework").saysNot("Other framework", "Outbox")
	s.get(eve, "/admin/frameworks/TEST/1").want(http.StatusOK)
	s.get(eve, "/admin/frameworks/OTHER/1").want(http.StatusNotFound)
}

func TestAManagerNamesADeputyWhoSeesForWhomAndUntilWhen(t *testing.T) {
	s := newSite(t)
	ada, dee := s.Person("Ada"), s.Learner("Dee")
	mo := s.Manager("Mo", ada)
	until := string(s.Store.Today().AddDays(9))
	s.post(mo, "/team/deputies", url.Values{"email": {"x@example.org"}, "until": {until}}).want(http.StatusUnprocessableEntity).says("Nobody here has this email address")
	s.post(mo, "/team/deputies", url.Values{"email": {"dee@example.org"}, "until": {until}}).want(http.StatusSeeOther)
	s.get(mo, "/team/deputies").says("Dee", "until 2 December 2026")
	s.get(s.Again(dee), "/team/deputies").want(http.StatusOK).says("You act for", "Mo", "until 2 December 2026").saysNot("Name a deputy")
	s.post(s.Again(dee), "/team/deputies", url.Values{"email": {"ada@example.org"}, "until": {until}}).want(http.StatusNotFound)
	s.get(s.Again(dee), "/team/people/"+string(ada.ID)).want(http.StatusOK)
}
