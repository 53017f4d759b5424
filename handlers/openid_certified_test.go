package handlers

import (
	"bufio"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trellis/models/modeltest"
	"trellis/models/paths"
)

// provider runs the certified provider of TRELLIS_OIDC_CHECK as a process of its own, and tells its issuer. Without one the
// test is skipped: CI without Node has the other tests of single sign-on.
func provider(t *testing.T, id, secret string) (issuer string) {
	t.Helper()
	folder := os.Getenv("TRELLIS_OIDC_CHECK")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "checks", "oidccheck")
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "oidc-provider")); err != nil {
		t.Skip("no certified provider is there: set TRELLIS_OIDC_CHECK to a folder with idp.mjs in which npm ci was run")
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "idp.mjs", port, id, secret, "http://trellis.test"+paths.OpenIDCallback)
	command.Dir = folder
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Skipf("the certified provider does not start: %v", err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if issuer, ready := strings.CutPrefix(lines.Text(), "idp ready "); ready {
			return issuer
		}
	}
	t.Fatal("the certified provider ends before it is ready")
	return ""
}

// TestOpenIDWithACertifiedProvider signs in at panva/oidc-provider, which is certified by the OpenID Foundation and here shaped
// like Entra: it insists on PKCE, and signs tokens with RS256.
func TestOpenIDWithACertifiedProvider(t *testing.T) {
	const id, clientSecret = "trellis", "test-secret-0123456789abcdef0123456789abcdef"
	issuer := provider(t, id, clientSecret)
	w := modeltest.New(t)
	w.Clock.Set(time.Now()) // as the provider's
	s := siteBeside(w, issuer, id, clientSecret)
	amina := s.password(s.Learner("Amina Learner"))

	b := s.browser()
	back := walk(t, b.begin("/records"), "a.learner")
	b.get(back).want(http.StatusSeeOther).goesTo(paths.OpenIDUnknown)
	b.get(paths.OpenIDUnknown).want(http.StatusOK).says("says that you are Amina Learner")
	b.post("/sign-in", credentials("amina@example.org", secret)).goesTo("/sign-in/openid/connect?next=%2F")
	b.post(paths.OpenIDConnect, url.Values{"next": {"/account"}}).goesTo("/account")
	list, err := s.Store.IdentitiesOf(t.Context(), amina.ID)
	if err != nil || len(list) != 1 || list[0].Issuer != issuer || list[0].Subject != "00000000-0000-4000-8000-000000000001/11111111-1111-4111-8111-111111111111" {
		t.Fatalf("%+v (%v)", list, err)
	}

	b = s.browser()
	back = walk(t, b.begin("/records"), "a.learner")
	b.get(back).want(http.StatusSeeOther).goesTo("/records")
	b.get("/account").want(http.StatusOK).says("amina@example.org", "last used on")
	b.get(back).want(http.StatusSeeOther).goesTo("/account") // a second time it counts for nothing
	s.browser().get(back).want(http.StatusSeeOther).goesTo("/sign-in")

	b = s.browser()
	b.get(walk(t, b.begin("/records"), "m.manager")).want(http.StatusSeeOther).goesTo(paths.OpenIDUnknown)
}

// walk goes through the provider's pages as somebody's browser, until it leads back to us.
func walk(t *testing.T, to *url.URL, hint string) string {
	t.Helper()
	jar := map[string]string{}
	query := to.Query()
	query.Set("login_hint", hint)
	to.RawQuery = query.Encode()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 10 * time.Second}
	for range 10 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range jar {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		for _, cookie := range answer.Cookies() {
			jar[cookie.Name] = cookie.Value
		}
		next, err := answer.Location()
		if err != nil {
			t.Fatalf("the provider answers %d at %s", answer.StatusCode, to.Path)
		}
		if next.Host == "trellis.test" {
			return next.RequestURI()
		}
		to = next
	}
	t.Fatal("the provider leads in circles")
	return ""
}
