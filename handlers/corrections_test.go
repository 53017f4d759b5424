package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"trellis/models"
	"trellis/models/paths"
)

// waitingID is the one correction that waits.
func (s *site) waitingID() models.ID {
	s.T.Helper()
	waiting, _, err := s.Store.CorrectionsIn(s.T.Context(), 10)
	if err != nil || len(waiting) != 1 {
		s.T.Fatalf("%d corrections wait, %v", len(waiting), err)
	}
	return waiting[0].ID
}

func TestWhoSeesMeIsToldAndCorrected(t *testing.T) {
	s := newSite(t)
	ada, adam, neo := s.Person("Ada"), s.Administrator("Adam"), s.Learner("Neo")
	mia := s.Manager("Mia", ada)
	ada = s.Again(ada)
	s.Keep(&models.Delegation{Kind: models.Deputy, ManagerID: mia.ID, DeputyID: adam.ID, Started: s.Store.Today(), Until: s.Store.Today().AddDays(7)},
		&models.Look{ViewerID: mia.ID, PersonID: ada.ID, Day: s.Store.Today()})
	s.get(ada, paths.Account).says("See why, and correct it")
	s.get(ada, paths.Skills).says("Who can see your skills, and who has looked")
	s.get(ada, paths.WhoSeesMe).want(http.StatusOK).says("Mia", "Manager of a post of yours", "Adam", "Deputy of your manager Mia, until 30 November 2026", "23 November 2026", "This is not my manager")

	form := paths.CorrectPost(ada.Posts[0].ID)
	s.get(ada, form).want(http.StatusOK).says("Manager: Mia")
	s.get(neo, form).want(http.StatusNotFound)
	s.post(neo, form, url.Values{"manager": {"neo@example.org"}}).want(http.StatusNotFound)
	for problem, in := range map[string]url.Values{
		"or say below who it is":             {},
		"you cannot be your own manager":     {"manager": {"Ada@example.org"}},
		"This is the manager shown now":      {"manager": {"mia@example.org"}},
		"Enter an email address, like name@": {"manager": {"Neo"}},
	} {
		s.post(ada, form, in).want(http.StatusUnprocessableEntity).says(problem)
	}
	s.post(ada, form, url.Values{"manager": {"neo@example.org"}, "says": {"Since May"}}).want(http.StatusSeeOther).goesTo(paths.WhoSeesMe)
	s.get(ada, paths.WhoSeesMe).says("Waits for an administrator", "that it is Neo", "Mia").saysNot("This is not my manager")
	s.post(ada, form, url.Values{"manager": {"adam@example.org"}}).want(http.StatusUnprocessableEntity)
	s.get(s.Again(neo), "/team/people/"+string(ada.ID)).want(http.StatusNotFound)
	s.get(mia, "/team/people/"+string(ada.ID)).want(http.StatusOK)

	s.get(adam, paths.Admin).says("1 person says that the manager shown is wrong")
	s.get(adam, paths.Corrections).want(http.StatusOK).says("Ada", "Mia", "Neo (neo@example.org)", "Since May")
	s.get(mia, paths.Corrections).want(http.StatusNotFound)
	one := paths.Correction(s.waitingID())
	s.post(adam, one, url.Values{"decision": {"maybe"}}).want(http.StatusUnprocessableEntity).says("Select whether to change the manager")
	s.post(adam, one, url.Values{"decision": {"refused"}}).want(http.StatusUnprocessableEntity).says("Say why not")
	s.post(adam, one, url.Values{"decision": {"done"}, "manager": {"nobody@example.org"}}).want(http.StatusUnprocessableEntity).says("Nobody here has this email address")
	s.post(adam, one, url.Values{"decision": {"done"}, "manager": {"neo@example.org"}}).want(http.StatusSeeOther)
	s.post(adam, one, url.Values{"decision": {"refused"}, "reason": {"Too late"}}).want(http.StatusSeeOther)
	s.get(ada, paths.WhoSeesMe).says("Manager: Neo", "Corrected").saysNot("Manager of a post of yours Mia")
	s.get(s.Again(neo), "/team/people/"+string(ada.ID)).want(http.StatusOK)
	s.get(s.Again(mia), "/team/people/"+string(ada.ID)).want(http.StatusNotFound)
	for _, act := range []string{"correction.asked", "correction.done", "manager.changed"} {
		if !slices.Contains(s.Events(), act) {
			t.Errorf("no event %s", act)
		}
	}
	s.post(ada, form, url.Values{"says": {"I do not know"}}).want(http.StatusSeeOther)
	s.post(adam, paths.Correction(s.waitingID()), url.Values{"decision": {"refused"}, "reason": {"Neo says he is"}}).want(http.StatusSeeOther)
	s.get(ada, paths.WhoSeesMe).says("Not changed", "Neo says he is", "This is not my manager")
}

func TestAfterTheFirstVisitAManagerIsChangedByAnAdministratorAlone(t *testing.T) {
	s := newSite(t)
	ada, neo := s.Person("Ada"), s.Learner("Neo")
	s.Manager("Mia", ada)
	ada = s.Again(ada)
	form := url.Values{"title": {"Lead analyst"}, "role": {string(s.Analyst.ID)}, "manager": {"neo@example.org"}}
	s.post(ada, paths.Welcome, form).want(http.StatusSeeOther)
	s.get(ada, paths.WhoSeesMe).says("Lead analyst", "Manager: Mia", "that it is Neo", "Waits for an administrator")
	s.get(s.Again(neo), "/team/people/"+string(ada.ID)).want(http.StatusNotFound)
	form.Set("manager", "mia@example.org")
	s.post(ada, paths.Welcome, form).want(http.StatusSeeOther)
	s.waitingID()
}
