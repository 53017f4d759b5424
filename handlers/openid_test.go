package handlers

import (
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

func TestAKnownIdentitySignsIn(t *testing.T) {
	s, h := newHouse(t)
	ada := s.password(s.Learner("Ada"))
	s.connected(h, ada, user{subject: "s-1"})
	b := s.browser()
	b.get("/sign-in?next=%2Frecords").want(http.StatusOK).says("Single sign-on", "With your account at 127.0.0.1")
	to := b.begin("/records")
	asked := to.Query()
	if asked.Get("code_challenge_method") != "S256" || asked.Get("code_challenge") == "" || asked.Get("state") == "" || asked.Get("nonce") == "" ||
		asked.Get("redirect_uri") != "http://trellis.test/sign-in/openid/callback" || asked.Get("scope") != "openid profile" {
		t.Errorf("asked %v", asked)
	}
	b.get(h.visit(to, user{subject: "s-1"})).want(http.StatusSeeOther).goesTo("/records")
	b.get("/account").want(http.StatusOK).says("ada@example.org")
	devices, err := s.Store.DevicesOf(t.Context(), ada.ID)
	if err != nil || !slices.ContainsFunc(devices, func(d models.Device) bool { return d.Way == models.BySingleSignOn }) {
		t.Errorf("devices %+v (%v)", devices, err)
	}
	if events := s.Events(); !slices.Contains(events, "identity.connected") {
		t.Errorf("events %v", events)
	}
	if told := s.mailed("ada@example.org"); !strings.Contains(told.Body, "was connected to yours") {
		t.Errorf("they are told %q", told.Body)
	}
}

func TestSingleSignOnAsksForTheSecondFactorToo(t *testing.T) {
	s, h := newHouse(t)
	ada := s.password(s.Learner("Ada"))
	s.connected(h, ada, user{subject: "s-1"})
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	phone, _ := b.setUp("/account")
	b = s.browser()
	b.through(h, user{subject: "s-1"}, "/records").goesTo(paths.SignInSecondFactor)
	b.get("/account").want(http.StatusSeeOther)
	b.post(paths.SignInSecondFactor, phone.code()).want(http.StatusSeeOther).goesTo("/records")
}

// TestWhatComesBackMustFitTheVisit changes one thing at a time of what comes back from the house.
func TestWhatComesBackMustFitTheVisit(t *testing.T) {
	s, h := newHouse(t)
	s.connected(h, s.password(s.Learner("Ada")), user{subject: "s-1"})
	changed := func(path, name, value string) string {
		at, err := url.Parse(path)
		if err != nil {
			t.Fatal(err)
		}
		query := at.Query()
		query.Set(name, value)
		return at.Path + "?" + query.Encode()
	}
	expired := jwt.NewNumericDate(s.Store.Now().Add(-time.Minute))
	const refused = "Single sign-on did not work"
	for name, c := range map[string]struct {
		back func(b browser) string
		says string
	}{
		"another state": {func(b browser) string {
			return changed(h.visit(b.begin("/"), user{subject: "s-1"}), "state", "planted")
		}, refused},
		"no state":        {func(b browser) string { return changed(h.visit(b.begin("/"), user{subject: "s-1"}), "state", "") }, refused},
		"another browser": {func(browser) string { return h.visit(s.browser().begin("/"), user{subject: "s-1"}) }, refused},
		"another nonce": {func(b browser) string {
			to := b.begin("/")
			query := to.Query()
			query.Set("nonce", "planted")
			to.RawQuery = query.Encode()
			return h.visit(to, user{subject: "s-1"})
		}, refused},
		"no nonce": {func(b browser) string {
			return h.visit(b.begin("/"), user{"s-1", jwt.MapClaims{"nonce": ""}})
		}, refused},
		"another audience": {func(b browser) string {
			return h.visit(b.begin("/"), user{"s-1", jwt.MapClaims{"aud": "another"}})
		}, refused},
		"another party": {func(b browser) string {
			return h.visit(b.begin("/"), user{"s-1", jwt.MapClaims{"aud": []string{h.ClientID, "another"}, "azp": "another"}})
		}, refused},
		"another issuer": {func(b browser) string {
			return h.visit(b.begin("/"), user{"s-1", jwt.MapClaims{"iss": "http://evil.example"}})
		}, refused},
		"another issuer beside it": {func(b browser) string {
			return changed(h.visit(b.begin("/"), user{subject: "s-1"}), "iss", "http://evil.example")
		}, refused},
		"one that has run out": {func(b browser) string {
			return h.visit(b.begin("/"), user{"s-1", jwt.MapClaims{"exp": expired}})
		}, refused},
		"nobody":       {func(b browser) string { return h.visit(b.begin("/"), user{}) }, refused},
		"another code": {func(b browser) string { return changed(h.visit(b.begin("/"), user{subject: "s-1"}), "code", "guessed") }, refused},
		"a code for another": {func(b browser) string {
			other := h.visit(s.browser().begin("/"), user{subject: "s-1"}) // its verifier is in another session
			code, _ := url.Parse(other)
			return changed(h.visit(b.begin("/"), user{subject: "s-1"}), "code", code.Query().Get("code"))
		}, refused},
		"a refusal": {func(b browser) string {
			return paths.OpenIDCallback + "?error=access_denied&error_description=%3Cb%3E&state=" + b.begin("/").Query().Get("state")
		}, "You did not sign in there"},
		"nothing": {func(browser) string { return paths.OpenIDCallback }, refused},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.browser()
			b.get(c.back(b)).want(http.StatusSeeOther).goesTo("/sign-in")
			b.get("/sign-in").want(http.StatusOK).says("There is a problem", c.says)
			b.get("/account").want(http.StatusSeeOther)
		})
	}
}

func TestWhatCameBackCountsOnce(t *testing.T) {
	s, h := newHouse(t)
	s.connected(h, s.password(s.Learner("Ada")), user{subject: "s-1"})
	b := s.browser()
	back := h.visit(b.begin("/records"), user{subject: "s-1"})
	b.get(back).want(http.StatusSeeOther).goesTo("/records")
	b.post("/sign-out", nil)
	b.get(back).want(http.StatusSeeOther).goesTo("/sign-in")
	s.browser().get(back).want(http.StatusSeeOther).goesTo("/sign-in")
}

func TestAnUnknownIdentityIsNeverFoundByItsAddress(t *testing.T) {
	s, h := newHouse(t)
	ada := s.password(s.Learner("Ada"))
	b := s.browser()
	ask := user{"s-1", jwt.MapClaims{"name": "Amina <b>Learner"}}
	b.through(h, ask, "/records").goesTo(paths.OpenIDUnknown)
	b.get(paths.OpenIDUnknown).want(http.StatusOK).says("We do not know this account yet", "says that you are Amina <b>Learner")
	b.get("/account").want(http.StatusSeeOther)
	form := credentials("ada@example.org", secret)
	form.Set("next", "/records")
	b.post("/sign-in", form).want(http.StatusSeeOther).goesTo("/sign-in/openid/connect?next=%2Frecords")
	b.get("/sign-in/openid/connect?next=%2Frecords").want(http.StatusOK).says("Connect Amina <b>Learner’s account at 127.0.0.1", "to yours?", "sign in here as Ada")
	if list, err := s.Store.IdentitiesOf(t.Context(), ada.ID); err != nil || len(list) != 0 {
		t.Fatalf("connected without a question: %+v (%v)", list, err)
	}
	b.post(paths.OpenIDConnect, url.Values{"next": {"/records"}}).want(http.StatusSeeOther).goesTo("/records")
	b.post(paths.OpenIDConnect, nil).want(http.StatusSeeOther).goesTo("/account")
	s.browser().through(h, ask, "/records").goesTo("/records")
}

func TestWhoSaysThatAnAccountIsNotTheirsIsBelieved(t *testing.T) {
	s, h := newHouse(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.through(h, user{subject: "s-1"}, "/").goesTo(paths.OpenIDUnknown)
	b.post("/sign-in", credentials("ada@example.org", secret)).goesTo("/sign-in/openid/connect?next=%2F")
	b.post(paths.OpenIDForget, url.Values{"next": {"//evil.example"}}).want(http.StatusSeeOther).goesTo("/")
	b.get(paths.OpenIDConnect).want(http.StatusSeeOther).goesTo("/account")
	s.browser().through(h, user{subject: "s-1"}, "/").goesTo(paths.OpenIDUnknown)
}

func TestAnAccountWaitsForTenMinutes(t *testing.T) {
	s, h := newHouse(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.through(h, user{subject: "s-1"}, "/").goesTo(paths.OpenIDUnknown)
	s.Clock.Advance(10 * time.Minute)
	b.get(paths.OpenIDUnknown).want(http.StatusSeeOther).goesTo("/sign-in")
	b.post("/sign-in", credentials("ada@example.org", secret)).goesTo("/")
	b.get(paths.OpenIDConnect).want(http.StatusSeeOther).goesTo("/account")
}

func TestAnIdentityOfSomebodyElseIsRefusedInWords(t *testing.T) {
	s, h := newHouse(t)
	ada, ben := s.password(s.Learner("Ada")), s.password(s.Learner("Ben"))
	s.connected(h, ada, user{subject: "s-1"})
	cookie := s.cookie(ben)
	b := browser{s, map[string]string{cookie.Name: cookie.Value}}
	b.through(h, user{subject: "s-1"}, "/account").goesTo("/account")
	b.get("/account").says("That account is connected to somebody else here")
	if list, err := s.Store.IdentitiesOf(t.Context(), ben.ID); err != nil || len(list) != 0 {
		t.Errorf("%+v (%v)", list, err)
	}
}

func TestSomebodyWhoSignsInMeanwhileIsAsked(t *testing.T) {
	s, h := newHouse(t)
	s.password(s.Learner("Ada"))
	ben := s.password(s.Learner("Ben"))
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	back := h.visit(b.begin("/records"), user{subject: "s-1"}) // as Ada
	b.post("/sign-out", nil)
	b.post("/sign-in", credentials("ben@example.org", secret))
	b.get(back).goesTo("/account") // the visit went with Ada's session
	if list, err := s.Store.IdentitiesOf(t.Context(), ben.ID); err != nil || len(list) != 0 {
		t.Errorf("%+v (%v)", list, err)
	}
}

func TestTheLastWayInStays(t *testing.T) {
	s, h := newHouse(t)
	ada := s.password(s.Learner("Ada"))
	s.connected(h, ada, user{subject: "s-1"})
	identity := url.Values{"issuer": {h.Issuer()}, "subject": {"s-1"}}
	s.post(s.Learner("Ben"), paths.Disconnect, identity).want(http.StatusSeeOther) // nothing of his
	modeltest.Plant(t, s.Store, "DELETE FROM passwords")
	s.get(ada, "/account").says("it is your only way in").saysNot("Disconnect 127")
	s.post(ada, paths.Disconnect, identity).want(http.StatusSeeOther).goesTo("/account")
	s.browser().through(h, user{subject: "s-1"}, "/records").goesTo("/records")
	s.password(ada)
	s.post(ada, paths.Disconnect, identity).want(http.StatusSeeOther).goesTo("/account")
	s.browser().through(h, user{subject: "s-1"}, "/records").goesTo(paths.OpenIDUnknown)
	if events := s.Events(); !slices.Contains(events, "identity.disconnected") {
		t.Errorf("events %v", events)
	}
}

// TestEntraIsKnownByTenantAndObject: Entra gives each application another subject for the same person.
func TestEntraIsKnownByTenantAndObject(t *testing.T) {
	s, h := newHouse(t)
	ada := s.password(s.Learner("Ada"))
	entra := func(subject, tenant, object string) user {
		return user{subject, jwt.MapClaims{"tid": tenant, "oid": object, "preferred_username": "ada@example.org"}}
	}
	s.connected(h, ada, entra("pairwise-1", "tenant", "object"))
	list, err := s.Store.IdentitiesOf(t.Context(), ada.ID)
	if err != nil || len(list) != 1 || list[0].Subject != "tenant/object" || list[0].Issuer != h.Issuer() {
		t.Fatalf("%+v (%v)", list, err)
	}
	s.browser().through(h, entra("pairwise-2", "tenant", "object"), "/records").goesTo("/records")
	s.browser().through(h, entra("pairwise-1", "tenant", "another"), "/records").goesTo(paths.OpenIDUnknown)
	s.browser().through(h, entra("pairwise-1", "another", "object"), "/records").goesTo(paths.OpenIDUnknown)
}

func TestAHouseThatDoesNotAnswerKeepsNobodyOut(t *testing.T) {
	w := modeltest.New(t)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	s := siteBeside(w, "http://"+address+mockoidc.IssuerBase, "id", "secret")
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.post(paths.OpenID, nil).want(http.StatusSeeOther).goesTo("/sign-in")
	b.get("/sign-in").want(http.StatusOK).says("Single sign-on does not answer now")
	b.post("/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther).goesTo("/")

	m, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	if listener, err = new(net.ListenConfig).Listen(t.Context(), "tcp", address); err != nil {
		t.Fatalf("the port was taken meanwhile: %v", err)
	}
	if err := m.Start(listener, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Shutdown() })
	s.Clock.Advance(5 * time.Second)
	s.browser().begin("/")
}

func TestWithoutAHouseThereIsNoSingleSignOn(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.get("/sign-in").want(http.StatusOK).saysNot("Single sign-on")
	b.post(paths.OpenID, nil).want(http.StatusSeeOther).goesTo("/sign-in")
	b.get("/sign-in").says("Single sign-on is not set up here")
	s.get(s.Learner("Ada"), "/account").want(http.StatusOK).saysNot("Single sign-on")
}
