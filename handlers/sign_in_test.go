package handlers

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

const secret = "three words apart"

var stranger models.Actor

// password gives somebody the password that the tests know.
func (s *site) password(as models.Actor) models.Actor {
	s.T.Helper()
	hash, err := access.HashPassword(secret)
	if err != nil {
		s.T.Fatal(err)
	}
	s.In(func(ctx context.Context, tx *store.Tx) error { return tx.SetPassword(ctx, as.ID, hash) })
	return as
}

// browse asks as a browser with its own cookies, and keeps those that it is given.
func (s *site) browse(jar map[string]string, method, path string, form url.Values) answer {
	s.T.Helper()
	r := httptest.NewRequestWithContext(s.T.Context(), method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		jar[cookie.Name] = cookie.Value
	}
	return answer{t: s.T, Status: w.Code, Header: w.Header(), Body: w.Body.String()}
}

func credentials(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

func TestSomebodySignsInAndOut(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	browser := map[string]string{}
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusSeeOther).goesTo("/sign-in?next=%2Faccount")
	s.browse(browser, http.MethodGet, "/sign-in?next=%2Faccount", nil).want(http.StatusOK).says("Sign in", "Ask your network’s administrator for a sign-in link")
	form := credentials("ADA@example.org", secret)
	form.Set("next", "/account")
	s.browse(browser, http.MethodPost, "/sign-in", form).want(http.StatusSeeOther).goesTo("/account")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK).says("ada@example.org")
	s.browse(browser, http.MethodGet, "/sign-in?next=%2Frecords", nil).want(http.StatusSeeOther).goesTo("/records")
	s.browse(browser, http.MethodPost, "/sign-out", nil).want(http.StatusSeeOther).goesTo("/")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	if events := s.Events(); !slices.Contains(events, "person.signed_in") {
		t.Errorf("events %v", events)
	}
}

func TestAWrongPasswordAndAnUnknownAddressReadTheSame(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	s.Learner("Ben") // has no password
	answers := map[string]string{}
	for _, email := range []string{"ada@example.org", "ben@example.org", "eve@example.org"} {
		a := s.post(stranger, "/sign-in", credentials(email, "wrong")).want(http.StatusUnprocessableEntity)
		if got := a.find(`form[action="/sign-in"] input[name=email]`); len(got) != 1 || !strings.Contains(a.Body, `value="`+email+`"`) {
			t.Errorf("the address %s is not kept", email)
		}
		if !strings.Contains(a.Body, "<title>Error: Sign in") {
			t.Error("the title does not say that there is an error")
		}
		answers[strings.ReplaceAll(a.Body, email, "X")] = email
	}
	if len(answers) != 1 {
		t.Errorf("%d different answers", len(answers))
	}
	if len(s.Events()) != 0 {
		t.Errorf("events %v", s.Events())
	}
}

func TestSigningInGoesOnlyToOwnAddresses(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	for next, want := range map[string]string{
		"/records?x=1": "/records?x=1", "": "/", "https://evil.example": "/", "//evil.example": "/", `/\evil.example`: "/", "javascript:alert(1)": "/",
		"/\t/evil.example": "/", "/\x0b/evil.example": "/", "/\r\nX: y": "/",
	} {
		form := credentials("ada@example.org", secret)
		form.Set("next", next)
		s.post(stranger, "/sign-in", form).want(http.StatusSeeOther).goesTo(want)
	}
}

func TestSigningInChangesTheToken(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	planted := s.cookie(s.Learner("Eve"))
	browser := map[string]string{planted.Name: planted.Value}
	s.browse(browser, http.MethodPost, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	if browser[planted.Name] == planted.Value {
		t.Fatal("the token that was there before still signs in")
	}
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK).says("ada@example.org")
	s.browse(map[string]string{planted.Name: planted.Value}, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
}

func TestTooManyWrongTriesAreRefusedForAMinute(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	for range 3 { // what succeeds does not count
		s.post(stranger, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	}
	for range 20 {
		s.post(stranger, "/sign-in", credentials("ada@example.org", "wrong")).want(http.StatusUnprocessableEntity)
	}
	s.post(stranger, "/sign-in", credentials("Ada@Example.org", secret)).want(http.StatusTooManyRequests).says("Too many tries")
	s.Clock.Advance(time.Minute)
	s.post(stranger, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
}

func TestNobodyAtOneAddressLocksOutSomebodyAtAnother(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	for n := range 200 { // at last the address itself is refused
		want := http.StatusUnprocessableEntity
		if n >= 20 {
			want = http.StatusTooManyRequests
		}
		s.from("203.0.113.9:1", "", credentials("ada@example.org", "wrong")).want(want)
	}
	s.from("192.0.2.7:1", "", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
}

// from signs in from a network address, by way of a proxy where forwarded names whom it asks for.
func (s *site) from(address, forwarded string, form url.Values) answer {
	s.T.Helper()
	r := httptest.NewRequestWithContext(s.T.Context(), http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = address
	if forwarded != "" {
		r.Header.Set("X-Forwarded-For", forwarded)
	}
	return s.send(r)
}

func TestWhoComesThroughAProxyIsCountedByTheirOwnAddress(t *testing.T) {
	s := newSite(t)
	s.app.Config.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	s.handler = New(s.app, store.SignIns{Store: s.Store})
	s.password(s.Learner("Ada"))
	wrong := credentials("ada@example.org", "wrong")
	for n := range 20 { // what somebody says of themselves is not believed
		s.from("10.1.2.3:1", "198.51.100."+strconv.Itoa(n)+", 203.0.113.9", wrong).want(http.StatusUnprocessableEntity)
	}
	s.from("10.1.2.3:1", "203.0.113.9", wrong).want(http.StatusTooManyRequests)
	s.from("203.0.113.9:1", "192.0.2.7", wrong).want(http.StatusTooManyRequests) // is no trusted proxy
	s.from("10.1.2.3:1", "192.0.2.7", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
}

func TestSigningOutEverywhereEndsEveryBrowser(t *testing.T) {
	s := newSite(t)
	ada := s.password(s.Learner("Ada"))
	here, there := map[string]string{}, s.cookie(ada)
	s.browse(here, http.MethodPost, "/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	s.browse(here, http.MethodPost, paths.SignOutAll, nil).want(http.StatusSeeOther).goesTo("/sign-in")
	s.browse(here, http.MethodGet, "/sign-in", nil).want(http.StatusOK).says("You are signed out everywhere")
	s.browse(here, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	s.browse(map[string]string{there.Name: there.Value}, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
	if events := s.Events(); !slices.Contains(events, "person.signed_out_everywhere") {
		t.Errorf("events %v", events)
	}
}

func TestAForeignPageSignsNobodyIn(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in", strings.NewReader(credentials("ada@example.org", secret).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || len(w.Result().Cookies()) > 0 {
		t.Errorf("status %d", w.Code)
	}
}

// link makes a sign-in link by the page, and tells its path.
func (s *site) link(admin models.Actor, person models.ID) string {
	s.T.Helper()
	a := s.post(admin, paths.PersonLink(person), nil).want(http.StatusOK)
	for _, input := range a.find("input#link") {
		for _, attribute := range input.Attr {
			if attribute.Key == "value" {
				return strings.TrimPrefix(attribute.Val, "http://trellis.test")
			}
		}
	}
	s.T.Fatal("the page shows no link")
	return ""
}

func TestASignInLinkWorksOnce(t *testing.T) {
	s := newSite(t)
	admin, ada := s.Administrator("Bea"), s.Learner("Ada")
	path := s.link(admin, ada.ID)
	for range 3 { // as mail scanners do
		s.get(stranger, path).want(http.StatusOK).says("Sign in with your link")
	}
	browser := map[string]string{}
	s.browse(browser, http.MethodPost, path, nil).want(http.StatusSeeOther).goesTo("/")
	s.browse(browser, http.MethodGet, "/account", nil).want(http.StatusOK).says("Set a password", "ada@example.org")
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity).says("no longer works", "ask your network’s administrator for a new link")
	s.get(stranger, path).want(http.StatusUnprocessableEntity).says("no longer works")
	if got := strings.Join(s.Events(), " "); got != "link.made link.used person.signed_in" {
		t.Errorf("events %s", got)
	}
}

func TestASignInLinkRunsOutAndCannotBeGuessed(t *testing.T) {
	s := newSite(t)
	admin, ada := s.Administrator("Bea"), s.Learner("Ada")
	path := s.link(admin, ada.ID)
	s.Clock.Advance(24 * time.Hour)
	s.get(stranger, path).want(http.StatusUnprocessableEntity)
	s.post(stranger, path, nil).want(http.StatusUnprocessableEntity).says("no longer works")
	s.post(stranger, "/sign-in/link/guessed", nil).want(http.StatusUnprocessableEntity)
}

func TestOnlyAdministratorsMakeSignInLinks(t *testing.T) {
	s := newSite(t)
	ada, cohort := s.Learner("Ada"), s.Cohort("R1", 5)
	for _, as := range []models.Actor{
		s.Learner("Cy"), s.Manager("Mo", ada), s.Trainer("Tom", cohort),
		s.Grant(s.Learner("Lee"), models.Administrator, models.OneOrganisation, s.Trust.ID), // not of the whole network
	} {
		s.post(as, paths.PersonLink(ada.ID), nil).want(http.StatusNotFound)
		s.get(as, paths.People).want(http.StatusNotFound)
		s.get(as, paths.Outbox).want(http.StatusNotFound)
	}
	s.post(stranger, paths.PersonLink(ada.ID), nil).want(http.StatusUnauthorized)
	s.post(s.Administrator("Bea"), paths.PersonLink("nobody"), nil).want(http.StatusNotFound)
	if len(s.Events()) != 0 {
		t.Errorf("events %v", s.Events())
	}
}
