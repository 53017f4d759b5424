package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"trellis/models"
	"trellis/models/paths"
)

func TestAnAccountListsItsBrowsersAndSignsOneOut(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	here, there := map[string]string{}, map[string]string{}
	for _, browser := range []map[string]string{here, there} {
		s.browse(browser, http.MethodPost, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	}
	page := s.browse(here, http.MethodGet, "/account", nil).want(http.StatusOK).says("Where you are signed in", "By password", "This browser")
	if rows := page.find("section[aria-labelledby=devices] tbody tr"); len(rows) != 2 || strings.Count(page.Body, "This browser") != 1 {
		t.Errorf("%d browsers", len(rows))
	}
	devices, err := s.app.Access.Devices(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	eve := s.Learner("Eve")
	for _, d := range devices {
		s.post(eve, paths.EndDevice(d.ID), nil).want(http.StatusNotFound)
		s.post(stranger, paths.EndDevice(d.ID), nil).want(http.StatusUnauthorized)
	}
	other := otherDevice(page, devices)
	s.browse(here, http.MethodPost, paths.EndDevice(other), nil).want(http.StatusSeeOther).goesTo("/account")
	s.browse(there, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	s.browse(here, http.MethodPost, paths.EndDevice(other), nil).want(http.StatusNotFound)
	for _, d := range devices {
		if d.ID != other { // this one
			s.browse(here, http.MethodPost, paths.EndDevice(d.ID), nil).want(http.StatusSeeOther).goesTo(paths.SignIn)
		}
	}
	s.browse(here, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
}

// otherDevice is the one of two whose row does not say that it is this browser.
func otherDevice(page answer, devices []models.Device) models.ID {
	for _, row := range page.find("section[aria-labelledby=devices] tbody tr") {
		for _, d := range devices {
			var html strings.Builder
			if nethtml.Render(&html, row) == nil && strings.Contains(html.String(), paths.EndDevice(d.ID)) && !strings.Contains(html.String(), "This browser") {
				return d.ID
			}
		}
	}
	return ""
}

func TestANameIsChangedOnTheAccount(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	s.get(ada, "/account").says("Change name", "Change email address")
	s.get(ada, paths.ChangeName).want(http.StatusOK).says("completion records")
	s.post(ada, paths.ChangeName, url.Values{"name": {" "}}).want(http.StatusUnprocessableEntity).says("Enter your name")
	s.post(ada, paths.ChangeName, url.Values{"name": {"Ada Lovelace"}}).want(http.StatusSeeOther).goesTo("/account")
	s.get(ada, "/account").says("Ada Lovelace")
}

func TestAnAddressIsChangedByALinkToTheNewOne(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	s.Learner("Ben")
	s.get(ada, paths.ChangeEmail).want(http.StatusOK).says("Current password", "ada@example.org")
	ask := func(address, password string) answer {
		return s.post(ada, paths.ChangeEmail, url.Values{"email": {address}, "current": {password}})
	}
	ask("new@example.net", "wrong").want(http.StatusUnprocessableEntity).says("Enter your current password")
	ask("new", secret).want(http.StatusUnprocessableEntity).says("Enter your new email address")
	ask("ben@example.org", secret).want(http.StatusSeeOther).goesTo("/account") // as for any other
	ask("new@example.net", secret).want(http.StatusSeeOther).goesTo("/account")
	path := s.opened("new@example.net")
	if told := s.mailed("ada@example.org"); !strings.Contains(told.Body, "new@example.net") {
		t.Errorf("the old address is told %q", told.Body)
	}
	s.get(stranger, path).want(http.StatusSeeOther) // to sign in, and back
	s.get(s.Learner("Eve"), path).want(http.StatusUnprocessableEntity).says("no longer works")
	s.post(s.Learner("Eva"), path, nil).want(http.StatusUnprocessableEntity)
	s.get(ada, path).want(http.StatusOK).says("new@example.net")
	s.post(ada, path, nil).want(http.StatusSeeOther).goesTo("/account")
	s.get(ada, "/account").says("new@example.net")
	s.post(ada, path, nil).want(http.StatusUnprocessableEntity)
	s.post(stranger, paths.SignIn, credentials("new@example.net", secret)).want(http.StatusSeeOther)
	s.post(stranger, paths.SignIn, credentials("ada@example.org", secret)).want(http.StatusUnprocessableEntity)
}
