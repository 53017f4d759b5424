package handlers

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trellis/app"
	"trellis/app/files"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
	"trellis/views/mail"
)

// TestNoSecretIsLogged walks through the ways in with the log at its most talkative.
func TestNoSecretIsLogged(t *testing.T) {
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var log bytes.Buffer
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	c := newCast(t)
	ada := c.password(c.actors["ada"])
	link, err := c.app.Access.MakeLink(t.Context(), c.actors["bea"], ada.ID)
	if err != nil {
		t.Fatal(err)
	}
	browser := map[string]string{}
	c.browse(browser, http.MethodPost, paths.SignIn, url.Values{"email": {ada.Email}, "password": {secret}}).want(http.StatusSeeOther)
	c.browse(browser, http.MethodPost, paths.SignIn, url.Values{"email": {ada.Email}, "password": {"not " + secret}})
	c.get(stranger, paths.SignInLink(link.Token)).want(http.StatusOK)
	c.post(stranger, paths.SignInLink(link.Token), nil).want(http.StatusSeeOther)
	c.post(stranger, paths.AskForReset, email(ada.Email)).want(http.StatusSeeOther)
	reset := c.opened(ada.Email)
	c.get(stranger, reset).want(http.StatusOK)
	c.get(stranger, "/offers/token").want(http.StatusOK)
	c.get(c.actors["bea"], "/admin/people?q="+url.QueryEscape(ada.Email)).want(http.StatusOK)
	if !strings.Contains(log.String(), "/sign-in") {
		t.Fatalf("the log says nothing of the requests: %s", log.String())
	}
	words := []string{secret, url.QueryEscape(secret), link.Token, reset, "/offers/token", ada.Email, url.QueryEscape(ada.Email)}
	for _, cookie := range browser {
		words = append(words, cookie)
	}
	for _, word := range words {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
}

// TestTheCookieIsForThisSiteAlone looks at what a browser is told to do with it, in the open and over TLS.
func TestTheCookieIsForThisSiteAlone(t *testing.T) {
	w := modeltest.New(t)
	for base, want := range map[string]string{
		"http://trellis.test":  "trellis=",
		"https://trellis.test": "__Host-trellis=",
	} {
		s := siteOf(w)
		kept := store.SignIns{Store: w.Store}
		s.app = app.New(w.Store, app.Config{BaseURL: base, Secret: "secret"}, mail.Letters{}, nil, &files.Memory{})
		s.handler = New(s.app, kept)
		ada := s.password(s.Person("Ada" + base[:5]))
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, base+paths.SignIn, strings.NewReader(url.Values{"email": {ada.Email}, "password": {secret}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got := s.send(r).want(http.StatusSeeOther)
		cookie := got.Header.Get("Set-Cookie")
		for _, part := range []string{want, "HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(cookie, part) {
				t.Errorf("%s: the cookie is %q, without %s", base, cookie, part)
			}
		}
		if secure := strings.HasPrefix(base, "https"); strings.Contains(cookie, "Secure") != secure || strings.Contains(cookie, "Domain") {
			t.Errorf("%s: the cookie is %q", base, cookie)
		}
		if hsts := got.Header.Get("Strict-Transport-Security"); (hsts != "") != strings.HasPrefix(base, "https") {
			t.Errorf("%s: HSTS is %q", base, hsts)
		}
	}
}
