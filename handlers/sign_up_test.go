package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"trellis/app"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
)

// asks keeps the wish of somebody to be let in at the organisation, which waits.
func (s *site) asks(name string, at models.ID) models.SignUp {
	s.T.Helper()
	email := store.Fold(name) + "@example.org"
	row := models.SignUp{
		Email: email, EmailKey: email, Name: name, Title: "Analyst", OrganisationID: at, State: models.SignUpWaiting,
		TokenHash: "hash of " + email, CreatedAt: s.Store.Now(), ExpiresAt: s.Store.Now(),
	}
	s.Keep(&row)
	return row
}

func TestSomebodyAsksAndIsLetIn(t *testing.T) {
	s := newSite(t)
	lea := s.Grant(s.Learner("Lea"), models.Lead, models.OneOrganisation, s.System.ID)
	s.get(stranger, "/sign-in").says("Ask to join")
	s.get(stranger, paths.SignUp).want(http.StatusOK).says("not who employs you", "example.org", s.Trust.Name)
	form := url.Values{"name": {"Zoe New"}, "email": {"zoe@evil.test"}, "title": {"Analyst"}, "organisation": {string(s.Trust.ID)}}
	s.post(stranger, paths.SignUp, form).want(http.StatusUnprocessableEntity).says("it must end in example.org")
	form.Set("email", "zoe@example.org")
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, paths.SignUp, form).want(http.StatusSeeOther).goesTo(paths.SignIn)
	s.browse(browser, http.MethodGet, paths.SignIn, nil).says("We have sent an email to the address")
	path := s.opened("zoe@example.org")
	s.get(stranger, path).want(http.StatusOK).says("Zoe New", "zoe@example.org")
	s.get(lea, paths.SignUps).says("Nobody waits.")
	s.post(stranger, path, nil).want(http.StatusSeeOther)
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity).says("no longer works")

	s.get(lea, paths.NetworkSkills).says("Who asks to join 1")
	s.get(s.Grant(s.Learner("Ann"), models.DataAnalyst, models.WholeNetwork, ""), paths.NetworkSkills).saysNot("Who asks to join")
	s.get(s.Administrator("Bea"), paths.Admin).says("1 person asks to join")
	s.get(lea, paths.SignUps).says("Zoe New", "zoe@example.org", s.Trust.Name, "not the employer")
	rows, err := s.app.Access.SignUps(t.Context(), lea)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	s.post(lea, paths.RefuseSignUp(rows[0].ID), nil).want(http.StatusUnprocessableEntity).says("Say why")
	s.post(lea, paths.ApproveSignUp(rows[0].ID), nil).want(http.StatusSeeOther).goesTo(paths.SignUps)
	s.post(lea, paths.ApproveSignUp(rows[0].ID), nil).want(http.StatusConflict)
	s.get(lea, paths.DecideSignUp(rows[0].ID)).want(http.StatusOK).says("Approved on 23 November 2026")
	s.get(stranger, s.opened("zoe@example.org")).want(http.StatusOK).says("Welcome, Zoe")
}

func TestWhereNobodyMayAskThereIsNoPage(t *testing.T) {
	s := siteWith(modeltest.New(t), app.Config{SecondFactor: models.RequiredOfNobody})
	s.get(stranger, "/sign-in").saysNot("Ask to join")
	s.get(stranger, paths.SignUp).want(http.StatusNotFound)
	s.post(stranger, paths.SignUp, nil).want(http.StatusNotFound)
	s.get(s.Grant(s.Learner("Lea"), models.Lead, models.OneOrganisation, s.Trust.ID), paths.NetworkSkills).saysNot("Who asks to join")
}
