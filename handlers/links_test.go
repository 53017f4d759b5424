package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
)

// mailed does what is owed and answers the newest message to the address.
func (s *site) mailed(to string) models.Message {
	s.T.Helper()
	for {
		n, err := s.app.Outbox.Once(s.T.Context())
		if err != nil {
			s.T.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	page, err := s.Store.Messages(s.T.Context(), models.PageAt{Size: 50})
	if err != nil {
		s.T.Fatal(err)
	}
	for _, m := range page.Rows {
		if m.Recipient == to {
			full, err := s.Store.Message(s.T.Context(), m.ID)
			if err != nil {
				s.T.Fatal(err)
			}
			return full
		}
	}
	s.T.Fatalf("nothing was written to %s", to)
	return models.Message{}
}

// opened is the path of the link in the newest message to the address.
func (s *site) opened(to string) string {
	s.T.Helper()
	_, rest, found := strings.Cut(s.mailed(to).Text(s.Store.Now()), "http://trellis.test")
	path, _, _ := strings.Cut(rest, "\n")
	if !found || strings.Contains(path, models.SecretMark) {
		s.T.Fatalf("no link went to %s", to)
	}
	return path
}

func email(address string) url.Values { return url.Values{"link_email": {address}} }

func TestALinkIsMailedAndSignsInOnce(t *testing.T) {
	s := newSite(t)
	s.Learner("Ada")
	s.get(stranger, "/sign-in").says("Email me a link", "Forgotten your password?")
	answers := map[string]bool{}
	for _, address := range []string{"ada@example.org", "nobody@example.org"} {
		browser := map[string]string{}
		s.browse(browser, http.MethodPost, paths.AskForLink, email(address)).want(http.StatusSeeOther).goesTo(paths.SignIn)
		answers[s.browse(browser, http.MethodGet, paths.SignIn, nil).says("If we know this address, a link is on its way. It works for 15 minutes, once").Body] = true
	}
	if len(answers) != 1 {
		t.Error("the answer tells whether somebody has the address")
	}
	path := s.opened("ada@example.org")
	for range 3 { // as mail scanners do
		s.get(stranger, path).want(http.StatusOK).says("Press the button")
	}
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, path, nil).want(http.StatusSeeOther).goesTo("/")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK).says("ada@example.org", "By a link", "This browser")
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity).says("no longer works", "Send another link")

	s.post(stranger, paths.AskForLink, email("nobody")).want(http.StatusUnprocessableEntity).says("Enter your email address, like name@example.org")
	for range 4 {
		s.post(stranger, paths.AskForLink, email("ada@example.org")).want(http.StatusSeeOther)
	}
	a := s.post(stranger, paths.AskForLink, email("ada@example.org")).want(http.StatusTooManyRequests).says("Wait 15 minutes, then try again")
	if got := a.Header.Get("Retry-After"); got != "900" {
		t.Errorf("to be tried again after %q seconds", got)
	}
}

func TestALinkRunsOutAfterAQuarterOfAnHour(t *testing.T) {
	s := newSite(t)
	s.Learner("Ada")
	s.post(stranger, paths.AskForLink, email("ada@example.org")).want(http.StatusSeeOther)
	path := s.opened("ada@example.org")
	s.Clock.Advance(15*time.Minute - time.Second)
	s.get(stranger, path).want(http.StatusOK)
	s.Clock.Advance(time.Second)
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity)
}

func TestAForgottenPasswordIsSetByLink(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	elsewhere := s.cookie(ada)
	s.get(stranger, paths.AskForReset).want(http.StatusOK).says("Set a new password", "Email me a link")
	s.post(stranger, paths.AskForReset, email("Ada@example.org")).want(http.StatusSeeOther).goesTo(paths.SignIn)
	path := s.opened("ada@example.org")
	if !strings.HasPrefix(path, "/sign-in/reset/") {
		t.Fatal(path)
	}
	s.get(stranger, path).want(http.StatusOK).says("New password")
	s.post(stranger, path, url.Values{"new": {"short"}}).want(http.StatusUnprocessableEntity).says("Use 12 characters or more")
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, path, url.Values{"new": {"four words far apart"}}).want(http.StatusSeeOther).goesTo("/")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK)
	s.browse(map[string]string{elsewhere.Name: elsewhere.Value}, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	s.post(stranger, paths.SignIn, credentials("ada@example.org", "four words far apart")).want(http.StatusSeeOther)
	s.post(stranger, paths.SignIn, credentials("ada@example.org", secret)).want(http.StatusUnprocessableEntity)
	s.get(stranger, path).want(http.StatusUnprocessableEntity).says("no longer works", "Ask for another link")
	s.post(stranger, path, url.Values{"new": {"four words far apart"}}).want(http.StatusUnprocessableEntity).says("no longer works")
}

func TestAnAdministratorInvites(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	zoe := models.Person{Email: "zoe@example.org", EmailKey: "zoe@example.org", Name: "Zoe New", NameKey: "zoe new", CreatedAt: s.Store.Now()}
	s.Keep(&zoe)
	s.get(bea, paths.Person(zoe.ID)).says("Send an invitation").saysNot("Last invited")
	s.post(bea, paths.Invite(zoe.ID), nil).want(http.StatusSeeOther).goesTo(paths.Person(zoe.ID))
	s.get(bea, paths.Person(zoe.ID)).says("Last invited 9am on 23 November 2026")
	path := s.opened("zoe@example.org")
	s.get(stranger, path).want(http.StatusOK).says("Welcome, Zoe", "Testland analysts' network")
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, path, nil).want(http.StatusSeeOther).goesTo(paths.Welcome)
	s.browse(browser, http.MethodGet, paths.Welcome, nil).want(http.StatusOK)
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity).says("This invitation no longer works")
	for _, as := range []models.Actor{s.Learner("Cy"), s.Grant(s.Learner("Lee"), models.Lead, models.OneOrganisation, s.Trust.ID)} {
		s.post(as, paths.Invite(zoe.ID), nil).want(http.StatusNotFound)
		s.get(as, paths.InviteAll).want(http.StatusNotFound)
		s.post(as, paths.InviteAll, nil).want(http.StatusNotFound)
	}
	s.post(bea, paths.Invite("nobody"), nil).want(http.StatusNotFound)
}

func TestEverybodyWhoHasNotBeenHereIsInvitedFromTheList(t *testing.T) {
	s := newSite(t)
	bea := s.Administrator("Bea")
	s.get(bea, paths.InviteAll).want(http.StatusOK).says("Nobody to invite.")
	for _, name := range []string{"yan", "zoe"} {
		s.Keep(&models.Person{Email: name + "@example.org", EmailKey: name + "@example.org", Name: name, NameKey: name, CreatedAt: s.Store.Now()})
	}
	s.get(bea, paths.People+"?state=not-welcomed").says("Invite everybody who has not been here yet")
	s.get(bea, paths.People).saysNot("Invite everybody")
	s.get(bea, paths.InviteAll).says("2 people have not been here yet.", "Invite 2 people")
	s.post(bea, paths.InviteAll, nil).want(http.StatusSeeOther)
	s.opened("yan@example.org")
	s.get(bea, paths.InviteAll).says("Nobody to invite.")
	s.Clock.Advance(25 * time.Hour)
	s.get(bea, paths.InviteAll).says("Invite 2 people")
}
