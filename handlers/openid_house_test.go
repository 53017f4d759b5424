package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"trellis/app"
	"trellis/app/access"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

// house is another house on this machine, which says who people are.
type house struct {
	*mockoidc.MockOIDC
	t *testing.T
}

// user is somebody of the other house, with what the house says of them.
type user struct {
	subject string
	more    jwt.MapClaims // beside or in place of what every token says
}

func (u user) ID() string                        { return u.subject }
func (u user) Userinfo([]string) ([]byte, error) { return []byte("{}"), nil }

// Claims are what the token says.
func (u user) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	said := jwt.MapClaims{
		"iss": base.Issuer, "sub": base.Subject, "aud": base.Audience, "exp": base.ExpiresAt, "iat": base.IssuedAt, "nonce": base.Nonce,
		"email": "ada@example.org", "email_verified": true, // Ada's address, whoever it is: it must decide nothing
	}
	for key, value := range u.more {
		said[key] = value
	}
	return said, nil
}

// newHouse is a site beside another house.
func newHouse(t *testing.T) (*site, house) {
	t.Helper()
	w := modeltest.New(t)
	before := mockoidc.NowFunc
	mockoidc.NowFunc = w.Store.Now
	m, err := mockoidc.Run()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mockoidc.NowFunc = before
		if err := m.Shutdown(); err != nil {
			t.Error(err)
		}
	})
	return siteBeside(w, m.Issuer(), m.ClientID, m.ClientSecret), house{m, t}
}

func siteBeside(w *modeltest.World, issuer, id, secret string) *site {
	return siteWith(w, app.Config{SecondFactor: models.RequiredOfNobody, OpenID: access.OpenID{Issuer: issuer, ClientID: id, ClientSecret: secret}})
}

// begin presses the button, and tells the address at the other house.
func (b browser) begin(next string) *url.URL {
	b.s.T.Helper()
	a := b.post(paths.OpenID, url.Values{"next": {next}}).want(http.StatusOK).says("On to 127.0.0.1")
	_, address, _ := strings.Cut(a.Header.Get("Refresh"), "url=")
	if len(a.find("main a[href='"+address+"']")) != 1 {
		b.s.T.Errorf("the page has no link to %s", address)
	}
	to, err := url.Parse(address)
	if err != nil {
		b.s.T.Fatal(err)
	}
	return to
}

// visit goes there as the user, and tells the address to come back to.
func (h house) visit(to *url.URL, as user) string {
	h.t.Helper()
	h.QueueUser(as)
	return follow(h.t, to.String())
}

// follow asks for an address, and tells where it leads: an address of ours.
func follow(t *testing.T, address string) string {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 10 * time.Second}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	back := answer.Header.Get("Location")
	if !strings.HasPrefix(back, "http://trellis.test"+paths.OpenIDCallback+"?") {
		t.Fatalf("the house answers %d and leads to %q", answer.StatusCode, back)
	}
	return strings.TrimPrefix(back, "http://trellis.test")
}

// through signs in at the house from the first press to the answer of the callback.
func (b browser) through(h house, as user, next string) answer {
	b.s.T.Helper()
	return b.get(h.visit(b.begin(next), as)).want(http.StatusSeeOther)
}

// connected gives somebody a way in at the house.
func (s *site) connected(h house, as models.Actor, who user) {
	s.T.Helper()
	cookie := s.cookie(as)
	b := browser{s, map[string]string{cookie.Name: cookie.Value}}
	b.through(h, who, "/account").goesTo("/account")
	b.get("/account").want(http.StatusOK).says("is connected: you can sign in with it", "last used on", "Disconnect")
}
